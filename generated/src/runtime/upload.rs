//! Request bodies of bytes: whole, or read piece by piece from a stream while they are sent.
//!
//! In: bytes, or a stream of them. Out: a body for each attempt, as far as there can be one.
//! Deliberately absent: files in forms (see `file.rs`).
//!
//! A stream can be read once. It belongs to all clones of its request, and the first attempt that
//! reads of it has it; until then an attempt that failed costs nothing, and another one may follow.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

use super::error::{BoxError, Error, Fault, Result};

/// A whole request body of bytes: held in memory, or read from a stream while it is sent.
///
/// Bytes and texts turn into one by themselves. A body in memory is sent again like any other when
/// an attempt fails, as [`RetryPolicy`](crate::RetryPolicy) tells.
///
/// One that comes from a stream is **sent at most once**: when an attempt fails after something of
/// the stream was read, the call ends with that attempt's error, even where another body would be
/// sent again, and the error says so. For the same reason only one of several clones of a request
/// can be sent. Its attempt is not limited by
/// [`attempt_timeout`](crate::ClientBuilder::attempt_timeout), but by the limit of the whole call,
/// which `with_timeout` sets: give a long upload the time that it needs.
///
/// ```
/// # mod example {
/// use auth0_client_grants::Download;
/// # type Upload = auth0_client_grants::Upload;
///
/// fn of_bytes(image: Vec<u8>) -> Upload {
///     Upload::new(image).with_media_type("image/png")
/// }
///
/// /// What comes from one service goes on to another one, without being kept in memory.
/// fn passed_on(download: Download, length: u64) -> Upload {
///     Upload::from_stream(download).with_length(length)
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct Upload {
    content: Content,
    media_type: Option<String>,
}

impl Upload {
    /// Creates a body from bytes that are in memory.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            content: Content::Whole(bytes.into()),
            media_type: None,
        }
    }

    /// Creates a body from a stream of pieces, which is read while the body is sent.
    ///
    /// It is sent in chunks of unknown number, unless [`with_length`](Self::with_length) says how
    /// long it is. An error of the stream ends the call, and is the
    /// [`source`](std::error::Error::source) of the call's error.
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = std::result::Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        let stream = Converted(Box::pin(stream));
        Self {
            content: Content::Pieces(Pieces::new(Box::pin(stream))),
            media_type: None,
        }
    }

    /// Sets how many bytes the stream gives, for services that want to know before
    /// (`content-length`).
    ///
    /// A stream that gives fewer bytes, or more, ends the call with an error. On a body in memory
    /// it has no effect.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        if let Content::Pieces(pieces) = &mut self.content {
            pieces.length = Some(bytes);
        }
        self
    }

    /// Sets what the bytes are, such as `image/png`; what the API's description says unless set.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    pub(crate) fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    pub(crate) fn content(&self) -> &Content {
        &self.content
    }
}

/// The content is left out: it can be anything, and long.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = match &self.content {
            Content::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            Content::Pieces(pieces) => pieces.length,
        };
        f.debug_struct("Upload")
            .field("media_type", &self.media_type)
            .field("length", &length)
            .finish_non_exhaustive()
    }
}

macro_rules! from {
    ($($type:ty),*) => {$(
        impl From<$type> for Upload {
            fn from(bytes: $type) -> Self {
                Self::new(bytes)
            }
        }
    )*};
}
from!(Bytes, Vec<u8>, String, &'static [u8], &'static str);

/// The body of a request that is ready to leave.
#[derive(Clone)]
pub(crate) enum Content {
    Whole(Bytes),
    Pieces(Pieces),
}

