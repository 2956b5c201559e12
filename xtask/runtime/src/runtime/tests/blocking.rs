//! Blocking calls: where they work, and where they are refused.

use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::{LocalSet, block_in_place, spawn_blocking};

use super::super::auth::{Token, TokenProvider};
use super::super::transport::{BoxFuture, Canned, TransportError};
use super::double::{GOOD, bare, client};
use super::operations::{ListThings, PutThing, Thing};
use super::{Client, Error, ErrorKind, RetryPolicy, builder};
use crate::BoxError;

fn always() -> Client {
    client(&Canned::answering(|_| Ok(Canned::json(200, GOOD))))
}

fn call(client: &Client) -> Result<Thing, Error> {
    PutThing::new(client, "1").send_blocking()
}

fn list(latency: Duration) -> ListThings {
    let double = Canned::answering(|request| {
        let query = request.uri().query().unwrap_or_default();
        let at: u32 = query
            .split("from=")
            .nth(1)
            .map_or(0, |at| at.parse().unwrap());
        let next = if at < 4 {
            (at + 1).to_string()
        } else {
            String::new()
        };
        let page = format!(r#"{{"things":["{at}a","{at}b"],"next":"{next}"}}"#);
        Ok(Canned::json(200, page))
    });
    ListThings::new(&client(&double.delay(latency)))
}

fn one() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn many() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
}

#[test]
fn calls_and_lists_work_without_a_runtime() {
    let client = always();
    assert_eq!(call(&client).unwrap().id, "1");
    let response = PutThing::new(&client, "1")
        .send_blocking_with_response()
        .unwrap();
    assert_eq!((response.status().as_u16(), response.attempts()), (200, 1));
    // From many threads at once.
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| call(&client).unwrap());
        }
    });

    let items: Vec<_> = list(Duration::ZERO)
        .items()
        .into_blocking()
        .map(Result::unwrap)
        .collect();
    assert_eq!(items.len(), 10);
    assert_eq!((items[0].as_str(), items[9].as_str()), ("0a", "4b"));
    let mut pages = list(Duration::ZERO).pages().into_blocking();
    assert_eq!(
        pages
            .by_ref()
            .take(2)
            .map(|page| page.unwrap().len())
            .sum::<usize>(),
        4
    );
    let rest = list(Duration::ZERO)
        .pages()
        .resume(&pages.continuation().unwrap());
    assert_eq!(rest.into_blocking().count(), 3);
}

#[test]
fn pages_come_nearer_between_calls() {
    let (asked, asks) = std::sync::mpsc::channel();
    let double = Canned::answering(move |_| {
        asked.send(()).unwrap();
        Ok(Canned::json(200, r#"{"things":["a"],"next":"1"}"#))
    });
    let mut pages = ListThings::new(&client(&double)).pages().into_blocking();
    pages.next().unwrap().unwrap();
    // The second page is asked for while nobody waits for it.
    for _ in 0..2 {
        asks.recv_timeout(Duration::from_secs(60)).unwrap();
    }
}

#[test]
fn retries_timeouts_and_errors_are_those_of_any_call() {
    let double = Canned::new()
        .fail(TransportError::connect())
        .reply(200, GOOD)
        .reply(404, "{}")
        .hang();
    let client = client(&double);
    let response = PutThing::new(&client, "1")
        .send_blocking_with_response()
        .unwrap();
    assert_eq!(response.attempts(), 2);
    assert!(call(&client).unwrap_err().is_not_found());
    let hanging = PutThing::new(&client, "1").with_retry(RetryPolicy::never());
    let error = hanging
        .with_timeout(Duration::from_millis(50))
        .send_blocking()
        .unwrap_err();
    assert!(error.is_timeout(), "{error}");
    let faulty = ListThings {
        page: Some(-1),
        ..ListThings::new(&client)
    };
    let mut items = faulty.items().into_blocking();
    assert!(items.next().unwrap().unwrap_err().is_invalid_request());
    assert!(items.next().is_none());
    // A failure in the middle ends an iteration.
    let double = Canned::new()
        .reply(200, r#"{"things":["a"],"next":"1"}"#)
        .reply(403, "{}");
    let items = ListThings::new(&super::double::client(&double))
        .items()
        .into_blocking();
    let all: Vec<_> = items.take(10).collect();
    assert_eq!(all.len(), 2);
    assert!(all[1].as_ref().unwrap_err().is_forbidden());
}

#[test]
fn they_work_on_threads_of_a_runtime_that_may_block() {
    for runtime in [one(), many()] {
        let blocking =
            runtime.block_on(async { spawn_blocking(|| call(&always())).await.unwrap() });
        assert!(blocking.is_ok());
        let _entered = runtime.enter();
        assert!(call(&always()).is_ok());
    }
    let runtime = many();
    assert!(
        runtime
            .block_on(async { block_in_place(|| call(&always())) })
            .is_ok()
    );
    let task = runtime.spawn(async { block_in_place(|| call(&always())) });
    assert!(runtime.block_on(task).unwrap().is_ok());
}

#[test]
fn they_are_refused_in_asynchronous_tasks() {
    let mut refused = Vec::new();
    for runtime in [one(), many()] {
        refused.push(runtime.block_on(async { call(&always()).unwrap_err() }));
        refused.push(runtime.block_on(async {
            tokio::spawn(async { call(&always()).unwrap_err() })
                .await
                .unwrap()
        }));
        refused.push(LocalSet::new().block_on(&runtime, async { call(&always()).unwrap_err() }));
        refused.push(runtime.block_on(async {
            let mut items = list(Duration::ZERO).items().into_blocking();
            let error = items.next().unwrap().unwrap_err();
            assert!(items.next().is_none() && items.continuation().is_some());
            error
        }));
    }
    for error in refused {
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Blocking, 0));
        assert!(error.to_string().contains("spawn_blocking"), "{error}");
        assert!(error.operation().is_some(), "{error}");
    }
}

#[test]
fn they_are_refused_by_what_they_wait_for() {
    struct Nested;
    impl TokenProvider for Nested {
        fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
            let result = call(&always());
            Box::pin(async { Err(result.unwrap_err().into()) })
        }
    }
    let client = bare(&Canned::new()).token_provider(Nested).build().unwrap();
    let error = call(&client).unwrap_err();
    assert!(error.is_auth(), "{error}");
    assert!(
        format!("{error:?}").contains("token provider; await"),
        "{error:?}"
    );
}

#[test]
fn they_speak_to_the_network() {
    let runtime = one();
    let server = runtime.block_on(super::server::Server::start(vec![super::server::json(
        GOOD,
    )]));
    let client = builder(&server.address).build().unwrap();
    let call = std::thread::spawn(move || call(&client));
    let done = async {
        while !call.is_finished() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    runtime.block_on(done);
    assert_eq!(call.join().unwrap().unwrap().id, "1");
}
