//! Where the service lives.
//!
//! In: `servers`, of the document, a path or an operation. Out: the
//! [`Server`], and an [`OwnServer`] where an operation lives elsewhere. The first
//! `https://` address counts. Where there is none (no server, a relative one, plain
//! `http://`), the user gives the whole address: it is never guessed, and nothing
//! is sent in the clear. A variable whose default could stand in a host name has
//! that value; another default that can stand in an address is written into it; any
//! other variable becomes an argument. Any other scheme is refused. Deliberately absent: values
//! for variables at run time, which the runtime checks.

use openapiv3::PathItem;

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::Document;
use crate::codegen::lower::naming;
use crate::codegen::lower::naming::{Case, Scope};
use crate::codegen::model::{Docs, OwnServer, Server, ServerVariable};
use crate::codegen::source::{Pointer, placeholders};

const NOWHERE: Server = Server {
    template: None,
    variables: Vec::new(),
    others: Vec::new(),
};

/// Reads what a description says of servers.
pub(crate) struct Servers<'a, 'd> {
    document: &'d Document,
    diagnostics: &'a mut Diagnostics,
}

impl<'a, 'd> Servers<'a, 'd> {
    pub(crate) fn new(document: &'d Document, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            document,
            diagnostics,
        }
    }

    /// Lowers the servers of the document.
    pub(crate) fn server(mut self) -> Server {
        let at = Pointer::root().child("servers");
        let servers = &self.document.openapi.servers;
        let mut found = NOWHERE;
        let mut others = Vec::new();
        for (index, server) in servers.iter().enumerate() {
            let at = at.index(index);
            self.check_variables(server, &at);
            let url = written_in(server);
            match kind(&url) {
                Kind::Https if found.template.is_none() => {
                    found = self.filled_in(server, &url, &at);
                }
                Kind::Https | Kind::Unknown => others.push(server.url.clone()),
                Kind::Refused => self.refuse(&at),
            }
        }
        Server { others, ..found }
    }

    fn refuse(&mut self, at: &Pointer) {
        self.diagnostics
            .report(
                Code::UNSUPPORTED_SERVER_URL,
                &at.child("url"),
                "the address of the server is not a plain https:// address",
            )
            .help("write it like `https://{tenant}.example.com/v1`");
    }

    /// Takes an address and its variables over.
    fn filled_in(&mut self, server: &'d openapiv3::Server, url: &str, at: &Pointer) -> Server {
        let mut variables = Vec::new();
        let mut scope = Scope::new(Case::Snake, naming::ARGUMENTS);
        for name in placeholders(url).into_iter().flatten() {
            let Some(variable) = server.variables.as_ref().and_then(|all| all.get(name)) else {
                // It was complained about with the others.
                return NOWHERE;
            };
            variables.push(ServerVariable {
                wire_name: name.to_owned(),
                ident: scope.claim(name, &at.child("variables").child(name), self.diagnostics),
                docs: Docs {
                    summary: None,
                    description: variable.description.clone(),
                },
                value: Some(variable.default.clone()).filter(|text| is_label(text)),
                values: values(variable),
                example: example(url, name, variable),
            });
        }
        Server {
            template: Some(url.to_owned()),
            variables,
            others: Vec::new(),
        }
    }

    /// Complains about variables that are not declared, or not used, and about
    /// defaults that are not among the values.
    fn check_variables(&mut self, server: &openapiv3::Server, at: &Pointer) {
        let Some(used) = placeholders(&server.url) else {
            self.diagnostics.report(
                Code::INVALID_SERVER_TEMPLATE,
                &at.child("url"),
                "the braces do not enclose a name",
            );
            return;
        };
        let declared = server.variables.iter().flatten();
        for (name, variable) in declared {
            let at = at.child("variables").child(name);
            if !used.contains(&name.as_str()) {
                self.diagnostics.report(
                    Code::UNUSED_SERVER_VARIABLE,
                    &at,
                    format!("`{name}` does not occur in the address"),
                );
            }
            if !variable.enumeration.is_empty() && !variable.enumeration.contains(&variable.default)
            {
                self.diagnostics.report(
                    Code::UNLISTED_SERVER_DEFAULT,
                    &at.child("default"),
                    format!("the default of `{name}` is not among its values"),
                );
            }
        }
        for name in used {
            if !server
                .variables
                .iter()
                .flatten()
                .any(|(known, _)| known == name)
            {
                self.diagnostics
                    .report(
                        Code::UNDEFINED_SERVER_VARIABLE,
                        &at.child("url"),
                        format!("the variable `{name}` is not declared"),
                    )
                    .help("add it to `variables`");
            }
        }
    }

    /// Lowers the servers of an operation or its path, where they are not those of
    /// the document. All variables have their defaults: another address is given
    /// with the call.
    pub(crate) fn own_server(
        mut self,
        item: &'d PathItem,
        operation: &'d openapiv3::Operation,
        item_at: &Pointer,
        at: &Pointer,
    ) -> Option<OwnServer> {
        let (servers, at) = match operation.servers.as_slice() {
            [] => (item.servers.as_slice(), item_at.child("servers")),
            own => (own, at.child("servers")),
        };
        let first = servers.first()?;
        let same = |server: &openapiv3::Server| {
            server.url == first.url && server.variables == first.variables
        };
        if self.document.openapi.servers.first().is_some_and(same) {
            return None;
        }
        let mut address = None;
        for (index, server) in servers.iter().enumerate() {
            let at = at.index(index);
            self.check_variables(server, &at);
            let url = filled(server, |_| true);
            match kind(&url) {
                Kind::Https if address.is_none() && is_plain(&url) => address = Some(url),
                Kind::Https | Kind::Unknown => {}
                Kind::Refused => self.refuse(&at),
            }
        }
        Some(OwnServer {
            address: address.map(|url| url.trim_end_matches('/').to_owned()),
        })
    }
}

