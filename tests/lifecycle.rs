//! The program of the README runs against a little service with a memory, and does on the wire what it says.
//!
//! The README holds the text of `generated/examples/lifecycle.rs`, which is run here: a test compares the two, and
//! `UPDATE_EXPECT=1 cargo test -p tests --test lifecycle` writes the one over the other.
#![cfg(test)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::{env, fs};

use auth0_client_grants::Client;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use tests::root;
use tests::server::{Recorded, Reply, Server, decode};

mod program {
    #![allow(dead_code, reason = "`main` wants an account")]

    include!("../generated/examples/lifecycle.rs");

    pub(super) async fn run(auth0: &Client) -> Result<()> {
        life_of_a_grant(auth0).await
    }
}

/// A service that remembers its grants, and every status that it gave.
#[derive(Default)]
struct Tenant {
    grants: BTreeMap<String, Value>,
    statuses: Vec<u16>,
}

impl Tenant {
    fn answer(&mut self, request: &Recorded) -> Reply {
        let (status, body) = self.act(request);
        self.statuses.push(status.as_u16());
        match body {
            Some(body) => Reply::json(status, &body),
            None => Reply::empty(status),
        }
    }

    fn act(&mut self, request: &Recorded) -> (StatusCode, Option<Value>) {
        let rest = request
            .path()
            .strip_prefix("/api/v2/client-grants")
            .unwrap();
        let id = rest.strip_prefix('/').map(|id| decode(id).unwrap());
        let known = id.clone().and_then(|id| self.grants.get(&id).cloned());
        match (&request.method, id, known) {
            (&Method::POST, None, _) => (
                StatusCode::CREATED,
                Some(self.create(request.json().unwrap())),
            ),
            (&Method::GET, None, _) => (StatusCode::OK, Some(self.page(request))),
            (_, Some(_), None) => (
                StatusCode::NOT_FOUND,
                Some(json!({"statusCode": 404, "error": "Not Found"})),
            ),
            (&Method::GET, Some(_), Some(grant)) => (StatusCode::OK, Some(grant)),
            (&Method::PATCH, Some(id), Some(grant)) => (
                StatusCode::OK,
                Some(self.update(id, grant, &request.json().unwrap())),
            ),
            (&Method::DELETE, Some(id), Some(_)) => {
                self.grants.remove(&id);
                (StatusCode::NO_CONTENT, None)
            }
            _ => (StatusCode::METHOD_NOT_ALLOWED, None),
        }
    }

    fn create(&mut self, mut grant: Value) -> Value {
        let id = format!("cgr/{}", self.grants.len() + 1);
        grant["id"] = json!(id);
        self.grants.insert(id, grant.clone());
        grant
    }

    /// What is cleared falls back to a rule that the crate has never heard of.
    fn update(&mut self, id: String, mut grant: Value, changes: &Value) -> Value {
        for (name, value) in changes.as_object().unwrap() {
            grant[name] = if value.is_null() {
                json!("as the tenant says")
            } else {
                value.clone()
            };
        }
        self.grants.insert(id, grant.clone());
        grant
    }

    /// A page with one grant, or with none at all and a cursor at the start.
    fn page(&self, request: &Recorded) -> Value {
        let pairs: BTreeMap<String, String> = request.pairs().unwrap().into_iter().collect();
        let Some(from) = pairs.get("from") else {
            return json!({"client_grants": [], "next": "0"});
        };
        let at: usize = from.parse().unwrap();
        let mut found = self
            .grants
            .values()
            .filter(|grant| grant["audience"] == pairs["audience"])
            .skip(at);
        let mut page = json!({"client_grants": found.next().into_iter().collect::<Vec<_>>()});
        if found.next().is_some() {
            page["next"] = json!((at + 1).to_string());
        }
        page
    }
}

/// A service with these grants.
fn service(grants: &[Value]) -> (Server, Arc<Mutex<Tenant>>) {
    let tenant = Arc::new(Mutex::new(Tenant::default()));
    for grant in grants {
        tenant.lock().unwrap().create(grant.clone());
    }
    let memory = Arc::clone(&tenant);
    (
        Server::answering(move |request| memory.lock().unwrap().answer(request)),
        tenant,
    )
}

async fn run(client: &Client) -> auth0_client_grants::Result<()> {
    program::run(client).await
}

#[tokio::test]
async fn the_program_of_the_readme_does_what_it_says() {
    let others = [
        json!({"audience": "https://api.example.com"}),
        json!({"audience": "https://other.example.com"}),
    ];
    let (server, tenant) = service(&others);
    run(&server.client()).await.unwrap();

    let requests = server.take();
    let list = "GET /api/v2/client-grants?audience=https%3A%2F%2Fapi.example.com&take=100";
    let expected = [
        "POST /api/v2/client-grants",
        "PATCH /api/v2/client-grants/cgr%2F3",
        "GET /api/v2/client-grants/cgr%2F3",
        list,
        &format!("{list}&from=0"),
        &format!("{list}&from=1"),
        "DELETE /api/v2/client-grants/cgr%2F3",
        "GET /api/v2/client-grants/cgr%2F3",
    ];
    assert_eq!(
        requests.iter().map(Recorded::line).collect::<Vec<_>>(),
        expected
    );

    let created = json!({
        "client_id": "my-app", "audience": "https://api.example.com", "scope": [], "organization_usage": "allow",
    });
    assert_eq!(
        requests[0].json().unwrap(),
        created,
        "an empty list is sent as one, and nothing that was not set"
    );
    let updated = json!({"scope": ["read:orders"], "organization_usage": null});
    assert_eq!(requests[1].json().unwrap(), updated, "an explicit null");
    assert!(requests[2..].iter().all(|request| request.body.is_empty()));

    let tenant = tenant.lock().unwrap();
    assert_eq!(tenant.statuses, [201, 200, 200, 200, 200, 200, 204, 404]);
    assert_eq!(
        tenant.grants.len(),
        others.len(),
        "the others are still there"
    );
}

#[tokio::test]
async fn what_the_program_reads_on_its_way_is_a_value_that_the_crate_does_not_know() {
    use auth0_client_grants::models::OrganizationUsage;

    let (server, _) = service(&[json!({"organization_usage": "allow"})]);
    let grants = server.client().client_grants();
    let cleared = grants
        .update("cgr/1")
        .clear_organization_usage()
        .await
        .unwrap();
    let read = grants.get("cgr/1").await.unwrap();
    assert_eq!(cleared, read);
    let usage = read.organization_usage.unwrap();
    assert!(matches!(&usage, OrganizationUsage::Unknown(_)), "{usage:?}");
    assert_eq!(usage.as_str(), "as the tenant says");
}

#[tokio::test]
async fn the_program_ends_at_the_first_error() {
    let refusal = json!({"statusCode": 403, "errorCode": "insufficient_scope"});
    let server = Server::always(Reply::json(StatusCode::FORBIDDEN, &refusal));
    let error = run(&server.client()).await.unwrap_err();
    assert!(error.is_forbidden());
    assert_eq!(
        error.to_string(),
        "POST /client-grants: the service answered 403 Forbidden"
    );
    assert_eq!(server.take().len(), 1);
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
