//! Who may call: the security schemes, and which of them open an operation.
//!
//! In: `security` and `securitySchemes`. Out: the [`Scheme`]s of the API and the
//! [`OperationSecurity`] of each operation. OAuth 2 and OpenID Connect end in a bearer token,
//! however it is had. A scheme that a client can't follow refuses nothing: the user's own HTTP
//! client or transport brings what it asks for, as a certificate, and all else is sent as ever.
//! Deliberately absent: the exchange of credentials for tokens, which is the runtime's
//! business, and flows that need a person.

mod scheme;

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::Document;
use crate::codegen::model::{
    ClientCredentials, Docs, Scheme, SchemeKind, SecurityRequirements, Server,
};
use crate::codegen::source::{Pointer, quoted};
use crate::suggest;

/// What a request for a token carries besides credentials.
const PARAMETERS: &str = "x-form-parameters";
/// How credentials get into a request for a token.
const METHOD: &str = "x-token-endpoint-auth-method";

/// What opens an operation.
#[derive(Debug, Default)]
pub(crate) struct OperationSecurity {
    pub(crate) requirements: SecurityRequirements,
    /// By alternative.
    pub(crate) scopes: Vec<Vec<String>>,
}

/// The schemes that are defined, as far as it matters to operations.
#[derive(Debug)]
pub(crate) struct DefinedSchemes<'d> {
    /// By name; nothing for what the client can't send.
    schemes: Vec<(&'d str, Option<SchemeKind>)>,
    /// Whether anything says what opens an operation.
    is_applied: bool,
}

impl<'d> DefinedSchemes<'d> {
    pub(crate) fn of(document: &'d Document) -> Self {
        let at = Pointer::root().child("components").child("securitySchemes");
        let all = at.resolve(&document.raw).and_then(Value::as_mapping);
        let names = all.into_iter().flat_map(Mapping::keys);
        let scheme = |name: &'d str| {
            let (_, value) = place(name).chain(&document.raw).last()?;
            scheme::kind(value).ok()
        };
        let schemes = names.filter_map(Value::as_str);
        let items = document.openapi.paths.paths.values();
        let items = items.filter_map(|item| item.as_item());
        let mut operations = items.flat_map(|item| item.iter());
        Self {
            schemes: schemes.map(|name| (name, scheme(name))).collect(),
            is_applied: document.openapi.security.is_some()
                || operations.any(|(_, operation)| operation.security.is_some()),
        }
    }

    /// Whether the client itself sends what a scheme asks for.
    fn is_sent(&self, place: usize) -> bool {
        matches!(self.schemes.get(place), Some((_, Some(_))))
    }

    /// All keys together, or any scheme by itself, or nothing.
    fn any_of_all(&self) -> OperationSecurity {
        let is_key = |place: &usize| {
            let kind = &self.schemes[*place].1;
            kind.as_ref().is_some_and(SchemeKind::is_key)
        };
        let all = 0..self.schemes.len();
        let keys: Vec<usize> = all.clone().filter(is_key).collect();
        let mut alternatives: Vec<Vec<usize>> = Vec::new();
        alternatives.extend((keys.len() > 1).then_some(keys));
        let sent = all.filter(|place| self.is_sent(*place));
        alternatives.extend(sent.map(|place| vec![place]));
        if !alternatives.is_empty() {
            alternatives.push(Vec::new());
        }
        OperationSecurity {
            requirements: SecurityRequirements { alternatives },
            scopes: Vec::new(),
        }
    }
}

