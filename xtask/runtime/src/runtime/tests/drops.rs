//! Calls that are given up, wherever they stand.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;

use tokio::time::{Instant, advance};

use super::Client;
use super::double::{GOOD, client as plain, token, with_credentials};
use super::operations::PutThing;
use crate::runtime::retry::RetryPolicy;
use crate::runtime::transport::{Canned, TransportError};

/// A double whose token service fails every other time, and whose service refuses the first token,
/// and fails and loses before it succeeds.
fn moody() -> Canned {
    let (tokens, calls) = (AtomicUsize::new(0), AtomicUsize::new(0));
    Canned::answering(move |request| {
        if request.uri().path() == "/oauth/token" {
            return match tokens.fetch_add(1, Ordering::Relaxed) {
                number if number % 2 == 0 => Ok(Canned::json(500, "")),
                number => Ok(Canned::json(200, token(&format!("t{number}"), 1000))),
            };
        }
        if request.headers()["authorization"] == "Bearer t1" {
            return Ok(Canned::json(401, ""));
        }
        match calls.fetch_add(1, Ordering::Relaxed) % 3 {
            0 => Ok(Canned::json(503, "")),
            1 => Err(TransportError::broken()),
            _ => Ok(Canned::json(200, GOOD)),
        }
    })
}

/// Polls a call so many times, with time passing in between, and drops it. Returns whether it ended
/// before.
async fn give_up(client: &Client, polls: usize) -> bool {
    let mut call = pin!(PutThing::new(client, "1").send());
    for _ in 0..polls {
        let polled = poll_fn(|context| Poll::Ready(call.as_mut().poll(context))).await;
        if polled.is_ready() {
            return true;
        }
        advance(Duration::from_millis(400)).await;
    }
    false
}

#[tokio::test(start_paused = true)]
async fn cf78_a_client_is_as_good_as_new_wherever_a_call_is_dropped() {
    for neighbours in [0, 3] {
        let mut polls = 0;
        loop {
            let double = moody();
            let patient = RetryPolicy::standard().max_retries(20);
            let client = with_credentials(&double).retry(patient).build().unwrap();
            let others: Vec<_> = (0..neighbours)
                .map(|_| tokio::spawn(PutThing::new(&client, "2").send()))
                .collect();
            let is_over = give_up(&client, polls).await;
            PutThing::new(&client, "3").await.unwrap();
            for other in others {
                other.await.unwrap().unwrap();
            }
            // Nothing goes on behind the back of who gave up.
            let count = double.requests().len();
            advance(Duration::from_secs(300)).await;
            tokio::task::yield_now().await;
            assert_eq!(double.requests().len(), count);
            if is_over {
                break;
            }
            polls += 1;
        }
        assert!(polls > 8, "only {polls} places to stop at");
    }
}

#[tokio::test(start_paused = true)]
async fn cf78_dropping_a_call_that_waits_returns_at_once() {
    let double = Canned::answering(|_| {
        let mut reply = Canned::json(429, "");
        reply.headers_mut().insert("retry-after", 30.into());
        Ok(reply)
    });
    let client = plain(&double);
    let start = Instant::now();
    let call = PutThing::new(&client, "1").send();
    assert!(
        tokio::time::timeout(Duration::from_secs(1), call)
            .await
            .is_err()
    );
    assert_eq!(start.elapsed().as_secs(), 1);
    advance(Duration::from_secs(100)).await;
    assert_eq!(double.requests().len(), 1);
}
