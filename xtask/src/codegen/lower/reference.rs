//! `$ref` → the thing itself.
//!
//! In: a [`ReferenceOr`] and where it stands. Out: the thing and
//! where *it* stands, so that complaints name the right place. A reference to
//! something missing, of another kind, or to itself is an error. Deliberately
//! absent: schemas, which keep their name and so become types rather than
//! copies (see `schema.rs`).

use openapiv3::ReferenceOr;

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::lower::Lowering;
use crate::codegen::source::Pointer;

/// A kind of component.
pub(crate) trait Component: Sized {
    /// The member of `components` that holds them.
    const SECTION: &'static str;
    /// What one is called in a sentence.
    const NOUN: &'static str;

    /// Returns the component of a name.
    fn named<'d>(
        components: &'d openapiv3::Components,
        name: &str,
    ) -> Option<&'d ReferenceOr<Self>>;
}

macro_rules! component {
    ($ty:ty, $field:ident, $section:literal, $noun:literal) => {
        impl Component for $ty {
            const SECTION: &'static str = $section;
            const NOUN: &'static str = $noun;

            fn named<'d>(
                components: &'d openapiv3::Components,
                name: &str,
            ) -> Option<&'d ReferenceOr<Self>> {
                components.$field.get(name)
            }
        }
    };
}

component!(openapiv3::Schema, schemas, "schemas", "schema");
component!(openapiv3::Parameter, parameters, "parameters", "parameter");
component!(openapiv3::Response, responses, "responses", "response");
component!(
    openapiv3::RequestBody,
    request_bodies,
    "requestBodies",
    "request body"
);
component!(
    openapiv3::SecurityScheme,
    security_schemes,
    "securitySchemes",
    "security scheme"
);

impl<'d> Lowering<'d> {
    /// Follows a reference to its end.
    pub(crate) fn resolve<T: Component>(
        &mut self,
        mut reference: &'d ReferenceOr<T>,
        at: &Pointer,
    ) -> Option<(&'d T, Pointer)> {
        let mut place = at.clone();
        let mut seen = Vec::new();
        loop {
            match reference {
                ReferenceOr::Item(item) => return Some((item, place)),
                ReferenceOr::Reference { reference: target } => {
                    if seen.contains(target) {
                        self.diagnostics
                            .report(
                                Code::CIRCULAR_REFERENCE,
                                at,
                                format!("`{target}` refers to itself"),
                            )
                            .help(format!("define the {} in one of these places", T::NOUN));
                        return None;
                    }
                    seen.push(target.clone());
                    let name = component_name::<T>(target, &place, self.diagnostics)?;
                    let Some(next) = self
                        .document
                        .openapi
                        .components
                        .as_ref()
                        .and_then(|all| T::named(all, &name))
                    else {
                        missing::<T>(target, &place, self.diagnostics);
                        return None;
                    };
                    reference = next;
                    place = component_place::<T>(&name);
                }
            }
        }
    }
}

impl<'d> Lowering<'d> {
    /// Returns the component schema that a reference names, with its name.
    pub(crate) fn component_schema(
        &mut self,
        reference: &str,
        at: &Pointer,
    ) -> Option<(&'d str, &'d ReferenceOr<openapiv3::Schema>)> {
        let document = self.document;
        let found = schema_name(reference).and_then(|name| {
            let schemas = &document.openapi.components.as_ref()?.schemas;
            schemas.get_key_value(&name)
        });
        if found.is_none() {
            let (code, message, help) = if schema_name(reference).is_some() {
                (
                    Code::UNRESOLVED_REFERENCE,
                    "does not exist",
                    "define it under `components/schemas`, or correct the name",
                )
            } else {
                (
                    Code::REFERENCE_OF_OTHER_KIND,
                    "is not a reference to a schema",
                    "refer to `#/components/schemas/<name>` of this document",
                )
            };
            self.complain_once(
                code,
                &at.child("$ref"),
                &format!("`{reference}` {message}"),
                help,
            );
        }
        found.map(|(name, schema)| (name.as_str(), schema))
    }

    /// Complains about what may be met several times.
    pub(crate) fn complain_once(&mut self, code: Code, at: &Pointer, message: &str, help: &str) {
        if self.told.insert((at.clone(), message.to_owned())) {
            self.diagnostics.report(code, at, message).help(help);
        }
    }
}

/// The name of the component schema that a reference leads to.
pub(crate) fn schema_name(reference: &str) -> Option<String> {
    let pointer = Pointer::parse(reference)?;
    let tokens: Vec<_> = pointer.tokens().collect();
    match tokens.as_slice() {
        [root, section, name] if root == "components" && section == "schemas" => {
            Some(name.to_string())
        }
        _ => None,
    }
}

/// Returns where the component of a name stands.
pub(crate) fn component_place<T: Component>(name: &str) -> Pointer {
    Pointer::root()
        .child("components")
        .child(T::SECTION)
        .child(name)
}

/// Returns the name that a reference gives, or complains.
pub(crate) fn component_name<T: Component>(
    target: &str,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    if let Some(pointer) = Pointer::parse(target) {
        let tokens: Vec<_> = pointer.tokens().collect();
        if let [root, section, name] = tokens.as_slice() {
            if root == "components" && section == T::SECTION {
                return Some(name.to_string());
            }
        }
    }
    diagnostics
        .report(
            Code::REFERENCE_OF_OTHER_KIND,
            &at.child("$ref"),
            format!("`{target}` is not a reference to a {}", T::NOUN),
        )
        .help(format!(
            "refer to `#/components/{}/<name>` of this document",
            T::SECTION
        ));
    None
}

/// Complains about a reference to nothing.
pub(crate) fn missing<T: Component>(target: &str, at: &Pointer, diagnostics: &mut Diagnostics) {
    diagnostics
        .report(
            Code::UNRESOLVED_REFERENCE,
            &at.child("$ref"),
            format!("`{target}` does not exist"),
        )
        .help(format!(
            "define it under `components/{}`, or correct the name",
            T::SECTION
        ));
}
