//! The handles between the client and the methods.
//!
//! In: the drafts of all operations, each with the handles that lead to it (see `group.rs`).
//! Out: the [`Resource`]s with their operations. Names are chosen when all handles
//! are known, so that the order of the operations does not matter: a handle has a name
//! before a method has it. Deliberately absent: inflection.

use std::collections::{HashMap, HashSet};

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming::{self, Case, NameRequest, Scope};
use crate::codegen::lower::operation::group::{GROUP, HandleStep, without_lonely_handles};
use crate::codegen::lower::operation::{Draft, Operations, made_up_id};
use crate::codegen::model::{Docs, Ident, Operation, PathParameter, Resource, ResourceId};
use crate::codegen::source::Pointer;

/// A handle that has no names yet.
struct Handle {
    resource: Resource,
    /// The names of the steps to it.
    names: Vec<String>,
    /// Where the first operation below it names it.
    at: Pointer,
    operations: Vec<Draft>,
}

impl<'d> Operations<'d, '_> {
    /// Puts the handles together.
    pub(crate) fn resources(&mut self, mut drafts: Vec<Draft>) -> Vec<Resource> {
        without_lonely_handles(&mut drafts);
        let mut handles = Vec::new();
        let mut known = HashMap::new();
        let names = method_names(&drafts);
        for (mut draft, name) in drafts.into_iter().zip(names) {
            draft.method_name = name;
            let mut last = draft.handle_path.is_empty().then(|| {
                let client = || self.new_handle(&mut handles, &draft, &[], None);
                known.get(&Vec::new()).copied().unwrap_or_else(client)
            });
            if let Some(client) = last {
                known.insert(Vec::new(), client);
            }
            for end in 1..=draft.handle_path.len() {
                last = Some(self.handle(&mut handles, &mut known, &draft, end, last));
            }
            if let Some(ResourceId(index)) = last {
                handles[index].operations.push(draft);
            }
        }
        self.name_handles(&mut handles);
        self.name_methods(handles)
    }

    /// Returns the handle at the end of the first steps of a path.
    fn handle(
        &mut self,
        handles: &mut Vec<Handle>,
        known: &mut HashMap<Vec<HandleStep>, ResourceId>,
        draft: &Draft,
        end: usize,
        parent: Option<ResourceId>,
    ) -> ResourceId {
        let steps = &draft.handle_path[..end];
        let at = draft.operation.origin.child(GROUP);
        if let Some(&id) = known.get(steps) {
            self.same_parameters(&handles[id.0].resource, draft, &at);
            return id;
        }
        let id = self.new_handle(handles, draft, steps, parent);
        known.insert(steps.to_vec(), id);
        id
    }

    /// Adds a handle; one without steps is the client.
    fn new_handle(
        &mut self,
        handles: &mut Vec<Handle>,
        draft: &Draft,
        steps: &[HandleStep],
        parent: Option<ResourceId>,
    ) -> ResourceId {
        let names: Vec<String> = steps.iter().map(|step| step.name.clone()).collect();
        let (inherited, bound) = split(&draft.operation.path_parameters, steps);
        let id = ResourceId(handles.len());
        let docs = match (parent, names.first()) {
            (None, Some(name)) => self.group_docs(name),
            (Some(ResourceId(parent)), _) => {
                handles[parent].resource.children.push(id);
                Docs::default()
            }
            (None, None) => Docs::default(),
        };
        let unnamed = || Ident(String::new());
        handles.push(Handle {
            resource: Resource {
                is_client: names.is_empty(),
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
            at: draft.operation.origin.child(GROUP),
            operations: Vec::new(),
        });
        id
    }

    /// Names the types of all handles and the modules that they stand in.
    fn name_handles(&mut self, handles: &mut [Handle]) {
        let request = |handle: &Handle| {
            let name = handle.names.join("/");
            let is_taken = self.request_names.has(&name);
            let name = if is_taken { name + "_resource" } else { name };
            NameRequest::new(&name, &handle.at).given(true)
        };
        let clients = |handle: &&mut Handle| handle.resource.is_client;
        for client in handles.iter_mut().filter(clients) {
            // A handle of that name has another type, and may stand in the same file.
            client.resource.type_ident = Ident("Client".to_owned());
            client.resource.module = Ident("client".to_owned());
        }
        let named = |handle: &&Handle| !handle.resource.is_client;
        let requests: Vec<NameRequest> = handles.iter().filter(named).map(request).collect();
        let idents = (self.request_names).claim_all(requests, self.schemas.diagnostics);
        let handles = handles.iter_mut();
        let handles = handles.filter(|handle| !handle.resource.is_client);
        for (handle, ident) in handles.zip(idents) {
            // The module is that of the first handle on the path, and may hold several.
            let root = &handle.names[0];
            let mut modules = Scope::new(Case::Snake, naming::MODULES);
            handle.resource.module = modules.claim(root, &handle.at, self.schemas.diagnostics);
            handle.resource.type_ident = ident;
        }
    }

    /// Names what can be called on the client and on each handle: the handles first,
    /// then the methods.
    fn name_methods(&mut self, mut handles: Vec<Handle>) -> Vec<Resource> {
        let roots = (0..handles.len()).map(ResourceId);
        let is_root = |resource: &Resource| resource.parent.is_none() && !resource.is_client;
        let roots = roots.filter(|id| is_root(&handles[id.0].resource));
        let roots: Vec<ResourceId> = roots.collect();
        let mut of_client = Some(self.name_children(&mut handles, &roots));
        for index in 0..handles.len() {
            let children = handles[index].resource.children.clone();
            let mut scope = match of_client.take_if(|_| handles[index].resource.is_client) {
                Some(scope) => scope,
                None => self.name_children(&mut handles, &children),
            };
            let request = |draft: &Draft| {
                let Draft { operation, .. } = draft;
                if scope.has(&draft.method_name) && !draft.is_named {
                    let name = made_up_id(&operation.method, &operation.template);
                    let suffix = draft.suffix.as_ref();
                    let name = suffix.map_or(name.clone(), |suffix| format!("{name}_{suffix}"));
                    return NameRequest::new(&name, &operation.origin);
                }
                NameRequest::new(&draft.method_name, &operation.origin).given(draft.is_named)
            };
            let drafts = std::mem::take(&mut handles[index].operations);
            let requests: Vec<NameRequest> = drafts.iter().map(request).collect();
            let idents = scope.claim_all(requests, self.schemas.diagnostics);
            let named = drafts.into_iter().zip(idents);
            let operation = |(draft, ident): (Draft, Ident)| Operation {
                ident,
                ..draft.operation
            };
            handles[index].resource.operations = named.map(operation).collect();
        }
        handles.into_iter().map(|handle| handle.resource).collect()
    }

    /// Names the handles below one, and returns the names.
    fn name_children(&mut self, handles: &mut [Handle], children: &[ResourceId]) -> Scope {
        let mut scope = Scope::new(Case::Snake, naming::METHODS);
        let request = |id: &ResourceId| {
            let Handle { names, at, .. } = &handles[id.0];
            NameRequest::new(&names[names.len() - 1], at).given(true)
        };
        let requests = children.iter().map(request);
        let idents = scope.claim_all(requests, self.schemas.diagnostics);
        for (id, ident) in children.iter().zip(idents) {
            handles[id.0].resource.ident = ident;
        }
        scope
    }

    /// A handle holds its parameters for all operations, so they must agree on
    /// what these are.
    fn same_parameters(&mut self, resource: &Resource, draft: &Draft, at: &Pointer) {
        let held = resource.inherited.iter().chain(&resource.bound);
        for (held, own) in held.zip(&draft.operation.path_parameters) {
            if held.ty != own.ty {
                let name = &own.wire_name;
                let message =
                    format!("`{name}` has another type here than in the operations before");
                self.report(Code::CONFLICTING_GROUP_PARAMETER, at, message)
                    .help("give the parameter the same schema in all operations of the group");
            }
        }
    }

    /// What the tag of the same name says.
    fn group_docs(&self, name: &str) -> Docs {
        let key = naming::cased(name, Case::Snake);
        let tags = &self.schemas.document.openapi.tags;
        let tag = (tags.iter()).find(|tag| naming::cased(&tag.name, Case::Snake) == key);
        Docs {
            summary: None,
            description: tag.and_then(|tag| tag.description.clone()),
        }
    }
}

