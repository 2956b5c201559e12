//! Who may call: the security schemes, and which of them open an operation.
//!
//! Comes in: `security` and `securitySchemes`. Goes out: the [`Scheme`]s of the
//! API and the [`Access`] of an operation. OAuth 2 and OpenID Connect end in a
//! bearer token, whatever way it is had. Deliberately absent: how a token is had,
//! which is the runtime's business. Other schemes are refused by name; a
//! scheme that is not defined is a warning, for callers can set a header themselves.

use openapiv3::{APIKeyLocation, SecurityScheme};

use super::Lowering;
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{Access, Scheme, SchemeKind};

/// What opens an operation.
#[derive(Debug, Default)]
pub(super) struct Opened {
    pub(super) access: Access,
    /// By alternative.
    pub(super) scopes: Vec<Vec<String>>,
}

impl<'d> Lowering<'d> {
    /// Lowers the security schemes, in the order of the description.
    pub(super) fn schemes(&mut self) -> Vec<Scheme> {
        let Some(components) = &self.document.openapi.components else {
            return Vec::new();
        };
        let mut schemes = Vec::new();
        for (name, scheme) in &components.security_schemes {
            let at = place(name);
            if let Some((scheme, at)) = self.resolve::<SecurityScheme>(scheme, &at) {
                if let Some(kind) = self.kind(scheme, &at) {
                    let name = name.clone();
                    schemes.push(Scheme { name, kind });
                }
            }
        }
        schemes
    }

    fn kind(&mut self, scheme: &SecurityScheme, at: &Pointer) -> Option<SchemeKind> {
        let kind = match scheme {
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
                SchemeKind::Bearer { token_url: None }
            }
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
                SchemeKind::Basic
            }
            SecurityScheme::HTTP { scheme, .. } => {
                self.unsupported(
                    &at.child("scheme"),
                    &format!("the HTTP authentication scheme `{scheme}`"),
                    "use `bearer`, `basic`, an API key or `oauth2`",
                );
                return None;
            }
            SecurityScheme::OAuth2 { flows, .. } => SchemeKind::Bearer {
                token_url: flows
                    .client_credentials
                    .as_ref()
                    .map(|flow| flow.token_url.clone()),
            },
            SecurityScheme::OpenIDConnect { .. } => SchemeKind::Bearer { token_url: None },
            SecurityScheme::APIKey { location, name, .. } => {
                let name = name.clone();
                match location {
                    APIKeyLocation::Query => SchemeKind::KeyInQuery(name),
                    APIKeyLocation::Header | APIKeyLocation::Cookie if !is_token(&name) => {
                        self.diagnostics.error(
                            &at.child("name"),
                            "this is not a name for a header or a cookie",
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
    pub(super) fn access(&mut self, operation: &'d openapiv3::Operation, at: &Pointer) -> Opened {
        let (requirements, at) = match (&operation.security, &self.document.openapi.security) {
            (Some(own), _) => (own, at.child("security")),
            (None, Some(all)) => (all, Pointer::root().child("security")),
            (None, None) => return Opened::default(),
        };
        let mut opened = Opened::default();
        for (index, requirement) in requirements.iter().enumerate() {
            let mut way = Some(Vec::new());
            for name in requirement.keys() {
                let place = self.scheme(name, &at.index(index).child(name));
                // A way with an unknown step leads nowhere.
                way = way.zip(place).map(|(mut way, place)| {
                    way.push(place);
                    way
                });
            }
            opened.access.ways.extend(way);
            let wanted: Vec<String> = requirement.values().flatten().cloned().collect();
            if !wanted.is_empty() && !opened.scopes.contains(&wanted) {
                opened.scopes.push(wanted);
            }
        }
        opened
    }

    /// Returns the place of a scheme among those that are understood.
    fn scheme(&mut self, name: &str, at: &Pointer) -> Option<usize> {
        let components = self.document.openapi.components.as_ref();
        let schemes = components.map(|all| &all.security_schemes);
        let place = schemes.and_then(|all| all.get_index_of(name));
        if place.is_none() {
            self.diagnostics
                .warning(
                    at,
                    format!("the security scheme `{name}` is not defined, and left out"),
                )
                .help("define it under `components/securitySchemes`");
        }
        place
    }
}

fn place(name: &str) -> Pointer {
    Pointer::root()
        .child("components")
        .child("securitySchemes")
        .child(name)
}

fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}
