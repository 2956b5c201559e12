//! The runtime: what an API needs of the handwritten half of a client.
//!
//! In: the model. Out: the files of `xtask/runtime/src` that belong to the directory of its client,
//! without what the API does not use. Deliberately absent: what is generated (see `emit.rs`), and
//! opinions: what stands under a feature of the runtime's package named like one of [`NEEDS`] is left
//! out where it is not needed, the unit tests always.

mod cut;
mod needs;
mod sources;

pub use self::needs::{NEEDS, Needs};
use self::sources::{Source, source};
use crate::codegen::emit;
use crate::codegen::model::Api;
use crate::codegen::print::{MARKER, PrintedFile};

/// The name by which the examples of the runtime import the crate that they stand in.
const EXAMPLE_CRATE: &str = "generated_client";

/// The call in the examples of the runtime that depends on the API.
const EXAMPLE_BUILDER: &str = "Client::builder(\"api.example.com\")";

/// Returns the files of the runtime that an API needs.
pub fn files(api: &Api, options: &emit::Options) -> Vec<PrintedFile> {
    let needs = Needs::of(api);
    let builder = format!("Client::builder({})", emit::builder_arguments(api));
    let mut files = Vec::new();
    let mut waiting = vec!["runtime".to_owned()];
    while let Some(module) = waiting.pop() {
        // That there is one for each module, a test knows.
        let Some(Source { path, text }) = source(&module) else {
            continue;
        };
        let text = cut::cut(text, &needs);
        waiting.extend(cut::modules(&text).map(|name| format!("{module}/{name}")));
        let text = text
            .replace(EXAMPLE_CRATE, &options.crate_name)
            .replace(EXAMPLE_BUILDER, &builder);
        files.push(PrintedFile {
            text: format!(
                "{MARKER} Do not edit.\n// To change it, change xtask/runtime/src/{path} in the generator.\n\n{text}"
            ),
            path: (*path).to_owned(),
        });
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

#[cfg(test)]
mod tests;
