//! The handwritten half of the crate: everything that does not depend on the description.
//!
//! It knows nothing of the service but that errors come as [`crate::generated::ApiError`]. Generated code reaches it
//! through [`codegen`] only.

// How much of it is used depends on the description, so some of it may not be.
#![allow(dead_code, unused_macros)]

mod auth;
mod call;
mod check;
mod client;
pub(crate) mod codegen;
mod decode;
mod domain;
mod encode;
mod error;
mod known;
mod object;
mod open_enum;
mod pagination;
mod patch;
mod response;
#[cfg(any(test, feature = "test-util"))]
mod round_trip;
mod send;
mod tls;
mod union;

#[cfg(test)]
mod tests;

pub use client::{Client, ClientBuilder};
pub use error::{Error, ErrorKind, Result};
pub use known::UnknownInteger;
pub use object::Extra;
pub use open_enum::UnknownValue;
pub use pagination::{Items, Page, Pages};
pub use patch::Patch;
pub use response::{RateLimit, Response};
