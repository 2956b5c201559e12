//! Calls that block, on the operations of the description.

use std::time::Duration;

use auth0_client_grants::{Error, ErrorKind};
use serde_json::json;
use tests::server::{Reply, Server};
use tokio::runtime::Builder;

/// A service with three grants on two pages.
fn service() -> Server {
    Server::answering(|request| match (request.method.as_str(), request.query()) {
        ("DELETE", _) => Reply::empty(http::StatusCode::NO_CONTENT),
        ("GET", Some("take=100")) => {
            Reply::ok(&json!({"client_grants": [{"id": "a"}, {"id": "b"}], "next": "1"}))
        }
        ("GET", Some(_)) => Reply::ok(&json!({"client_grants": [{"id": "c"}]})),
        _ => Reply::ok(&json!({"id": "a"})),
    })
}

fn every_kind_of_call(server: &Server) -> Result<(), Error> {
    let grants = server.client().client_grants();
    let created = grants
        .create("x")
        .client_id("y")
        .scope(["z"])
        .send_blocking()?;
    assert_eq!(created.id.as_deref(), Some("a"));
    assert_eq!(grants.get("a").send_blocking()?.id.as_deref(), Some("a"));
    let updated = grants
        .update("a")
        .clear_scope()
        .send_blocking_with_response()?;
    assert_eq!((updated.status().as_u16(), updated.attempts()), (200, 1));
    grants.delete("a").send_blocking()?;

    let mut ids = Vec::new();
    for grant in grants.list().items().into_blocking() {
        ids.push(grant?.id.unwrap_or_default());
    }
    assert_eq!(ids, ["a", "b", "c"]);
    let pages: Result<Vec<_>, Error> = grants.list().pages().into_blocking().collect();
    assert_eq!(
        pages?.iter().map(|page| page.len()).collect::<Vec<_>>(),
        [2, 1]
    );

    let mut items = grants.list().items().into_blocking();
    assert!(items.next().transpose()?.is_some());
    let place = items.continuation().unwrap();
    let rest = grants.list().items().resume(&place).into_blocking();
    assert_eq!(rest.collect::<Result<Vec<_>, Error>>()?.len(), 2);
    Ok(())
}

#[test]
fn outside_of_a_runtime() {
    let server = service();
    every_kind_of_call(&server).unwrap();
    let lines = server.lines();
    assert_eq!(
        lines[..4],
        ["POST", "GET", "PATCH", "DELETE"].map(|method| {
            let path = if method == "POST" { "" } else { "/a" };
            format!("{method} /api/v2/client-grants{path}")
        })
    );
}

#[tokio::test]
async fn on_threads_of_a_runtime_that_may_block() {
    let server = service();
    tokio::task::spawn_blocking(move || every_kind_of_call(&server))
        .await
        .unwrap()
        .unwrap();
}

/// Connections of asynchronous calls stand still while their runtime does.
#[test]
fn beside_asynchronous_calls_of_the_same_client() {
    let server = service();
    let client = server
        .builder()
        .timeout(Duration::from_secs(60))
        .build()
        .unwrap();
    let get = || client.client_grants().get("a");
    let runtime = || Builder::new_current_thread().enable_all().build().unwrap();
    let first = runtime();
    for _ in 0..3 {
        first.block_on(get().send()).unwrap();
        get().send_blocking().unwrap();
        get().send_blocking().unwrap();
    }
    drop(first);
    get().send_blocking().unwrap();
    // Another runtime takes over from one that has ended.
    runtime().block_on(get().send()).unwrap();
    assert_eq!(server.take().len(), 11);
}

#[tokio::test]
async fn in_a_task_they_are_refused_and_nothing_is_sent() {
    let server = service();
    let grants = server.client().client_grants();
    let calls = [
        grants.get("a").send_blocking().unwrap_err(),
        grants
            .list()
            .items()
            .into_blocking()
            .next()
            .unwrap()
            .unwrap_err(),
        grants
            .list()
            .pages()
            .into_blocking()
            .next()
            .unwrap()
            .unwrap_err(),
    ];
    for error in calls {
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Blocking, 0));
        assert!(error.to_string().contains("spawn_blocking"), "{error}");
    }
    assert!(server.take().is_empty());
    // Dropping what has made blocking calls does no harm in a task.
    let client = server.client();
    let used = client.clone();
    tokio::task::spawn_blocking(move || used.client_grants().get("a").send_blocking())
        .await
        .unwrap()
        .unwrap();
    drop(client);
}
