//! All that generated code may use of the runtime, under one name.
//!
//! In: the modules of the runtime. Out: one name for each thing. Deliberately absent: what only
//! users of the crate need (see `runtime.rs`).

// Which of it is used depends on the description.
#![allow(unused_imports)]

pub(crate) use bytes::Bytes;
pub(crate) use http::Method;
pub(crate) use serde::de::{Deserialize, Deserializer, MapAccess};
pub(crate) use serde::ser::{Serialize, SerializeMap, Serializer};
pub(crate) use serde_json::Value as Json;

pub(crate) use super::call::Call;
pub(crate) use super::check::{Check, Checker, Rule};
pub(crate) use super::client::{Client, ClientBuilder, TokenDefaults};
pub(crate) use super::credential::Scheme;
pub(crate) use super::decode::{Failure, Place};
pub(crate) use super::encode::{ArrayFormat, Encoder, Style};
pub(crate) use super::endpoint::Endpoint;
pub(crate) use super::error::{Error, Result};
pub(crate) use super::file::File;
pub(crate) use super::literal::{
    Literal, OpenInteger, OpenValue, UnknownInteger, open_integer, open_value, read_open_integer,
    read_open_value, write_open_value,
};
pub(crate) use super::object::{
    Extra, Members, Object, object, read_object, required, write_extra, write_further,
    write_object, write_optional, write_patch, write_required,
};
pub(crate) use super::open_enum::{OpenEnum, UnknownValue, open_enum, read_open_enum};
#[cfg(feature = "blocking")]
pub(crate) use super::operation::send_blocking;
pub(crate) use super::operation::{HasCall, Operation, operation, send, send_for_data};
pub(crate) use super::pagination::{
    Cursor, Items, Offset, Page, Paged, Pages, Paging, paged, pages,
};
pub(crate) use super::patch::Patch;
pub(crate) use super::redirect::Redirect;
pub(crate) use super::response::{Reply, Response};
#[cfg(any(test, feature = "test-util"))]
pub(crate) use super::round_trip::{operation_round_trip, round_trip};
pub(crate) use super::stream::{stream, streamed};
pub(crate) use super::union::{Form, Sign, Union, read_union, union, write_tagged, write_union};
