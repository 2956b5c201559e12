//! Sixty-four tasks that share a client, its token, and its budget for retries: on two threads, and on one, where
//! instructions can be counted and waits take no time. There is no network, so that nothing hides what they wait for.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use auth0_client_grants::{BoxError, BoxFuture, Client, RetryPolicy, Token, TokenProvider};
use tokio::runtime::Runtime;

use super::by_hand::grant;
use super::service::{AtHand, TOKEN, waitless_runtime};
use super::{Case, Work};

const TASKS: u64 = 64;

pub(crate) fn cases() -> Vec<Case> {
    let threads = Case::new("tasks/64 on two threads")
        .way("fixed token", || calls(fixed(), two_threads()))
        .way("kept token", || calls(kept(None), two_threads()));
    let thread = Case::new("64 tasks on one thread")
        .way("fixed token", || calls(fixed(), waitless_runtime()))
        .way("kept token", || calls(kept(None), waitless_runtime()))
        .way("kept token, every fourth 429", || {
            calls(kept(Some(4)), waitless_runtime())
        });
    // So that each task makes as many calls.
    vec![threads, thread.counts([TASKS, 3 * TASKS])]
}

fn fixed() -> Client {
    let client = Client::builder("tenant.example.com").token(TOKEN);
    client.transport(service(None)).build().unwrap()
}

fn kept(refused: Option<u64>) -> Client {
    let client = Client::builder("tenant.example.com").token_provider(Once::default());
    // As often as it takes.
    let client = client.retry(RetryPolicy::standard().max_retries(100));
    client.transport(service(refused)).build().unwrap()
}

fn two_threads() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

fn service(refused: Option<u64>) -> AtHand {
    AtHand::new(grant(1, false), refused)
}

/// Gives a token, once.
#[derive(Default)]
struct Once(AtomicU64);

impl TokenProvider for Once {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        assert_eq!(
            self.0.fetch_add(1, Ordering::Relaxed),
            0,
            "it is asked for once"
        );
        Box::pin(async {
            tokio::task::yield_now().await;
            Ok(Token::new(TOKEN).expires_in(Duration::from_secs(24 * 60 * 60)))
        })
    }
}

/// Makes calls from all tasks, and waits until all have made theirs.
fn calls(client: Client, runtime: Runtime) -> Work {
    Box::new(move |count| {
        let each = count.div_ceil(TASKS);
        runtime.block_on(async {
            let tasks: Vec<_> = (0..TASKS)
                .map(|_| {
                    let client = client.clone();
                    tokio::spawn(async move {
                        for _ in 0..each {
                            client
                                .client_grants()
                                .get("cgr_0000000000000001")
                                .await
                                .unwrap();
                            // Calls that are answered at once would not take turns.
                            tokio::task::yield_now().await;
                        }
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
        });
    })
}
