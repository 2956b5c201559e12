//! Sixty-four tasks on two threads that share a client: its token, and its budget for retries. There is no network, so that
//! nothing hides what they wait for.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use auth0_client_grants::{
    BoxError, BoxFuture, Client, RetryPolicy, Token, TokenProvider, Transport, TransportError,
};
use bytes::Bytes;
use http::{Request, Response, StatusCode};

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
        })
        .way("kept token, one of ten 429", || {
            let client = Client::builder("tenant.example.com").token_provider(Once::default());
            // Without waits, what is left of a retry is its bookkeeping.
            let policy = RetryPolicy::standard().base(Duration::ZERO);
            calls(
                client
                    .transport(Limited::new())
                    .retry(policy)
                    .build()
                    .unwrap(),
            )
        });
    vec![case]
}

fn service() -> AtHand {
    AtHand(grant(1, false).into())
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

/// Refuses every tenth request.
struct Limited {
    requests: AtomicU64,
    service: AtHand,
}

impl Limited {
    fn new() -> Self {
        let (requests, service) = (AtomicU64::new(0), service());
        Self { requests, service }
    }
}

impl Transport for Limited {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        if self.requests.fetch_add(1, Ordering::Relaxed) % 10 != 9 {
            return self.service.send(request);
        }
        let mut refusal = Response::new(Bytes::new());
        *refusal.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        Box::pin(std::future::ready(Ok(refusal)))
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
