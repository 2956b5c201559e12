//! Reading and writing samples, for the tests of generated code.
//!
//! In: JSON. Out: the same, as the type writes it. Deliberately absent: comparing the two, which
//! the tests do.

use std::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde::ser::Serialize;

use super::decode;
use super::error::{Error, Fault, Result};
use super::operation::Operation;
use super::response::Reply;

/// Reads JSON as a type and writes it again.
pub(crate) fn round_trip<T: DeserializeOwned + Serialize>(json: &[u8]) -> Result<Vec<u8>> {
    let value = decode::read(json, PhantomData::<T>).map_err(|fault| Error::decode(&fault))?;
    write(&value)
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
    write(&O::decode(&reply).map_err(|error| error.at(&O::ENDPOINT))?)
}

fn write<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    serde_json::to_vec(value)
        .map_err(|_| Error::decode(&Fault::new("the value cannot be written as JSON")))
}
