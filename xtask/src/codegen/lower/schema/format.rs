//! Formats: the one table.
//!
//! In: the type and the `format` of a schema. Out: a Rust type.
//!
//! | type | format | Rust |
//! |---|---|---|
//! | `integer` | none, `int64`, any other | `i64` |
//! | | `int32`, `int16`, `int8` | `i32` |
//! | | `uint64` | `u64` |
//! | | `uint32`, `uint16`, `uint8` | `u32` |
//! | `number` | none, `double`, any other | `f64` |
//! | | `float` | `f32` |
//! | | `int32` and other formats of integers | as for `integer` |
//! | `string` | any | `String` |
//!
//! Text stays text. What a date, a UUID or an address is made of is left to the
//! crates that users have chosen for it already: this one would tie them to
//! another, refuse what the service writes slightly differently, and write it back
//! changed. `byte` is base64 text and `binary` is text within JSON, too: a body of
//! octets is no JSON. The documentation of a field tells its format.

use crate::codegen::lower::schema::sub_schema::Kind;
use crate::codegen::model::TypeRef;

/// The type of a value that is one number or one text.
pub(crate) fn scalar(kind: Kind, format: Option<&str>) -> TypeRef {
    match (kind, format) {
        (Kind::Integer | Kind::Number, Some("int32" | "int16" | "int8")) => TypeRef::I32,
        (Kind::Integer | Kind::Number, Some("uint32" | "uint16" | "uint8")) => TypeRef::U32,
        (Kind::Integer | Kind::Number, Some("uint64")) => TypeRef::U64,
        (Kind::Integer, _) | (Kind::Number, Some("int64")) => TypeRef::I64,
        (Kind::Number, Some("float")) => TypeRef::F32,
        (Kind::Number, _) => TypeRef::F64,
        (Kind::Boolean, _) => TypeRef::Bool,
        (Kind::String, _) => TypeRef::String,
        (Kind::Array, _) => TypeRef::List(Box::new(TypeRef::Json)),
        (Kind::Object, _) => TypeRef::Map(Box::new(TypeRef::Json)),
    }
}

/// Whether a format is documented: those that the Rust type shows are not.
pub(crate) fn is_documented(format: &str) -> bool {
    !matches!(
        format,
        "int8"
            | "int16"
            | "int32"
            | "int64"
            | "uint8"
            | "uint16"
            | "uint32"
            | "uint64"
            | "float"
            | "double"
            | "string"
    )
}