/// What an address is good for.
enum Kind {
    Https,
    /// The user must say where the service lives.
    Unknown,
    Refused,
}

fn kind(url: &str) -> Kind {
    let fit = |rest: &str| {
        !rest.contains(['"', '\\', '?', '#', ' ', '@', '<', '>'])
            && rest.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let scheme = url
        .split_once("://")
        .map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    match scheme {
        Some((scheme, "")) if scheme == "https" => Kind::Unknown,
        Some((scheme, rest)) if scheme == "https" && fit(rest) => Kind::Https,
        Some((scheme, rest)) if scheme == "http" && fit(rest) => Kind::Unknown,
        // A scheme that is a variable without a value.
        Some((scheme, rest)) if scheme.starts_with('{') && fit(rest) => Kind::Unknown,
        Some(_) => Kind::Refused,
        // Relative addresses, `/` and whole addresses that are a variable.
        None if fit(url) && !url.contains(':') => Kind::Unknown,
        None => Kind::Refused,
    }
}

/// Writes those defaults into an address that the runtime could not take as values.
fn written_in(server: &openapiv3::Server) -> String {
    filled(server, |default| !is_label(default))
}

fn filled(server: &openapiv3::Server, which: impl Fn(&str) -> bool) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        let default = &variable.default;
        let at_start = url.starts_with(&format!("{{{name}}}"));
        if is_piece(default) && (at_start || which(default)) {
            url = url.replace(&format!("{{{name}}}"), default);
        }
    }
    url
}

/// The values that a variable may have; the default is one of them in any case.
fn values(variable: &openapiv3::ServerVariable) -> Vec<String> {
    let mut values = variable.enumeration.clone();
    if !values.is_empty() && is_label(&variable.default) && !values.contains(&variable.default) {
        values.push(variable.default.clone());
    }
    values
}

/// A value that the runtime takes where the variable stands.
fn example(url: &str, name: &str, variable: &openapiv3::ServerVariable) -> String {
    let whole = format!("https://{{{name}}}");
    let is_host = url
        .strip_prefix(&whole)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let value = if is_host {
        "api.example.com"
    } else if url.contains(&format!(":{{{name}}}")) {
        "443"
    } else {
        "example"
    };
    let first = variable.enumeration.first().map(String::as_str);
    first.unwrap_or(value).to_owned()
}

/// Whether a text can stand in an address as it is.
fn is_piece(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~/:".contains(&b))
}

/// Whether a text can be a host name or a part of one.
fn is_label(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
}

/// Whether an address is one without variables, and with a host.
fn is_plain(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or_default();
    !url.contains(['{', '}']) && host.starts_with(|first: char| first.is_ascii_alphanumeric())
}
