//! Ways to prove who asks, for services that want more than a bearer token.
//!
//! In: the security schemes of the description, what the user gave, and which schemes open an
//! operation. Out: headers, cookies and query parameters. Deliberately absent: bearer tokens, which
//! can change from one attempt to the next (see `auth.rs`).

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::encode::{Encoded, Query};
use super::error::Fault;
use super::secret::Secret;

/// A security scheme of the description.
#[derive(Clone, Copy, Debug)]
#[allow(dead_code, reason = "a description needs some of it")]
pub(crate) enum Scheme {
    /// A bearer token.
    Bearer,
    /// A user and a password.
    Basic,
    /// A key in a header.
    Header(&'static str),
    /// A key in a query parameter.
    Query(&'static str),
    /// A key in a cookie.
    Cookie(&'static str),
    /// What an HTTP client or a transport of the user's own brings, as a certificate.
    Transport,
}

/// What opens an operation. It is put into a request when the request leaves, so that nothing that
/// sees the request before sees it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proof {
    /// Whether a bearer token belongs to it.
    pub(crate) bearer: bool,
    /// Headers, in place of the request's own.
    pub(crate) headers: HeaderMap,
    query: Vec<(&'static str, Secret)>,
}

impl Proof {
    fn bearer(bearer: bool) -> Self {
        Self {
            bearer,
            ..Self::default()
        }
    }

    /// Returns the query with which a request leaves, if it is not the request's own.
    pub(crate) fn query(&self, own: &Query) -> Option<Query> {
        if self.query.is_empty() {
            return None;
        }
        let mut query = own.clone();
        for (name, key) in &self.query {
            query.set(name, key.expose());
        }
        Some(query)
    }
}

/// What the user gave, and what it is for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credentials {
    /// The schemes by name; none where every operation takes a bearer token and nothing else.
    pub(crate) schemes: Option<&'static [(&'static str, Scheme)]>,
    /// A user and a password, with a colon between them.
    pub(crate) basic: Option<Secret>,
    /// The key of each scheme; the empty name is for all others.
    pub(crate) keys: Vec<(String, Secret)>,
}

impl Credentials {
    /// Returns whether a client can do without a bearer token.
    pub(crate) fn replace_token(&self) -> bool {
        self.schemes.is_some()
    }

    /// Complains about a token or a key that no scheme of the service takes: what is sent to
    /// nobody who asked for it is told to somebody who did not. `token` is the setting that gave
    /// one.
    pub(crate) fn check(&self, token: Option<&'static str>) -> Result<(), Fault> {
        let Some(schemes) = self.schemes else {
            return Ok(());
        };
        let is_bearer = |(_, scheme): &(&str, Scheme)| matches!(scheme, Scheme::Bearer);
        if let Some(setting) = token.filter(|_| !schemes.iter().any(is_bearer)) {
            let demand = if schemes.is_empty() {
                "is of no use: the API's description declares no security scheme, so no request carries a token"
            } else {
                "is of no use: the API's description declares other security schemes, and none that takes a token"
            };
            return Err(Fault::new(demand).in_member(setting));
        }
        let is_key = |scheme: &Scheme| {
            matches!(
                scheme,
                Scheme::Header(_) | Scheme::Query(_) | Scheme::Cookie(_)
            )
        };
        for (name, _) in self.keys.iter().filter(|(name, _)| !name.is_empty()) {
            let known = |(known, scheme): &(&str, Scheme)| known == name && is_key(scheme);
            if !schemes.iter().any(known) {
                return Err(Fault::new("is for a scheme that the service does not have")
                    .in_member("api_key_for"));
            }
        }
        Ok(())
    }

