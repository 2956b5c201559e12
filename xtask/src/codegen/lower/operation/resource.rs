//! The handles between the client and the methods.
//!
//! In: the drafts of all operations, each with the way to it (see `group.rs`).
//! Out: the [`Resource`]s with their operations. Names are chosen when all handles
//! are known, so that the order of the operations does not matter: a handle has a name
//! before a method has it. Deliberately absent: inflection.

use std::collections::HashMap;

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming;
use crate::codegen::lower::naming::{Case, NameRequest, Scope};
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::operation::group::{GROUP, HandleStep};
use crate::codegen::lower::operation::{Draft, made_up_id};
use crate::codegen::model::{Docs, Ident, Operation, PathParameter, Resource, ResourceId};
use crate::codegen::source::Pointer;

/// A handle that has no names yet.
struct Handle {
    resource: Resource,
    /// The names of the steps to it.
    names: Vec<String>,
    /// Where the first operation below it names it.
    at: Pointer,
    /// Its operations, with the names that their methods should have.
    operations: Vec<(Operation, Method)>,
}

/// What a method should be called.
struct Method {
    name: String,
    /// Whether the description gives the name, so that it is not changed.
    is_named: bool,
}

impl Handle {
    /// The last word of the way.
    fn name(&self) -> &str {
        self.names.last().map_or("", String::as_str)
    }
}

