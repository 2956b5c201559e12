//! The body of a request that is ready to leave: whole, or the pieces of several sources.
//!
//! In: bytes, or sources of them. Out: a body for each attempt, as far as there can be one.
//! Deliberately absent: where bytes come from (see `source.rs`).

#[cfg(any(feature = "multipart", feature = "uploads"))]
mod pieces;

use bytes::Bytes;

#[cfg(any(feature = "multipart", feature = "uploads"))]
use self::pieces::{FailureSlot, OpenPieces};
use super::error::Result;
#[cfg(any(feature = "multipart", feature = "uploads"))]
use super::source::Source;

/// The body of a request that is ready to leave.
#[derive(Clone)]
pub(crate) enum Content {
    Whole(Bytes),
    #[cfg(any(feature = "multipart", feature = "uploads"))]
    Pieces(Vec<Source>),
}

impl Content {
    /// Returns the bytes, where they are in memory and in one piece.
    pub(crate) fn whole(&self) -> Option<&Bytes> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            #[cfg(any(feature = "multipart", feature = "uploads"))]
            Self::Pieces(_) => None,
        }
    }

    /// Returns whether all of it is in memory.
    pub(crate) fn is_in_memory(&self) -> bool {
        match self {
            Self::Whole(_) => true,
            #[cfg(any(feature = "multipart", feature = "uploads"))]
            Self::Pieces(sources) => sources.iter().all(Source::is_in_memory),
        }
    }

    /// Returns whether it can't be sent again.
    #[cfg(any(feature = "multipart", feature = "uploads"))]
    pub(crate) fn is_spent(&self) -> bool {
        match self {
            Self::Whole(_) => false,
            Self::Pieces(sources) => sources.iter().any(Source::is_spent),
        }
    }

    /// Returns the body of an attempt.
    pub(crate) async fn open(&self) -> Result<OpenContent> {
        Ok(match self {
            Self::Whole(bytes) => OpenContent::Whole(bytes.clone()),
            #[cfg(any(feature = "multipart", feature = "uploads"))]
            Self::Pieces(sources) => OpenContent::Pieces(OpenPieces::open(sources).await?),
        })
    }
}

/// The body of one attempt.
pub(crate) enum OpenContent {
    Whole(Bytes),
    #[cfg(any(feature = "multipart", feature = "uploads"))]
    Pieces(OpenPieces),
}

impl OpenContent {
    /// Returns where an error is left that is not the connection's.
    #[cfg(any(feature = "multipart", feature = "uploads"))]
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
            #[cfg(any(feature = "multipart", feature = "uploads"))]
            Self::Pieces(pieces) => reqwest::Body::wrap(pieces),
        }
    }

    /// Reads it to the end.
    pub(crate) async fn collect(self) -> Result<Bytes> {
        match self {
            Self::Whole(bytes) => Ok(bytes),
            #[cfg(any(feature = "multipart", feature = "uploads"))]
            Self::Pieces(pieces) => pieces.collect().await,
        }
    }
}
