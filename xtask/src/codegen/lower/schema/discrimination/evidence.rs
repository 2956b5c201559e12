//! What values of a type look like.
//!
//! In: a type. Out: its [`Evidence`]. Deliberately absent: what is told by them.

use crate::codegen::lower::schema::draft::UnionDraft;
use crate::codegen::model::{
    Evidence, Field, JsonTypes, Literal, Marker, Number, Shape, TypeId, TypeRef,
};

/// The shapes of all types.
#[derive(Clone, Copy)]
pub(crate) struct Drafts<'t>(pub(crate) &'t [Shape<UnionDraft>]);

impl<'t> Drafts<'t> {
    pub(crate) fn shape(self, TypeId(index): TypeId) -> &'t Shape<UnionDraft> {
        &self.0[index]
    }

    /// Returns what a type comes to when other names for it are taken off.
    pub(crate) fn resolve(self, ty: &'t TypeRef) -> &'t TypeRef {
        ty.resolve(|id| self.shape(id).alias())
    }
}

/// A type with all aliases taken off, those inside it too.
pub(crate) fn resolved<'t>(types: Drafts<'t>, ty: &'t TypeRef) -> TypeRef {
    let inside = |ty: &'t TypeRef| Box::new(resolved(types, ty));
    match types.resolve(ty) {
        TypeRef::List(item) => TypeRef::List(inside(item)),
        TypeRef::Map(value) => TypeRef::Map(inside(value)),
        TypeRef::Nullable(ty) => TypeRef::Nullable(inside(ty)),
        other => other.clone(),
    }
}

/// How deep unions and aliases are looked into.
pub(crate) const MAX_DEPTH: usize = 16;

/// The evidence of a type's values.
pub(crate) fn evidence<'t>(types: Drafts<'t>, ty: &'t TypeRef, depth: usize) -> Evidence {
    let of = |types| Evidence {
        types,
        open: true,
        ..Evidence::default()
    };
    let number = JsonTypes::INTEGER.or(JsonTypes::FRACTION);
    match ty {
        TypeRef::Bool => of(JsonTypes::BOOL),
        TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => of(JsonTypes::INTEGER),
        TypeRef::F32 | TypeRef::F64 => of(number),
        TypeRef::String => of(JsonTypes::STRING),
        // A file stands in a form alone, never in JSON.
        TypeRef::Json | TypeRef::File => of(JsonTypes::ALL),
        TypeRef::List(_) => of(JsonTypes::ARRAY),
        TypeRef::Map(_) => of(JsonTypes::OBJECT),
        TypeRef::Nullable(ty) => {
            let evidence = evidence(types, ty, depth + 1);
            Evidence {
                types: evidence.types.or(JsonTypes::NULL),
                ..evidence
            }
        }
        TypeRef::Boxed(ty) => evidence(types, ty, depth + 1),
        TypeRef::Named(_) if depth > MAX_DEPTH => of(JsonTypes::ALL),
        TypeRef::Named(id) => named_signs(types, *id, depth),
    }
}

fn named_signs(types: Drafts<'_>, id: TypeId, depth: usize) -> Evidence {
    match types.shape(id) {
        Shape::Alias(alias) => evidence(types, &alias.ty, depth + 1),
        Shape::Enum(_) => Evidence {
            types: JsonTypes::STRING,
            values: values_of(types, id),
            ..Evidence::default()
        },
        Shape::Values(_) => {
            let values = values_of(types, id);
            let kinds = values.iter().map(type_of);
            Evidence {
                types: kinds.fold(JsonTypes::default(), JsonTypes::or),
                values,
                ..Evidence::default()
            }
        }
        // What inherits has the members of what it inherits from.
        Shape::Union(UnionDraft {
            common: Some(common),
            ..
        }) => evidence(types, common, depth + 1),
        Shape::Union(union) => {
            let inner = union.variants.iter();
            let inner = inner.map(|one| evidence(types, &one.ty, depth + 1).types);
            Evidence {
                types: inner.fold(JsonTypes::default(), JsonTypes::or),
                open: true,
                ..Evidence::default()
            }
        }
        Shape::Struct(shape) => {
            let member = |field: &Field| Marker {
                wire_name: field.wire_name.clone(),
                required: field.presence.is_required(),
                values: constants(types, field),
                types: JsonTypes::ALL,
                members: Vec::new(),
            };
            let names = shape.fields.iter().map(|field| field.wire_name.clone());
            Evidence {
                types: JsonTypes::OBJECT,
                values: Vec::new(),
                members: shape.fields.iter().map(member).collect(),
                known: names.collect(),
                open: true,
            }
        }
    }
}

