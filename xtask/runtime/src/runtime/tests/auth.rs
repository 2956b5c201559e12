//! Tokens: obtained, kept, renewed, replaced. Time is virtual.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::{advance, sleep};

use super::Client;
use super::double::{GOOD, bare, seconds, summaries, token, with_credentials};
use super::operations::{PostThing, PutThing};
use crate::runtime::transport::Canned;

pub(super) const TOKEN: &str = "/oauth/token ";

pub(super) async fn call(client: &Client) -> crate::Result<()> {
    PutThing::new(client, "1").await.map(drop)
}

/// A double whose token service counts, and whose service accepts everything.
pub(super) fn generous(lifetime: u64) -> (Canned, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    let double = Canned::answering(move |request| {
        if request.uri().path() == "/oauth/token" {
            let number = counted.fetch_add(1, Ordering::Relaxed) + 1;
            return Ok(Canned::json(200, token(&format!("t{number}"), lifetime)));
        }
        Ok(Canned::json(200, GOOD))
    });
    (double, count)
}

#[tokio::test(start_paused = true)]
async fn credentials_are_exchanged_for_a_token_that_is_kept() {
    let (double, count) = generous(86400);
    let client = with_credentials(&double).build().unwrap();
    call(&client).await.unwrap();
    call(&client.clone()).await.unwrap();
    assert_eq!(
        summaries(&double),
        [TOKEN, "/api/things/1 Bearer t1", "/api/things/1 Bearer t1"]
    );
    let request = &double.requests()[0];
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://service.example.com/oauth/token");
    assert_eq!(
        request.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(request.headers()["accept"], "application/json");
    assert!(request.headers().contains_key("user-agent"));
    assert_eq!(
        request.body(),
        "grant_type=client_credentials&client_id=canary-id&client_secret=canary%20secret%26\
         &resource=https%3A%2F%2Fservice.example.com%2Fapi%2F"
    );
    // Five minutes before its end it is replaced, and not earlier.
    advance(Duration::from_secs(86400 - 301)).await;
    call(&client).await.unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 1);
    advance(Duration::from_secs(2)).await;
    call(&client).await.unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 2);
    assert_eq!(
        summaries(&double).last().unwrap(),
        "/api/things/1 Bearer t2"
    );
}

#[tokio::test(start_paused = true)]
async fn short_tokens_are_replaced_after_nine_tenths_of_their_life() {
    let (double, count) = generous(100);
    let client = with_credentials(&double).build().unwrap();
    for (wait, expected) in [(0, 1), (89, 1), (2, 2), (88, 2), (13, 3)] {
        advance(Duration::from_secs(wait)).await;
        call(&client).await.unwrap();
        assert_eq!(count.load(Ordering::Relaxed), expected, "{wait}");
    }
}

#[tokio::test(start_paused = true)]
async fn cf74_a_thousand_callers_make_one_request_for_a_token() {
    let (double, count) = generous(100);
    let client = with_credentials(&double).build().unwrap();
    for (round, wait) in [(1, 0), (2, 101), (3, 95)] {
        advance(Duration::from_secs(wait)).await;
        let calls: Vec<_> = (0..1000)
            .map(|_| tokio::spawn(PutThing::new(&client, "1").send()))
            .collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
        assert_eq!(count.load(Ordering::Relaxed), round, "CF74");
        assert_eq!(double.requests().len(), round * 1001);
    }
}

