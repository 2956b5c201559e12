//! The handles between the client and the methods.
//!
//! Comes in: the drafts of all operations. Goes out: the [`Resource`]s with
//! their operations. The way to a method is said by `x-operation-group` and
//! `x-operation-name`; without them by the first tag and the operationId, else
//! by path and method. Deliberately absent: inflection. A handle is called what
//! the description calls it.

use std::collections::HashMap;

use super::Lowering;
use super::names::{self, Case, Scope};
use super::operation::{Draft, made_up_id};
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{Docs, PathParameter, Resource, ResourceId};

const GROUP: &str = "x-operation-group";
pub(super) const NAME: &str = "x-operation-name";

/// One handle on the way to a method.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Step {
    /// The name of the handle.
    pub(super) name: String,
    /// The path parameters that it binds.
    pub(super) parameters: Vec<String>,
}

/// Handles while they are being put together.
#[derive(Default)]
struct Tree {
    resources: Vec<Resource>,
    /// The place of each resource, by the way to it.
    ways: HashMap<Vec<Step>, usize>,
    /// The names of the methods of each resource.
    methods: Vec<Scope>,
}

impl<'d> Lowering<'d> {
    /// Returns the way to an operation's method, and the method's name.
    pub(super) fn way(
        &mut self,
        operation: &openapiv3::Operation,
        path: &str,
        id: &str,
        at: &Pointer,
    ) -> (Vec<Step>, String) {
        let method = match operation.extensions.get(NAME) {
            None => default_name(operation, id),
            Some(serde_json::Value::String(name)) => name.clone(),
            Some(_) => {
                self.diagnostics
                    .error(&at.child(NAME), format!("`{NAME}` must be a text"));
                id.to_owned()
            }
        };
        let way = match operation.extensions.get(GROUP) {
            None => vec![Step {
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
                self.diagnostics.error(
                    &at.child(GROUP),
                    format!("`{GROUP}` must be a text or a list of texts"),
                );
                Vec::new()
            }
        };
        if way.iter().any(|step| step.name.is_empty()) || way.is_empty() {
            self.diagnostics
                .error(
                    &at.child(GROUP),
                    format!("`{GROUP}` must begin with a name"),
                )
                .help("write it like `organizations/{id}/clientGrants`");
            return (
                vec![Step {
                    name: "api".to_owned(),
                    parameters: Vec::new(),
                }],
                method,
            );
        }
        (way, method)
    }

    /// Puts the handles together.
    pub(super) fn resources(&mut self, drafts: Vec<Draft>) -> Vec<Resource> {
        let mut tree = Tree::default();
        let mut roots = Scope::new(Case::Snake, names::METHODS);
        let names = method_names(&drafts);
        for (draft, name) in drafts.into_iter().zip(names) {
            let mut parent = None;
            let at = draft.operation.origin.clone();
            for end in 1..=draft.way.len() {
                parent = Some(self.handle(&mut tree, &draft, end, parent, &mut roots));
            }
            let Some(ResourceId(index)) = parent else {
                continue;
            };
            let mut operation = draft.operation;
            let (Some(resource), Some(methods)) =
                (tree.resources.get_mut(index), tree.methods.get_mut(index))
            else {
                continue;
            };
            // A handle of the name was there first; which of the two comes first in the
            // description must not matter, so it is the handle that has the plain name.
            let name = if methods.has(&name) && !draft.is_named {
                made_up_id(operation.method, &operation.template)
            } else {
                name
            };
            operation.ident = methods.claim(&name, &at, self.diagnostics);
            resource.operations.push(operation);
        }
        tree.resources
    }

    /// Returns the handle at the end of the first steps of a way.
    fn handle(
        &mut self,
        tree: &mut Tree,
        draft: &Draft,
        end: usize,
        parent: Option<ResourceId>,
        roots: &mut Scope,
    ) -> ResourceId {
        let way = draft.way.get(..end).unwrap_or_default();
        let group = draft.operation.origin.child(GROUP);
        if let Some(&index) = tree.ways.get(way) {
            self.same_parameters(&tree.resources, index, draft, &group);
            return ResourceId(index);
        }
        let names: Vec<&str> = way.iter().map(|step| step.name.as_str()).collect();
        let last = names.last().copied().unwrap_or_default();
        let held: usize = way.iter().map(|step| step.parameters.len()).sum();
        let own = way.last().map_or(0, |step| step.parameters.len());
        let (inherited, bound) = split(&draft.operation.path_parameters, held, own);
        let id = ResourceId(tree.resources.len());
        let siblings = match parent {
            Some(ResourceId(parent)) => tree.methods.get_mut(parent).unwrap_or(roots),
            None => roots,
        };
        let ident = siblings.claim(last, &group, self.diagnostics);
        let module = match parent.and_then(|ResourceId(parent)| tree.resources.get(parent)) {
            Some(parent) => parent.module.clone(),
            None => Scope::new(Case::Snake, names::MODULES).claim(last, &group, self.diagnostics),
        };
        if let Some(ResourceId(parent)) = parent {
            tree.resources
                .get_mut(parent)
                .into_iter()
                .for_each(|all| all.children.push(id));
        }
        let type_name = names.join("_");
        let type_ident = self.claim_request(&type_name, &format!("{type_name}_resource"), &group);
        tree.resources.push(Resource {
            template: draft.operation.template.clone(),
            ident,
            type_ident,
            module,
            docs: if parent.is_none() {
                self.group_docs(last)
            } else {
                Docs::default()
            },
            parent,
            inherited,
            bound,
            children: Vec::new(),
            operations: Vec::new(),
        });
        tree.ways.insert(way.to_vec(), id.0);
        tree.methods.push(Scope::new(Case::Snake, names::METHODS));
        id
    }

    /// A handle holds its parameters for all operations, so they must agree on
    /// what these are.
    fn same_parameters(
        &mut self,
        resources: &[Resource],
        index: usize,
        draft: &Draft,
        at: &Pointer,
    ) {
        let held = resources
            .get(index)
            .into_iter()
            .flat_map(|all| all.inherited.iter().chain(&all.bound));
        for (held, own) in held.zip(&draft.operation.path_parameters) {
            if held.ty != own.ty {
                self.diagnostics
                    .error(
                        at,
                        format!(
                            "`{}` has another type here than in the operations before",
                            own.wire_name
                        ),
                    )
                    .help("give the parameter the same schema in all operations of the group");
            }
        }
    }

    /// What the tag of the same name says.
    fn group_docs(&self, name: &str) -> Docs {
        let key = names::cased(name, Case::Snake);
        let tags = &self.document.openapi.tags;
        let tag = tags
            .iter()
            .find(|tag| names::cased(&tag.name, Case::Snake) == key);
        Docs {
            summary: None,
            description: tag.and_then(|tag| tag.description.clone()),
        }
    }
}

/// Splits the parameters that handles hold into the parents' and the last one's.
fn split(
    parameters: &[PathParameter],
    held: usize,
    own: usize,
) -> (Vec<PathParameter>, Vec<PathParameter>) {
    let held = parameters.get(..held).unwrap_or(parameters);
    let (inherited, bound) = held.split_at(held.len().saturating_sub(own));
    (inherited.to_vec(), bound.to_vec())
}

/// `organizations`, `{id}`, `clientGrants` is two handles, the first of which
/// binds `id`.
fn steps<'a>(words: impl Iterator<Item = &'a str>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for word in words {
        let parameter = word
            .strip_prefix('{')
            .and_then(|word| word.strip_suffix('}'));
        match (parameter, steps.last_mut()) {
            (Some(parameter), Some(step)) => step.parameters.push(parameter.to_owned()),
            // A parameter before any name: an empty name, which is refused.
            (Some(_), None) => steps.push(Step {
                name: String::new(),
                parameters: Vec::new(),
            }),
            (None, _) => steps.push(Step {
                name: word.to_owned(),
                parameters: Vec::new(),
            }),
        }
    }
    steps
}

