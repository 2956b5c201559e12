//! Who may call: the security schemes, and which of them open an operation.
//!
//! In: `security` and `securitySchemes`. Out: the [`Scheme`]s of the API and the
//! [`OperationSecurity`] of each operation. OAuth 2 and OpenID Connect end in a bearer token,
//! however it is had. Deliberately absent: the exchange of credentials for tokens, which is the
//! runtime's business, and flows that need a person.

use openapiv3::{APIKeyLocation, ClientCredentialsOAuth2Flow, SecurityScheme};
use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::Document;
use crate::codegen::model::{
    ClientCredentials, Docs, Scheme, SchemeKind, SecurityRequirements, Server,
};
use crate::codegen::source::{Pointer, is_token};

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

/// Reads what a description says of security.
pub(crate) struct Security<'a, 'd> {
    document: &'d Document,
    diagnostics: &'a mut Diagnostics,
}

impl<'a, 'd> Security<'a, 'd> {
    pub(crate) fn new(document: &'d Document, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            document,
            diagnostics,
        }
    }

    /// Lowers the security schemes, in the order of the description.
    pub(crate) fn schemes(mut self, server: &Server) -> Vec<Scheme> {
        let components = self.document.openapi.components.iter();
        let mut schemes = Vec::new();
        for (name, scheme) in components.flat_map(|all| &all.security_schemes) {
            let target = self.document.targets.resolve(scheme, &place(name));
            let kind = target.and_then(|(scheme, at)| self.kind(scheme, server, &at));
            let name = name.clone();
            schemes.extend(kind.map(|kind| Scheme { name, kind }));
        }
        self.warn_of_other_exchanges(&schemes);
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

    /// How client credentials are exchanged for tokens.
    fn exchange(
        &mut self,
        flow: &ClientCredentialsOAuth2Flow,
        server: &Server,
        at: &Pointer,
    ) -> Option<ClientCredentials> {
        let at = at.child("flows").child("clientCredentials");
        let Some(token_url) = placed(&flow.token_url, server) else {
            let message =
                "this is not an https address, so that client credentials can't be exchanged";
            self.diagnostics
                .report(Code::UNUSABLE_TOKEN_URL, &at.child("tokenUrl"), message)
                .help("write it like `https://example.com/oauth/token`; tokens can be given otherwise");
            return None;
        };
        let mut parameters = Vec::new();
        let given = flow.extensions.get(PARAMETERS).and_then(Value::as_object);
        for (name, value) in given.into_iter().flatten() {
            let Some(value) = value.as_str() else {
                let at = at.child(PARAMETERS).child(name);
                let message = "the parameter of a form is a text";
                self.diagnostics
                    .report(Code::INVALID_EXTENSION, &at, message);
                continue;
            };
            let address = value.starts_with('/').then(|| placed(value, server));
            let value = address.flatten().unwrap_or_else(|| value.to_owned());
            parameters.push((name.clone(), value));
        }
        let method = flow.extensions.get(METHOD).map(|method| method.as_str());
        let in_body = method == Some(Some("client_secret_post"));
        if !in_body && !matches!(method, None | Some(Some("client_secret_basic"))) {
            let message = "this is no way that the runtime knows";
            self.diagnostics
                .report(Code::INVALID_EXTENSION, &at.child(METHOD), message)
                .help("write `client_secret_basic` or `client_secret_post`");
        }
        let scopes = flow.scopes.iter();
        Some(ClientCredentials {
            docs: Docs::default(),
            token_url,
            parameters,
            scopes: scopes
                .map(|(name, text)| (name.clone(), text.clone()))
                .collect(),
            in_body,
        })
    }

    fn kind(
        &mut self,
        scheme: &SecurityScheme,
        server: &Server,
        at: &Pointer,
    ) -> Option<SchemeKind> {
        let kind = match scheme {
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
                SchemeKind::Bearer(None)
            }
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
                SchemeKind::Basic
            }
            SecurityScheme::HTTP { scheme, .. } => {
                let message = format!("the HTTP authentication scheme `{scheme}` is not supported");
                let at = at.child("scheme");
                self.diagnostics
                    .report(Code::UNSUPPORTED_SECURITY_SCHEME, &at, message)
                    .help("use `bearer`, `basic`, an API key or `oauth2`");
                return None;
            }
            SecurityScheme::OAuth2 {
                flows, description, ..
            } => {
                let flow = flows.client_credentials.as_ref();
                let mut credentials = flow.and_then(|flow| self.exchange(flow, server, at));
                if let Some(credentials) = &mut credentials {
                    credentials.docs.description = description.clone();
                }
                SchemeKind::Bearer(credentials)
            }
            SecurityScheme::OpenIDConnect { .. } => SchemeKind::Bearer(None),
            SecurityScheme::APIKey { location, name, .. } => {
                let name = name.clone();
                match location {
                    APIKeyLocation::Query => SchemeKind::KeyInQuery(name),
                    APIKeyLocation::Header | APIKeyLocation::Cookie if !is_token(&name) => {
                        let message = "this is not a name for a header or a cookie";
                        self.diagnostics.report(
                            Code::INVALID_PARAMETER_NAME,
                            &at.child("name"),
                            message,
                        );
                        return None;
                    }
                    APIKeyLocation::Header => SchemeKind::KeyInHeader(name),
                    APIKeyLocation::Cookie => SchemeKind::KeyInCookie(name),
                }
            }
        };
        Some(kind)
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
            (None, None) => return OperationSecurity::default(),
        };
        let mut security = OperationSecurity::default();
        for (index, requirement) in requirements.iter().enumerate() {
            let at = at.index(index);
            let names = requirement.keys();
            let schemes: Vec<Option<usize>> = names
                .map(|name| self.scheme(name, &at.child(name)))
                .collect();
            // An alternative with an unknown scheme opens nothing.
            let alternative: Option<Vec<usize>> = schemes.into_iter().collect();
            security.requirements.alternatives.extend(alternative);
            let wanted: Vec<String> = requirement.values().flatten().cloned().collect();
            if !wanted.is_empty() && !security.scopes.contains(&wanted) {
                security.scopes.push(wanted);
            }
        }
        security
    }

    /// Returns the place of a scheme among those that are understood.
    fn scheme(&mut self, name: &str, at: &Pointer) -> Option<usize> {
        let components = self.document.openapi.components.as_ref();
        let schemes = components.map(|all| &all.security_schemes);
        let place = schemes.and_then(|all| all.get_index_of(name));
        if place.is_none() {
            let message = format!("the security scheme `{name}` is not defined, and left out");
            self.diagnostics
                .report(Code::UNDEFINED_SECURITY_SCHEME, at, message)
                .help("define it under `components/securitySchemes`");
        }
        place
    }
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
