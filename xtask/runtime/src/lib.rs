//! The handwritten half of generated clients: everything that does not depend on the description.
//!
//! In: nothing of a description. Out: `runtime`, whose files `xtask` copies into a crate, as far as
//! its description needs them: what stands under a feature of this crate other than those of clients
//! is left out where it is not needed (see `xtask/src/codegen/runtime.rs`). Deliberately absent: what
//! is generated, for which the module below stands in, so that the runtime is compiled and tested by
//! itself.

#![deny(missing_docs)]
// What only generated code calls is not called here.
#![allow(dead_code, unused_macros)]

mod generated {
    /// The body with which a service explains an error.
    pub(crate) type ApiError = serde_json::Value;
}

mod runtime;

pub use runtime::*;
#[doc(no_inline)]
pub use {bytes, http, reqwest, serde_json};
