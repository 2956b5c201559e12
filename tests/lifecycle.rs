//! The example programs run against a tenant in memory, and do what they say.
//!
//! The README holds the text of `generated/examples/lifecycle.rs`: a test compares the two, and
//! `UPDATE_EXPECT=1 cargo test -p tests --test lifecycle` writes the one over the other.
#![cfg(test)]

use std::{env, fs};

use auth0_client_grants::models::ClientGrant;
use auth0_client_grants::testing::Tenant;
use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use tests::root;

mod program {
    #![allow(dead_code, reason = "`main` wants an account")]

    include!("../generated/examples/lifecycle.rs");

    pub(super) async fn run(auth0: &Client) -> Result<()> {
        life_of_a_grant(auth0, super::API, "my-app").await
    }
}

mod create_once {
    #![allow(dead_code, reason = "`main` wants an account")]

    include!("../generated/examples/create_once.rs");

    pub(super) async fn run(auth0: &Client, api: &str, app: &str) -> Result<ClientGrant> {
        create_once(auth0, api, app).await
    }
}

const API: &str = "https://api.example.com";

/// A tenant that has a grant for each of these APIs.
fn tenant(apis: &[&str]) -> Tenant {
    let tenant = Tenant::new();
    for api in apis {
        let mut grant = ClientGrant::default();
        grant.client_id = Some("other-app".into());
        grant.audience = Some((*api).to_owned());
        tenant.add_grant(grant);
    }
    tenant
}

#[tokio::test]
async fn the_program_of_the_readme_does_what_it_says() {
    let tenant = tenant(&[API, "https://other.example.com"]);
    program::run(&tenant.client().unwrap()).await.unwrap();

    let requests = tenant.requests();
    let line = |request: &Request<Bytes>| {
        format!(
            "{} {}",
            request.method(),
            request.uri().path_and_query().unwrap()
        )
    };
    let expected = [
        "POST /api/v2/client-grants",
        "PATCH /api/v2/client-grants/cgr_0000000000000003",
        "GET /api/v2/client-grants/cgr_0000000000000003",
        "GET /api/v2/client-grants?audience=https%3A%2F%2Fapi.example.com&take=100",
        "DELETE /api/v2/client-grants/cgr_0000000000000003",
        "GET /api/v2/client-grants/cgr_0000000000000003",
    ];
    assert_eq!(requests.iter().map(line).collect::<Vec<_>>(), expected);

    let json = |request: &Request<Bytes>| serde_json::from_slice::<Value>(request.body()).unwrap();
    let created = json!({
        "client_id": "my-app", "audience": API, "scope": [], "organization_usage": "allow",
    });
    assert_eq!(
        json(&requests[0]),
        created,
        "an empty list is sent as one, and nothing that was not set"
    );
    let updated = json!({"scope": ["read:orders"], "organization_usage": null});
    assert_eq!(json(&requests[1]), updated, "an explicit null");
    assert!(
        requests[2..]
            .iter()
            .all(|request| request.body().is_empty())
    );
    assert_eq!(tenant.grants().len(), 2, "the others are still there");
}

#[tokio::test]
async fn the_program_ends_at_the_first_error() {
    let tenant = tenant(&[]);
    let reader = tenant.builder().token(tenant.token(["read:client_grants"]));
    let error = program::run(&reader.build().unwrap()).await.unwrap_err();
    assert!(error.is_forbidden());
    assert_eq!(
        error.to_string(),
        "POST /client-grants: the service answered 403 Forbidden"
    );
    assert_eq!(tenant.requests().len(), 1);
}

#[tokio::test]
async fn cf37_a_create_whose_reply_is_lost_is_made_good() {
    for (lost, replies) in [("request", 0), ("reply", 1), ("nothing", 0)] {
        let tenant = tenant(&[API]);
        let client = tenant.client().unwrap();
        if lost == "request" {
            tenant.lose_requests(1);
        }
        tenant.lose_replies(replies);
        let grant = create_once::run(&client, API, "my-app").await;
        let created = tenant
            .grants()
            .into_iter()
            .filter(|grant| grant.client_id.as_deref() == Some("my-app"));
        let created: Vec<_> = created.collect();
        assert_eq!(created.len(), 1, "lost {lost}: never none, and never twice");
        assert_eq!(grant.unwrap(), created[0], "lost {lost}");

        // A second time there is one already.
        let before = tenant.requests().len();
        let again = create_once::run(&client, API, "my-app").await.unwrap();
        assert_eq!(again, created[0]);
        assert_eq!(tenant.requests().len(), before + 2, "refused, and found");
    }
}

/// The code of the example: all from its first `use` on.
fn example() -> String {
    let text = fs::read_to_string(root().join("generated/examples/lifecycle.rs")).unwrap();
    let start = text.find("\nuse ").unwrap() + 1;
    text[start..].to_owned()
}

#[test]
fn the_readme_shows_the_example() {
    let file = root().join("README.md");
    let mut text = fs::read_to_string(&file).unwrap();
    let main = text.find("async fn main()").unwrap();
    let end = main + text[main..].find("\n```").unwrap() + 1;
    let fence = "```rust,no_run\n";
    let start = text[..end].rfind(fence).unwrap() + fence.len();
    let example = example();
    if env::var_os("UPDATE_EXPECT").is_some() && text[start..end] != example {
        text.replace_range(start..end, &example);
        fs::write(&file, &text).unwrap();
    }
    let (start, end) = (start, start + example.len());
    assert!(
        text.get(start..end) == Some(&example),
        "the README does not show generated/examples/lifecycle.rs; this mends it:\n\
         UPDATE_EXPECT=1 cargo test -p tests --test lifecycle"
    );
}
