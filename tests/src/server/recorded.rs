//! A request as the server has it, and how its target is taken apart.

use bytes::Bytes;
use http::{HeaderMap, Method};
use serde_json::Value;

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub method: Method,
    /// The request target as it stood in the request line, percent-encoding and all. (Of a fragment, which
    /// has no place there, hyper would tell nothing.)
    pub target: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Recorded {
    /// Returns method and target, as in `GET /api/v2/client-grants?take=5`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    /// Returns the target without its query, still encoded.
    pub fn path(&self) -> &str {
        self.target
            .split_once('?')
            .map_or(&*self.target, |(path, _)| path)
    }

    /// Returns the query, still encoded, if the target has one.
    pub fn query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }

    /// Returns the pairs of the query, decoded, in order.
    ///
    /// # Errors
    ///
    /// Fails when the query could be read in more ways than one, or holds a character that must be encoded.
    pub fn pairs(&self) -> Result<Vec<(String, String)>, String> {
        let Some(query) = self.query() else {
            return Ok(Vec::new());
        };
        let pair = |pair: &str| match pair.split_once('=') {
            Some((name, value)) => Ok((decode(name)?, decode(value)?)),
            None => Err(format!("`{pair}` has no `=`")),
        };
        query.split('&').map(pair).collect()
    }

    /// Returns the body as JSON.
    ///
    /// # Errors
    ///
    /// Fails when it is none.
    pub fn json(&self) -> serde_json::Result<Value> {
        serde_json::from_slice(&self.body)
    }

    /// Returns the value of a header, if it came exactly once and is ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next()?.to_str().ok();
        if values.next().is_some() { None } else { value }
    }
}

/// Decodes a piece of a request target.
///
/// # Errors
///
/// Fails on everything but unreserved characters and whole escapes: what else a piece holds could mean two things.
pub fn decode(encoded: &str) -> Result<String, String> {
    let wrong = || format!("`{encoded}` is not encoded as it must be");
    let (mut decoded, mut rest) = (Vec::new(), encoded.as_bytes());
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                let (high, low) = digit(high).zip(digit(low)).ok_or_else(wrong)?;
                decoded.push(u8::try_from(high * 16 + low).map_err(|_| wrong())?);
                rest = after;
            }
            (byte, _) if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) => {
                decoded.push(*byte)
            }
            _ => return Err(wrong()),
        }
    }
    String::from_utf8(decoded).map_err(|_| wrong())
}
