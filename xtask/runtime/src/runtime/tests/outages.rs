//! The budget for retries that the calls of a client share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::double::{GOOD, client};
use super::operations::PutThing;
use super::retries::always;
use crate::runtime::transport::Canned;

#[tokio::test(start_paused = true)]
async fn an_outage_of_a_thousand_calls_adds_at_most_a_fifth() {
    for answer in ["503", "429", "connect", "broken", "timeout"] {
        let double = always(answer);
        let client = client(&double);
        let calls: Vec<_> = (0..1000)
            .map(|_| tokio::spawn(PutThing::new(&client, "1").send()))
            .collect();
        for call in calls {
            assert!(call.await.unwrap().is_err());
        }
        let count = double.requests().len();
        assert!((1000..=1200).contains(&count), "{answer}: {count}");
    }
}

#[tokio::test(start_paused = true)]
async fn after_an_outage_retries_come_back() {
    let broken = Arc::new(AtomicBool::new(true));
    let state = broken.clone();
    let double = Canned::answering(move |_| {
        let status = if state.load(Ordering::Relaxed) {
            503
        } else {
            200
        };
        Ok(Canned::json(status, GOOD))
    });
    let client = client(&double);
    let call = || PutThing::new(&client, "1").send();
    while call().await.unwrap_err().attempts() > 1 {}
    broken.store(false, Ordering::Relaxed);
    for _ in 0..5 {
        call().await.unwrap();
    }
    broken.store(true, Ordering::Relaxed);
    assert_eq!(call().await.unwrap_err().attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_succeeds_costs_nothing() {
    let double = Canned::new();
    let double = (0..300).fold(double, |double, _| double.reply(503, "").reply(200, GOOD));
    let client = client(&double);
    for _ in 0..300 {
        PutThing::new(&client, "1").await.unwrap();
    }
    assert_eq!(double.requests().len(), 600);
}