/// Looks into the members of a type's values, which takes longer: what types they have, and
/// what members of their own.
pub(crate) fn look_inside<'t>(types: Drafts<'t>, ty: &'t TypeRef, markers: &mut [Marker]) {
    look_at_depth(types, ty, markers, 0);
}

fn look_at_depth<'t>(types: Drafts<'t>, ty: &'t TypeRef, markers: &mut [Marker], depth: usize) {
    let Some(fields) = fields(types, ty, 0) else {
        return;
    };
    for (marker, field) in markers.iter_mut().zip(fields) {
        let inner = evidence(types, &field.ty, 0);
        marker.types = inner.types;
        if field.presence.is_nullable() {
            marker.types = marker.types.or(JsonTypes::NULL);
        }
        if depth < MAX_INSIDE {
            marker.members = inner.members;
            look_at_depth(types, &field.ty, &mut marker.members, depth + 1);
        }
    }
}

/// How deep members of members are looked at.
const MAX_INSIDE: usize = 2;

/// The fields of the struct that holds a type's members.
fn fields<'t>(types: Drafts<'t>, ty: &'t TypeRef, depth: usize) -> Option<&'t [Field]> {
    let inner = match types.resolve(ty) {
        TypeRef::Nullable(ty) | TypeRef::Boxed(ty) => ty,
        TypeRef::Named(id) => match types.shape(*id) {
            Shape::Struct(shape) => return Some(&shape.fields),
            Shape::Union(union) => union.common.as_ref()?,
            _ => return None,
        },
        _ => return None,
    };
    (depth < MAX_DEPTH).then(|| fields(types, inner, depth + 1))?
}

/// The only values of a member, where it has a list of them and is never null.
fn constants<'t>(types: Drafts<'t>, field: &'t Field) -> Vec<Literal> {
    if field.presence.is_nullable() {
        return Vec::new();
    }
    match types.resolve(&field.ty) {
        TypeRef::Bool => field
            .constraints
            .only
            .map(Literal::Bool)
            .into_iter()
            .collect(),
        TypeRef::Named(id) => values_of(types, *id),
        _ => Vec::new(),
    }
}

fn values_of(types: Drafts<'_>, id: TypeId) -> Vec<Literal> {
    match types.shape(id) {
        Shape::Enum(shape) => {
            let names = shape.variants.iter().map(|one| one.wire_name.clone());
            names.map(Literal::Text).collect()
        }
        Shape::Values(shape) => (shape.variants.iter())
            .map(|one| one.value.clone())
            .collect(),
        _ => Vec::new(),
    }
}

fn type_of(value: &Literal) -> JsonTypes {
    match value {
        Literal::Text(_) | Literal::Variant(..) => JsonTypes::STRING,
        Literal::Number(Number::Integer(_)) => JsonTypes::INTEGER,
        Literal::Number(Number::Float(_)) => JsonTypes::FRACTION,
        Literal::Bool(_) => JsonTypes::BOOL,
        Literal::Null => JsonTypes::NULL,
        Literal::Texts(_) => JsonTypes::ARRAY,
        Literal::Json(_) => JsonTypes::ALL,
    }
}
