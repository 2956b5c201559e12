//! A body that is read of several sources while it is sent.
//!
//! In: [`Source`]s, in their order. Out: their bytes, for one attempt. Deliberately absent: where bytes
//! come from (see `source.rs`).

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};

use super::Content;
use crate::runtime::error::{BoxError, Error, Result};
use crate::runtime::source::{Opened, Piece, Source};

impl From<Source> for Content {
    fn from(source: Source) -> Self {
        match source {
            Source::Memory(bytes) => Self::Whole(bytes),
            source => Self::Pieces(vec![source]),
        }
    }
}

/// The sources of a body, for one attempt.
pub(crate) struct OpenPieces {
    pieces: VecDeque<Opened>,
    pub(super) failure: FailureSlot,
}

impl OpenPieces {
    /// Opens all sources.
    pub(super) async fn open(sources: &[Source]) -> Result<Self> {
        let mut pieces = VecDeque::with_capacity(sources.len());
        for source in sources {
            pieces.push_back(source.open().await?);
        }
        Ok(Self {
            pieces,
            failure: FailureSlot::default(),
        })
    }

    /// Reads them to the end.
    pub(super) async fn collect(mut self) -> Result<Bytes> {
        let mut all = BytesMut::new();
        while let Some(piece) = std::future::poll_fn(|context| self.poll(context)).await {
            let piece =
                piece.map_err(|failure| Error::transport("the body was not read", failure))?;
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }

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
