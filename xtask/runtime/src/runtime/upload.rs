//! Request bodies of bytes: whole, or read piece by piece while they are sent.
//!
//! In: bytes, a stream, a reader or the path of a file. Out: a [`Source`] and its media type.
//! Deliberately absent: how a source is read (see `source.rs`), and files in forms (see `file.rs`).

use std::fmt;
use std::io::Read;
use std::path::Path;

use bytes::Bytes;
use futures_core::Stream;

use super::error::BoxError;
use super::source::Source;

/// A whole request body of bytes: held in memory, or read while it is sent.
///
/// Bytes and texts turn into one by themselves. A body in memory is sent again like any other when
/// an attempt fails, as [`RetryPolicy`](crate::RetryPolicy) tells, and so is a file on disk
/// ([`from_path`](Self::from_path)), which is read anew.
///
/// One that comes from a stream or a reader is **sent at most once**: when an attempt fails after
/// something of it was read, the call ends with that attempt's error, even where another body
/// would be sent again, and the error says so. For the same reason only one of several clones of a
/// request can be sent.
///
/// An attempt whose body is read while it is sent is not limited by
/// [`attempt_timeout`](crate::ClientBuilder::attempt_timeout), but by the limit of the whole call,
/// which `with_timeout` sets: give a long upload the time that it needs.
///
/// ```
/// # mod example {
/// # type Upload = generated_client::Upload;
///
/// fn of_bytes(image: Vec<u8>) -> Upload {
///     Upload::new(image).with_media_type("image/png")
/// }
///
/// fn of_a_file() -> Upload {
///     Upload::from_path("backup.tar.gz").with_media_type("application/gzip")
/// }
///
/// /// It is read while it is sent, without being kept in memory.
/// fn of_a_reader(reader: impl std::io::Read + Send + 'static, length: u64) -> Upload {
///     Upload::from_reader(reader).with_length(length)
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct Upload {
    source: Source,
    media_type: Option<String>,
}

impl Upload {
    fn of(source: Source) -> Self {
        Self {
            source,
            media_type: None,
        }
    }

    /// Creates a body from bytes that are in memory. They are shared, not copied.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self::of(Source::Memory(bytes.into()))
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
        Self::of(Source::of_stream(stream))
    }

    /// Creates a body from a reader, which is read while the body is sent, on a thread that may
    /// block. Otherwise it is like [`from_stream`](Self::from_stream).
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        Self::of(Source::of_reader(reader))
    }

    /// Creates a body from a file on disk, which is read while the body is sent.
    ///
    /// It is opened when the request is sent, and anew for each attempt. Its length is what it is
    /// then: what is appended later is not sent. When it can't be opened, the call ends with an
    /// error for which `is_invalid_request()` is true.
    pub fn from_path(path: impl AsRef<Path>) -> Self {
        Self::of(Source::Path(path.as_ref().into()))
    }

    /// Sets how many bytes the stream or reader gives, for services that want to know before
    /// (`content-length`).
    ///
    /// One that gives fewer bytes, or more, ends the call with an error. On a body in memory and on
    /// a file on disk it has no effect.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        self.source.set_length(bytes);
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

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }
}

/// The content is left out: it can be anything, and long.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("media_type", &self.media_type)
            .field("source", &self.source)
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
