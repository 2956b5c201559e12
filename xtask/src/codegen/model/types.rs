//! Types: objects, enums, and other names for them.

use crate::codegen::model::{Constraints, Docs, Ident, Literal, TypeRef, Union};
use crate::codegen::source::Pointer;

/// The types of an API.
#[derive(Clone, Debug, Default)]
pub struct Types(pub(crate) Vec<TypeDef>);

/// The place of a type in [`Types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub(crate) usize);

impl Types {
    /// Returns the definition behind an id.
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.0[id.0]
    }

    /// Returns what a type comes to when other names for it are taken off.
    pub fn resolve<'t>(&'t self, ty: &'t TypeRef) -> &'t TypeRef {
        ty.resolve(|id| self.get(id).shape.alias())
    }

    /// Returns the definition that a type comes to, on the heap or not; none where it has none.
    pub fn definition(&self, ty: &TypeRef) -> Option<(TypeId, &TypeDef)> {
        match self.resolve(ty) {
            TypeRef::Named(id) => Some((*id, self.get(*id))),
            TypeRef::Boxed(ty) => self.definition(ty),
            _ => None,
        }
    }

    /// Returns the fields of the struct that a type is, where it is one.
    pub fn fields(&self, ty: &TypeRef) -> Option<&[Field]> {
        match &self.definition(ty)?.1.shape {
            Shape::Struct(shape) => Some(&shape.fields),
            _ => None,
        }
    }

    /// Returns the traits that a struct of these fields can have.
    pub fn traits_of(&self, fields: &[Field]) -> Traits {
        let is_exact = |ty: &TypeRef| {
            let named = ty.named();
            !ty.has_float() && named.is_none_or(|id| self.get(id).traits.eq)
        };
        Traits {
            default: !fields.iter().any(|field| field.presence.is_required()),
            eq: fields.iter().all(|field| is_exact(&field.ty)),
        }
    }

    /// Walks the types in the order of the description.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.0
            .iter()
            .enumerate()
            .map(|(index, def)| (TypeId(index), def))
    }
}

/// A named Rust type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// The name of the component schema, or a made-up one for a type that the
    /// description defines in passing.
    pub name: String,
    /// The name of the Rust type.
    pub ident: Ident,
    /// What it is.
    pub docs: Docs,
    /// What it is made of.
    pub shape: Shape,
    /// The traits that it can have.
    pub traits: Traits,
    /// Whether values of it leave with a request, and so are checked.
    pub sent: bool,
    /// The file that it is printed into: a resource's module, or none for
    /// what several resources share.
    pub module: Option<Ident>,
    /// Where the description defines it.
    pub origin: Pointer,
    /// Its place among the types of its file: after the type that uses it first.
    pub order: usize,
}

/// What a named type is made of. `U` is what is known of a union; lowering has less of one
/// until it has all types.
#[derive(Clone, Debug)]
pub enum Shape<U = Union> {
    /// An object with known members.
    Struct(Struct),
    /// A string out of a list that may grow.
    Enum(Enum),
    /// A value out of a list that may grow and is not one of strings alone.
    Values(Values),
    /// One of several types.
    Union(U),
    /// Another name for a type.
    Alias(Alias),
}

impl<U> Shape<U> {
    /// Returns the type that it is another name for.
    pub fn alias(&self) -> Option<&TypeRef> {
        match self {
            Self::Alias(alias) => Some(&alias.ty),
            _ => None,
        }
    }

    /// Makes more of a union.
    pub fn map_union<V>(self, more: impl FnOnce(U) -> V) -> Shape<V> {
        match self {
            Self::Struct(shape) => Shape::Struct(shape),
            Self::Enum(shape) => Shape::Enum(shape),
            Self::Values(shape) => Shape::Values(shape),
            Self::Union(shape) => Shape::Union(more(shape)),
            Self::Alias(shape) => Shape::Alias(shape),
        }
    }
}

/// Derivable traits beyond `Clone`, `Debug` and `PartialEq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    /// Every member may be absent.
    pub default: bool,
    /// No floating-point number inside.
    pub eq: bool,
}

/// An object with known members. Members that the description does not name
/// are always kept beside them.
#[derive(Clone, Debug)]
pub struct Struct {
    /// The members, in the order of the description.
    pub fields: Vec<Field>,
    /// How many members it has.
    pub members: Constraints,
    /// The type of the members that the description does not name, where it
    /// says one, with the limits of each.
    pub further: Option<Box<(TypeRef, Constraints)>>,
}

/// A member of an object, or a query parameter.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name on the wire.
    pub wire_name: String,
    /// Its name in Rust.
    pub ident: Ident,
    /// Its type when it is there and not null.
    pub ty: TypeRef,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// The limits of its value.
    pub constraints: Constraints,
    /// What it is.
    pub docs: Docs,
    /// The value that the service assumes when it is absent. Never sent.
    pub default: Option<Literal>,
    /// What else is said of it.
    pub annotations: Annotations,
    /// Where the description defines it.
    pub origin: Pointer,
}

/// What is said of a member, and changes nothing about its type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations {
    /// The description warns against it.
    pub deprecated: bool,
    /// The service sets it.
    pub read_only: bool,
    /// The service never shows it.
    pub write_only: bool,
    /// The form of a text that has one.
    pub format: Option<String>,
}

impl Annotations {
    /// What either says.
    pub fn and(self, other: Self) -> Self {
        Self {
            deprecated: self.deprecated || other.deprecated,
            read_only: self.read_only || other.read_only,
            write_only: self.write_only || other.write_only,
            format: self.format.or(other.format),
        }
    }
}

/// Whether a member may be absent, and whether it may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never null.
    Required,
    /// Absent or a value.
    Optional,
    /// Always there, perhaps null.
    Nullable,
    /// Absent, null or a value: three different things.
    OptionalNullable,
}

impl Presence {
    /// Returns what a member may be.
    pub fn new(is_required: bool, is_nullable: bool) -> Self {
        match (is_required, is_nullable) {
            (true, false) => Self::Required,
            (false, false) => Self::Optional,
            (true, true) => Self::Nullable,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Returns whether it is always there.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::Nullable)
    }

    /// Returns whether it may be null.
    pub fn is_nullable(self) -> bool {
        matches!(self, Self::Nullable | Self::OptionalNullable)
    }
}

/// A string out of a list that may grow: values that the description does not
/// name are kept as they are.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The known values.
    pub variants: Vec<Variant>,
    /// The name of the variant for all others.
    pub unknown: Ident,
}

/// A known value of an [`Enum`].
#[derive(Clone, Debug)]
pub struct Variant {
    /// The value on the wire.
    pub wire_name: String,
    /// The variant.
    pub ident: Ident,
    /// What it means.
    pub docs: Docs,
}

/// A value out of a list that may grow: numbers, or a mixture.
#[derive(Clone, Debug)]
pub struct Values {
    /// The known values.
    pub variants: Vec<ValueVariant>,
    /// The name of the variant for all others.
    pub unknown: Ident,
    /// Whether all of them are integers.
    pub integers: bool,
}

/// A known value of [`Values`].
#[derive(Clone, Debug)]
pub struct ValueVariant {
    /// The value on the wire.
    pub value: Literal,
    /// The variant.
    pub ident: Ident,
    /// What it means.
    pub docs: Docs,
}

/// Another name for a type.
#[derive(Clone, Debug)]
pub struct Alias {
    /// The type itself.
    pub ty: TypeRef,
    /// The limits that come with the name.
    pub constraints: Box<Constraints>,
}
