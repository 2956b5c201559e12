//! Sixty-four tasks on two threads that share a client, its token, and its budget for retries. There is no network, so
//! that nothing hides what they wait for.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use auth0_client_grants::{BoxError, BoxFuture, Client, Token, TokenProvider};

use super::by_hand::grant;
use super::service::{AtHand, TOKEN};
use super::{Case, Work};

const TASKS: u64 = 64;

pub(crate) fn cases() -> Vec<Case> {
    let case = Case::new("tasks/a call, 64 at once")
        .way("fixed token", || {
            let client = Client::builder("tenant.example.com").token(TOKEN);
            calls(client.transport(service()).build().unwrap())
        })
        .way("kept token", || {
            let client = Client::builder("tenant.example.com").token_provider(Once::default());
            calls(client.transport(service()).build().unwrap())
        });
    vec![case]
}

fn service() -> AtHand {
    AtHand::new(grant(1, false), false)
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
fn calls(client: Client) -> Work {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let (runtime, client) = (runtime.unwrap(), Arc::new(client));
    Box::new(move |count| {
        let each = count.div_ceil(TASKS);
        runtime.block_on(async {
            let tasks: Vec<_> = (0..TASKS)
                .map(|_| {
                    let client = Arc::clone(&client);
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
