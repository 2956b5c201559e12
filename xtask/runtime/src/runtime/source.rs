//! Where the bytes of a body come from: memory, a stream, or a file on disk.
//!
//! In: bytes, a stream, a reader or a path. Out: the bytes for one attempt, piece by piece.
//! Deliberately absent: how the pieces of several sources make one body (see `content.rs`).
//!
//! A stream can be read once. It belongs to all clones of its request, and the first attempt that
//! reads of it has it; until then an attempt that failed costs nothing, and another one may follow.
//! A file on disk is opened for each attempt.

use std::fmt;
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io::{Read, Take};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::error::{BoxError, Error, Fault, Result};
use super::reader::{Blocking, off_the_task};

/// A piece, or what went wrong.
pub(crate) type Piece = std::result::Result<Bytes, BoxError>;

type ByteStream = Pin<Box<dyn Stream<Item = Piece> + Send>>;

/// Where bytes come from.
#[derive(Clone)]
pub(crate) enum Source {
    Memory(Bytes),
    Stream(Once),
    Path(Arc<Path>),
}

/// A stream that all clones of a request share.
#[derive(Clone)]
pub(crate) struct Once {
    shared: Arc<Mutex<Shared>>,
    length: Option<u64>,
}

pub(crate) struct Shared {
    stream: ByteStream,
    /// Whether anything was asked of the stream.
    is_begun: bool,
    /// The attempt that may read: the last one that was made.
    turn: u32,
}

impl Source {
    pub(crate) fn of_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = std::result::Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        let shared = Shared {
            stream: Box::pin(Converted(Box::pin(stream))),
            is_begun: false,
            turn: 0,
        };
        Self::Stream(Once {
            shared: Arc::new(Mutex::new(shared)),
            length: None,
        })
    }

    pub(crate) fn of_reader(reader: impl Read + Send + 'static) -> Self {
        Self::of_stream(Blocking::new(reader))
    }

    /// Says how long it is, where nothing else does.
    pub(crate) fn set_length(&mut self, bytes: u64) {
        if let Self::Stream(once) = self {
            once.length = Some(bytes);
        }
    }

    /// Returns the length, where it is known before anything is read.
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Self::Memory(bytes) => u64::try_from(bytes.len()).ok(),
            Self::Stream(once) => once.length,
            Self::Path(_) => None,
        }
    }

    pub(crate) fn is_in_memory(&self) -> bool {
        matches!(self, Self::Memory(_))
    }

    /// Returns whether it can't be sent again.
    pub(crate) fn is_spent(&self) -> bool {
        match self {
            Self::Stream(once) => once.lock().is_begun,
            Self::Memory(_) | Self::Path(_) => false,
        }
    }

    /// Returns the bytes for one attempt. Attempts before it can't read of a stream any more.
    pub(crate) async fn open(&self) -> Result<Opened> {
        match self {
            Self::Memory(bytes) => Ok(Opened::Memory(bytes.clone())),
            Self::Stream(once) => {
                let mut shared = once.lock();
                if shared.is_begun {
                    return Err(spent());
                }
                shared.turn += 1;
                Ok(Opened::Stream {
                    shared: Arc::clone(&once.shared),
                    turn: shared.turn,
                    counted: Counted::of(once.length),
                })
            }
            Self::Path(path) => {
                let path = Arc::clone(path);
                let opened = off_the_task(move || {
                    let file = File::open(path)?;
                    let length = file.metadata()?.len();
                    Ok((file, length))
                });
                let (file, length) = opened.await.map_err(|failure| {
                    let fault = Fault::new("a file of its body cannot be opened");
                    Error::invalid_request(&fault).caused_by(failure)
                })?;
                // What is written to the file from now on is not part of it.
                Ok(Opened::Disk {
                    stream: Box::pin(Blocking::new(file.take(length))),
                    counted: Counted::of(Some(length)),
                })
            }
        }
    }
}

impl Once {
    fn lock(&self) -> MutexGuard<'_, Shared> {
        lock(&self.shared)
    }
}

