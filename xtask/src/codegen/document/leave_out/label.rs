//! What things of a description are called.
//!
//! In: the place of something that is left out. Out: what users know it by, such as "the
//! parameter `limit` of `GET /pets`". Deliberately absent: markup; whoever shows it makes it safe.

use serde_yaml::Value;

use super::thing::{Step, steps};
use crate::codegen::document::keywords::Kind;
use crate::codegen::source::{Pointer, quoted};

/// Names what stands in a place.
pub(super) fn label(raw: &Value, at: &Pointer) -> String {
    let steps = steps(at);
    let Some(own) = steps.len().checked_sub(1) else {
        return quoted(&at.to_string());
    };
    let mut label = name(raw, &steps, own).unwrap_or_else(|| keyword(&steps, own));
    let mut inner = own;
    // Nothing around an operation, a path or a component needs to be named.
    while !is_whole(&steps, inner) && inner > 0 {
        inner -= 1;
        if let Some(outer) = name(raw, &steps, inner) {
            label = format!("{label} of {outer}");
        }
    }
    label
}

fn kind(steps: &[Step], index: usize) -> Option<Kind> {
    steps.get(index)?.takes.kind()
}

fn outer_kind(steps: &[Step], back: usize, index: usize) -> Option<Kind> {
    kind(steps, index.checked_sub(back)?)
}

/// Whether a name says all.
fn is_whole(steps: &[Step], index: usize) -> bool {
    matches!(kind(steps, index), Some(Kind::Operation | Kind::PathItem))
        || outer_kind(steps, 2, index) == Some(Kind::Components)
}

/// The name of something that users know; nothing for what only leads there.
fn name(raw: &Value, steps: &[Step], index: usize) -> Option<String> {
    let step = &steps[index];
    let last = step.at.last()?;
    if outer_kind(steps, 2, index) == Some(Kind::Components) {
        let noun = kind(steps, index).map_or("a component", Kind::label);
        let noun = noun.trim_start_matches("a ").trim_start_matches("an ");
        return Some(format!("the {noun} {}", quoted(&last)));
    }
    let list = index.checked_sub(1).and_then(|index| steps[index].keyword);
    let list = list.map_or("", |keyword| keyword.name);
    Some(match kind(steps, index) {
        Some(Kind::Operation) => {
            let path = step.at.parent()?;
            let path = path.last()?;
            format!("`{} {path}`", last.to_ascii_uppercase())
        }
        Some(Kind::PathItem) if outer_kind(steps, 1, index) == Some(Kind::Paths) => {
            format!("the path `{last}`")
        }
        Some(Kind::RequestBody) => "the request body".to_owned(),
        Some(Kind::Response) => format!("the response {}", quoted(&last)),
        Some(Kind::MediaType) => format!("the media type {}", quoted(&last)),
        Some(Kind::Parameter) => format!("the parameter {}", named(raw, &step.at, "name")),
        Some(Kind::Server) => format!("the server {}", named(raw, &step.at, "url")),
        Some(Kind::Tag) => format!("the tag {}", named(raw, &step.at, "name")),
        None if list == "security" => {
            let alternative = step.at.resolve(raw).and_then(Value::as_mapping);
            let schemes = alternative.into_iter().flat_map(serde_yaml::Mapping::keys);
            let schemes: Vec<&str> = schemes.filter_map(Value::as_str).collect();
            format!(
                "the security alternative {}",
                quoted(&schemes.join(" and "))
            )
        }
        _ => return None,
    })
}

/// What a member of an object says it is called.
fn named(raw: &Value, at: &Pointer, member: &str) -> String {
    let object = at.chain(raw).last();
    let name = object.and_then(|(_, object)| object.get(member)?.as_str());
    name.map_or_else(|| quoted(&at.to_string()), quoted)
}

/// A keyword, or an entry of one.
fn keyword(steps: &[Step], index: usize) -> String {
    let last = |index: usize| steps[index].at.last().unwrap_or_default().into_owned();
    match steps[index].keyword {
        Some(_) => quoted(&last(index)),
        None if index > 0 => quoted(&format!("{}/{}", last(index - 1), last(index))),
        None => "the description".to_owned(),
    }
}
