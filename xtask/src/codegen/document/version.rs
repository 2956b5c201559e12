//! Which OpenAPI a description is.
//!
//! In: the value. Out: the version, or one sentence saying why there is none. Nothing
//! else is looked at before. 3.2 is read as 3.1: what it adds the audit refuses by name.
//! Deliberately absent: Swagger 2.0, whose documents have another shape.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::source::{Pointer, quoted};

/// The version of OpenAPI that a description is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Version {
    /// OpenAPI 3.0.
    V3_0,
    /// OpenAPI 3.1, or a 3.2 that uses nothing newer.
    V3_1,
    /// OpenAPI 3.2, which the tables of keywords know; no description is read as one yet.
    V3_2,
}

impl Version {
    pub(super) const LATEST: Self = Self::V3_2;
}

const HELP: &str = "the description begins with `openapi: 3.1.0` or another 3.0 or 3.1 version";

/// Returns the version that the description states.
pub(super) fn check(raw: &Value, diagnostics: &mut Diagnostics) -> Option<Version> {
    let root = Pointer::root();
    let openapi = root.child("openapi");
    let help = Some(HELP.to_owned());
    let (code, at, message, help) = match raw.get("openapi") {
        _ if !raw.is_mapping() => {
            let message = "an OpenAPI description is an object".to_owned();
            (Code::NOT_OPENAPI, root, message, help)
        }
        Some(Value::String(text)) => {
            let numbers: Vec<&str> = text.split('.').take(2).collect();
            match numbers.as_slice() {
                ["3", "0"] if has_patch(text) => return Some(Version::V3_0),
                ["3", "1" | "2"] if has_patch(text) => return Some(Version::V3_1),
                _ => {}
            }
            let message = format!("OpenAPI {} is not supported, 3.0 and 3.1 are", quoted(text));
            let help = "write `openapi: 3.0.3` or `openapi: 3.1.0`, whichever it is";
            (
                Code::UNSUPPORTED_VERSION,
                openapi,
                message,
                Some(help.to_owned()),
            )
        }
        Some(Value::Number(number)) => {
            // Where texts are read as such, this one is complained about.
            let text = Value::String(number.to_string());
            let object = Mapping::from_iter([(Value::from("openapi"), text)]);
            return check(&Value::Mapping(object), diagnostics);
        }
        Some(_) => {
            let message = "the version of OpenAPI is text".to_owned();
            (Code::NOT_OPENAPI, openapi, message, help)
        }
        None if raw.get("swagger").is_some() => {
            let message = "Swagger 2.0 is not supported, OpenAPI 3.0 and 3.1 are".to_owned();
            let help = "convert the description first, for example with `swagger2openapi`";
            let at = root.child("swagger");
            (
                Code::UNSUPPORTED_VERSION,
                at,
                message,
                Some(help.to_owned()),
            )
        }
        None => {
            let message = "the keyword `openapi` is missing".to_owned();
            (Code::NOT_OPENAPI, root, message, help)
        }
    };
    diagnostics.report(code, &at, message).help_if(help);
    None
}

/// Whether the third number is one, or left out.
fn has_patch(text: &str) -> bool {
    let mut parts = text.splitn(3, '.').skip(2);
    parts.next().is_none_or(|patch| {
        let number = patch.split_once('-').map_or(patch, |(number, _)| number);
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        let rows = [
            ("openapi: 3.0.3", Ok(Version::V3_0)),
            ("openapi: '3.0'", Ok(Version::V3_0)),
            ("openapi: 3.1.1", Ok(Version::V3_1)),
            ("openapi: 3.1.0-rc0", Ok(Version::V3_1)),
            ("openapi: 3.2.0", Ok(Version::V3_1)),
            ("openapi: 3.1", Ok(Version::V3_1)),
            ("openapi: 3.3.0", Err("OpenAPI `3.3.0` is not supported")),
            ("openapi: 3.1.0.0", Err("is not supported")),
            ("openapi: 3.1.", Err("is not supported")),
            ("openapi: 2.0", Err("OpenAPI `2.0` is not supported")),
            ("openapi: banana", Err("OpenAPI `banana` is not supported")),
            ("openapi: ~", Err("is text")),
            ("openapi: [3, 1, 0]", Err("is text")),
            ("swagger: '2.0'", Err("Swagger 2.0 is not supported")),
            ("info: {}", Err("`openapi` is missing")),
            ("[openapi]", Err("is an object")),
        ];
        for (text, expected) in rows {
            let mut diagnostics = Diagnostics::new();
            let version = check(&serde_yaml::from_str(text).unwrap(), &mut diagnostics);
            match expected {
                Ok(expected) => assert_eq!(version, Some(expected), "{text}"),
                Err(message) => {
                    assert_eq!((version, diagnostics.len()), (None, 1), "{text}");
                    assert!(
                        diagnostics
                            .iter()
                            .all(|one| one.message().contains(message)),
                        "{text}: {diagnostics:?}"
                    );
                }
            }
        }
    }
}
