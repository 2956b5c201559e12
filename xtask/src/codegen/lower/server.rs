//! Where the service lives.
//!
//! In: `servers`, of the document, a path or an operation. Out: the [`Server`], and an
//! [`OwnServer`] where an operation lives elsewhere. The first `https://` address counts; where
//! there is none the user gives the whole address: it is never guessed, and nothing is sent in
//! the clear. Deliberately absent: values for variables at run time, which the runtime checks.

use openapiv3::PathItem;

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::Document;
use crate::codegen::lower::naming::{self, Case, Scope};
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
            // A default that the runtime could not take as a value is written into the address.
            let url = filled(server, |default| !is_label(default));
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
        let message = "the address of the server is not a plain https:// address";
        self.diagnostics
            .report(Code::UNSUPPORTED_SERVER_URL, &at.child("url"), message)
            .help("write it like `https://{tenant}.example.com/v1`");
    }

    /// Takes an address and its variables over. A variable whose default can stand in a host
    /// name has that value, any other becomes an argument.
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
        let url_at = at.child("url");
        let Some(used) = placeholders(&server.url) else {
            let message = "the braces do not enclose a name";
            self.diagnostics
                .report(Code::INVALID_SERVER_TEMPLATE, &url_at, message);
            return;
        };
        let declared = || server.variables.iter().flatten();
        for (name, variable) in declared() {
            let at = at.child("variables").child(name);
            if !used.contains(&name.as_str()) {
                let message = format!("`{name}` does not occur in the address");
                self.diagnostics
                    .report(Code::UNUSED_SERVER_VARIABLE, &at, message);
            }
            let values = &variable.enumeration;
            if !values.is_empty() && !values.contains(&variable.default) {
                let message = format!("the default of `{name}` is not among its values");
                let at = at.child("default");
                self.diagnostics
                    .report(Code::UNLISTED_SERVER_DEFAULT, &at, message);
            }
        }
        for name in used {
            if !declared().any(|(known, _)| known == name) {
                let message = format!("the variable `{name}` is not declared");
                self.diagnostics
                    .report(Code::UNDEFINED_SERVER_VARIABLE, &url_at, message)
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

/// An address with the defaults of those variables written into it that begin it, or that
/// `which` picks, as far as they can stand there.
fn filled(server: &openapiv3::Server, which: impl Fn(&str) -> bool) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        let default = &variable.default;
        let placeholder = format!("{{{name}}}");
        let at_start = url.starts_with(&placeholder);
        if is_piece(default) && (at_start || which(default)) {
            url = url.replace(&placeholder, default);
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
    let rest = url.strip_prefix(&format!("https://{{{name}}}"));
    let value = if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
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
    consists_of(text, b"-._~/:")
}

/// Whether a text can be a host name or a part of one.
fn is_label(text: &str) -> bool {
    consists_of(text, b"-._")
}

fn consists_of(text: &str, signs: &[u8]) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || signs.contains(&byte);
    !text.is_empty() && text.bytes().all(fits)
}

/// Whether an address is one without variables, and with a host.
fn is_plain(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or_default();
    !url.contains(['{', '}']) && host.starts_with(|first: char| first.is_ascii_alphanumeric())
}
