//! Who may call, how tokens are had, and what explains errors.

use std::collections::BTreeSet;

use super::comparison::Comparison;
use super::{Bump, words};
use crate::codegen::model::{Api, ClientCredentials, Operation, Scheme, SchemeKind};
use crate::codegen::source::Pointer;

impl Comparison<'_> {
    /// The security schemes of the API.
    pub(super) fn security(&mut self) {
        let at = Pointer::root().child("components").child("securitySchemes");
        // Where a bearer token opens everything, programs do not name schemes.
        let is_named = !(self.old.is_plain_bearer() && self.new.is_plain_bearer());
        let why = |named: &'static str| match is_named {
            true => named,
            false => "only documentation: a token opens everything, whatever it is called",
        };
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
                let bump = if is_named { Bump::Major } else { Bump::Patch };
                self.report(
                    bump,
                    format!("{label} is gone"),
                    why("credentials for it are of no use"),
                    (&place, &at),
                );
                continue;
            };
            self.scheme(&label, (&was.kind, &is.kind), &place);
        }
        for is in &self.new.schemes {
            if find(&self.old.schemes, &is.name).is_none() {
                let bump = if is_named { Bump::Minor } else { Bump::Patch };
                self.report(
                    bump,
                    format!("the security scheme {} is new", words::code(&is.name)),
                    why("another way in"),
                    (&at, &at.child(&is.name)),
                );
            }
        }
    }

    /// How client credentials are exchanged for tokens.
    pub(super) fn credentials(&mut self) {
        let at = Pointer::root().child("components").child("securitySchemes");
        let at = (&at, &at);
        let (old, new) = match (self.old.client_credentials(), self.new.client_credentials()) {
            (None, None) => return,
            (Some(_), None) => {
                let what = "client credentials are not exchanged for tokens any more".to_owned();
                let why = "their method of the builder is gone";
                return self.report(Bump::Major, what, why, at);
            }
            (None, Some(_)) => {
                let what = "client credentials are exchanged for tokens".to_owned();
                return self.report(Bump::Minor, what, "the builder has a method for them", at);
            }
            (Some(old), Some(new)) => (old, new),
        };
        let ClientCredentials {
            docs,
            token_url,
            parameters,
            scopes,
            in_body,
        } = old;
        let is = words::code(&new.token_url);
        if *token_url != new.token_url {
            let what = format!(
                "tokens come from {is}, came from {}",
                words::code(token_url)
            );
            self.report(Bump::Patch, what, "the same calls, to another address", at);
        }
        if *parameters != new.parameters {
            let what = "requests for tokens carry other parameters".to_owned();
            self.report(Bump::Patch, what, "the same calls, other requests", at);
        }
        let names = |all: &[(String, String)]| -> BTreeSet<String> {
            all.iter().map(|(name, _)| name.clone()).collect()
        };
        if names(scopes) != names(&new.scopes) {
            let what = "tokens can have other scopes".to_owned();
            self.report(Bump::Patch, what, "only documentation", at);
        }
        match (*in_body, new.in_body) {
            (false, true) => self.report(
                Bump::Major,
                "secrets go into the body of requests for tokens".to_owned(),
                "`client_secret_post` is gone",
                at,
            ),
            (true, false) => self.report(
                Bump::Minor,
                "secrets go into a header of requests for tokens".to_owned(),
                "`client_secret_post` is new",
                at,
            ),
            _ => {}
        }
        self.docs("the exchange of client credentials", (docs, &new.docs), at);
    }

    fn scheme(&mut self, label: &str, (old, new): (&SchemeKind, &SchemeKind), place: &Pointer) {
        match (old, new) {
            (was, is) if was == is => {}
            // How tokens are had is a matter of the whole API.
            (SchemeKind::Bearer(_), SchemeKind::Bearer(_)) => {}
            (was, is) => self.report(
                Bump::Major,
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
            self.report(
                Bump::Major,
                what,
                "credentials that were enough are not any more, though programs compile",
                at,
            );
        } else if !is.iter().all(|way| opens(way, &was)) {
            self.report(Bump::Minor, what, "another way in", at);
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
            self.report(
                Bump::Patch,
                what,
                "only documentation: the service looks at the token",
                at,
            );
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
            self.report(
                Bump::Major,
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

fn is_used(api: &Api, scheme: usize) -> bool {
    let mut operations = api.resources.iter().flat_map(|all| &all.operations);
    operations.any(|operation| {
        operation
            .security
            .alternatives
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
        SchemeKind::Bearer(_) => kind(&scheme.kind),
        _ => words::code(&scheme.name),
    };
    let way = |way: &Vec<usize>| way.iter().filter_map(scheme).map(name).collect();
    let mut ways: Vec<Vec<String>> = operation.security.alternatives.iter().map(way).collect();
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
        SchemeKind::Bearer(_) => "a bearer token".to_owned(),
        SchemeKind::Basic => "user and password".to_owned(),
        SchemeKind::KeyInHeader(name) => format!("a key in the header {}", words::code(name)),
        SchemeKind::KeyInQuery(name) => {
            format!("a key in the query parameter {}", words::code(name))
        }
        SchemeKind::KeyInCookie(name) => format!("a key in the cookie {}", words::code(name)),
        SchemeKind::Transport(what, detail) if detail.is_empty() => (*what).to_owned(),
        SchemeKind::Transport(what, detail) => format!("{what} {}", words::code(detail)),
    }
}