/// Names the methods. Where two operations of one handle would have one name,
/// each of them has its operationId instead: their order does not matter.
fn method_names(drafts: &[Draft]) -> Vec<String> {
    let key = |draft: &Draft, name: &str| {
        let way: Vec<String> = draft.way.iter().map(|step| format!("{step:?}")).collect();
        (way, names::cased(name, Case::Snake))
    };
    let mut uses = std::collections::HashMap::<_, usize>::new();
    for draft in drafts {
        *uses.entry(key(draft, &draft.method_name)).or_default() += 1;
    }
    let mut ids = std::collections::HashMap::<_, usize>::new();
    for draft in drafts {
        *ids.entry(key(draft, &draft.operation.id)).or_default() += 1;
    }
    let name = |draft: &Draft| {
        let operation = &draft.operation;
        let shared = uses.get(&key(draft, &draft.method_name)) > Some(&1);
        if !shared || draft.is_named {
            return draft.method_name.clone();
        }
        if ids.get(&key(draft, &operation.id)) > Some(&1) {
            return made_up_id(operation.method, &operation.template);
        }
        operation.id.clone()
    };
    drafts.iter().map(name).collect()
}

/// The operationId, without the tag where it begins with that: `repos/get` of the
/// tag `repos` is `get`.
fn default_name(operation: &openapiv3::Operation, id: &str) -> String {
    let tag = operation.tags.first().map(String::as_str);
    let rest = |separator: char| {
        let (first, rest) = id.split_once(separator)?;
        let same = names::cased(first, Case::Snake) == names::cased(tag?, Case::Snake);
        (same && names::cased(rest, Case::Snake).is_some()).then(|| rest.to_owned())
    };
    rest('/')
        .or_else(|| rest('.'))
        .or_else(|| names::cased(id, Case::Snake).map(|_| id.to_owned()))
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
        let step = |name: &str, parameters: &[&str]| Step {
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
