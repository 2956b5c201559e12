//! Values that the specification gives no form in the style that they are written in.
//!
//! In: a style, and the type of what is written in it. Out: warnings that say how it is written
//! all the same, and how else it could be; and the format of arrays in deep objects, which
//! `x-array-format` says. Deliberately absent: writing it, which is the runtime's business.

use serde_yaml::Value;

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::operation::Operations;
use crate::codegen::model::{ArrayFormat, Shape, Style, TypeId, TypeRef};
use crate::codegen::source::{Pointer, quoted};

/// The extension that says how the items of an array are told apart in a deep object.
const ARRAY_FORMAT: &str = "x-array-format";

/// What values of a type are made of, whatever alternatives it has.
#[derive(Debug, Default)]
struct Parts {
    is_single: bool,
    items: Vec<TypeRef>,
    members: Vec<TypeRef>,
}

impl Parts {
    fn is_compound(&self) -> bool {
        !self.items.is_empty() || !self.members.is_empty()
    }
}

impl Operations<'_, '_> {
    /// A style with the format of arrays that a parameter or an encoding asks for.
    pub(crate) fn with_array_format(&mut self, style: Style, at: &Pointer) -> Style {
        let place = at.child(ARRAY_FORMAT);
        let Some(value) = place.resolve(&self.schemas.document.raw) else {
            return style;
        };
        let format = match value {
            Value::String(word) if word == "indices" => ArrayFormat::Indices,
            Value::String(word) if word == "brackets" => ArrayFormat::Brackets,
            Value::String(word) if word == "repeat" => ArrayFormat::Repeat,
            _ => {
                let message = format!("`{ARRAY_FORMAT}` must be `indices`, `brackets` or `repeat`");
                self.report(Code::INVALID_EXTENSION, &place, message);
                return style;
            }
        };
        if !matches!(style, Style::DeepObject(_)) {
            let message = format!("`{ARRAY_FORMAT}` has no effect without `style: deepObject`");
            let help = "it says how the items of an array are told apart in a deep object";
            self.schemas
                .complain_once(Code::MISPLACED_EXTENSION, &place, &message, help);
            return style;
        }
        Style::DeepObject(format)
    }

    /// Warns of what the style of a parameter or of a property of a form does not say.
    pub(crate) fn check_style(&mut self, name: &str, ty: &TypeRef, style: Style, at: &Pointer) {
        let parts = self.parts_of(ty);
        if let Style::DeepObject(_) = style {
            let place = at.child(ARRAY_FORMAT);
            // Who says it knows what a service reads.
            if place.resolve(&self.schemas.document.raw).is_none() {
                self.check_deep_object(name, &parts, at);
            }
            return;
        }
        if style == Style::Json {
            return;
        }
        let mut inner = parts.items.iter().chain(&parts.members);
        if inner.any(|ty| self.parts_of(ty).is_compound()) {
            let (name, style) = (quoted(name), style.name());
            let message = format!(
                "arrays and objects within others have no form in `{style}`: those of {name} are sent as JSON"
            );
            let help = "`style: deepObject` writes them with brackets; a `content` of `application/json` says that JSON is meant";
            self.unspecified(at, &message, help);
        }
    }

    fn check_deep_object(&mut self, name: &str, parts: &Parts, at: &Pointer) {
        let members: Vec<Parts> = parts.members.iter().map(|ty| self.parts_of(ty)).collect();
        let has_array = !parts.items.is_empty() || members.iter().any(|one| !one.items.is_empty());
        let name = quoted(name);
        let message = if has_array {
            format!("`deepObject` has no form for arrays: the items of {name} are sent as `…[0]=`")
        } else if members.iter().any(|one| !one.members.is_empty()) {
            format!(
                "`deepObject` has no form for objects within others: those of {name} are sent as `…[a][b]=`"
            )
        } else if parts.is_single {
            format!("`deepObject` has no form for a single value: {name} is sent as in `form`")
        } else {
            return;
        };
        let help = "say with `x-array-format` that brackets are meant, and how the items of arrays are told apart: \
                    by `indices`, by `brackets` alone, or because they `repeat`";
        self.unspecified(at, &message, help);
    }

    /// Warns of the properties of a form of pairs whose form is not said.
    pub(crate) fn check_form(&mut self, ty: &TypeRef, styles: &[(String, Style)], at: &Pointer) {
        let fields = match self.struct_of(ty) {
            Some(def) => def.fields.clone(),
            None => return,
        };
        for field in fields {
            let name = &field.wire_name;
            let encoding_at = at.child("encoding").child(name);
            if let Some((_, style)) = styles.iter().find(|(own, _)| own == name) {
                self.check_style(name, &field.ty, *style, &encoding_at);
                continue;
            }
            let parts = self.parts_of(&field.ty);
            let mut items = parts.items.iter();
            if !parts.members.is_empty() || items.any(|ty| self.parts_of(ty).is_compound()) {
                let name = quoted(name);
                let message = format!(
                    "nothing says how the objects of {name} are written in a form: they are sent as JSON"
                );
                let help = "say it in `encoding`: `style: deepObject` writes `a[b]=c`, and `contentType: application/json` JSON";
                self.unspecified(&field.origin, &message, help);
            }
        }
    }

    fn unspecified(&mut self, at: &Pointer, message: &str, help: &str) {
        let code = Code::UNSPECIFIED_STYLE;
        self.schemas.complain_once(code, at, message, help);
    }

    fn parts_of(&self, ty: &TypeRef) -> Parts {
        let mut parts = Parts::default();
        self.collect_parts(ty, &mut parts, &mut Vec::new());
        parts
    }

    fn collect_parts(&self, ty: &TypeRef, parts: &mut Parts, seen: &mut Vec<TypeId>) {
        match ty {
            TypeRef::Named(id) if seen.contains(id) => {}
            TypeRef::Named(id) => {
                seen.push(*id);
                match self.schemas.shape(*id) {
                    Some(Shape::Struct(def)) => {
                        let own = def.fields.iter().map(|field| &field.ty);
                        let further = def.further.iter().map(|further| &further.0);
                        parts.members.extend(own.chain(further).cloned());
                    }
                    Some(Shape::Alias(alias)) => self.collect_parts(&alias.ty, parts, seen),
                    Some(Shape::Union(union)) => {
                        for alternative in &union.variants {
                            self.collect_parts(&alternative.ty, parts, seen);
                        }
                    }
                    Some(Shape::Enum(_) | Shape::Values(_)) => parts.is_single = true,
                    None => {}
                }
            }
            TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => {
                self.collect_parts(inner, parts, seen);
            }
            TypeRef::List(item) => parts.items.push((**item).clone()),
            TypeRef::Map(value) => parts.members.push((**value).clone()),
            TypeRef::Json => {}
            _ => parts.is_single = true,
        }
    }
}
