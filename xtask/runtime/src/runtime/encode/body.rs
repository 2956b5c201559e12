//! Request bodies: JSON, forms, text and bytes.
//!
//! In: a value and its media type. Out: bytes, and the header that says what they are. Deliberately
//! absent: bodies of parts (see `multipart.rs`), and bodies that are streams, beyond passing them
//! on (see `upload.rs`).

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::plain::Plain;
use super::{Encoder, Query, Style};
use crate::runtime::check::Checker;
use crate::runtime::content::Content;
use crate::runtime::error::Fault;
use crate::runtime::json::ToJson;
use crate::runtime::rule::Rule;
#[cfg(feature = "uploads")]
use crate::runtime::upload::Upload;

#[allow(dead_code, reason = "a description needs some of it")]
impl Encoder {
    /// Sets a body of JSON.
    pub(crate) fn json(&mut self, body: &dyn ToJson) {
        self.json_as("application/json", body);
    }

    /// Sets a body of JSON that goes by another name.
    pub(crate) fn json_as(&mut self, media_type: &'static str, body: &dyn ToJson) {
        self.check_body(body);
        let json = body.view().to_json();
        self.set_body(HeaderValue::from_static(media_type), json.into());
    }

    /// Sets a body of pairs. A member is written in its own style where it has one; else a list is
    /// one pair for each item, and an object inside is JSON.
    pub(crate) fn form(&mut self, body: &dyn ToJson, styles: &[(&str, Style)]) {
        self.check_body(body);
        let mut pairs = Query::default();
        match Plain::of(body.view()) {
            Plain::Members(members) => {
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
    #[cfg(feature = "uploads")]
    pub(crate) fn bytes(&mut self, media_type: &'static str, body: &Upload) {
        let own = body.media_type().map(HeaderValue::try_from);
        match own.unwrap_or_else(|| Ok(HeaderValue::from_static(media_type))) {
            Ok(media_type) => {
                self.headers.insert(CONTENT_TYPE, media_type);
                self.body = Some(body.source().clone().into());
            }
            Err(_) => {
                self.fault(|| Fault::new("the media type of the body is not fit for a header"));
            }
        }
    }

    fn check_body(&mut self, body: &dyn ToJson) {
        let mut checker = Checker::default();
        checker.value(body.view(), &Rule::ANY);
        let fault = checker.into_fault();
        let fault = fault.map(|fault| fault.of_whole("its body"));
        self.fault = self.fault.take().or(fault);
    }

    pub(super) fn set_body(&mut self, media_type: HeaderValue, body: Bytes) {
        self.headers.insert(CONTENT_TYPE, media_type);
        self.body = Some(Content::Whole(body));
    }
}
