//! Named types: objects, lists of values, unions, other names.

use super::Bump;
use super::comparison::Comparison;
use super::constraints::Limits;
use super::fields::Owner;
use super::words;
use crate::codegen::model::{
    Alias, Alternative, Discrimination, Docs, Enum, Ident, Shape, Struct, TypeDef, Union, Values,
};
use crate::codegen::source::Pointer;

/// A known value of either kind of enum.
struct Value<'a> {
    text: String,
    ident: &'a Ident,
    docs: &'a Docs,
}

impl Comparison<'_> {
    /// Two types that stand for each other.
    pub(super) fn types(&mut self, old: &TypeDef, new: &TypeDef) {
        let at = (&old.origin, &new.origin);
        let name = old.ident.as_str();
        match (&old.shape, &new.shape) {
            (Shape::Struct(was), Shape::Struct(is)) => self.structs(name, (was, is), new.sent, at),
            (Shape::Enum(was), Shape::Enum(is)) => self.enums(name, was, is, at),
            (Shape::Values(was), Shape::Values(is)) => self.lists(name, was, is, at),
            (Shape::Union(was), Shape::Union(is)) => self.unions(name, (was, is), new.sent, at),
            (Shape::Alias(was), Shape::Alias(is)) => self.aliases(name, was, is, at),
            (was, is) => self.report(
                Bump::Major,
                format!("`{name}` is {}, was {}", kind(is), kind(was)),
                "it can't be used as before",
                at,
            ),
        }
        self.equality(&format!("`{name}`"), (old.traits, new.traits), at);
        self.docs(&format!("`{name}`"), (&old.docs, &new.docs), at);
    }

    fn structs(
        &mut self,
        name: &str,
        (old, new): (&Struct, &Struct),
        sent: bool,
        at: (&Pointer, &Pointer),
    ) {
        let Struct {
            fields,
            members,
            further,
        } = old;
        let owner = Owner {
            name,
            noun: None,
            at,
            sent,
        };
        self.fields(&owner, fields, &new.fields);
        let label = format!("`{name}`");
        let limits = Limits {
            label: &label,
            at,
            sent,
        };
        self.constraints(&limits, members, &new.members);
        let other = format!("further members of `{name}`");
        let same = match (further, &new.further) {
            (None, None) => true,
            (Some(was), Some(is)) => {
                let limits = Limits {
                    label: &other,
                    ..limits
                };
                self.constraints(&limits, &was.1, &is.1);
                self.same(&was.0, &is.0)
            }
            (None, Some(_)) | (Some(_), None) => false,
        };
        if !same {
            self.report(
                Bump::Major,
                format!("{other} have another type"),
                "`extra()` is another map",
                at,
            );
        }
    }

    fn enums(&mut self, name: &str, old: &Enum, new: &Enum, at: (&Pointer, &Pointer)) {
        self.values(name, &texts(old), &texts(new), at);
        self.unknown(name, (&old.unknown, &new.unknown), at);
    }

    fn lists(&mut self, name: &str, old: &Values, new: &Values, at: (&Pointer, &Pointer)) {
        self.values(name, &literals(old), &literals(new), at);
        self.unknown(name, (&old.unknown, &new.unknown), at);
        if old.integers != new.integers {
            self.report(
                Bump::Major,
                format!("the values of `{name}` are of other types"),
                "`as_i64` and `to_json` are not both there",
                at,
            );
        }
    }

    fn values(
        &mut self,
        name: &str,
        old: &[Value<'_>],
        new: &[Value<'_>],
        at: (&Pointer, &Pointer),
    ) {
        let texts = |all: &[Value<'_>], text: &str| all.iter().any(|value| value.text == text);
        let mut left: Vec<&Value<'_>> = new.iter().filter(|is| !texts(old, &is.text)).collect();
        for was in old {
            let label = format!("the value {} of `{name}`", words::code(&was.text));
            let moved = |is: &&Value<'_>| self.view.names && is.ident == was.ident;
            if let Some(is) = new.iter().find(|is| is.text == was.text) {
                let variant = format!("the variant of {label},");
                self.name(&variant, (was.ident, is.ident), at);
                self.docs(&label, (was.docs, is.docs), at);
            } else if let Some(place) = left.iter().position(moved) {
                let is = left.remove(place);
                self.report(
                    Bump::Patch,
                    format!("{label} is {} now", words::code(&is.text)),
                    "the same variant, with another text on the wire",
                    at,
                );
                self.docs(&label, (was.docs, is.docs), at);
            } else {
                self.report(
                    Bump::Major,
                    format!("{label} is gone"),
                    "its variant is gone; the text comes as an unknown value",
                    at,
                );
            }
        }
        for is in left {
            self.report(
                Bump::Minor,
                format!("the value {} of `{name}` is new", words::code(&is.text)),
                "the enum is open: it was an unknown value before",
                at,
            );
        }
    }

    /// The variant for what is not known.
    fn unknown(&mut self, name: &str, idents: (&Ident, &Ident), at: (&Pointer, &Pointer)) {
        self.name(&format!("the variant of `{name}` for others,"), idents, at);
    }

    fn unions(
        &mut self,
        name: &str,
        (old, new): (&Union, &Union),
        sent: bool,
        at: (&Pointer, &Pointer),
    ) {
        let mut left: Vec<&Alternative> = new.variants.iter().collect();
        for was in &old.variants {
            let place = self.counterpart(was, &left);
            match place.map(|place| left.remove(place)) {
                Some(is) => self.alternative(name, (was, is), sent, at),
                None => self.report(
                    Bump::Major,
                    format!(
                        "the alternative `{}` of `{name}` is gone",
                        was.ident.as_str()
                    ),
                    "its variant is gone",
                    at,
                ),
            }
        }
        for is in left {
            self.report(
                Bump::Minor,
                format!("the alternative `{}` of `{name}` is new", is.ident.as_str()),
                "the enum is open: it was an unknown value before",
                at,
            );
        }
        self.unknown(name, (&old.unknown, &new.unknown), at);
        let how = |of: &Union| match &of.discrimination {
            Discrimination::Tag(name) => format!("by the member {}", words::code(name)),
            Discrimination::JsonType => "by the type of JSON".to_owned(),
            Discrimination::Fields => "by their members".to_owned(),
            Discrimination::InOrder => "by trying one after the other".to_owned(),
        };
        let (was, is) = (how(old), how(new));
        if was != is {
            self.report(
                Bump::Patch,
                format!("the alternatives of `{name}` are told {is}, were told {was}"),
                "the same variants, found in another way",
                at,
            );
        }
    }

    /// Finds what an alternative is on the other side: the one of its name; or where names
    /// do not matter, of those with its type of JSON the one that shares most members.
    fn counterpart(&self, was: &Alternative, left: &[&Alternative]) -> Option<usize> {
        if self.view.names {
            return left.iter().position(|is| is.ident == was.ident);
        }
        let shared = |is: &Alternative| {
            let known = is.evidence.known.iter();
            known
                .filter(|name| was.evidence.known.contains(name))
                .count()
        };
        let alike = left
            .iter()
            .enumerate()
            .filter(|(_, is)| is.evidence.types == was.evidence.types);
        // The first of those that share equally many.
        let best = alike
            .rev()
            .max_by_key(|(_, is)| (is.tags == was.tags, shared(is)));
        best.map(|(place, _)| place)
    }

    fn alternative(
        &mut self,
        name: &str,
        (old, new): (&Alternative, &Alternative),
        sent: bool,
        at: (&Pointer, &Pointer),
    ) {
        let Alternative {
            ident,
            ty,
            constraints,
            docs,
            // What values look like follows from the types.
            evidence: _,
            from,
            // An `i32` becomes another alternative where this one does not take it.
            from_i32: _,
            tags,
        } = old;
        let label = format!("the alternative `{}` of `{name}`", ident.as_str());
        if !self.same(ty, &new.ty) {
            let (was, is) = (words::ty(self.old, ty), words::ty(self.new, &new.ty));
            self.report(
                Bump::Major,
                format!("{label} is {is}, was {was}"),
                "the variant holds another type",
                at,
            );
        }
        if self.view.names && *from && !new.from {
            self.report(
                Bump::Major,
                format!("{label} can't be made by `from` any more"),
                "another alternative has the same type",
                at,
            );
        }
        if *tags != new.tags {
            self.report(
                Bump::Patch,
                format!(
                    "{label} has the tag {}, had {}",
                    words::codes(&new.tags, " or "),
                    words::codes(tags, " or ")
                ),
                "the same variant, with another text on the wire",
                at,
            );
        }
        let limits = Limits {
            label: &label,
            at,
            sent,
        };
        self.constraints(&limits, constraints, &new.constraints);
        self.docs(&label, (docs, &new.docs), at);
    }

    /// Limits of another name for a type are limits of each use, and are seen there.
    fn aliases(&mut self, name: &str, old: &Alias, new: &Alias, at: (&Pointer, &Pointer)) {
        if !self.same(&old.ty, &new.ty) {
            let (was, is) = (words::ty(self.old, &old.ty), words::ty(self.new, &new.ty));
            self.report(
                Bump::Major,
                format!("`{name}` is {is}, was {was}"),
                "it stands for another type",
                at,
            );
        }
    }
}

fn texts(of: &Enum) -> Vec<Value<'_>> {
    let variants = of.variants.iter().map(|variant| Value {
        text: variant.wire_name.clone(),
        ident: &variant.ident,
        docs: &variant.docs,
    });
    variants.collect()
}

fn literals(of: &Values) -> Vec<Value<'_>> {
    let variants = of.variants.iter().map(|variant| Value {
        text: words::literal(&variant.value),
        ident: &variant.ident,
        docs: &variant.docs,
    });
    variants.collect()
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "an object",
        Shape::Enum(_) => "a list of texts",
        Shape::Values(_) => "a list of values",
        Shape::Union(_) => "one of several types",
        Shape::Alias(_) => "another name for a type",
    }
}
