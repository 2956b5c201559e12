//! Turns an operation's parameters and body into what goes on the wire.
//!
//! In: parameters, and the styles in which they are written. Out: path, query, headers and body.
//! Deliberately absent: the address before the path, and what proves who asks.

mod body;
#[cfg(feature = "multipart")]
mod multipart;
mod plain;
mod query;
mod style;

use http::header::{ACCEPT, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use self::plain::Plain;
pub(crate) use self::query::Query;
pub(crate) use self::style::{ArrayFormat, Style};
use super::check::Checker;
use super::content::Content;
use super::endpoint::{Access, Redirects};
use super::error::Fault;
use super::json::ToJson;
use super::rule::Rule;

/// All but the characters that mean themselves everywhere in a URL.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// All that would end a query's value, or that a URL cannot hold there. `%` stays: what is encoded
/// already is meant.
const NOT_IN_A_VALUE: &AsciiSet = &RESERVED
    .remove(b'%')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// All that would end a path, or that a URL cannot hold there.
const NOT_IN_A_PATH: &AsciiSet = &NOT_IN_A_VALUE.add(b'?');

pub(crate) fn push_encoded(to: &mut String, text: &str) {
    to.extend(utf8_percent_encode(text, RESERVED));
}

fn push_reserved(to: &mut String, text: &str) {
    push_but_escapes(to, text, NOT_IN_A_VALUE);
}

fn push_path(to: &mut String, text: &str) {
    push_but_escapes(to, text, NOT_IN_A_PATH);
}

/// Whole escapes stay what they are; a `%` that begins none is encoded like everything else (RFC
/// 6570, section 3.2.3).
fn push_but_escapes(to: &mut String, text: &str, encoded: &'static AsciiSet) {
    let mut pieces = text.split('%');
    to.extend(utf8_percent_encode(
        pieces.next().unwrap_or_default(),
        encoded,
    ));
    for piece in pieces {
        let digits = piece.as_bytes().get(..2);
        let is_escape = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        to.push_str(if is_escape { "%" } else { "%25" });
        to.extend(utf8_percent_encode(piece, encoded));
    }
}

#[allow(dead_code, reason = "a description needs some of it")]
fn push_raw(to: &mut String, text: &str) {
    to.push_str(text);
}

/// Whether URL parsers take a segment out of a path: `.` or `..`, also where the dots are escaped.
fn is_dot_segment(segment: &str) -> bool {
    let dots = segment.replace("%2e", ".").replace("%2E", ".");
    matches!(dots.as_str(), "." | "..")
}

/// A request as it is being put together.
///
/// Nothing fails on the way; the first fault is kept and reported at the end.
#[derive(Default)]
pub(crate) struct Encoder {
    path: String,
    query: Query,
    headers: HeaderMap,
    cookies: String,
    body: Option<Content>,
    #[cfg(feature = "multipart")]
    parts: Option<multipart::Multipart>,
    server: Option<Option<&'static str>>,
    access: Option<Access>,
    redirects: Option<Redirects>,
    fault: Option<Fault>,
}

/// A request's own parts, encoded.
#[derive(Clone)]
pub(crate) struct Encoded {
    pub(crate) path: String,
    pub(crate) query: Query,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Content>,
    /// The operation's own address, if it has one; none inside where only the caller knows it.
    pub(crate) server: Option<Option<&'static str>>,
    /// What opens the operation.
    pub(crate) access: Option<Access>,
    /// Which redirects are an outcome of the operation.
    pub(crate) redirects: Option<Redirects>,
}

#[allow(dead_code, reason = "a description needs some of it")]
impl Encoder {
    /// Says that the operation has an address of its own.
    pub(crate) fn server(&mut self, address: Option<&'static str>) {
        self.server = Some(address);
    }

    /// Says what opens the operation.
    pub(crate) fn access(&mut self, access: Access) {
        self.access = Some(access);
    }

    /// Says which redirects are an outcome of the operation, and no errors.
    pub(crate) fn redirects(&mut self, statuses: Redirects) {
        self.redirects = Some(statuses);
    }

    /// Appends a literal piece of the path, which is fit for a URL as it is.
    pub(crate) fn path(&mut self, literal: &str) {
        self.path.push_str(literal);
    }

    /// Appends a path parameter, as exactly one segment or a part of one.
    pub(crate) fn parameter(&mut self, name: &str, value: &dyn ToJson, rule: &Rule) {
        self.parameter_as(name, value, Style::Simple { explode: false }, rule);
    }

    /// Does the same in another style.
    pub(crate) fn parameter_as(
        &mut self,
        name: &str,
        value: &dyn ToJson,
        style: Style,
        rule: &Rule,
    ) {
        let Some(value) = self.plain(name, value, rule) else {
            return;
        };
        let put = match style {
            Style::Reserved => push_path,
            _ => push_encoded,
        };
        let piece = style.one(name, &value, put).unwrap_or_default();
        let start = self.path.rfind('/').map_or(0, |slash| slash + 1);
        self.path.push_str(&piece);
        let mut segments = self.path.get(start..).unwrap_or_default().split('/');
        // URL parsers take dot segments out, so that another resource would be addressed.
        let demand = match piece.as_str() {
            _ if value.any_text(&|text| text.contains(char::is_control)) => {
                "must not contain control characters"
            }
            "" => "must not be empty",
            _ if is_dot_segment(&piece) || segments.any(is_dot_segment) => {
                "must not be a dot segment"
            }
            _ => return,
        };
        self.fault(|| Fault::new(demand).in_member(name));
    }

    /// Appends a literal piece of the query that the path is written with, which is fit for a URL as
    /// it is.
    pub(crate) fn path_query(&mut self, literal: &str) {
        self.query.push_literal(literal);
    }

    /// Appends the value of a parameter to that query.
    pub(crate) fn path_query_value(
        &mut self,
        name: &str,
        value: &dyn ToJson,
        style: Style,
        rule: &Rule,
    ) {
        if let Some(value) = self.plain(name, value, rule) {
            let text = style.one(name, &value, push_encoded).unwrap_or_default();
            self.query.push_literal(&text);
        }
    }

    /// Appends a query parameter: nothing for `None`, and one pair for each item of a list.
    pub(crate) fn query(&mut self, name: &str, value: &dyn ToJson, rule: &Rule) {
        self.query_as(name, value, Style::QUERY, rule);
    }

    /// Does the same in another style.
    pub(crate) fn query_as(&mut self, name: &str, value: &dyn ToJson, style: Style, rule: &Rule) {
        if let Some(value) = self.plain(name, value, rule) {
            let pairs = &mut self.query;
            style.pairs(name, &value, &mut |name, text| {
                pairs.append_encoded(name, text);
            });
        }
    }

    /// Sets a header parameter: nothing for `None`, and a list with commas.
    pub(crate) fn header(
        &mut self,
        name: &'static str,
        value: &dyn ToJson,
        style: Style,
        rule: &Rule,
    ) {
        let Some(value) = self.plain(name, value, rule) else {
            return;
        };
        if let Some(text) = style.one(name, &value, push_raw) {
            self.set_header(name, &text);
        }
    }

    /// Sets a cookie parameter: nothing for `None`, and one cookie for each pair of the style.
    pub(crate) fn cookie(
        &mut self,
        name: &'static str,
        value: &dyn ToJson,
        style: Style,
        rule: &Rule,
    ) {
        if let Some(value) = self.plain(name, value, rule) {
            let cookies = &mut self.cookies;
            style.pairs(name, &value, &mut |name, text| {
                if !cookies.is_empty() {
                    cookies.push_str("; ");
                }
                cookies.push_str(name);
                cookies.push('=');
                cookies.push_str(text);
            });
        }
    }

    /// Says which media types are understood, where it is not JSON alone.
    pub(crate) fn accept(&mut self, media_types: &'static str) {
        self.headers
            .insert(ACCEPT, HeaderValue::from_static(media_types));
    }

    fn set_header(&mut self, name: &'static str, text: &str) {
        match (HeaderName::try_from(name), HeaderValue::try_from(text)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.fault(|| Fault::new("must be fit for a header").in_member(name)),
        }
    }

    /// Holds a value against its rule, and takes it apart.
    fn plain(&mut self, name: &str, value: &dyn ToJson, rule: &Rule) -> Option<Plain> {
        if self.fault.is_none() {
            let mut checker = Checker::default();
            checker.field(name, value.view(), rule);
            self.fault = checker.into_fault();
        }
        self.fault.is_none().then(|| Plain::of(value.view()))
    }

    /// Keeps a fault, unless there is one already.
    fn fault(&mut self, fault: impl FnOnce() -> Fault) {
        self.fault.get_or_insert_with(fault);
    }

    /// Returns the request's parts, or what is wrong with them.
    pub(crate) fn finish(mut self) -> Result<Encoded, Fault> {
        #[cfg(feature = "multipart")]
        self.close_body();
        if !self.cookies.is_empty() {
            match HeaderValue::try_from(std::mem::take(&mut self.cookies)) {
                Ok(cookies) => {
                    self.headers.append(COOKIE, cookies);
                }
                Err(_) => self.fault(|| Fault::new("the cookies must be fit for a header")),
            }
        }
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(Encoded {
                path: self.path,
                query: self.query,
                headers: self.headers,
                body: self.body,
                server: self.server,
                access: self.access,
                redirects: self.redirects,
            }),
        }
    }
}

#[cfg(test)]
mod tests;
