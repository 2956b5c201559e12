//! The body of a reply that is no success: what explains an error.
//!
//! In: a body. Out: a value, if it is one. Deliberately absent: why it is none, since such bodies
//! may be anybody's, such as a proxy's.

use serde::de::DeserializeOwned;

use super::document;
use crate::runtime::error::Error;
use crate::runtime::json::Extra;
use crate::runtime::json::{Document, Faults, FromJson};

impl Error {
    /// Reads the service's explanation as a type of your choice: the one that the documentation of
    /// the operation names for the [`status`](Self::status). None where there is no such
    /// explanation, or it is longer than 64 KiB.
    #[must_use]
    pub fn api_as<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(self.body()?).ok()
    }
}

/// Reads the service's explanation. A member that is not what it should be is left out, rather than
/// all others with it: the body itself stays readable.
pub(crate) fn explanation<T: FromJson>(body: &[u8]) -> Option<T> {
    let whole = document(body).ok()?;
    if let Ok(api) = whole.read() {
        return Some(api);
    }
    let fit = whole.root().members().filter_map(|(name, member)| {
        let mut faults = Faults::default();
        let value = member.to_value(&mut faults);
        faults.is_none().then_some(())?;
        of::<T>(&Extra::from_iter([(name.to_owned(), value.clone())]))?;
        Some((name.to_owned(), value))
    });
    let fit: Extra = fit.collect();
    if fit.is_empty() { None } else { of(&fit) }
}

fn of<T: FromJson>(members: &Extra) -> Option<T> {
    let json = serde_json::to_string(members).ok()?;
    Document::parse(&json).ok()?.read().ok()
}