#[tokio::test(start_paused = true)]
async fn cf74_a_thousand_callers_share_a_failure_too() {
    let double = Canned::answering(|_| Ok(Canned::json(403, r#"{"error":"access_denied"}"#)));
    let client = with_credentials(&double).build().unwrap();
    let calls: Vec<_> = (0..1000)
        .map(|_| tokio::spawn(PutThing::new(&client, "1").send()))
        .collect();
    for call in calls {
        assert!(call.await.unwrap().unwrap_err().is_auth());
    }
    assert_eq!(double.requests().len(), 1);
    // Later calls ask anew.
    assert!(call(&client).await.is_err());
    assert_eq!(double.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn cf74_a_thousand_callers_do_not_fall_upon_a_token_service_that_hangs() {
    let double = (0..2000).fold(Canned::new(), |double, _| double.hang());
    let client = with_credentials(&double).build().unwrap();
    let late = |number: u64| {
        let call = PutThing::new(&client, "1").send();
        async move {
            sleep(Duration::from_millis(10 * number)).await;
            call.await
        }
    };
    let calls: Vec<_> = (0..1000).map(|number| tokio::spawn(late(number))).collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert!(error.is_auth() && error.is_timeout() && error.attempts() == 0);
    }
    // The call that asked made two attempts. When its time was up, the others did not ask one after
    // the other.
    assert_eq!(double.requests().len(), 2);
    // Without time nothing is begun.
    let call = PostThing::new(&bare(&double).token("t").build().unwrap());
    let error = call.with_timeout(Duration::ZERO).await.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 0 && !error.is_outcome_unknown());
    assert_eq!(double.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_good_token_is_used_when_its_renewal_fails() {
    for failure in ["500", "hang", "403"] {
        let double = Canned::new().reply(200, token("t1", 1000)).reply(200, GOOD);
        let client = with_credentials(&double).build().unwrap();
        call(&client).await.unwrap();
        advance(Duration::from_secs(950)).await;
        let double = match failure {
            "hang" => double.hang(),
            status => double.reply(status.parse().unwrap(), "{}"),
        };
        let double = double.reply(200, GOOD).reply(200, GOOD);
        call(&client).await.unwrap();
        // For ten seconds nobody tries again.
        call(&client).await.unwrap();
        let expected = [TOKEN, "/api/things/1 Bearer t1", TOKEN];
        let sent = summaries(&double);
        assert_eq!(sent[..3], expected);
        assert_eq!(
            sent[3..],
            ["/api/things/1 Bearer t1", "/api/things/1 Bearer t1"],
            "{failure}"
        );
        advance(Duration::from_secs(11)).await;
        let double = double.reply(200, token("t2", 1000)).reply(200, GOOD);
        call(&client).await.unwrap();
        assert_eq!(summaries(&double)[5..], [TOKEN, "/api/things/1 Bearer t2"]);
    }
}

#[tokio::test(start_paused = true)]
async fn cf72_a_refused_token_is_replaced_once() {
    let double = Canned::new()
        .reply(200, token("t1", 1000))
        .reply(401, "{}")
        .reply(200, token("t2", 1000))
        .reply(200, GOOD);
    let client = with_credentials(&double).build().unwrap();
    let response = PostThing::new(&client).send_with_response().await.unwrap();
    assert_eq!(response.attempts(), 2);
    assert_eq!(
        summaries(&double),
        [
            TOKEN,
            "/api/things Bearer t1",
            TOKEN,
            "/api/things Bearer t2"
        ]
    );
    let bodies = double.requests();
    assert_eq!(bodies[1].body(), bodies[3].body());

    // The second 401 is the answer. It is not the token then, so none is asked for during the next
    // ten seconds.
    let double = double
        .reply(401, "{}")
        .reply(200, token("t3", 1000))
        .reply(401, "{}")
        .reply(401, "{}");
    let error = call(&client).await.unwrap_err();
    assert!(error.is_unauthorized() && error.attempts() == 2);
    let error = call(&client).await.unwrap_err();
    assert!(error.is_unauthorized() && error.attempts() == 1);
    advance(Duration::from_secs(11)).await;
    let double = double
        .reply(401, "{}")
        .reply(200, token("t4", 1000))
        .reply(200, GOOD);
    call(&client).await.unwrap();
    assert_eq!(
        summaries(&double).last().unwrap(),
        "/api/things/1 Bearer t4"
    );
}

#[tokio::test(start_paused = true)]
async fn cf72_a_thousand_refused_calls_make_one_request_for_a_token() {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    let double = Canned::answering(move |request| {
        if request.uri().path() == "/oauth/token" {
            let number = counted.fetch_add(1, Ordering::Relaxed) + 1;
            return Ok(Canned::json(200, token(&format!("t{number}"), 1000)));
        }
        let status = if request.headers()["authorization"] == "Bearer t1" {
            401
        } else {
            200
        };
        Ok(Canned::json(status, GOOD))
    });
    let client = with_credentials(&double).build().unwrap();
    let calls: Vec<_> = (0..1000)
        .map(|_| tokio::spawn(PostThing::new(&client).send()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(count.load(Ordering::Relaxed), 2);
}

#[tokio::test(start_paused = true)]
async fn cf72_a_constant_token_is_not_replaced() {
    let double = Canned::new().reply(401, "{}");
    let client = bare(&double).token("t").build().unwrap();
    let error = call(&client).await.unwrap_err();
    assert!(error.is_unauthorized() && error.attempts() == 1);
    assert_eq!(double.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn one_caller_running_out_of_time_is_not_the_failure_of_others() {
    let double = Canned::new()
        .hang()
        .reply(200, token("t1", 1000))
        .reply(200, GOOD);
    let client = with_credentials(&double).build().unwrap();
    let hasty = tokio::spawn(
        PutThing::new(&client, "1")
            .with_timeout(seconds(1.0))
            .send(),
    );
    tokio::task::yield_now().await;
    let patient = tokio::spawn(PutThing::new(&client, "1").send());
    assert!(hasty.await.unwrap().unwrap_err().is_timeout());
    patient.await.unwrap().unwrap();
    assert_eq!(double.requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn giving_up_the_caller_that_asks_harms_nobody() {
    let double = Canned::new()
        .hang()
        .reply(200, token("t1", 1000))
        .reply(200, GOOD);
    let client = with_credentials(&double).build().unwrap();
    let first = tokio::spawn(PutThing::new(&client, "1").send());
    tokio::task::yield_now().await;
    let second = tokio::spawn(PutThing::new(&client, "1").send());
    tokio::task::yield_now().await;
    first.abort();
    second.await.unwrap().unwrap();
    assert_eq!(
        summaries(&double),
        [TOKEN, TOKEN, "/api/things/1 Bearer t1"]
    );
}
