//! All that generated code may use of the runtime, under one name.
//!
//! In: the modules of the runtime. Out: one name for each thing. Deliberately absent: what only
//! users of the crate need (see `runtime.rs`).

// Which of it is used depends on the description.
#![allow(unused_imports)]

pub(crate) use bytes::Bytes;
pub(crate) use http::Method;

pub(crate) use super::call::Call;
#[cfg(feature = "client-credentials")]
pub(crate) use super::client::TokenDefaults;
pub(crate) use super::client::{Client, ClientBuilder};
pub(crate) use super::credential::Scheme;
pub(crate) use super::encode::{ArrayFormat, Encoder, Style};
pub(crate) use super::endpoint::Endpoint;
pub(crate) use super::error::{Error, Result};
#[cfg(feature = "multipart")]
pub(crate) use super::file::File;
#[cfg(feature = "blocking")]
pub(crate) use super::operation::wait;
pub(crate) use super::operation::{Operation, send, send_with_response};
#[cfg(feature = "pages")]
pub(crate) use super::pagination::{Cursor, Items, Offset, Page, Paged, Pages, Paging, pages};
#[cfg(feature = "patches")]
pub(crate) use super::patch::Patch;
#[cfg(feature = "redirects")]
pub(crate) use super::redirect::Redirect;
pub(crate) use super::response::{Reply, Response};
pub(crate) use super::rule::Rule;
#[cfg(feature = "downloads")]
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
    #[cfg(any(feature = "unions", feature = "values"))]
    pub(crate) use crate::runtime::literal::Literal;
    pub(crate) use crate::runtime::object::{Fields, by_serde, object};
    #[cfg(feature = "enums")]
    pub(crate) use crate::runtime::open_enum::{OpenEnum, open_enum, text, unknown};
    #[cfg(feature = "integers")]
    pub(crate) use crate::runtime::open_integer::{
        OpenInteger, UnknownInteger, open_integer, read_open_integer,
    };
    #[cfg(feature = "values")]
    pub(crate) use crate::runtime::open_value::{
        OpenValue, open_value, read_open_value, view_open_value,
    };
    pub(crate) use crate::runtime::rule::Rule;
    #[cfg(feature = "unions")]
    pub(crate) use crate::runtime::union::{Form, Sign, Union, read_union, union};
}
