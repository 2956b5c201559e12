//! Which schemas are sent with requests, and which are received with responses.
//!
//! In: a description that has passed the audit, its path items in place. Out: for the place of
//! any schema, its direction: that of the parameter, request body or response that it stands in,
//! and of everything that refers to it or to what it stands in. It decides whether a member that
//! is `readOnly` or `writeOnly` can be required. Callbacks and webhooks are requests of the
//! service and count for nothing, nor does what nothing refers to. Deliberately absent: what a
//! discriminator names, which it does not send.

use std::collections::{HashMap, HashSet};
use std::iter::successors;

use serde_yaml::Value;

use crate::codegen::document::inheritance::Inheritance;
use crate::codegen::document::keywords::{DEFINITIONS, Kind, Node, ValueKind, walk};
use crate::codegen::source::Pointer;

/// Where a schema goes; either, both or neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// With requests, to the service.
    pub sent: bool,
    /// With responses, from the service.
    pub received: bool,
}

impl Direction {
    const SENT: Self = Self {
        sent: true,
        received: false,
    };
    const RECEIVED: Self = Self {
        sent: false,
        received: true,
    };

    /// Returns the direction of all that stands in an object, if its kind has one.
    fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Parameter | Kind::RequestBody => Some(Self::SENT),
            Kind::Response => Some(Self::RECEIVED),
            _ => None,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            sent: self.sent || other.sent,
            received: self.received || other.received,
        }
    }
}

/// The directions of all schemas of a description.
#[derive(Clone, Debug, Default)]
pub struct Directions {
    /// Parameters, request bodies, responses, and what they refer to; each with the direction of
    /// all that stands in it.
    places: HashMap<Pointer, Direction>,
    /// Places in those that hold definitions, which go nowhere by themselves.
    definitions: HashSet<Pointer>,
}

impl Directions {
    /// Returns the direction of the schema in a place.
    pub fn at(&self, schema: &Pointer) -> Direction {
        let outwards = successors(Some(schema.clone()), Pointer::parent);
        outwards
            .take_while(|place| !self.definitions.contains(place))
            .filter_map(|place| self.places.get(&place))
            .fold(Direction::default(), |all, one| all.and(*one))
    }
}

/// What something refers to, and the direction that it has by that.
type Open = (Pointer, ValueKind, Direction);

/// Finds the directions.
pub(super) fn directions(raw: &Value, inheritance: &Inheritance) -> Directions {
    let paths = Pointer::root().child("paths");
    let paths = (paths, ValueKind::Object(Kind::Paths), Direction::default());
    let mut search = Search {
        inheritance,
        found: Directions::default(),
        bases: HashMap::new(),
        open: vec![paths],
    };
    while let Some((root, takes, direction)) = search.open.pop() {
        if let Some(value) = root.resolve(raw) {
            walk(value, takes, &mut |node| {
                search.node(node, &root, direction)
            });
        }
    }
    search.found
}

/// Directions, while they are looked for.
struct Search<'i> {
    inheritance: &'i Inheritance,
    found: Directions,
    /// The bases whose children have a direction already.
    bases: HashMap<Pointer, Direction>,
    open: Vec<Open>,
}

impl Search<'_> {
    /// Notes what stands in a place below a root with a direction, and what it refers to.
    fn node(&mut self, node: &Node<'_>, root: &Pointer, direction: Direction) -> bool {
        let Some(kind) = node.takes.kind() else {
            let is_definitions = node
                .keyword
                .is_some_and(|keyword| DEFINITIONS.contains(&keyword.name));
            if is_definitions {
                let place = root.join(&node.at.pointer());
                self.found.definitions.insert(place);
            }
            return !is_definitions;
        };
        if kind == Kind::Callback {
            return false;
        }
        if let Some(target) = node.reference().and_then(Pointer::parse) {
            let mut around = node.outwards().filter_map(|node| node.takes.kind());
            let direction = around.find_map(Direction::of).unwrap_or(direction);
            if self.inheritance.base(&target).is_some() {
                let at = root.join(&node.at.pointer());
                if !self.inheritance.is_inherited(&at) {
                    self.children(&target, direction);
                }
            }
            if self.found.mark(target.clone(), direction) {
                self.open.push((target, node.takes, direction));
            }
        } else if let Some(direction) = Direction::of(kind) {
            self.found.mark(root.join(&node.at.pointer()), direction);
        }
        true
    }

    /// Notes a direction of a base for the schemas that inherit from it.
    fn children(&mut self, base: &Pointer, direction: Direction) {
        let mut bases = vec![base.clone()];
        while let Some(at) = bases.pop() {
            let Some(base) = self.inheritance.base(&at) else {
                continue;
            };
            if !add(self.bases.entry(at).or_default(), direction) {
                continue;
            }
            for child in &base.children {
                if self.found.mark(child.clone(), direction) {
                    let takes = ValueKind::Object(Kind::Schema);
                    self.open.push((child.clone(), takes, direction));
                }
                bases.push(child.clone());
            }
        }
    }
}

/// Adds a direction to those that are known. Returns whether it is new there.
fn add(known: &mut Direction, direction: Direction) -> bool {
    let all = known.and(direction);
    std::mem::replace(known, all) != all
}

impl Directions {
    /// Notes a direction of a place. Returns whether it is new there.
    fn mark(&mut self, place: Pointer, direction: Direction) -> bool {
        add(self.places.entry(place).or_default(), direction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reference into the inside of an operation.
    #[test]
    fn a_reference_into_a_response_is_one_to_what_is_received() {
        let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    get:
      parameters: [{name: a, in: query, schema: {$ref: '#/paths/~1b/get/responses/200/content/x~1y/schema'}}]
  /b:
    get:
      responses: {'200': {description: d, content: {x/y: {schema: {items: {$ref: '#/components/schemas/A/$defs/B'}}}}}}
components:
  schemas:
    A: {$defs: {B: {}, C: {}}}
    D: {$defs: {E: {$ref: '#/components/schemas/A'}}}
";
        let raw = serde_yaml::from_str(text).unwrap();
        let directions = directions(&raw, &Inheritance::default());
        for (place, sent, received) in [
            (
                "#/paths/~1b/get/responses/200/content/x~1y/schema",
                true,
                true,
            ),
            (
                "#/paths/~1b/get/responses/200/content/x~1y/schema/items",
                true,
                true,
            ),
            ("#/components/schemas/A/$defs/B", true, true),
            ("#/components/schemas/A/$defs/B/items", true, true),
            ("#/components/schemas/A/$defs/C", false, false),
            ("#/components/schemas/A", false, false),
            ("#/components/schemas/D", false, false),
        ] {
            let expected = Direction { sent, received };
            assert_eq!(
                directions.at(&Pointer::parse(place).unwrap()),
                expected,
                "{place}"
            );
        }
    }
}
