//! The way to a method: through which handles, and what it is called.
//!
//! In: an operation. Out: [`HandleStep`]s and a name, from `x-operation-group`
//! and `x-operation-name`; without them from the first tag and the operationId, else
//! from path and method. Deliberately absent: inflection. A handle is called what the
//! description calls it.

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming;
use crate::codegen::lower::naming::Case;
use crate::codegen::lower::operation::Operations;
use crate::codegen::source::Pointer;

pub(crate) const GROUP: &str = "x-operation-group";
pub(crate) const NAME: &str = "x-operation-name";

/// One handle on the way to a method.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct HandleStep {
    /// The name of the handle.
    pub(crate) name: String,
    /// The path parameters that it binds.
    pub(crate) parameters: Vec<String>,
}

impl Operations<'_, '_> {
    /// Returns the way to an operation's method, and the method's name.
    pub(crate) fn handle_path(
        &mut self,
        operation: &openapiv3::Operation,
        path: &str,
        id: &str,
        at: &Pointer,
    ) -> (Vec<HandleStep>, String) {
        let method = match operation.extensions.get(NAME) {
            None => default_name(operation, id),
            Some(serde_json::Value::String(name)) => name.clone(),
            Some(_) => {
                self.schemas.diagnostics.report(
                    Code::INVALID_EXTENSION,
                    &at.child(NAME),
                    format!("`{NAME}` must be a text"),
                );
                id.to_owned()
            }
        };
        let handle_path = match operation.extensions.get(GROUP) {
            None => vec![HandleStep {
                name: default_group(operation, path),
                parameters: Vec::new(),
            }],
            Some(serde_json::Value::String(group)) => steps(group.split('/')),
            Some(serde_json::Value::Array(names))
                if names.iter().all(serde_json::Value::is_string) =>
            {
                steps(names.iter().filter_map(serde_json::Value::as_str))
            }
            Some(_) => {
                self.schemas.diagnostics.report(
                    Code::INVALID_EXTENSION,
                    &at.child(GROUP),
                    format!("`{GROUP}` must be a text or a list of texts"),
                );
                Vec::new()
            }
        };
        if handle_path.iter().any(|step| step.name.is_empty()) || handle_path.is_empty() {
            self.schemas
                .diagnostics
                .report(
                    Code::INVALID_EXTENSION,
                    &at.child(GROUP),
                    format!("`{GROUP}` must begin with a name"),
                )
                .help("write it like `organizations/{id}/clientGrants`");
            return (
                vec![HandleStep {
                    name: "api".to_owned(),
                    parameters: Vec::new(),
                }],
                method,
            );
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
            (Some(_), None) => steps.push(HandleStep {
                name: String::new(),
                parameters: Vec::new(),
            }),
            (None, _) => steps.push(HandleStep {
                name: word.to_owned(),
                parameters: Vec::new(),
            }),
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
fn default_group(operation: &openapiv3::Operation, path: &str) -> String {
    let first = || {
        path.split('/')
            .find(|word| !word.is_empty() && !word.starts_with('{'))
    };
    operation
        .tags
        .first()
        .map(String::as_str)
        .filter(|tag| !tag.is_empty())
        .or_else(first)
        .unwrap_or("api")
        .to_owned()
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
