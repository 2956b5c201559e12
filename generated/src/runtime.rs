//! The handwritten half of the crate: everything that does not depend on the description.
//!
//! It knows nothing of the service but that errors come as [`crate::generated::ApiError`].
//! Generated code reaches it through [`codegen`] only.

// How much of it is used depends on the description, so some of it may not be.
#![allow(dead_code, unused_imports, unused_macros)]

mod attempt;
mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod call;
mod check;
mod client;
pub(crate) mod codegen;
mod content;
mod credential;
mod deadline;
mod decode;
mod domain;
mod encode;
mod endpoint;
mod error;
mod file;
mod json;
mod literal;
mod network;
mod object;
mod observe;
mod open_enum;
mod operation;
mod pagination;
mod patch;
mod reader;
mod redirect;
mod response;
mod retry;
mod rule;
mod secret;
mod send;
mod source;
mod stream;
mod tls;
#[cfg(feature = "tracing")]
mod trace;
mod transport;
mod union;
mod upload;

#[cfg(test)]
mod tests;

pub use auth::{Token, TokenProvider};
pub use client::{Client, ClientBuilder};
#[allow(unused_imports, reason = "for what is particular to a service")]
pub(crate) use error::Fault;
pub use error::{BoxError, Error, ErrorKind, Result};
pub use file::File;
pub use json::Extra;
pub use literal::UnknownInteger;
pub use observe::{Attempt, Outcome};
pub use open_enum::UnknownValue;
pub use operation::ResponseFuture;
#[cfg(feature = "blocking")]
pub use pagination::{BlockingItems, BlockingPages};
pub use pagination::{Continuation, Items, Page, Pages};
pub use patch::Patch;
pub use redirect::Redirect;
pub use response::{RateLimit, Response};
pub use retry::RetryPolicy;
pub use stream::Download;
#[cfg(any(test, feature = "test-util"))]
pub use transport::Canned;
pub use transport::{BoxFuture, Transport, TransportError};
pub use upload::Upload;