/// The parameters that the handles of some steps hold: the parents', and the last one's. There
/// are fewer where one that is bound is no parameter of the path, which is an error.
fn split(
    parameters: &[PathParameter],
    steps: &[HandleStep],
) -> (Vec<PathParameter>, Vec<PathParameter>) {
    let held: usize = steps.iter().map(|step| step.parameters.len()).sum();
    let own = steps.last().map_or(0, |step| step.parameters.len());
    let held = parameters.get(..held).unwrap_or(parameters);
    let (inherited, bound) = held.split_at(held.len().saturating_sub(own));
    (inherited.to_vec(), bound.to_vec())
}

/// Names the methods. Where two operations of one handle would have one name,
/// each of them has its operationId instead: their order does not matter. A further method of an
/// operation is called after the first one.
fn method_names<'d>(drafts: &'d [Draft]) -> Vec<String> {
    let key = |draft: &'d Draft, name: &str| {
        let path: &'d [HandleStep] = &draft.handle_path;
        (path, naming::cased(name, Case::Snake))
    };
    let mut uses: HashMap<_, usize> = HashMap::new();
    let mut ids: HashMap<_, usize> = HashMap::new();
    for draft in drafts.iter().filter(|draft| draft.suffix.is_none()) {
        *uses.entry(key(draft, &draft.method_name)).or_default() += 1;
        *ids.entry(key(draft, &draft.operation.id)).or_default() += 1;
    }
    let name = |draft: &'d Draft| {
        let Draft { operation, .. } = draft;
        if draft.is_named || uses[&key(draft, &draft.method_name)] == 1 {
            draft.method_name.clone()
        } else if ids[&key(draft, &operation.id)] == 1 {
            operation.id.clone()
        } else {
            made_up_id(&operation.method, &operation.template)
        }
    };
    let mut taken: HashSet<_> = drafts.iter().map(|one| key(one, &name(one))).collect();
    let full_name = |draft: &'d Draft| {
        let name = name(draft);
        let Some(suffix) = &draft.suffix else {
            return name;
        };
        let further = format!("{name}_{suffix}");
        if taken.insert(key(draft, &further)) {
            further
        } else {
            format!("{name}_as_{suffix}")
        }
    };
    drafts.iter().map(full_name).collect()
}
