//! Calls that are waited for without `async`.
//!
//! In: the future of a call. Out: its output, on the thread that waits. Deliberately absent:
//! iterators over lists (see `pagination/iterators.rs`).
//!
//! A blocking call is the asynchronous one, polled by the thread that makes it. The client has a
//! runtime for that, on a thread of its own, which drives connections, clocks and the pages on
//! their way; so they come nearer between calls as well.

use std::cell::Cell;
use std::fmt;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::consume_budget;

use super::error::{Error, Result};

/// More than Tokio lets a task do before it has to yield (128 steps).
const MORE_THAN_A_TURN: u32 = 1024;

/// The runtime of a client's blocking calls. It is started by the first of them, and ends with the
/// client.
#[derive(Default)]
pub(crate) struct Driver {
    running: Mutex<Option<Running>>,
}

struct Running {
    handle: Handle,
    /// Dropping it ends the thread.
    _stop: oneshot::Sender<()>,
}

impl Driver {
    fn handle(&self) -> Result<Handle> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = &*running {
            return Ok(running.handle.clone());
        }
        let started = Running::start().map_err(|error| {
            Error::blocking("the thread for blocking calls could not be started").caused_by(error)
        })?;
        let handle = started.handle.clone();
        *running = Some(started);
        Ok(handle)
    }
}

impl Running {
    fn start() -> std::io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new().name(String::from("blocking-calls"));
        thread.spawn(move || {
            IS_BLOCKING.set(true);
            // It ends when the other half is dropped, which is no failure.
            let _: Result<(), _> = runtime.block_on(stopped);
        })?;
        Ok(Self {
            handle,
            _stop: stop,
        })
    }
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Driver")
    }
}

/// Waits for a future that needs the runtime of a client.
pub(crate) fn wait<F: Future>(driver: &Driver, future: F) -> Result<F::Output> {
    let _waiting = Waiting::begin()?;
    let runtime = driver.handle()?;
    let _entered = runtime.enter();
    Ok(park_on(future))
}

thread_local! {
    /// Whether this thread waits for a blocking call, or works for one.
    static IS_BLOCKING: Cell<bool> = const { Cell::new(false) };
}

/// Returns whether what runs here is a blocking call, or part of one.
pub(crate) fn is_here() -> bool {
    IS_BLOCKING.get()
}

/// Marks a thread that waits for a call.
struct Waiting;

impl Waiting {
    fn begin() -> Result<Self> {
        // The second call could wait for something that the first one holds, such as the right to
        // ask for a token.
        if is_here() {
            return Err(Error::blocking(
                "a blocking call was made by what another one waits for, such as a transport or a token provider; \
                 await the request there",
            ));
        }
        if is_async() {
            return Err(Error::blocking(
                "a blocking call was made in a task of an asynchronous runtime, which would stop other tasks and \
                 might wait for them; await the request, or make the call in `tokio::task::spawn_blocking`",
            ));
        }
        IS_BLOCKING.set(true);
        Ok(Self)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        IS_BLOCKING.set(false);
    }
}

/// Returns whether this thread is polling for a Tokio runtime.
///
/// Tokio lets nobody ask. But what it polls may only do so much before it has to yield, and
/// everything else may do as much as it likes: threads outside, and what runs in `spawn_blocking`
/// and in `block_in_place`.
fn is_async() -> bool {
    let steps = async {
        for _ in 0..MORE_THAN_A_TURN {
            consume_budget().await;
        }
    };
    let mut context = Context::from_waker(Waker::noop());
    pin!(steps).poll(&mut context).is_pending()
}

/// Wakes a thread that polls. The flag counts: others may use up the thread's one permit to go on.
struct Alarm {
    thread: Thread,
    rang: AtomicBool,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.rang.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

/// Waits for a future on this thread alone.
pub(crate) fn park_on<F: Future>(future: F) -> F::Output {
    let alarm = Arc::new(Alarm {
        thread: thread::current(),
        rang: AtomicBool::new(false),
    });
    let waker = Waker::from(Arc::clone(&alarm));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        while !alarm.rang.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}
