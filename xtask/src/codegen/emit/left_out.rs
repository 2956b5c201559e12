//! What the client does not have, as documentation.
//!
//! In: what is left out. Out: a section that lists it, each thing with its reason in a line.
//! Deliberately absent: what can be left out.

use crate::codegen::emit::markdown;
use crate::codegen::model::Api;

const HEAD: &str = "# Left out";
const WHY: &str =
    "The description says what follows in a way that can't be right, so it is not here:";

/// Returns the lines of the section; none where nothing is left out.
pub(super) fn section(api: &Api) -> Vec<String> {
    if api.left_out.is_empty() {
        return Vec::new();
    }
    let mut lines = [HEAD, "", WHY, ""].map(str::to_owned).to_vec();
    for one in &api.left_out {
        let text = format!("{}: {}", one.what, one.why);
        let words: Vec<&str> = text.split_whitespace().collect();
        lines.extend(markdown::lines(&format!("- {}", words.join(" "))));
    }
    lines
}
