//! Readers as streams: they may block, so they are read where that does no harm.
//!
//! In: a reader. Out: a stream of pieces. Deliberately absent: readers that do not block, which are
//! streams already.

use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// How much is read at a time. One such piece is on its way at most, beside what the connection
/// holds.
const PIECE: u64 = 64 * 1024;

/// A reader as a stream: it is read where it may block.
pub(crate) struct Blocking<R>(Reading<R>);

enum Reading<R> {
    Idle(R),
    Waiting(JoinHandle<(R, io::Result<Bytes>)>),
    Done,
}

impl<R> Blocking<R> {
    pub(super) fn new(reader: R) -> Self {
        Self(Reading::Idle(reader))
    }
}

/// Nothing in it is pinned.
impl<R> Unpin for Blocking<R> {}

impl<R: Read + Send + 'static> Stream for Blocking<R> {
    type Item = std::result::Result<Bytes, io::Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let state = &mut self.get_mut().0;
        loop {
            match std::mem::replace(state, Reading::Done) {
                Reading::Done => return Poll::Ready(None),
                Reading::Idle(mut reader) => {
                    let read = move || {
                        let piece = piece(&mut reader);
                        (reader, piece)
                    };
                    match Handle::try_current() {
                        Ok(runtime) => *state = Reading::Waiting(runtime.spawn_blocking(read)),
                        Err(missing) => return Poll::Ready(Some(Err(io::Error::other(missing)))),
                    }
                }
                Reading::Waiting(mut task) => match Pin::new(&mut task).poll(context) {
                    Poll::Pending => {
                        *state = Reading::Waiting(task);
                        return Poll::Pending;
                    }
                    Poll::Ready(Err(failure)) => {
                        return Poll::Ready(Some(Err(io::Error::other(failure))));
                    }
                    Poll::Ready(Ok((_, Err(failure)))) => {
                        return Poll::Ready(Some(Err(failure)));
                    }
                    Poll::Ready(Ok((_, Ok(piece)))) if piece.is_empty() => {
                        return Poll::Ready(None);
                    }
                    Poll::Ready(Ok((reader, Ok(piece)))) => {
                        *state = Reading::Idle(reader);
                        return Poll::Ready(Some(Ok(piece)));
                    }
                },
            }
        }
    }
}

/// Reads the next piece; it is empty at the end.
fn piece(reader: &mut impl Read) -> io::Result<Bytes> {
    let mut piece = Vec::new();
    reader.take(PIECE).read_to_end(&mut piece)?;
    Ok(piece.into())
}

/// Does what may block, where it may.
pub(super) async fn off_the_task<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let runtime = Handle::try_current().map_err(io::Error::other)?;
    let done = runtime.spawn_blocking(work).await;
    done.map_err(io::Error::other)?
}
