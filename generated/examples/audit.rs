//! Prints all grants of a tenant, and marks those that give more than they have to.
//!
//! ```console
//! cargo run --example audit
//! cargo run --example audit -- csv
//! cargo run --example audit -- json
//! ```
//!
//! It reads a tenant in memory with a few grants. When `AUTH0_DOMAIN` and the other variables of `Client::from_env` are set,
//! it reads that tenant; it changes nothing.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use auth0_client_grants::models::{ClientGrant, DefaultFor, OrganizationUsage};
use auth0_client_grants::serde_json::{Value, json};
use auth0_client_grants::testing::Tenant;
use auth0_client_grants::{Client, Result};

const COLUMNS: [&str; 5] = ["application", "api", "scopes", "organizations", "findings"];

type Row = [String; COLUMNS.len()];

/// What goes against least privilege.
fn findings(grant: &ClientGrant) -> Vec<&'static str> {
    // Auth0 made it, and nobody can change it.
    if grant.is_system == Some(true) {
        return Vec::new();
    }
    let all_scopes = grant.allow_all_scopes == Some(true);
    let no_scopes = grant.scope.as_deref().unwrap_or_default().is_empty();
    let mut findings = Vec::new();
    if all_scopes {
        findings.push("all scopes, also those to come");
    }
    if grant.allow_any_organization == Some(true) {
        findings.push("any organization");
    }
    if grant.default_for.is_some() && no_scopes && !all_scopes {
        findings.push("a default that gives nothing");
    }
    findings
}

fn row(grant: &ClientGrant) -> Row {
    let application = match (&grant.client_id, &grant.default_for) {
        (Some(id), _) => id.clone(),
        (None, Some(group)) => format!("all {group}"),
        (None, None) => "?".to_owned(),
    };
    let scopes = match (&grant.scope, grant.allow_all_scopes) {
        (_, Some(true)) => "all".to_owned(),
        (Some(scopes), _) => scopes.join(" "),
        (None, _) => String::new(),
    };
    // Without a rule, organizations cannot be named.
    let usage = grant.organization_usage.as_ref();
    [
        application,
        grant.audience.clone().unwrap_or_default(),
        scopes,
        usage.unwrap_or(&OrganizationUsage::Deny).to_string(),
        findings(grant).join(", "),
    ]
}

fn table(rows: &[Row]) -> String {
    let mut widths = COLUMNS.map(str::len);
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |cells: [&str; COLUMNS.len()]| {
        let padded = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let rows = rows.iter().map(|row| row.each_ref().map(String::as_str));
    [COLUMNS].into_iter().chain(rows).map(line).collect()
}

fn csv(rows: &[Row]) -> String {
    // As RFC 4180 has it.
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let rows = rows
        .iter()
        .map(|row| row.each_ref().map(|cell| quoted(cell)).join(","));
    let lines = [COLUMNS.join(",")].into_iter().chain(rows);
    lines.map(|line| line + "\n").collect()
}

fn json(rows: &[Row]) -> String {
    let object = |row: &Row| -> Value {
        COLUMNS
            .iter()
            .zip(row)
            .map(|(&name, cell)| (name.to_owned(), json!(cell)))
            .collect()
    };
    format!("{:#}\n", rows.iter().map(object).collect::<Value>())
}

async fn read(auth0: &Client) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut grants = auth0.client_grants().list().items();
    while let Some(grant) = grants.try_next().await? {
        rows.push(row(&grant));
    }
    Ok(rows)
}

/// A tenant with grants of all kinds.
async fn sample() -> Result<Client> {
    let tenant = Tenant::new();
    let auth0 = tenant.client()?;
    let grants = auth0.client_grants();
    let orders = "https://orders.example.com";
    grants
        .create(orders)
        .client_id("shop")
        .scope(["read:orders", "write:orders"])
        .await?;
    let create = grants
        .create(orders)
        .client_id("reports")
        .allow_all_scopes(true);
    create.organization_usage(OrganizationUsage::Allow).await?;
    let create = grants
        .create(orders)
        .client_id("partner-portal")
        .scope(["read:orders"]);
    create
        .organization_usage(OrganizationUsage::Require)
        .allow_any_organization(true)
        .await?;
    let create = grants
        .create("https://catalog.example.com")
        .default_for(DefaultFor::ThirdPartyClients);
    create.scope(Vec::<String>::new()).await?;
    tenant.add_system_grant(
        "auth0-support",
        format!("https://{}/api/v2/", tenant.domain()),
        ["read:users"],
    );
    Ok(auth0)
}

async fn audit(format: &str) -> Result<ExitCode> {
    let form = match format {
        "table" => table,
        "csv" => csv,
        "json" => json,
        other => {
            eprintln!("`{other}` is no format; there are `table`, `csv` and `json`");
            return Ok(ExitCode::from(2));
        }
    };
    let auth0 = if env::var_os("AUTH0_DOMAIN").is_some() {
        Client::from_env()?
    } else {
        sample().await?
    };
    let text = form(&read(&auth0).await?);
    match io::stdout().write_all(text.as_bytes()) {
        // A reader that has enough, such as `head`, is no failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("the grants cannot be written: {error}");
            Ok(ExitCode::FAILURE)
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode> {
    audit(env::args().nth(1).as_deref().unwrap_or("table")).await
}
