//! What the generated client puts on the wire, and what it makes of the answers.
//!
//! Each of the operations is called against a real HTTP server on loopback. Operations, path and query parameters,
//! members of bodies and statuses are taken from the description where that is possible, so that a test fails when
//! one is added and nothing here knows of it.
#![cfg(test)]

#[path = "wire/answers.rs"]
mod answers;
#[path = "wire/blocking.rs"]
mod blocking;
#[path = "wire/bodies.rs"]
mod bodies;
#[path = "wire/compression.rs"]
mod compression;
#[path = "wire/description.rs"]
mod description;
#[path = "wire/errors.rs"]
mod errors;
#[path = "wire/limits.rs"]
mod limits;
#[path = "wire/operations.rs"]
mod operations;
#[path = "wire/pages.rs"]
mod pages;
#[path = "wire/paths.rs"]
mod paths;
#[path = "wire/queries.rs"]
mod queries;
#[path = "wire/requests.rs"]
mod requests;
#[path = "wire/safety.rs"]
mod safety;
#[path = "wire/settings.rs"]
mod settings;
#[path = "wire/tls.rs"]
mod tls;
#[path = "wire/walks.rs"]
mod walks;
