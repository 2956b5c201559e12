//! Turns a reply's body into a value, and says where and why that fails.
//!
//! In: a reply. Out: a value, or the error that says which member is at fault. Deliberately absent:
//! what a status means (see `error.rs`).
//!
//! Values are read straight from the bytes. Only when that fails is the body read a second time, by
//! a deserializer that knows where it is ([`locate`]): serde's own messages contain pieces of the
//! input, which must not get into logs, and no path. That one also takes `30.0` for an integer, as
//! JSON Schema does.

mod explained;
mod locate;
mod whole;

use std::marker::PhantomData;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use serde::de::{DeserializeOwned, DeserializeSeed};
use serde_json::error::Category;

pub(crate) use self::explained::explanation;
pub(crate) use self::locate::{Failure, Place};
use super::error::{Error, Fault, Result};
use super::response::Reply;

impl Reply {
    /// Reads the body as JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T> {
        self.seed(PhantomData)
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

    /// Reads the body as JSON by a seed.
    pub(crate) fn seed<S, T>(&self, seed: S) -> Result<T>
    where
        S: for<'de> DeserializeSeed<'de, Value = T> + Copy,
    {
        self.expect_json()?;
        read(&self.body, seed).map_err(|fault| Error::decode(&fault))
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

/// Reads JSON by a seed.
pub(crate) fn read<S, T>(json: &[u8], seed: S) -> std::result::Result<T, Fault>
where
    S: for<'de> DeserializeSeed<'de, Value = T> + Copy,
{
    // Once for the whole text is cheaper than once for each string in it.
    let Ok(text) = std::str::from_utf8(json) else {
        return Err(Fault::new("it is not valid UTF-8"));
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = seed.deserialize(&mut deserializer).and_then(|value| {
        deserializer.end()?;
        Ok(value)
    });
    result.or_else(|error| again(text, &error, &|value| seed.deserialize(Place::of(value))))
}

/// Reads JSON once more, or says what is wrong without a word of the input.
fn again<T>(
    json: &str,
    error: &serde_json::Error,
    read: &dyn Fn(&serde_json::Value) -> std::result::Result<T, Failure>,
) -> std::result::Result<T, Fault> {
    let place = format!("(line {}, column {})", error.line(), error.column());
    match error.classify() {
        Category::Eof => Err(Fault::new("its JSON ends too early")),
        Category::Syntax | Category::Io => Err(Fault::new(format!(
            "it is not valid JSON, or is nested too deeply {place}"
        ))),
        Category::Data => match serde_json::from_str(&whole::spelled_out(json)) {
            Ok(value) => read(&value).map_err(Failure::into_fault),
            Err(_) => Err(Fault::new("its JSON does not have the expected form")),
        },
    }
}

#[cfg(test)]
mod tests;
