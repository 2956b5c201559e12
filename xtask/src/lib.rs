//! Maintenance tasks of this repository, as a library so that tests can call
//! them. `cargo xtask codegen` is the one that matters: see [`codegen`].

pub mod codegen;
pub mod command;
pub mod corpus;
pub mod diff;
pub mod glob;
mod jsonpath;
pub mod package;
pub mod report;
mod suggest;
