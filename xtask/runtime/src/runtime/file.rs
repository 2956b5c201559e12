//! Files: parts of forms, with what is said about them.
//!
//! In: the content, a name and a media type. Out: the parts that a form is made of. Deliberately
//! absent: writing the form (see `encode/multipart.rs`), and how a content is read (see
//! `source.rs`).

use std::fmt;
use std::io::Read;
use std::path::Path;

use bytes::Bytes;
use futures_core::Stream;

use super::error::BoxError;
use super::source::Source;

/// A file that is sent as a part of a form: held in memory, or read while the form is sent.
///
/// Bytes and texts turn into one by themselves. What comes from a stream or a reader is sent at
/// most once, and makes its form a body that is sent at most once: when an attempt fails after
/// something of it was read, the call ends with that attempt's error, which says so. A file on disk is
/// read anew for each attempt.
///
/// An attempt whose form is read while it is sent is not limited by
/// [`attempt_timeout`](crate::ClientBuilder::attempt_timeout), but by the limit of the whole call,
/// which `with_timeout` sets.
///
/// ```
/// # mod example {
/// # type File = generated_client::File;
/// fn of_bytes(bytes: Vec<u8>) -> File {
///     File::new(bytes).with_name("photo.png").with_media_type("image/png")
/// }
///
/// /// It is called `backup.tar.gz`, and read while it is sent.
/// fn on_disk() -> File {
///     File::from_path("/var/backups/backup.tar.gz")
/// }
///
/// fn of_a_reader(reader: impl std::io::Read + Send + 'static, length: u64) -> File {
///     File::from_reader(reader).with_length(length).with_name("log.txt")
/// }
/// # }
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct File {
    source: Source,
    name: Option<String>,
    media_type: Option<String>,
}

impl File {
    fn of(source: Source) -> Self {
        Self {
            source,
            name: None,
            media_type: None,
        }
    }

    /// Creates a file from its content. It is shared, not copied.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self::of(Source::Memory(bytes.into()))
    }

    /// Creates a file from a stream of pieces, which is read while the form is sent.
    ///
    /// The form is sent in chunks of unknown number, unless [`with_length`](Self::with_length) says
    /// how long the file is. An error of the stream ends the call, and is the
    /// [`source`](std::error::Error::source) of the call's error.
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = std::result::Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::of(Source::of_stream(stream))
    }

    /// Creates a file from a reader, which is read while the form is sent, on a thread that may
    /// block. Otherwise it is like [`from_stream`](Self::from_stream).
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        Self::of(Source::of_reader(reader))
    }

    /// Creates a file from one on disk, which is read while the form is sent, and has its name.
    ///
    /// It is opened when the request is sent, and anew for each attempt. Its length is what it is
    /// then: what is appended later is not sent. When it can't be opened, the call ends with an
    /// error for which `is_invalid_request()` is true.
    pub fn from_path(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let name = path.file_name();
        Self {
            name: name.map(|name| name.to_string_lossy().into_owned()),
            ..Self::of(Source::Path(path.into()))
        }
    }

    /// Sets how many bytes the stream or reader gives, for services that want to know how long the
    /// form is before it comes (`content-length`).
    ///
    /// One that gives fewer bytes, or more, ends the call with an error. On a file in memory or on
    /// disk it has no effect.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        self.source.set_length(bytes);
        self
    }

    /// Sets the name of the file; the name of the part unless set.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets what the bytes are, such as `image/png`; what the API's description says unless set.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Returns the content, where it is in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Memory(bytes) => Some(bytes),
            Source::Stream(_) | Source::Path(_) => None,
        }
    }

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    pub(crate) fn file_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    pub(crate) fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }
}

/// The content is left out: it can be anything, and long.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

macro_rules! from {
    ($($type:ty),*) => {$(
        impl From<$type> for File {
            fn from(bytes: $type) -> Self {
                Self::new(bytes)
            }
        }
    )*};
}
from!(Bytes, Vec<u8>, String, &'static [u8], &'static str);

/// Something that holds files: one, perhaps one, or many.
pub(crate) trait Files {
    /// Hands the files out.
    fn each(&self, put: &mut dyn FnMut(&File));
}

impl Files for File {
    fn each(&self, put: &mut dyn FnMut(&File)) {
        put(self);
    }
}

impl<T: Files> Files for Option<T> {
    fn each(&self, put: &mut dyn FnMut(&File)) {
        if let Some(files) = self {
            files.each(put);
        }
    }
}

impl<T: Files> Files for Vec<T> {
    fn each(&self, put: &mut dyn FnMut(&File)) {
        for files in self {
            files.each(put);
        }
    }
}
