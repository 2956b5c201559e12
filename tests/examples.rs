//! Every example runs without an account, and prints what it promises.
#![cfg(test)]

use std::process::Output;

use tests::cargo;

/// Runs an example as its documentation says, with nothing in the environment that leads to a real tenant.
fn run(example: &str, arguments: &[&str]) -> Output {
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--example", example, "--"])
        .args(arguments);
    for variable in [
        "DOMAIN",
        "API_TOKEN",
        "CLIENT_ID",
        "CLIENT_SECRET",
        "AUDIENCE",
    ] {
        command.env_remove(format!("AUTH0_{variable}"));
    }
    command.output().unwrap()
}

/// Returns what an example prints.
fn stdout(example: &str, arguments: &[&str]) -> String {
    let output = run(example, arguments);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");
    assert_eq!(stderr, "");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn create_once() {
    assert_eq!(
        stdout("create_once", &[]),
        "Some(\"my-app\") may ask for Some([\"read:orders\"])\n"
    );
    assert_eq!(
        stdout("create_once", &["https://a.example.com", "app"]),
        "Some(\"app\") may ask for Some([\"read:orders\"])\n"
    );
}

#[test]
fn lifecycle() {
    assert_eq!(
        stdout("lifecycle", &[]),
        "\
cgr_0000000000000001 says nothing of organizations
Some(\"my-app\") may ask for [\"read:orders\"]
cgr_0000000000000001 is gone
"
    );
}

#[test]
fn organizations() {
    assert_eq!(
        stdout("organizations", &["https://a.example.com", "app", "org_7"]),
        "\
cgr_0000000000000001: tokens of app must name an organization
org_7 holds it already
held by org_7
org_7 holds 1 grant of app
any organization: Some(true)
"
    );
}

#[test]
fn audit_as_a_table() {
    assert_eq!(
        stdout("audit", &[]),
        "\
application              api                                   scopes                    organizations  findings
shop                     https://orders.example.com            read:orders write:orders  deny
reports                  https://orders.example.com            all                       allow          all scopes, also those to come
partner-portal           https://orders.example.com            read:orders               require        any organization
all third_party_clients  https://catalog.example.com                                     deny           a default that gives nothing
auth0-support            https://tenant.auth0.example/api/v2/  read:users                deny
"
    );
}

#[test]
fn audit_for_other_programs() {
    let csv = stdout("audit", &["csv"]);
    assert_eq!(csv.lines().count(), 6);
    assert_eq!(
        csv.lines().nth(3),
        Some(
            "\"partner-portal\",\"https://orders.example.com\",\"read:orders\",\"require\",\"any organization\""
        )
    );

    let json: serde_json::Value = serde_json::from_str(&stdout("audit", &["json"])).unwrap();
    assert_eq!(json[1]["application"], "reports");
    assert_eq!(json[1]["scopes"], "all");
    assert_eq!(json[4]["findings"], "");

    let refused = run("audit", &["yaml"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(refused.stdout.is_empty());
}

#[test]
fn testing() {
    assert_eq!(
        stdout("testing", &[]),
        "my-app: changed\nmy-app: as it should be\n"
    );
}
