//! Who may call, where the service lives, and what explains its errors.

use super::comparison::Comparison;
use super::{Step, words};
use crate::codegen::document::Pointer;
use crate::codegen::model::{Api, Operation, Scheme, SchemeKind, Server, ServerVariable};

impl Comparison<'_> {
    /// The security schemes of the API.
    pub(super) fn security(&mut self) {
        let at = Pointer::root().child("components").child("securitySchemes");
        // Where a bearer token opens everything, programs do not name schemes.
        let is_named = !(self.old.is_plain_bearer() && self.new.is_plain_bearer());
        let find = |all: &'_ [Scheme], name: &str| all.iter().position(|one| one.name == name);
        for (index, was) in self.old.schemes.iter().enumerate() {
            // A stranger's description was read as far as the operations need it.
            if !self.view.names && !is_used(self.old, index) {
                continue;
            }
            let label = format!("the security scheme {}", words::code(&was.name));
            let place = at.child(&was.name);
            let Some(is) = find(&self.new.schemes, &was.name).map(|is| &self.new.schemes[is])
            else {
                let step = if is_named { Step::Major } else { Step::Patch };
                self.tell(
                    step,
                    format!("{label} is gone"),
                    "credentials for it are of no use",
                    (&place, &at),
                );
                continue;
            };
            self.scheme(&label, (&was.kind, &is.kind), &place);
        }
        for is in &self.new.schemes {
            if find(&self.old.schemes, &is.name).is_none() {
                let step = if is_named { Step::Minor } else { Step::Patch };
                self.tell(
                    step,
                    format!("the security scheme {} is new", words::code(&is.name)),
                    "another way in",
                    (&at, &at.child(&is.name)),
                );
            }
        }
    }

    fn scheme(&mut self, label: &str, (old, new): (&SchemeKind, &SchemeKind), place: &Pointer) {
        match (old, new) {
            (was, is) if was == is => {}
            (SchemeKind::Bearer { token_url: was }, SchemeKind::Bearer { token_url: is }) => {
                let text = |url: &Option<String>| {
                    url.as_ref()
                        .map_or_else(|| "unknown".to_owned(), |url| words::code(url))
                };
                self.tell(
                    Step::Patch,
                    format!(
                        "the address for tokens of {label} is {}, was {}",
                        text(is),
                        text(was)
                    ),
                    "no generated code depends on it, but what obtains tokens may",
                    (place, place),
                );
            }
            (was, is) => self.tell(
                Step::Major,
                format!("{label} is {}, was {}", kind(is), kind(was)),
                "other credentials are needed",
                (place, place),
            ),
        }
    }

    /// What opens an operation, and the scopes that it asks for.
    pub(super) fn access(&mut self, label: &str, old: &Operation, new: &Operation) {
        let at = &(old.origin.child("security"), new.origin.child("security"));
        let at = (&at.0, &at.1);
        let (was, is) = (ways(self.old, old), ways(self.new, new));
        let opens = |way: &Vec<String>, all: &[Vec<String>]| {
            all.iter()
                .any(|other| other.iter().all(|scheme| way.contains(scheme)))
        };
        let text = |ways: &[Vec<String>]| {
            let ways: Vec<String> = ways
                .iter()
                .map(|way| {
                    if way.is_empty() {
                        "nothing".to_owned()
                    } else {
                        way.join(" with ")
                    }
                })
                .collect();
            ways.join(", or ")
        };
        let what = format!("{label} is opened by {}, was by {}", text(&is), text(&was));
        if !was.iter().all(|way| opens(way, &is)) {
            self.tell(
                Step::Major,
                what,
                "credentials that were enough are not any more, though programs compile",
                at,
            );
        } else if !is.iter().all(|way| opens(way, &was)) {
            self.tell(Step::Minor, what, "another way in", at);
        }
        let scopes = |operation: &Operation| -> Vec<Vec<String>> {
            let mut all = operation.scopes.clone();
            all.iter_mut().for_each(|scopes| scopes.sort());
            all.sort();
            all
        };
        let (was, is) = (scopes(old), scopes(new));
        if was != is {
            let text = |all: &[Vec<String>]| {
                let all: Vec<String> = all
                    .iter()
                    .map(|scopes| words::code(&scopes.join(" ")))
                    .collect();
                if all.is_empty() {
                    "no scope".to_owned()
                } else {
                    all.join(", or ")
                }
            };
            let what = format!("{label} needs {}, needed {}", text(&is), text(&was));
            self.tell(
                Step::Patch,
                what,
                "only documentation: the service looks at the token",
                at,
            );
        }
    }

    /// Where the service lives.
    pub(super) fn server(&mut self) {
        let at = Pointer::root().child("servers");
        let at = (&at, &at);
        let Server {
            template,
            variables,
        } = &self.old.server;
        let text = |template: &Option<String>| {
            template
                .as_ref()
                .map_or_else(|| "said by the user".to_owned(), |url| words::code(url))
        };
        if asks(&self.old.server) != asks(&self.new.server) {
            self.tell(
                Step::Major,
                format!(
                    "the address is {}, was {}",
                    text(&self.new.server.template),
                    text(template)
                ),
                "`Client::builder` has other arguments",
                at,
            );
        } else if *template != self.new.server.template {
            self.tell(
                Step::Patch,
                format!(
                    "the address is {}, was {}",
                    text(&self.new.server.template),
                    text(template)
                ),
                "the same calls, to another address",
                at,
            );
        }
        for was in variables {
            let ServerVariable {
                wire_name,
                ident: _,
                docs,
                value,
            } = was;
            let same = |is: &&ServerVariable| is.wire_name == *wire_name;
            let Some(is) = self.new.server.variables.iter().find(same) else {
                continue;
            };
            let label = format!("the variable {} of the address", words::code(wire_name));
            if value.is_some() && is.value.is_some() && *value != is.value {
                self.tell(
                    Step::Patch,
                    format!("{label} has another value"),
                    "the same calls, to another address",
                    at,
                );
            }
            self.docs(&label, (docs, &is.docs), at);
        }
    }

    /// The type that explains all errors.
    pub(super) fn errors(&mut self) {
        let at = Pointer::root().child("components").child("schemas");
        let same = match (self.old.error, self.new.error) {
            (None, None) => true,
            (Some(was), Some(is)) => {
                use crate::codegen::model::TypeRef::Named;
                self.same(&Named(was), &Named(is))
            }
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !same {
            let text = |api: &Api| match api.error {
                Some(id) => format!("`{}`", api.types.get(id).ident.as_str()),
                None => "any JSON".to_owned(),
            };
            self.tell(
                Step::Major,
                format!(
                    "errors are explained by {}, were by {}",
                    text(self.new),
                    text(self.old)
                ),
                "`ApiError` stands for another type",
                (&at, &at),
            );
        }
    }
}

