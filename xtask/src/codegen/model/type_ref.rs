//! Uses of types.

use crate::codegen::model::TypeId;

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeRef {
    /// A type of [`Types`](super::Types).
    Named(TypeId),
    /// `true` or `false`.
    Bool,
    /// A 32-bit integer.
    I32,
    /// A 64-bit integer.
    I64,
    /// A 32-bit integer from 0.
    U32,
    /// A 64-bit integer from 0.
    U64,
    /// A 32-bit floating-point number.
    F32,
    /// A 64-bit floating-point number.
    F64,
    /// Text.
    String,
    /// Any JSON value.
    Json,
    /// A file. Only parts of forms have this type.
    File,
    /// An array.
    List(Box<TypeRef>),
    /// An object whose members all have this type.
    Map(Box<TypeRef>),
    /// Null, or this.
    Nullable(Box<TypeRef>),
    /// The same on the heap, where a type contains itself.
    Boxed(Box<TypeRef>),
}

impl TypeRef {
    /// Returns what it comes to when other names for it are taken off; `alias` tells what a
    /// type is another name for.
    pub fn resolve<'t>(&'t self, alias: impl Fn(TypeId) -> Option<&'t Self>) -> &'t Self {
        let mut ty = self;
        while let Self::Named(id) = ty {
            match alias(*id) {
                Some(inner) => ty = inner,
                None => break,
            }
        }
        ty
    }

    /// Returns whether it holds a floating-point number, named types aside.
    pub fn has_float(&self) -> bool {
        match self {
            Self::F32 | Self::F64 => true,
            Self::List(ty) | Self::Map(ty) | Self::Nullable(ty) | Self::Boxed(ty) => ty.has_float(),
            _ => false,
        }
    }

    /// Returns the named type at the heart of a use.
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::List(ty) | Self::Map(ty) | Self::Nullable(ty) | Self::Boxed(ty) => ty.named(),
            Self::Bool
            | Self::I32
            | Self::I64
            | Self::U32
            | Self::U64
            | Self::F32
            | Self::F64
            | Self::String
            | Self::File
            | Self::Json => None,
        }
    }
}