/// Reads what a description says of security.
pub(crate) struct Security<'a, 'd> {
    document: &'d Document,
    known: &'a DefinedSchemes<'d>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a, 'd> Security<'a, 'd> {
    pub(crate) fn new(
        document: &'d Document,
        known: &'a DefinedSchemes<'d>,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            document,
            known,
            diagnostics,
        }
    }

    /// Lowers the security schemes, in the order of the description.
    pub(crate) fn schemes(mut self, server: &Server) -> Vec<Scheme> {
        let known = self.known;
        let all = known.schemes.iter().map(|(name, _)| Scheme {
            name: (*name).to_owned(),
            kind: self.kind(name, server),
        });
        let schemes: Vec<Scheme> = all.collect();
        self.warn_of_other_exchanges(&schemes);
        if !schemes.is_empty() && !known.is_applied {
            let at = Pointer::root().child("components").child("securitySchemes");
            let message = "no `security` says what the schemes are for";
            self.diagnostics
                .report(Code::UNAPPLIED_SECURITY_SCHEMES, &at, message)
                .help("credentials that the user gives are sent with every call");
        }
        schemes
    }

    /// The builder takes one pair of credentials, for one address.
    fn warn_of_other_exchanges(&mut self, schemes: &[Scheme]) {
        let mut exchanges = schemes.iter().filter_map(|scheme| match &scheme.kind {
            SchemeKind::Bearer(Some(credentials)) => Some((&scheme.name, &credentials.token_url)),
            _ => None,
        });
        let Some((first, used)) = exchanges.next() else {
            return;
        };
        for (name, _) in exchanges.filter(|(_, token_url)| *token_url != used) {
            let at = place(name).child("flows").child("clientCredentials");
            let message =
                format!("client credentials are exchanged where `{first}` says, not here");
            self.diagnostics
                .report(Code::SEVERAL_TOKEN_URLS, &at.child("tokenUrl"), message)
                .help("call `token_url` on the builder for the other address");
        }
    }

    /// What a scheme is; the audit has seen that its keywords have values of their kind.
    fn kind(&mut self, name: &str, server: &Server) -> SchemeKind {
        let place = place(name);
        let Some((at, value)) = place.chain(&self.document.raw).last() else {
            return SchemeKind::Transport("of no type", String::new());
        };
        match scheme::kind(value) {
            Ok(SchemeKind::Bearer(_)) => {
                let flow = value
                    .get("flows")
                    .and_then(|all| all.get("clientCredentials"));
                let flow = flow.and_then(Value::as_mapping);
                let mut credentials = flow.and_then(|flow| self.exchange(flow, server, &at));
                if let Some(credentials) = &mut credentials {
                    let text = value.get("description").and_then(Value::as_str);
                    credentials.docs.description = text.map(str::to_owned);
                }
                SchemeKind::Bearer(credentials)
            }
            Ok(kind) => kind,
            Err(scheme::Unsupported {
                what,
                value: detail,
                keyword,
            }) => {
                let at = keyword.map_or(at.clone(), |keyword| at.child(keyword));
                let mut message = format!(
                    "the client sends nothing for the security scheme {}, which is {what}",
                    quoted(name)
                );
                if !detail.is_empty() {
                    message.push_str(&format!(" {}", quoted(&detail)));
                }
                self.diagnostics
                    .report(Code::UNSUPPORTED_SECURITY_SCHEME, &at, message)
                    .help("`http_client` or `transport` on the builder brings what it asks for");
                SchemeKind::Transport(what, detail)
            }
        }
    }

    /// How client credentials are exchanged for tokens.
    fn exchange(
        &mut self,
        flow: &Mapping,
        server: &Server,
        at: &Pointer,
    ) -> Option<ClientCredentials> {
        let at = at.child("flows").child("clientCredentials");
        // The audit complains where there is none.
        let token_url = flow.get("tokenUrl")?.as_str().unwrap_or_default();
        let Some(token_url) = placed(token_url, server) else {
            let message =
                "this is not an https address, so that client credentials can't be exchanged";
            self.diagnostics
                .report(Code::UNUSABLE_TOKEN_URL, &at.child("tokenUrl"), message)
                .help("write it like `https://example.com/oauth/token`; tokens can be given otherwise");
            return None;
        };
        let mut parameters = Vec::new();
        for (name, value) in texts(flow.get(PARAMETERS)) {
            let Some(value) = value else {
                let at = at.child(PARAMETERS).child(name);
                let message = "the parameter of a form is a text";
                self.diagnostics
                    .report(Code::INVALID_EXTENSION, &at, message);
                continue;
            };
            let address = value.starts_with('/').then(|| placed(value, server));
            let value = address.flatten().unwrap_or_else(|| value.to_owned());
            parameters.push((name.to_owned(), value));
        }
        let method = flow.get(METHOD).map(|method| method.as_str());
        let in_body = method == Some(Some("client_secret_post"));
        if !in_body && !matches!(method, None | Some(Some("client_secret_basic"))) {
            let message = "this is no way that the runtime knows";
            self.diagnostics
                .report(Code::INVALID_EXTENSION, &at.child(METHOD), message)
                .help("write `client_secret_basic` or `client_secret_post`");
        }
        let scopes = texts(flow.get("scopes"));
        let scope = |(name, text): (&str, Option<&str>)| {
            (name.to_owned(), text.unwrap_or_default().to_owned())
        };
        Some(ClientCredentials {
            docs: Docs::default(),
            token_url,
            parameters,
            scopes: scopes.map(scope).collect(),
            in_body,
        })
    }

    /// Returns what opens an operation. Its own `security` replaces the document's.
    pub(crate) fn of_operation(
        mut self,
        operation: &'d openapiv3::Operation,
        at: &Pointer,
    ) -> OperationSecurity {
        let (requirements, at) = match (&operation.security, &self.document.openapi.security) {
            (Some(own), _) => (own, at.child("security")),
            (None, Some(all)) => (all, Pointer::root().child("security")),
            (None, None) if self.known.is_applied => return OperationSecurity::default(),
            // What is said nowhere is no reason to keep back what a user gives.
            (None, None) => return self.known.any_of_all(),
        };
        let mut security = OperationSecurity::default();
        let mut rest = Vec::new();
        for (index, requirement) in requirements.iter().enumerate() {
            let at = at.index(index);
            let names = requirement.keys();
            let schemes = names.filter_map(|name| self.scheme(name, &at.child(name)));
            let alternative: Vec<usize> = schemes.collect();
            let is_sent = |place: &usize| self.known.is_sent(*place);
            if alternative.is_empty() && !requirement.is_empty() {
                // Nothing of it is known, so it is no way in.
            } else if alternative.len() == requirement.len() && alternative.iter().all(is_sent) {
                security.requirements.alternatives.push(alternative);
            } else {
                rest.push(alternative);
            }
            let wanted: Vec<String> = requirement.values().flatten().cloned().collect();
            if !wanted.is_empty() && !security.scopes.contains(&wanted) {
                security.scopes.push(wanted);
            }
        }
        // Those of which a part is not sent are tried when no other can be had.
        security.requirements.alternatives.extend(rest);
        security
    }

    /// Returns the place of a scheme among those that are defined.
    fn scheme(&mut self, name: &str, at: &Pointer) -> Option<usize> {
        let mut names = self.known.schemes.iter().map(|(name, _)| *name);
        let place = names.position(|known| known == name);
        if place.is_none() {
            let message = format!(
                "the security scheme {} is not defined, and left out",
                quoted(name)
            );
            let names = self.known.schemes.iter().map(|(name, _)| *name);
            let guess = suggest::guess(name, names);
            self.diagnostics
                .report(Code::UNDEFINED_SECURITY_SCHEME, at, message)
                .help(
                    guess.unwrap_or_else(|| {
                        "define it under `components/securitySchemes`".to_owned()
                    }),
                );
        }
        place
    }
}

