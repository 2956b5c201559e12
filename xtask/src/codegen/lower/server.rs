//! Where the service lives.
//!
//! In: `servers`, of the document, a path or an operation. Out: the [`Server`], and an
//! [`OwnServer`] where an operation lives elsewhere. The first `https://` address counts; where
//! there is none the user gives the whole address: it is never guessed, and nothing is sent in
//! the clear. An entry that can't be used is left out.
//!
//! A variable has its default where that is plainly nobody's (see `variable.rs`), and the
//! builder a setter for it; any other is an argument of `Client::builder`, so that nobody
//! talks to the tenant, the account or the bot of a sample. A variable with which the
//! address begins has no setter: `base_url` replaces what it stands for. Deliberately
//! absent: values for variables at run time, which the runtime checks.

mod address;
mod place;
mod variable;

use serde_yaml::Value;

use self::address::{Address, Refusal};
use self::variable::Declared;
use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::Document;
use crate::codegen::lower::naming::{self, Case, Scope};
use crate::codegen::model::{Docs, OwnServer, Server, ServerVariable};
use crate::codegen::source::{Pointer, placeholders, quoted};

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

/// An entry of a list of servers that can be used.
struct Entry<'d> {
    address: Address,
    declared: Vec<Declared<'d>>,
    at: Pointer,
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
        let (entry, others) = self.entries(&Pointer::root().child("servers"));
        let server = entry.map_or(NOWHERE, |entry| self.lowered(&entry));
        Server { others, ..server }
    }

    /// Lowers the servers of an operation or its path, where they are not those of
    /// the document. All variables have their defaults: another address is given
    /// with the call.
    pub(crate) fn own_server(mut self, item_at: &Pointer, at: &Pointer) -> Option<OwnServer> {
        let (own, shared) = (at.child("servers"), item_at.child("servers"));
        let at = if self.list(&own).is_empty() {
            shared
        } else {
            own
        };
        let first = self.list(&at).first()?;
        let all = self.list(&Pointer::root().child("servers"));
        if all.first() == Some(first) {
            return None;
        }
        let (entry, _) = self.entries(&at);
        let address = entry.and_then(|entry| self.filled(&entry));
        Some(OwnServer { address })
    }

    /// The address with the default of each variable, where all have one that can be used.
    fn filled(&mut self, entry: &Entry<'d>) -> Option<String> {
        let default = |name: &str, place| {
            let variable = entry.declared.iter().find(|one| one.name == name);
            variable.map(|one| (one, one.usable_default(place)))
        };
        for (name, place) in entry.address.variables() {
            if let Some((variable, None)) = default(name, place) {
                let at = entry.at.child("variables").child(name);
                self.warn_of_sample(variable, &at);
            }
        }
        let value = |name: &str| default(name, entry.address.place(name)?)?.1;
        entry.address.filled(value)
    }

    fn list(&self, at: &Pointer) -> &'d [Value] {
        let servers = at.resolve(&self.document.raw);
        servers
            .and_then(Value::as_sequence)
            .map_or(&[], Vec::as_slice)
    }

    /// Returns the first entry that can be used, and the addresses of the others.
    fn entries(&mut self, at: &Pointer) -> (Option<Entry<'d>>, Vec<String>) {
        let mut first = None;
        let mut others = Vec::new();
        let mut left_out = Vec::new();
        let mut plain = None;
        for (index, server) in self.list(at).iter().enumerate() {
            let at = at.index(index);
            let Some(url) = server.get("url").and_then(Value::as_str) else {
                continue;
            };
            let declared = variable::declared(server);
            if !self.check_variables(url, &declared, &at) {
                left_out.push(url.to_owned());
                continue;
            }
            match Address::of(url, &declared) {
                Ok(address) if first.is_none() => {
                    first = Some(Entry {
                        address,
                        declared,
                        at,
                    });
                }
                Ok(_) | Err(Refusal::Relative) => others.push(url.to_owned()),
                Err(Refusal::PlainHttp) => {
                    plain.get_or_insert(at);
                    others.push(url.to_owned());
                }
                Err(Refusal::Unfit) => {
                    left_out.push(url.to_owned());
                    let message = "the address of the server is not a plain https:// address, so the server is left out";
                    self.diagnostics
                        .report(Code::UNSUPPORTED_SERVER_URL, &at.child("url"), message)
                        .help("write it like `https://{tenant}.example.com/v1`");
                }
            }
        }
        if first.is_none() {
            others.extend(left_out);
        }
        if let (None, Some(at)) = (&first, plain) {
            let message =
                "no server has an https:// address, so the user says where the service is";
            self.diagnostics
                .report(Code::PLAIN_HTTP_SERVER, &at.child("url"), message)
                .help("`base_url` takes an https:// address, or plain http to this machine");
        }
        (first, others)
    }

    /// Takes an address and its variables over.
    fn lowered(&mut self, entry: &Entry<'d>) -> Server {
        let Entry {
            address,
            declared,
            at,
        } = entry;
        let mut variables: Vec<ServerVariable> = Vec::new();
        let mut scope = Scope::new(Case::Snake, naming::ARGUMENTS);
        for (name, place) in address.variables() {
            if variables.iter().any(|known| known.wire_name == name) {
                continue;
            }
            let at = at.child("variables").child(name);
            let variable = declared.iter().find(|one| one.name == name);
            let value = variable.and_then(|one| one.usable_default(place));
            if let (None, Some(variable)) = (&value, variable) {
                self.warn_of_sample(variable, &at);
            }
            variables.push(ServerVariable {
                wire_name: name.to_owned(),
                ident: scope.claim(name, &at, self.diagnostics),
                docs: Docs {
                    summary: None,
                    description: variable.and_then(|one| one.description).map(str::to_owned),
                },
                value,
                values: variable.map(Declared::values).unwrap_or_default(),
                example: variable::example(variable, place),
            });
        }
        Server {
            template: Some(address.template()),
            variables,
            others: Vec::new(),
        }
    }

    fn warn_of_sample(&mut self, variable: &Declared<'_>, at: &Pointer) {
        if let Some(default) = variable.default.filter(|text| !variable::is_blank(text)) {
            let message = format!(
                "the default {} of the variable {} may be somebody's own, so the user gives a value",
                quoted(default),
                quoted(variable.name)
            );
            self.diagnostics
                .report(Code::SAMPLE_SERVER_DEFAULT, &at.child("default"), message)
                .help("a default that is everybody's stands in an `enum`");
        }
    }

    /// Complains about variables that are not declared, or not used, and about
    /// defaults that are not there or not among the values. Returns whether the braces
    /// enclose names.
    fn check_variables(&mut self, url: &str, declared: &[Declared<'_>], at: &Pointer) -> bool {
        let url_at = at.child("url");
        let Some(used) = placeholders(url) else {
            let message = "the braces do not enclose a name, so the server is left out";
            self.diagnostics
                .report(Code::INVALID_SERVER_TEMPLATE, &url_at, message);
            return false;
        };
        for variable in declared {
            let name = quoted(variable.name);
            let at = at.child("variables").child(variable.name);
            if !used.contains(&variable.name) {
                let message = format!("{name} does not occur in the address");
                self.diagnostics
                    .report(Code::UNUSED_SERVER_VARIABLE, &at, message);
                continue;
            }
            let Some(default) = variable.default else {
                let message = format!("{name} has no default, so the user gives a value");
                self.diagnostics
                    .report(Code::MISSING_SERVER_DEFAULT, &at, message);
                continue;
            };
            if !variable.listed.is_empty() && !variable.listed.contains(&default) {
                let message = format!("the default of {name} is not among its values");
                let at = at.child("default");
                self.diagnostics
                    .report(Code::UNLISTED_SERVER_DEFAULT, &at, message);
            }
        }
        for name in used {
            if !declared.iter().any(|known| known.name == name) {
                let name = quoted(name);
                let message =
                    format!("the variable {name} is not declared, so the user gives a value");
                self.diagnostics
                    .report(Code::UNDEFINED_SERVER_VARIABLE, &url_at, message)
                    .help("add it to `variables`");
            }
        }
        true
    }
}