/// The bytes of a source, for one attempt.
pub(crate) enum Opened {
    Memory(Bytes),
    Stream {
        shared: Arc<Mutex<Shared>>,
        turn: u32,
        counted: Counted,
    },
    Disk {
        stream: Pin<Box<Blocking<Take<File>>>>,
        counted: Counted,
    },
}

impl Opened {
    /// Returns how many bytes are still to come, where that is known.
    pub(crate) fn left(&self) -> Option<u64> {
        match self {
            Self::Memory(bytes) => u64::try_from(bytes.len()).ok(),
            Self::Stream { counted, .. } | Self::Disk { counted, .. } => counted.left,
        }
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        match self {
            Self::Memory(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Memory(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Self::Disk { stream, counted } => counted.poll(context, &mut |context| {
                let piece = stream.as_mut().poll_next(context);
                piece.map(|piece| piece.map(|piece| piece.map_err(Into::into)))
            }),
            Self::Stream {
                shared,
                turn,
                counted,
            } => {
                let mut shared = lock(shared);
                if shared.turn != *turn {
                    return Poll::Ready(Some(Err("the request was given up".into())));
                }
                shared.is_begun = true;
                counted.poll(context, &mut |context| {
                    shared.stream.as_mut().poll_next(context)
                })
            }
        }
    }
}

/// Holds a stream to its length.
pub(crate) struct Counted {
    /// How many bytes are still to come, where that is known.
    left: Option<u64>,
    /// The piece that makes the length full. It is held back until the stream ends: who reads a
    /// body of known length does not look further, and would not learn of an error.
    last: Option<Bytes>,
}

impl Counted {
    fn of(length: Option<u64>) -> Self {
        Self {
            left: length,
            last: None,
        }
    }

    fn poll(
        &mut self,
        context: &mut Context<'_>,
        next: &mut dyn FnMut(&mut Context<'_>) -> Poll<Option<Piece>>,
    ) -> Poll<Option<Piece>> {
        loop {
            let failure: BoxError = match next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) if self.left.unwrap_or_default() == 0 => {
                    return Poll::Ready(self.last.take().map(Ok));
                }
                Poll::Ready(None) => "it is shorter than was said".into(),
                Poll::Ready(Some(Err(failure))) => failure,
                Poll::Ready(Some(Ok(piece))) if piece.is_empty() => continue,
                Poll::Ready(Some(Ok(piece))) => {
                    let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
                    match self.left.map(|left| left.checked_sub(length)) {
                        None => return Poll::Ready(Some(Ok(piece))),
                        Some(Some(left)) => {
                            self.left = Some(left);
                            if left > 0 {
                                return Poll::Ready(Some(Ok(piece)));
                            }
                            self.last = Some(piece);
                            continue;
                        }
                        Some(None) => "it is longer than was said".into(),
                    }
                }
            };
            return Poll::Ready(Some(Err(failure)));
        }
    }
}

/// A stream whose pieces and errors are turned into ours.
struct Converted<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Converted<S>
where
    S: Stream<Item = std::result::Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.0.as_mut().poll_next(context);
        next.map(|next| next.map(|piece| piece.map(Into::into).map_err(Into::into)))
    }
}

impl Default for Source {
    fn default() -> Self {
        Self::Memory(Bytes::new())
    }
}

/// Two streams are the same when they are one.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Memory(one), Self::Memory(other)) => one == other,
            (Self::Path(one), Self::Path(other)) => one == other,
            (Self::Stream(one), Self::Stream(other)) => {
                Arc::ptr_eq(&one.shared, &other.shared) && one.length == other.length
            }
            _ => false,
        }
    }
}

impl Eq for Source {}

impl Hash for Source {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Memory(bytes) => bytes.hash(state),
            Self::Path(path) => path.hash(state),
            Self::Stream(once) => Arc::as_ptr(&once.shared).hash(state),
        }
    }
}

/// The content is left out: it can be anything, and long.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.length()) {
            (Self::Path(path), _) => write!(f, "{}", path.display()),
            (_, Some(length)) => write!(f, "{length} bytes"),
            (_, None) => f.write_str("a stream"),
        }
    }
}

/// The error of sending a stream for the second time.
pub(crate) fn spent() -> Error {
    let demand = "its body is a stream, which was read for another request";
    Error::invalid_request(&Fault::new(demand))
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
