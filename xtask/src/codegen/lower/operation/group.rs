//! How a method is reached: through which handles, and what it is called.
//!
//! In: an operation. Out: [`HandleStep`]s and a name, from `x-operation-group`
//! and `x-operation-name`; without them from the first tag and the operationId, else
//! from path and method. Deliberately absent: inflection. A handle is called what the
//! description calls it.

use serde_json::Value;

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming::{self, Case};
use crate::codegen::lower::operation::Operations;
use crate::codegen::source::{PathKey, Pointer};

pub(crate) const GROUP: &str = "x-operation-group";
pub(crate) const NAME: &str = "x-operation-name";

/// One of the handles that lead to a method.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct HandleStep {
    /// The name of the handle.
    pub(crate) name: String,
    /// The path parameters that it binds.
    pub(crate) parameters: Vec<String>,
}

impl HandleStep {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            parameters: Vec::new(),
        }
    }
}

impl Operations<'_, '_> {
    /// Returns the handles that lead to an operation's method, and the method's name.
    pub(crate) fn handle_path(
        &mut self,
        operation: &openapiv3::Operation,
        path: &str,
        id: &str,
        at: &Pointer,
    ) -> (Vec<HandleStep>, String) {
        let method = match operation.extensions.get(NAME) {
            None => default_name(operation, id),
            Some(Value::String(name)) => name.clone(),
            Some(_) => {
                let message = format!("`{NAME}` must be a text");
                self.report(Code::INVALID_EXTENSION, &at.child(NAME), message);
                id.to_owned()
            }
        };
        let at = at.child(GROUP);
        let handle_path = match operation.extensions.get(GROUP) {
            None => vec![HandleStep::new(default_group(operation, path))],
            Some(Value::String(group)) => steps(group.split('/')),
            Some(Value::Array(names)) if names.iter().all(Value::is_string) => {
                steps(names.iter().filter_map(Value::as_str))
            }
            Some(_) => {
                let message = format!("`{GROUP}` must be a text or a list of texts");
                self.report(Code::INVALID_EXTENSION, &at, message);
                Vec::new()
            }
        };
        if handle_path.iter().any(|step| step.name.is_empty()) || handle_path.is_empty() {
            let message = format!("`{GROUP}` must begin with a name");
            self.report(Code::INVALID_EXTENSION, &at, message)
                .help("write it like `organizations/{id}/clientGrants`");
            return (vec![HandleStep::new("api")], method);
        }
        (handle_path, method)
    }
}

/// `organizations`, `{id}`, `clientGrants` is two handles, the first of which
/// binds `id`.
fn steps<'a>(words: impl Iterator<Item = &'a str>) -> Vec<HandleStep> {
    let mut steps: Vec<HandleStep> = Vec::new();
    for word in words {
        let parameter = word
            .strip_prefix('{')
            .and_then(|word| word.strip_suffix('}'));
        match (parameter, steps.last_mut()) {
            (Some(parameter), Some(step)) => step.parameters.push(parameter.to_owned()),
            // A parameter before any name: an empty name, which is refused.
            (Some(_), None) => steps.push(HandleStep::new("")),
            (None, _) => steps.push(HandleStep::new(word)),
        }
    }
    steps
}

/// The operationId, without the tag where it begins with that: `repos/get` of the
/// tag `repos` is `get`.
fn default_name(operation: &openapiv3::Operation, id: &str) -> String {
    let tag = operation.tags.first().map(String::as_str);
    let rest = |separator: char| {
        let (first, rest) = id.split_once(separator)?;
        let same = naming::cased(first, Case::Snake) == naming::cased(tag?, Case::Snake);
        (same && naming::cased(rest, Case::Snake).is_some()).then(|| rest.to_owned())
    };
    rest('/')
        .or_else(|| rest('.'))
        .or_else(|| naming::cased(id, Case::Snake).map(|_| id.to_owned()))
        .unwrap_or_else(|| "call".to_owned())
}

/// The first tag, else the first word of the path.
fn default_group<'a>(operation: &'a openapiv3::Operation, path: &'a str) -> &'a str {
    let tag = operation.tags.first().map(String::as_str);
    let mut words = PathKey::of(path).path.split('/');
    let word = words.find(|word| !word.is_empty() && !word.starts_with('{'));
    // A placeholder of the query may stand at its end.
    let word = word.and_then(|word| word.split("{?").next());
    tag.filter(|tag| !tag.is_empty()).or(word).unwrap_or("api")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_names_and_bound_parameters() {
        let step = |name: &str, parameters: &[&str]| HandleStep {
            name: name.to_owned(),
            parameters: parameters.iter().map(|&name| name.to_owned()).collect(),
        };
        for (group, expected) in [
            ("clientGrants", vec![step("clientGrants", &[])]),
            (
                "organizations/{id}/clientGrants",
                vec![step("organizations", &["id"]), step("clientGrants", &[])],
            ),
            (
                "clientGrants/organizations/{id}",
                vec![step("clientGrants", &[]), step("organizations", &["id"])],
            ),
            ("{id}/a", vec![step("", &[]), step("a", &[])]),
        ] {
            assert_eq!(steps(group.split('/')), expected, "{group}");
        }
    }
}