/// What `Client::builder` asks for: the whole address, or values for it. One value needs no
/// name; the names of several tell their order.
fn asks(server: &Server) -> (bool, Vec<&str>) {
    let open = server
        .variables
        .iter()
        .filter(|variable| variable.value.is_none());
    let mut names: Vec<&str> = open.map(|variable| variable.wire_name.as_str()).collect();
    if let [name] = names.as_mut_slice() {
        *name = "";
    }
    (server.template.is_none(), names)
}

fn is_used(api: &Api, scheme: usize) -> bool {
    let mut operations = api.resources.iter().flat_map(|all| &all.operations);
    operations.any(|operation| {
        operation
            .access
            .ways
            .iter()
            .flatten()
            .any(|used| *used == scheme)
    })
}

/// What opens an operation. Nothing said means that nothing is needed.
fn ways(api: &Api, operation: &Operation) -> Vec<Vec<String>> {
    let scheme = |place: &usize| api.schemes.get(*place);
    let name = |scheme: &Scheme| match scheme.kind {
        // One token opens all of these.
        SchemeKind::Bearer { .. } => kind(&scheme.kind),
        _ => words::code(&scheme.name),
    };
    let way = |way: &Vec<usize>| way.iter().filter_map(scheme).map(name).collect();
    let mut ways: Vec<Vec<String>> = operation.access.ways.iter().map(way).collect();
    ways.sort();
    ways.dedup();
    if ways.is_empty() {
        vec![Vec::new()]
    } else {
        ways
    }
}

fn kind(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer { .. } => "a bearer token".to_owned(),
        SchemeKind::Basic => "user and password".to_owned(),
        SchemeKind::KeyInHeader(name) => format!("a key in the header {}", words::code(name)),
        SchemeKind::KeyInQuery(name) => {
            format!("a key in the query parameter {}", words::code(name))
        }
        SchemeKind::KeyInCookie(name) => format!("a key in the cookie {}", words::code(name)),
    }
}
