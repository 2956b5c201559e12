//! Bodies of parts: forms with files, and parts that belong together otherwise.
//!
//! In: values and files, one after the other. Out: the pieces of the body, in that order.
//! Deliberately absent: reading files (see `source.rs`), which happens while the body is sent.

use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::Encoder;
use super::plain::Plain;
use crate::runtime::content::Content;
use crate::runtime::error::Fault;
use crate::runtime::file::Files;
use crate::runtime::json::ToJson;
use crate::runtime::rule::Rule;
use crate::runtime::source::Source;

/// A body of parts that is being put together.
pub(super) struct Multipart {
    media_type: &'static str,
    parts: Vec<Part>,
}

struct Part {
    head: String,
    media_type: String,
    source: Source,
    is_file: bool,
}

const FORM_DATA: &str = "multipart/form-data";
/// Its parts are told by their order, and its first one is what the others belong to (RFC 2387).
const RELATED: &str = "multipart/related";

#[allow(dead_code, reason = "there are bodies of parts without files")]
impl Encoder {
    /// Begins a body of parts, such as `multipart/form-data`.
    pub(crate) fn multipart(&mut self, media_type: &'static str) {
        self.parts = Some(Multipart {
            media_type,
            parts: Vec::new(),
        });
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
            let file_name = file.file_name();
            self.push_part((name, Some(file_name)), media_type, file.source().clone());
        });
    }

    /// Appends a part for a value: none for `None`, and one for each item of a list. What is one
    /// text is sent as it is, everything else as JSON, unless `media_type` says something else.
    pub(crate) fn part(
        &mut self,
        name: &'static str,
        value: &dyn ToJson,
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
            let text = Source::Memory(text.into());
            self.push_part((name, None), media_type, text);
        };
        match &value {
            Plain::List(items) => items.iter().for_each(one),
            value => one(value),
        }
    }

    fn push_part(
        &mut self,
        (name, file_name): (&str, Option<Option<&str>>),
        media_type: &str,
        source: Source,
    ) {
        if HeaderValue::try_from(media_type).is_err() {
            self.fault(|| {
                Fault::new("has a media type that is not fit for a header").in_member(name)
            });
            return;
        }
        let Some(multipart) = &mut self.parts else {
            return;
        };
        let is_form = multipart.media_type == FORM_DATA;
        // Without a media type, a part is plain text; forms leave it at that, as browsers do.
        let media_type = match media_type {
            "" if !is_form => "text/plain",
            media_type => media_type,
        };
        multipart.parts.push(Part {
            head: head(multipart.media_type, name, file_name, media_type),
            media_type: media_type.to_owned(),
            source,
            is_file: file_name.is_some(),
        });
    }

    /// Puts the parts together, if there are any.
    pub(super) fn close_body(&mut self) {
        let Some(multipart) = self.parts.take() else {
            return;
        };
        let boundary = boundary();
        match HeaderValue::try_from(multipart.content_type(&boundary)) {
            Ok(value) => {
                self.headers.insert(CONTENT_TYPE, value);
                self.body = Some(multipart.assemble(&boundary));
            }
            // A boundary is hexadecimal digits, and media types are looked at before.
            Err(_) => self.fault(|| Fault::new("the body has no boundary")),
        }
    }
}

/// What stands before the content of a part.
fn head(kind: &str, name: &str, file_name: Option<Option<&str>>, media_type: &str) -> String {
    let mut lines = Vec::new();
    if kind != RELATED {
        let mut line = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
        if let Some(file_name) = file_name {
            // A part without a file name is not taken for a file.
            let file_name = quoted(file_name.unwrap_or(name));
            line.push_str(&format!("; filename=\"{file_name}\""));
        }
        lines.push(line);
    }
    if !media_type.is_empty() {
        lines.push(format!("Content-Type: {media_type}"));
    }
    lines.join("\r\n")
}

impl Multipart {
    fn content_type(&self, boundary: &str) -> String {
        let mut text = format!("{}; boundary={boundary}", self.media_type);
        if let (RELATED, Some(root)) = (self.media_type, self.parts.first()) {
            let root = root.media_type.replace(['"', '\\'], "");
            text.push_str(&format!("; type=\"{root}\""));
        }
        text
    }

    /// The body. Without a file it is one piece; what a file holds is not copied.
    fn assemble(self, boundary: &str) -> Content {
        let (mut pieces, mut text) = (Vec::new(), Vec::new());
        for part in self.parts {
            for piece in ["--", boundary, "\r\n", &part.head, "\r\n\r\n"] {
                text.extend_from_slice(piece.as_bytes());
            }
            match part.source {
                Source::Memory(bytes) if !part.is_file => text.extend_from_slice(&bytes),
                source => {
                    pieces.push(Source::Memory(Bytes::from(std::mem::take(&mut text))));
                    pieces.push(source);
                }
            }
            text.extend_from_slice(b"\r\n");
        }
        for piece in ["--", boundary, "--\r\n"] {
            text.extend_from_slice(piece.as_bytes());
        }
        if pieces.is_empty() {
            return Content::Whole(text.into());
        }
        pieces.push(Source::Memory(text.into()));
        Content::Pieces(pieces)
    }
}

/// Chooses a boundary. It can't be foretold, so that nobody can write a part that ends early; and
/// it has 128 bits, so that it does not stand in a part by chance.
fn boundary() -> String {
    let number = |salt: u8| RandomState::new().hash_one(salt);
    format!("{:016x}{:016x}", number(0), number(1))
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
