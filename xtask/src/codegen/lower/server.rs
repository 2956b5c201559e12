//! Where the service lives, and what it takes to be let in.
//!
//! Comes in: `servers` and `security`. Goes out: the [`Server`] and the scopes
//! of an operation. The first server counts. A variable whose default could
//! stand in an address has that value; any other becomes an argument. A relative
//! address leaves the whole to the user. Deliberately absent: how a token is
//! had, which is the runtime's business.

use openapiv3::SecurityScheme;

use super::Lowering;
use super::names::{self, Case, Scope};
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{Docs, Server, ServerVariable};

impl<'d> Lowering<'d> {
    /// Lowers the first server.
    pub(super) fn server(&mut self) -> Server {
        let nowhere = Server {
            template: None,
            variables: Vec::new(),
        };
        let at = Pointer::root().child("servers").index(0);
        let Some(server) = self.document.openapi.servers.first() else {
            return nowhere;
        };
        if server.url.starts_with('/') && !server.url.starts_with("//") {
            return nowhere;
        }
        if !server.url.starts_with("https://") || server.url.contains(['"', '\\', '?', '#', ' ']) {
            self.diagnostics
                .error(
                    &at.child("url"),
                    "the address of the server is not a plain https:// address",
                )
                .help("write it like `https://{tenant}.example.com/v1`");
            return nowhere;
        }
        let mut variables = Vec::new();
        let mut scope = Scope::new(Case::Snake, names::ARGUMENTS);
        for piece in server.url.split('{').skip(1) {
            let Some((name, _)) = piece.split_once('}') else {
                self.diagnostics
                    .error(&at.child("url"), "a brace is never closed");
                continue;
            };
            let variables_at = at.child("variables").child(name);
            let Some(variable) = server.variables.as_ref().and_then(|all| all.get(name)) else {
                self.diagnostics
                    .error(
                        &at.child("url"),
                        format!("the variable `{name}` is not declared"),
                    )
                    .help("add it to `variables`");
                continue;
            };
            let usable = |text: &String| {
                !text.is_empty()
                    && text
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
            };
            variables.push(ServerVariable {
                wire_name: name.to_owned(),
                ident: scope.claim(name, &variables_at, self.diagnostics),
                docs: Docs {
                    summary: None,
                    description: variable.description.clone(),
                },
                value: Some(variable.default.clone()).filter(usable),
            });
        }
        for name in server.variables.iter().flat_map(|all| all.keys()) {
            if !server.url.contains(&format!("{{{name}}}")) {
                self.diagnostics.error(
                    &at.child("variables").child(name),
                    format!("`{name}` does not occur in the address"),
                );
            }
        }
        Server {
            template: Some(server.url.clone()),
            variables,
        }
    }

    /// Returns the scopes that an operation asks for, by alternative, and checks that a bearer
    /// token opens it.
    pub(super) fn scopes(
        &mut self,
        operation: &'d openapiv3::Operation,
        at: &Pointer,
    ) -> Vec<Vec<String>> {
        let (requirements, at) = match (&operation.security, &self.document.openapi.security) {
            (Some(own), _) => (own, at.child("security")),
            (None, Some(all)) => (all, Pointer::root().child("security")),
            (None, None) => return Vec::new(),
        };
        let mut scopes: Vec<Vec<String>> = Vec::new();
        for (index, requirement) in requirements.iter().enumerate() {
            for name in requirement.keys() {
                self.check_scheme(name, &at.index(index).child(name));
            }
            let wanted: Vec<String> = requirement.values().flatten().cloned().collect();
            if !wanted.is_empty() && !scopes.contains(&wanted) {
                scopes.push(wanted);
            }
        }
        scopes
    }

    fn check_scheme(&mut self, name: &str, at: &Pointer) {
        let components = self.document.openapi.components.as_ref();
        let Some(scheme) = components.and_then(|all| all.security_schemes.get(name)) else {
            self.diagnostics
                .error(at, format!("the security scheme `{name}` is not defined"))
                .help("define it under `components/securitySchemes`");
            return;
        };
        let place = Pointer::root()
            .child("components")
            .child("securitySchemes")
            .child(name);
        let Some((scheme, place)) = self.resolve::<SecurityScheme>(scheme, &place) else {
            return;
        };
        match scheme {
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {}
            SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => {}
            SecurityScheme::HTTP { .. } | SecurityScheme::APIKey { .. } => {
                self.unsupported(
                    &place,
                    "this security scheme",
                    "use `http` with `bearer`, or `oauth2`",
                );
            }
        }
    }
}