impl Content {
    /// Returns the bytes, where they are in memory.
    pub(crate) fn whole(&self) -> Option<&Bytes> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            Self::Pieces(_) => None,
        }
    }

    /// Returns the body of an attempt.
    pub(crate) fn into_body(self) -> Result<reqwest::Body> {
        Ok(match self {
            Self::Whole(bytes) => bytes.into(),
            Self::Pieces(pieces) => reqwest::Body::wrap(pieces.next_turn()?),
        })
    }

    /// Returns the body of an attempt, read to its end.
    pub(crate) async fn collect(self) -> Result<Bytes> {
        match self {
            Self::Whole(bytes) => Ok(bytes),
            Self::Pieces(pieces) => {
                let read = pieces.next_turn()?.collect().await;
                read.map_err(|failure| Error::transport("the body was not read", failure))
            }
        }
    }

    /// Returns whether it can't be sent again.
    pub(crate) fn is_spent(&self) -> bool {
        match self {
            Self::Whole(_) => false,
            Self::Pieces(pieces) => lock(&pieces.shared).is_begun,
        }
    }

    /// Returns the error of an attempt: that of the stream, if it was the stream that failed.
    pub(crate) fn blame(&self, error: Error) -> Error {
        let failure = match self {
            Self::Whole(_) => None,
            Self::Pieces(pieces) => lock(&pieces.shared).failure.take(),
        };
        match failure {
            Some(failure) => Error::transport("the stream of the request's body failed", failure),
            None => error,
        }
    }
}

type ByteStream = Pin<Box<dyn Stream<Item = std::result::Result<Bytes, BoxError>> + Send>>;

/// A body that comes from a stream.
#[derive(Clone)]
pub(crate) struct Pieces {
    shared: Arc<Mutex<SharedStream>>,
    length: Option<u64>,
}

struct SharedStream {
    source: ByteStream,
    /// Whether anything was asked of the stream.
    is_begun: bool,
    /// The attempt that may read: the last one that was made.
    turn: u32,
    failure: Option<BoxError>,
}

impl Pieces {
    fn new(source: ByteStream) -> Self {
        let shared = SharedStream {
            source,
            is_begun: false,
            turn: 0,
            failure: None,
        };
        Self {
            shared: Arc::new(Mutex::new(shared)),
            length: None,
        }
    }

    /// Returns the body for one attempt. Attempts before it can't read any more.
    fn next_turn(&self) -> Result<Turn> {
        let mut shared = lock(&self.shared);
        if shared.is_begun {
            return Err(spent());
        }
        shared.turn += 1;
        Ok(Turn {
            shared: Arc::clone(&self.shared),
            number: shared.turn,
            left: self.length,
            last: None,
        })
    }
}

/// The body of one attempt.
struct Turn {
    shared: Arc<Mutex<SharedStream>>,
    number: u32,
    /// How many bytes are still to come, where that is known.
    left: Option<u64>,
    /// The piece that makes the length full. It is held back until the stream ends: who reads a
    /// body of known length does not look further, and would not learn of an error.
    last: Option<Bytes>,
}

impl Turn {
    /// Reads it to the end.
    async fn collect(mut self) -> std::result::Result<Bytes, BoxError> {
        let mut all = BytesMut::new();
        while let Some(piece) = std::future::poll_fn(|context| self.poll(context)).await {
            all.extend_from_slice(&piece?);
        }
        Ok(all.freeze())
    }

    fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Bytes, BoxError>>> {
        let shared = Arc::clone(&self.shared);
        let mut shared = lock(&shared);
        if shared.turn != self.number {
            return Poll::Ready(Some(Err("the request was given up".into())));
        }
        shared.is_begun = true;
        loop {
            let failure: BoxError = match shared.source.as_mut().poll_next(context) {
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
            // The layers below need an error too, but nobody sees theirs.
            shared.failure = Some(failure);
            return Poll::Ready(Some(Err("the stream failed".into())));
        }
    }
}

impl Body for Turn {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, BoxError>>> {
        let piece = self.get_mut().poll(context);
        piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.left
            .map_or_else(SizeHint::default, SizeHint::with_exact)
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
    type Item = std::result::Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.0.as_mut().poll_next(context);
        next.map(|next| next.map(|piece| piece.map(Into::into).map_err(Into::into)))
    }
}

/// The error of sending a stream for the second time.
pub(crate) fn spent() -> Error {
    let demand = "its body is a stream, which was read for another request";
    Error::invalid_request(&Fault::new(demand))
}

fn lock(shared: &Mutex<SharedStream>) -> MutexGuard<'_, SharedStream> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
