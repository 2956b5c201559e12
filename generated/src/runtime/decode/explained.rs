//! The body of a reply that is no success: what explains an error, and what comes with a redirect.
//!
//! In: a body. Out: a value, if it is one. Deliberately absent: why it is none, since such bodies
//! may be anybody's, such as a proxy's.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::{Place, read};
use crate::runtime::error::Error;
use crate::runtime::object::Extra;
use crate::runtime::redirect::Redirect;

impl Error {
    /// Reads the service's explanation as a type of your choice: the one that the documentation of
    /// the operation names for the [`status`](Self::status). None where there is no such
    /// explanation, or it is longer than 64 KiB.
    #[must_use]
    pub fn api_as<T: DeserializeOwned>(&self) -> Option<T> {
        read(self.body()?, PhantomData).ok()
    }
}

impl Redirect {
    /// Reads the body as JSON: as the type that the documentation of the operation names for the
    /// [`status`](Self::status), or as another. None where it is no such JSON, or longer than 64 KiB.
    #[must_use]
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<T> {
        read(self.body(), PhantomData).ok()
    }
}

/// Reads the service's explanation. A member that is not what it should be is left out, rather than
/// all others with it: the body itself stays readable.
pub(crate) fn explanation<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    if let Ok(api) = read(body, PhantomData) {
        return Some(api);
    }
    let members: Extra = serde_json::from_slice(body).ok()?;
    let of = |members: Extra| T::deserialize(Place::of(&members.into())).ok();
    let is_fit = |(name, value): &(&String, &serde_json::Value)| {
        let alone = Extra::from_iter([((*name).clone(), (*value).clone())]);
        of(alone).is_some()
    };
    let fit = members.iter().filter(is_fit);
    let fit: Extra = fit
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if fit.is_empty() { None } else { of(fit) }
}
