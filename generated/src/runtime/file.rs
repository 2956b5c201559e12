//! Files: parts of forms, with what is said about them.
//!
//! In: bytes, a name and a media type. Out: the parts that a form is made of. Deliberately absent:
//! writing the form (see `encode/body.rs`).

use std::fmt;

use bytes::Bytes;

/// A file that is sent as a part of a form.
///
/// ```no_run
/// # fn example(bytes: Vec<u8>) {
/// # type File = auth0_client_grants::File;
/// let photo = File::new(bytes).with_name("photo.png").with_media_type("image/png");
/// # let _ = photo;
/// # }
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct File {
    bytes: Bytes,
    name: Option<String>,
    media_type: Option<String>,
}

impl File {
    /// Creates a file from its content.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            bytes: bytes.into(),
            name: None,
            media_type: None,
        }
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

    /// Returns the content.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
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
            .field("length", &self.bytes.len())
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
