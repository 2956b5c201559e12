//! The body of a request that is ready to leave: whole, or the pieces of several sources.
//!
//! In: [`Source`]s, in their order. Out: a body for each attempt, as far as there can be one.
//! Deliberately absent: where bytes come from (see `source.rs`).

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};

use super::error::{BoxError, Error, Result};
use super::source::{Opened, Piece, Source};

/// The body of a request that is ready to leave.
#[derive(Clone)]
pub(crate) enum Content {
    Whole(Bytes),
    Pieces(Vec<Source>),
}

impl From<Source> for Content {
    fn from(source: Source) -> Self {
        match source {
            Source::Memory(bytes) => Self::Whole(bytes),
            source => Self::Pieces(vec![source]),
        }
    }
}

impl Content {
    /// Returns the bytes, where they are in memory and in one piece.
    pub(crate) fn whole(&self) -> Option<&Bytes> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            Self::Pieces(_) => None,
        }
    }

    /// Returns whether all of it is in memory.
    pub(crate) fn is_in_memory(&self) -> bool {
        match self {
            Self::Whole(_) => true,
            Self::Pieces(sources) => sources.iter().all(Source::is_in_memory),
        }
    }

    /// Returns whether it can't be sent again.
    pub(crate) fn is_spent(&self) -> bool {
        match self {
            Self::Whole(_) => false,
            Self::Pieces(sources) => sources.iter().any(Source::is_spent),
        }
    }

    /// Returns the body of an attempt.
    pub(crate) async fn open(&self) -> Result<OpenContent> {
        let sources = match self {
            Self::Whole(bytes) => return Ok(OpenContent::Whole(bytes.clone())),
            Self::Pieces(sources) => sources,
        };
        let mut pieces = VecDeque::with_capacity(sources.len());
        for source in sources {
            pieces.push_back(source.open().await?);
        }
        Ok(OpenContent::Pieces(OpenPieces {
            pieces,
            failure: FailureSlot::default(),
        }))
    }
}

/// The body of one attempt.
pub(crate) enum OpenContent {
    Whole(Bytes),
    Pieces(OpenPieces),
}

impl OpenContent {
    /// Returns where an error is left that is not the connection's.
    pub(crate) fn failure(&self) -> Option<FailureSlot> {
        match self {
            Self::Whole(_) => None,
            Self::Pieces(pieces) => Some(pieces.failure.clone()),
        }
    }

    /// Returns the body as the HTTP client takes it.
    pub(crate) fn into_body(self) -> reqwest::Body {
        match self {
            Self::Whole(bytes) => bytes.into(),
            Self::Pieces(pieces) => reqwest::Body::wrap(pieces),
        }
    }

    /// Reads it to the end.
    pub(crate) async fn collect(self) -> Result<Bytes> {
        let mut pieces = match self {
            Self::Whole(bytes) => return Ok(bytes),
            Self::Pieces(pieces) => pieces,
        };
        let mut all = BytesMut::new();
        while let Some(piece) = std::future::poll_fn(|context| pieces.poll(context)).await {
            let piece =
                piece.map_err(|failure| Error::transport("the body was not read", failure))?;
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }
}

/// What failed in a source, kept for the error of its attempt: the layers between give it to
/// nobody.
#[derive(Clone, Default)]
pub(crate) struct FailureSlot(Arc<Mutex<Option<BoxError>>>);

impl FailureSlot {
    fn put(&self, failure: BoxError) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
    }

    /// Returns the error of an attempt: that of the source, if it was the source that failed.
    pub(crate) fn blame(&self, error: Error) -> Error {
        let failure = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        match failure {
            Some(failure) => Error::transport("the stream of the request's body failed", failure),
            None => error,
        }
    }
}

/// The sources of a body, for one attempt.
pub(crate) struct OpenPieces {
    pieces: VecDeque<Opened>,
    failure: FailureSlot,
}

impl OpenPieces {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        while let Some(first) = self.pieces.front_mut() {
            match first.poll(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => drop(self.pieces.pop_front()),
                Poll::Ready(Some(Ok(piece))) => return Poll::Ready(Some(Ok(piece))),
                Poll::Ready(Some(Err(failure))) => {
                    self.failure.put(failure);
                    return Poll::Ready(Some(Err("the stream failed".into())));
                }
            }
        }
        Poll::Ready(None)
    }
}

impl Body for OpenPieces {
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
        let mut pieces = self.pieces.iter();
        let length = pieces.try_fold(0_u64, |sum, piece| sum.checked_add(piece.left()?));
        length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