/// The members of an object, each as far as it is a text.
fn texts(value: Option<&Value>) -> impl Iterator<Item = (&str, Option<&str>)> {
    let members = value.and_then(Value::as_mapping).into_iter().flatten();
    members.filter_map(|(name, value)| Some((name.as_str()?, value.as_str())))
}

/// An https address; a relative one is placed on the server's origin, as far as that is known.
fn placed(address: &str, server: &Server) -> Option<String> {
    let fit = |byte: u8| byte.is_ascii_graphic() && !b"{}\"<>\\^`|?#".contains(&byte);
    if address.is_empty() || !address.bytes().all(fit) {
        return None;
    }
    match (address.split_once("://"), &server.template) {
        (Some((scheme, rest)), _) => {
            let is_whole = scheme.eq_ignore_ascii_case("https") && !rest.is_empty();
            is_whole.then(|| address.to_owned())
        }
        (None, _) if address.starts_with("//") => None,
        (None, Some(template)) if address.starts_with('/') => {
            let (scheme, rest) = template.split_once("://")?;
            let authority = rest.split('/').next().unwrap_or(rest);
            Some(format!("{scheme}://{authority}{address}"))
        }
        (None, _) => Some(address.to_owned()),
    }
}

fn place(name: &str) -> Pointer {
    Pointer::root()
        .child("components")
        .child("securitySchemes")
        .child(name)
}
