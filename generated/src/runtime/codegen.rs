//! All that generated code may use of the runtime, under one name.
//!
//! In: the modules of the runtime. Out: one name for each thing. Deliberately absent: what only
//! users of the crate need (see `runtime.rs`).

// Which of it is used depends on the description.
#![allow(unused_imports)]

pub(crate) use bytes::Bytes;
pub(crate) use http::Method;

pub(crate) use super::call::Call;
pub(crate) use super::client::{Client, ClientBuilder, TokenDefaults};
pub(crate) use super::credential::Scheme;
pub(crate) use super::encode::{ArrayFormat, Encoder, Style};
pub(crate) use super::endpoint::Endpoint;
pub(crate) use super::error::{Error, Result};
pub(crate) use super::file::File;
#[cfg(feature = "blocking")]
pub(crate) use super::operation::wait;
pub(crate) use super::operation::{Operation, send, send_with_response};
pub(crate) use super::pagination::{Cursor, Items, Offset, Page, Paged, Pages, Paging, pages};
pub(crate) use super::patch::Patch;
pub(crate) use super::redirect::Redirect;
pub(crate) use super::response::{Reply, Response};
pub(crate) use super::rule::Rule;
pub(crate) use super::stream::stream;

/// What the types need on the wire.
pub(crate) mod wire {
    pub(crate) use serde::de::{Deserialize, Deserializer};
    pub(crate) use serde::ser::{Serialize, Serializer};
    pub(crate) use serde_json::Value as Json;

    pub(crate) use crate::runtime::json::{
        Faults, FromJson, Members, Node, Object, Tag, ToJson, View, Visit, Visitor, deserialize,
        serialize,
    };
    pub(crate) use crate::runtime::literal::{
        Literal, OpenInteger, OpenValue, UnknownInteger, open_integer, open_value,
        read_open_integer, read_open_value, view_open_value,
    };
    pub(crate) use crate::runtime::object::{Fields, by_serde, object};
    pub(crate) use crate::runtime::open_enum::{OpenEnum, open_enum, text, unknown};
    pub(crate) use crate::runtime::rule::Rule;
    pub(crate) use crate::runtime::union::{Form, Sign, Union, read_union, union};
}
