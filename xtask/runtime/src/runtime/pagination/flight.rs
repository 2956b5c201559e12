//! A page on its way.
//!
//! In: the request for a page. Out: its reply. Deliberately absent: which page is next (see
//! `position.rs`).
//!
//! It is a task of the runtime, so that it comes nearer while the consumer is busy with the page
//! before, and so that a slow consumer does not use up its time. It ends with the walk that asked
//! for it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::runtime::client::Client;
use crate::runtime::error::{Error, Result};
use crate::runtime::response::Reply;
use crate::runtime::send::{self, Outgoing};

pub(super) enum Flight {
    Task(JoinHandle<Result<Reply>>),
    /// Without a runtime a page is fetched while it is waited for, like the reply of any other
    /// call.
    Here(Pin<Box<dyn Future<Output = Result<Reply>> + Send>>),
}

impl Flight {
    /// Sends the request for a page. A failure is noted in `failed` at once, even if it is not the
    /// page's turn yet.
    pub(super) fn start(client: &Client, request: Outgoing, failed: &Arc<AtomicBool>) -> Self {
        let (client, failed) = (client.clone(), Arc::clone(failed));
        let fetch = async move {
            let reply = send::send(&client, &request).await;
            if reply.is_err() {
                failed.store(true, Ordering::Relaxed);
            }
            reply
        };
        // The spans of attempts belong to where the walk is used, not to the task.
        #[cfg(feature = "tracing")]
        let fetch = tracing::Instrument::in_current_span(fetch);
        match Handle::try_current() {
            Ok(runtime) => Self::Task(runtime.spawn(fetch)),
            Err(_) => Self::Here(Box::pin(fetch)),
        }
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Reply>> {
        match self {
            Self::Task(task) => Poll::Ready(match ready!(Pin::new(task).poll(context)) {
                Ok(reply) => reply,
                Err(error) => match error.try_into_panic() {
                    // A transport or a token provider panicked: that is for the caller to see, as
                    // in any other call.
                    Ok(panic) => std::panic::resume_unwind(panic),
                    Err(error) => Err(Error::transport(
                        "the runtime ended on which the page was on its way",
                        error,
                    )),
                },
            }),
            Self::Here(fetch) => fetch.as_mut().poll(context),
        }
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        if let Self::Task(task) = self {
            task.abort();
        }
    }
}
