//! What openapiv3 reads: everything but schemas.
//!
//! In: a value that has passed the audit. Out: the same as openapiv3's types, and what
//! its references lead to, by the place where that stands. Schemas are read by lowering,
//! in their own dialect and in their own place; openapiv3 sees an empty reference there.
//! Deliberately absent: what it has no place for, callbacks, links and all that came
//! after 3.0, and components that nothing refers to.

use std::collections::HashMap;
use std::thread;

use openapiv3::{OpenAPI, Parameter, ReferenceOr, RequestBody, Response, SecurityScheme};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use crate::codegen::document::Version;
use crate::codegen::document::keywords::{Keyword, Kind, ValueKind, walk};
use crate::codegen::source::Pointer;

/// The stack on which openapiv3 runs: its frames are large, and a value may be 128 levels deep.
const STACK: usize = 64 << 20;

/// What references lead to that are to no schemas.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// Where a chain of references ends, by where it begins.
    ends: HashMap<Pointer, Pointer>,
    parameters: HashMap<Pointer, Parameter>,
    request_bodies: HashMap<Pointer, RequestBody>,
    responses: HashMap<Pointer, Response>,
    security_schemes: HashMap<Pointer, SecurityScheme>,
}

/// What a reference may lead to.
pub trait Target: Sized {
    /// Returns all that references lead to, by place.
    fn all(targets: &Targets) -> &HashMap<Pointer, Self>;
}

macro_rules! target {
    ($ty:ty, $field:ident) => {
        impl Target for $ty {
            fn all(targets: &Targets) -> &HashMap<Pointer, Self> {
                &targets.$field
            }
        }
    };
}

target!(Parameter, parameters);
target!(RequestBody, request_bodies);
target!(Response, responses);
target!(SecurityScheme, security_schemes);

impl Targets {
    /// Returns what stands in a place, itself or behind a reference, and where. The audit
    /// has seen that every reference leads to something of its kind.
    pub fn resolve<'d, T: Target>(
        &'d self,
        reference: &'d ReferenceOr<T>,
        at: &Pointer,
    ) -> Option<(&'d T, Pointer)> {
        match reference {
            ReferenceOr::Item(item) => Some((item, at.clone())),
            ReferenceOr::Reference { reference } => {
                let end = self.ends.get(&Pointer::parse(reference)?)?;
                Some((T::all(self).get(end)?, end.clone()))
            }
        }
    }

    fn add(&mut self, raw: &Value, kind: Kind, start: Pointer) -> Result<(), serde_yaml::Error> {
        // The audit has seen that every chain of references ends.
        let Some((end, value)) = start.chain(raw).last() else {
            return Ok(());
        };
        let value = || skeleton(value, ValueKind::Object(kind));
        match kind {
            Kind::Parameter => insert(&mut self.parameters, &end, value)?,
            Kind::RequestBody => insert(&mut self.request_bodies, &end, value)?,
            Kind::Response => insert(&mut self.responses, &end, value)?,
            Kind::SecurityScheme => insert(&mut self.security_schemes, &end, value)?,
            _ => return Ok(()),
        }
        self.ends.insert(start, end);
        Ok(())
    }
}

fn insert<T: DeserializeOwned>(
    all: &mut HashMap<Pointer, T>,
    at: &Pointer,
    value: impl FnOnce() -> Value,
) -> Result<(), serde_yaml::Error> {
    if !all.contains_key(at) {
        all.insert(at.clone(), T::deserialize(value())?);
    }
    Ok(())
}

/// Reads a description. It is read on a thread of its own, because openapiv3 recurses
/// deeply, and because a panic of it must not become one of ours.
pub(super) fn read(raw: &Value) -> Result<(OpenAPI, Targets), String> {
    thread::scope(|scope| {
        let reader = thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || all(raw));
        match reader.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result.map_err(|error| error.to_string()),
            Ok(Err(_)) => Err("it stopped unexpectedly".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    })
}

fn all(raw: &Value) -> Result<(OpenAPI, Targets), serde_yaml::Error> {
    let openapi = OpenAPI::deserialize(skeleton(raw, ValueKind::DOCUMENT))?;
    let mut starts: Vec<(Kind, Pointer)> = Vec::new();
    walk(raw, ValueKind::DOCUMENT, &mut |node| {
        if let (ValueKind::Reference(kind), Some(target)) = (node.takes, node.reference()) {
            starts.extend(Pointer::parse(target).map(|pointer| (kind, pointer)));
        }
        !matches!(node.kind, Some(Kind::Callback | Kind::Schema))
    });
    let mut targets = Targets::default();
    for (kind, start) in starts {
        if !targets.ends.contains_key(&start) {
            targets.add(raw, kind, start)?;
        }
    }
    Ok((openapi, targets))
}

/// What openapiv3 need not see: schemas are found by where they stand, and lowering follows
/// no callbacks, links and headers of responses.
fn is_left_out(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Operation => name == "callbacks",
        Kind::Response => matches!(name, "links" | "headers"),
        Kind::Components => name != "securitySchemes",
        Kind::Encoding => name == "headers",
        _ => false,
    }
}

/// A copy of a value in which an empty reference stands for every schema.
fn skeleton(value: &Value, takes: ValueKind) -> Value {
    let kind = takes.kind_at(value);
    if takes.kind() == Some(Kind::Schema) {
        return Value::Mapping(Mapping::from_iter([("$ref".into(), "#".into())]));
    }
    let members = match (value, takes) {
        (Value::Sequence(items), ValueKind::List(inner)) => {
            let items = items.iter().map(|item| skeleton(item, *inner));
            return Value::Sequence(items.collect());
        }
        (Value::Mapping(members), _) => members,
        _ => return value.clone(),
    };
    let mut copy = Mapping::with_capacity(members.len());
    for (key, member) in members {
        let Some(name) = key.as_str() else { continue };
        let Some((takes, keyword)) = takes.member(kind, name) else {
            return value.clone();
        };
        let is_known = |keyword: &Keyword| keyword.is_known_in(Version::V3_0);
        let is_left_out = kind.is_some_and(|kind| is_left_out(kind, name));
        if keyword.is_none_or(is_known) && !is_left_out {
            copy.insert(key.clone(), skeleton(member, takes));
        }
    }
    // Both may be left out in 3.1.
    let required = match kind {
        Some(Kind::Document) => Some("paths"),
        Some(Kind::Operation) => Some("responses"),
        _ => None,
    };
    if let Some(name) = required {
        let empty = || Value::Mapping(Mapping::new());
        copy.entry(Value::from(name)).or_insert_with(empty);
    }
    Value::Mapping(copy)
}
