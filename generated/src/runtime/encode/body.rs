//! Request bodies: JSON, forms, parts, text and bytes.
//!
//! In: a value and its media type. Out: bytes, and the header that says what they are. Deliberately
//! absent: bodies that are streams, beyond passing them on (see `upload.rs`).

use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::plain::Plain;
use super::{Encoder, Query, Style};
use crate::runtime::check::{Check, Checker, Rule};
use crate::runtime::error::Fault;
use crate::runtime::file::Files;
use crate::runtime::upload::{Content, Upload};

/// A body of parts that is being put together.
#[derive(Default)]
pub(super) struct Multipart {
    parts: Vec<Part>,
}

struct Part {
    head: String,
    body: Bytes,
}

impl Encoder {
    /// Sets a body of JSON.
    pub(crate) fn json<T: Check + ?Sized>(&mut self, body: &T) {
        self.json_as("application/json", body);
    }

    /// Sets a body of JSON that goes by another name.
    pub(crate) fn json_as<T: Check + ?Sized>(&mut self, media_type: &'static str, body: &T) {
        self.check_body(body);
        match serde_json::to_vec(body) {
            Ok(json) => self.set_body(HeaderValue::from_static(media_type), json.into()),
            Err(_) => self.fault(|| Fault::new("the body cannot be written as JSON")),
        }
    }

    /// Sets a body of pairs. A member is written in its own style where it has one; else a list is
    /// one pair for each item, and an object inside is JSON.
    pub(crate) fn form<T: Check + ?Sized>(&mut self, body: &T, styles: &[(&str, Style)]) {
        self.check_body(body);
        let mut pairs = Query::default();
        match Plain::of(body) {
            Ok(Plain::Members(members)) => {
                for (name, value) in &members {
                    let own = styles.iter().find(|(known, _)| known == name);
                    let style = match (own, value) {
                        (Some((_, style)), _) => *style,
                        (None, Plain::Members(_)) => Style::Json,
                        (None, _) => Style::QUERY,
                    };
                    style.pairs(name, value, &mut |name, text| {
                        pairs.append_encoded(name, text);
                    });
                }
            }
            _ => self.fault(|| Fault::new("the body cannot be written as a form")),
        }
        let body = pairs.as_str().to_owned().into();
        self.set_body(
            HeaderValue::from_static("application/x-www-form-urlencoded"),
            body,
        );
    }

    /// Sets a body of text.
    pub(crate) fn text(&mut self, media_type: &'static str, body: &str) {
        self.set_body(HeaderValue::from_static(media_type), body.to_owned().into());
    }

    /// Sets a body of bytes. Its own media type goes before the description's.
    pub(crate) fn bytes(&mut self, media_type: &'static str, body: &Upload) {
        let own = body.media_type().map(HeaderValue::try_from);
        match own.unwrap_or_else(|| Ok(HeaderValue::from_static(media_type))) {
            Ok(media_type) => {
                self.headers.insert(CONTENT_TYPE, media_type);
                self.body = Some(body.content().clone());
            }
            Err(_) => {
                self.fault(|| Fault::new("the media type of the body is not fit for a header"));
            }
        }
    }

    /// Begins a body of parts.
    pub(crate) fn multipart(&mut self) {
        self.parts = Some(Multipart::default());
    }

    /// Appends a part for each file: none for `None`.
    pub(crate) fn file<T: Files + ?Sized>(
        &mut self,
        name: &'static str,
        files: &T,
        media_type: &'static str,
    ) {
        files.each(&mut |file| {
            let media_type = file.media_type().unwrap_or(media_type);
            // A part without a file name is not taken for a file.
            let file_name = Some(file.file_name().unwrap_or(name));
            self.push_part(name, file_name, media_type, file.bytes().clone());
        });
    }

    /// Appends a part for a value: none for `None`, and one for each item of a list. What is one
    /// text is sent as it is, everything else as JSON, unless `media_type` says something else.
    pub(crate) fn part<T: Check + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        media_type: Option<&'static str>,
        rule: &Rule,
    ) {
        let Some(value) = self.plain(name, value, rule) else {
            return;
        };
        let mut one = |value: &Plain| {
            let made_of_several = !matches!(value, Plain::Text { .. });
            let Some(text) = value.text() else { return };
            let media_type = media_type.unwrap_or(if made_of_several {
                "application/json"
            } else {
                ""
            });
            self.push_part(name, None, media_type, text.into());
        };
        match &value {
            Plain::List(items) => items.iter().for_each(one),
            value => one(value),
        }
    }

    fn push_part(&mut self, name: &str, file_name: Option<&str>, media_type: &str, body: Bytes) {
        if HeaderValue::try_from(media_type).is_err() {
            self.fault(|| {
                Fault::new("has a media type that is not fit for a header").in_member(name)
            });
            return;
        }
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        if !media_type.is_empty() {
            head.push_str(&format!("\r\nContent-Type: {media_type}"));
        }
        let multipart = self.parts.get_or_insert_with(Multipart::default);
        multipart.parts.push(Part { head, body });
    }

    /// Puts the parts together, if there are any.
    pub(super) fn close_body(&mut self) {
        let Some(multipart) = self.parts.take() else {
            return;
        };
        let boundary = multipart.boundary();
        let value = HeaderValue::try_from(format!("multipart/form-data; boundary={boundary}"));
        match value {
            Ok(value) => self.set_body(value, multipart.assemble(&boundary)),
            // A boundary is hexadecimal digits.
            Err(_) => self.fault(|| Fault::new("the body has no boundary")),
        }
    }

    fn check_body<T: Check + ?Sized>(&mut self, body: &T) {
        let mut checker = Checker::default();
        body.check(&Rule::ANY, &mut checker);
        let fault = checker.into_fault();
        let fault = fault.map(|fault| fault.of_whole("its body"));
        self.fault = self.fault.take().or(fault);
    }

    fn set_body(&mut self, media_type: HeaderValue, body: Bytes) {
        self.headers.insert(CONTENT_TYPE, media_type);
        self.body = Some(Content::Whole(body));
    }
}

impl Multipart {
    /// Chooses a boundary that stands nowhere in the parts. It can't be foretold, so that nobody
    /// can write a part that ends early.
    fn boundary(&self) -> String {
        loop {
            let number = || RandomState::new().hash_one(self.parts.len());
            let boundary = format!("{:016x}{:016x}", number(), number());
            let inside = |part: &Part| {
                part.body
                    .windows(boundary.len())
                    .any(|window| window == boundary.as_bytes())
            };
            if !self.parts.iter().any(inside) {
                return boundary;
            }
        }
    }

    fn assemble(&self, boundary: &str) -> Bytes {
        let length: usize = self
            .parts
            .iter()
            .map(|part| part.head.len() + part.body.len() + boundary.len() + 10)
            .sum();
        let mut body = Vec::with_capacity(length + boundary.len() + 8);
        for part in &self.parts {
            for piece in [
                b"--",
                boundary.as_bytes(),
                b"\r\n",
                part.head.as_bytes(),
                b"\r\n\r\n",
                &part.body,
                b"\r\n",
            ] {
                body.extend_from_slice(piece);
            }
        }
        for piece in [b"--", boundary.as_bytes(), b"--\r\n"] {
            body.extend_from_slice(piece);
        }
        body.into()
    }
}

/// A name between quotes, as browsers write it.
fn quoted(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '"' => text.push_str("%22"),
            '\r' => text.push_str("%0D"),
            '\n' => text.push_str("%0A"),
            other => text.push(other),
        }
    }
    text
}
