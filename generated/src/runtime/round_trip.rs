//! Reading and writing samples, for the tests of generated code.
//!
//! In: JSON. Out: the same, as the type writes it. Deliberately absent: comparing the two, which
//! the tests do.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::ser::Serialize;

use super::decode::{document, understood};
use super::error::{Error, Fault, Result};
use super::json::{FromJson, ToJson};
use super::operation::Operation;
use super::response::Reply;

/// Reads JSON as a type and writes it again.
pub(crate) fn round_trip<T: FromJson + ToJson>(json: &[u8]) -> Result<Vec<u8>> {
    let document = understood(document(json))?;
    let value: T = understood(document.read())?;
    Ok(value.view().to_json())
}

/// Reads JSON as the reply of an operation and writes it again.
pub(crate) fn operation_round_trip<O: Operation<Output: Serialize>>(
    json: &[u8],
) -> Result<Vec<u8>> {
    let body = Bytes::copy_from_slice(json);
    let reply = Reply {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body,
        rest: None,
        attempts: 1,
    };
    let output = O::decode(&reply).map_err(|error| error.at(&O::ENDPOINT))?;
    serde_json::to_vec(&output)
        .map_err(|_| Error::decode(&Fault::new("the value cannot be written as JSON")))
}