impl<'d> Operations<'d, '_> {
    /// Puts the handles together.
    pub(crate) fn resources(&mut self, drafts: Vec<Draft>) -> Vec<Resource> {
        let mut handles = Vec::new();
        let mut known = HashMap::new();
        let names = method_names(&drafts);
        for (draft, name) in drafts.into_iter().zip(names) {
            let mut last = None;
            for end in 1..=draft.handle_path.len() {
                last = Some(self.handle(&mut handles, &mut known, &draft, end, last));
            }
            let method = Method {
                name,
                is_named: draft.is_named,
            };
            if let Some(handle) = last.and_then(|ResourceId(index)| handles.get_mut(index)) {
                handle.operations.push((draft.operation, method));
            }
        }
        self.name_handles(&mut handles);
        self.name_methods(handles)
    }

    /// Returns the handle at the end of the first steps of a way.
    fn handle(
        &mut self,
        handles: &mut Vec<Handle>,
        known: &mut HashMap<Vec<HandleStep>, usize>,
        draft: &Draft,
        end: usize,
        parent: Option<ResourceId>,
    ) -> ResourceId {
        let handle_path = draft.handle_path.get(..end).unwrap_or_default();
        let at = draft.operation.origin.child(GROUP);
        if let Some(&index) = known.get(handle_path) {
            if let Some(handle) = handles.get(index) {
                self.same_parameters(&handle.resource, draft, &at);
            }
            return ResourceId(index);
        }
        let names: Vec<String> = handle_path.iter().map(|step| step.name.clone()).collect();
        let held: usize = handle_path.iter().map(|step| step.parameters.len()).sum();
        let own = handle_path.last().map_or(0, |step| step.parameters.len());
        let (inherited, bound) = split(&draft.operation.path_parameters, held, own);
        let id = ResourceId(handles.len());
        let docs = match (parent, names.last()) {
            (None, Some(name)) => self.group_docs(name),
            _ => Docs::default(),
        };
        if let Some(parent) = parent.and_then(|ResourceId(parent)| handles.get_mut(parent)) {
            parent.resource.children.push(id);
        }
        let unnamed = || Ident(String::new());
        handles.push(Handle {
            resource: Resource {
                template: draft.operation.template.clone(),
                ident: unnamed(),
                type_ident: unnamed(),
                module: unnamed(),
                docs,
                parent,
                inherited,
                bound,
                children: Vec::new(),
                operations: Vec::new(),
            },
            names,
            at,
            operations: Vec::new(),
        });
        known.insert(handle_path.to_vec(), id.0);
        id
    }

    /// Names the types of all handles and the modules that they stand in.
    fn name_handles(&mut self, handles: &mut [Handle]) {
        let request = |handle: &Handle| {
            let name = handle.names.join("/");
            let is_taken = self.request_names.has(&name);
            let name = if is_taken { name + "_resource" } else { name };
            NameRequest::new(&name, &handle.at)
        };
        let requests: Vec<NameRequest> = handles.iter().map(request).collect();
        let idents = self
            .request_names
            .claim_all(&requests, self.schemas.diagnostics);
        for (handle, ident) in handles.iter_mut().zip(idents) {
            // The module is that of the first handle on the way, and may hold several.
            let root = handle.names.first().map_or("", String::as_str);
            let mut modules = Scope::new(Case::Snake, naming::MODULES);
            handle.resource.module = modules.claim(root, &handle.at, self.schemas.diagnostics);
            handle.resource.type_ident = ident;
        }
    }

    /// Names what can be called on the client and on each handle: the handles first,
    /// then the methods.
    fn name_methods(&mut self, mut handles: Vec<Handle>) -> Vec<Resource> {
        let roots = (0..handles.len()).map(ResourceId);
        let is_root = |id: &ResourceId| {
            let handle = handles.get(id.0);
            handle.is_some_and(|handle| handle.resource.parent.is_none())
        };
        let roots: Vec<ResourceId> = roots.filter(is_root).collect();
        self.name_children(&mut handles, &roots);
        for index in 0..handles.len() {
            let Some(handle) = handles.get_mut(index) else {
                continue;
            };
            let children = handle.resource.children.clone();
            let operations = std::mem::take(&mut handle.operations);
            let mut scope = self.name_children(&mut handles, &children);
            let request = |(operation, method): &(Operation, Method)| {
                let made_up = scope.has(&method.name) && !method.is_named;
                let name = if made_up {
                    made_up_id(&operation.method, &operation.template)
                } else {
                    method.name.clone()
                };
                NameRequest::new(&name, &operation.origin)
            };
            let requests: Vec<NameRequest> = operations.iter().map(request).collect();
            let idents = scope.claim_all(&requests, self.schemas.diagnostics);
            if let Some(handle) = handles.get_mut(index) {
                let named = operations.into_iter().zip(idents);
                handle.resource.operations = named
                    .map(|((operation, _), ident)| Operation { ident, ..operation })
                    .collect();
            }
        }
        handles.into_iter().map(|handle| handle.resource).collect()
    }

    /// Names the handles below one, and returns the names.
    fn name_children(&mut self, handles: &mut [Handle], children: &[ResourceId]) -> Scope {
        let mut scope = Scope::new(Case::Snake, naming::METHODS);
        let requests: Vec<NameRequest> = children
            .iter()
            .filter_map(|id| handles.get(id.0))
            .map(|handle| NameRequest::new(handle.name(), &handle.at))
            .collect();
        let idents = scope.claim_all(&requests, self.schemas.diagnostics);
        for (id, ident) in children.iter().zip(idents) {
            if let Some(handle) = handles.get_mut(id.0) {
                handle.resource.ident = ident;
            }
        }
        scope
    }

    /// A handle holds its parameters for all operations, so they must agree on
    /// what these are.
    fn same_parameters(&mut self, resource: &Resource, draft: &Draft, at: &Pointer) {
        let held = resource.inherited.iter().chain(&resource.bound);
        for (held, own) in held.zip(&draft.operation.path_parameters) {
            if held.ty != own.ty {
                self.schemas
                    .diagnostics
                    .report(
                        Code::CONFLICTING_GROUP_PARAMETER,
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
        let key = naming::cased(name, Case::Snake);
        let tags = &self.schemas.document.openapi.tags;
        let tag = tags
            .iter()
            .find(|tag| naming::cased(&tag.name, Case::Snake) == key);
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

/// Names the methods. Where two operations of one handle would have one name,
/// each of them has its operationId instead: their order does not matter.
fn method_names(drafts: &[Draft]) -> Vec<String> {
    let key = |draft: &Draft, name: &str| {
        let handle_path: Vec<String> = draft
            .handle_path
            .iter()
            .map(|step| format!("{step:?}"))
            .collect();
        (handle_path, naming::cased(name, Case::Snake))
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
            return made_up_id(&operation.method, &operation.template);
        }
        operation.id.clone()
    };
    drafts.iter().map(name).collect()
}