    /// Returns what opens the operation of a request.
    pub(crate) fn proof(&self, has_token: bool, parts: &Encoded) -> Result<Proof, Fault> {
        let Some(schemes) = self.schemes else {
            return Ok(Proof::bearer(true));
        };
        let Some(ways) = parts.access else {
            // The description knows no security, and a token was refused (see `check`).
            return Ok(Proof::default());
        };
        let scheme = |place: &usize| schemes.get(*place).copied();
        // A way that asks for nothing of the client is the last resort.
        let is_asking = |way: &&&[usize]| {
            let mut schemes = way.iter().filter_map(scheme);
            schemes.any(|(_, scheme)| !matches!(scheme, Scheme::Transport))
        };
        let way = ways.iter().filter(is_asking).find(|way| {
            let mut schemes = way.iter().map(scheme);
            schemes.all(|scheme| scheme.is_some_and(|scheme| self.has(scheme, has_token)))
        });
        let Some(way) = way else {
            return if ways.iter().all(|way| is_asking(&way)) && !ways.is_empty() {
                Err(Fault::new(
                    "no credentials were given that open this operation: set them on the client's builder",
                ))
            } else {
                Ok(Proof::default())
            };
        };
        let mut proof = Proof::default();
        for scheme in way.iter().filter_map(scheme) {
            self.put(scheme, parts, &mut proof)?;
        }
        Ok(proof)
    }

    fn has(&self, (name, scheme): (&str, Scheme), has_token: bool) -> bool {
        match scheme {
            Scheme::Bearer => has_token,
            Scheme::Basic => self.basic.is_some(),
            Scheme::Transport => true,
            Scheme::Header(_) | Scheme::Query(_) | Scheme::Cookie(_) => self.key(name).is_some(),
        }
    }

    fn key(&self, name: &str) -> Option<&Secret> {
        let of = |wanted: &str| self.keys.iter().rev().find(|(name, _)| name == wanted);
        of(name).or_else(|| of("")).map(|(_, key)| key)
    }

    fn put(
        &self,
        (name, scheme): (&str, Scheme),
        parts: &Encoded,
        proof: &mut Proof,
    ) -> Result<(), Fault> {
        let unfit = || Fault::new("must be fit for a header").in_member("api_key");
        let key = || self.key(name).map(Secret::expose).unwrap_or_default();
        match scheme {
            Scheme::Transport => {}
            Scheme::Bearer => proof.bearer = true,
            Scheme::Basic => {
                let user = self.basic.as_ref().map(Secret::expose).unwrap_or_default();
                proof
                    .headers
                    .insert(AUTHORIZATION, basic(user).ok_or_else(unfit)?);
            }
            Scheme::Header(header) => {
                let header = HeaderName::try_from(header).map_err(|_| unfit())?;
                proof
                    .headers
                    .insert(header, secret(key()).ok_or_else(unfit)?);
            }
            Scheme::Query(name) => proof.query.push((name, Secret::new(key()))),
            Scheme::Cookie(name) => {
                if key().contains([';', ',', ' ', '"', '\\']) {
                    return Err(unfit());
                }
                // Cookies travel in one header.
                let mut cookies = String::new();
                if let Some(others) = proof.headers.get(COOKIE).or(parts.headers.get(COOKIE)) {
                    cookies.push_str(others.to_str().map_err(|_| unfit())?);
                    cookies.push_str("; ");
                }
                cookies.push_str(&format!("{name}={}", key()));
                proof
                    .headers
                    .insert(COOKIE, secret(&cookies).ok_or_else(unfit)?);
            }
        }
        Ok(())
    }
}

/// The header of Basic authentication, for a user and a password with a colon between them.
pub(crate) fn basic(pair: &str) -> Option<HeaderValue> {
    secret(&format!("Basic {}", base64(pair.as_bytes())))
}

/// A header's value that is never shown.
fn secret(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Base64 with padding. It is all that is needed of it, so no crate is.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            if digit > chunk.len() {
                text.push('=');
            } else {
                let index = (group >> (18 - 6 * digit)) & 63;
                text.push(char::from(DIGITS[index as usize]));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests;
