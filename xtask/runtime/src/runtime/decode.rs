//! Turns a reply's body into a value, and says where and why that fails.
//!
//! In: a reply. Out: a value, or the error that says which member is at fault. Deliberately absent:
//! what a status means (see `error.rs`).
//!
//! What is wrong is said with the way to it and without a word of the reply, which must not get into
//! logs.

mod explained;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

pub(crate) use self::explained::explanation;
use super::error::{Error, Fault, Result};
use super::json::{Document, Faults, FromJson};
use super::response::Reply;

#[allow(dead_code, reason = "a description needs some of it")]
impl Reply {
    /// Reads the body as JSON.
    pub(crate) fn json<T: FromJson>(&self) -> Result<T> {
        let (document, mut faults) = (self.document()?, Faults::default());
        let value = T::from_json(document.root(), &mut faults);
        match faults.into_fault() {
            None => Ok(value),
            Some(fault) => Err(Error::decode(&fault)),
        }
    }

    /// Reads the body as JSON of any type.
    pub(crate) fn document(&self) -> Result<Document<'_>> {
        self.expect_json()?;
        understood(document(&self.body))
    }

    /// Accepts any body, an absent one too, but for an HTML page: that comes from a proxy or a
    /// login, so the service may have seen nothing of the request.
    pub(crate) fn nothing(&self) -> Result<()> {
        if self.is_page() {
            let fault = Fault::new("it is an HTML page, where no body was expected");
            return Err(Error::other_content(&fault));
        }
        Ok(())
    }

    /// Some servers call every short text HTML, so that alone does not make a page.
    fn is_page(&self) -> bool {
        let content_type = self.headers.get(CONTENT_TYPE);
        let is_html = content_type.is_some_and(|value| essence(value.as_bytes()) == b"text/html");
        is_html && (self.is_compressed() || self.body.trim_ascii_start().starts_with(b"<"))
    }

    fn is_compressed(&self) -> bool {
        let coding = self.headers.get(CONTENT_ENCODING);
        coding.is_some_and(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
    }

    /// Reads the body as text.
    pub(crate) fn text(&self) -> Result<String> {
        match std::str::from_utf8(&self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(Error::decode(&Fault::new("it is not valid UTF-8"))),
        }
    }

    /// Returns the body as it is.
    #[allow(clippy::unnecessary_wraps, reason = "all decoders have one shape")]
    pub(crate) fn bytes(&self) -> Result<Bytes> {
        Ok(self.body.clone())
    }

    /// Returns the status as a number.
    pub(crate) fn code(&self) -> u16 {
        self.status.as_u16()
    }

    /// Complains about a success of which the description says nothing.
    pub(crate) fn unexpected<T>(&self) -> Result<T> {
        Err(Error::decode(&Fault::new(
            "its status is a success that the description does not name",
        )))
    }

    /// Tells a reply that does not even claim to be JSON, such as a proxy's page, from one that is
    /// wrong.
    fn expect_json(&self) -> Result<()> {
        if self.body.iter().all(u8::is_ascii_whitespace) {
            let fault = Fault::new("there is no body, where JSON was expected");
            return Err(Error::decode(&fault));
        }
        if self.is_compressed() {
            let fault = Fault::new("it is compressed, which was not asked for");
            return Err(Error::other_content(&fault));
        }
        match self.headers.get(CONTENT_TYPE) {
            Some(value) if !is_json(value.as_bytes()) => {
                let fault = Fault::new("its content type is not JSON");
                Err(Error::other_content(&fault))
            }
            _ => Ok(()),
        }
    }
}

fn is_json(content_type: &[u8]) -> bool {
    let essence = essence(content_type);
    essence == b"application/json" || essence == b"text/json" || essence.ends_with(b"+json")
}

/// Returns a content type in lower case and without its parameters.
fn essence(content_type: &[u8]) -> Vec<u8> {
    let essence = content_type.split(|byte| *byte == b';').next();
    essence
        .unwrap_or_default()
        .trim_ascii()
        .to_ascii_lowercase()
}

/// Reads bytes as JSON of any type.
pub(crate) fn document(json: &[u8]) -> std::result::Result<Document<'_>, Fault> {
    match std::str::from_utf8(json) {
        Ok(text) => Document::parse(text),
        Err(_) => Err(Fault::new("it is not valid UTF-8")),
    }
}

/// Makes an error of what is wrong with a reply.
pub(crate) fn understood<T>(read: std::result::Result<T, Fault>) -> Result<T> {
    match read {
        Ok(value) => Ok(value),
        Err(fault) => Err(Error::decode(&fault)),
    }
}

#[cfg(test)]
mod tests;
