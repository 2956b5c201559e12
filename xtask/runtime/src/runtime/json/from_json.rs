//! Reading values: what the generated types are made of.
//!
//! In: a node of a document. Out: a value. Deliberately absent: objects with fields (see
//! `members.rs`), enumerations and unions, which the generated half describes.
//!
//! Reading gives a value in any case, so that nothing is compiled for the case that it fails; where
//! there was a fault the value means nothing, and is dropped at the end.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Faults, Node};

/// A type that is read from JSON.
pub(crate) trait FromJson: Sized {
    /// Reads a value, and tells what is wrong with it.
    fn from_json(node: Node<'_>, faults: &mut Faults) -> Self;
}

impl FromJson for String {
    fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
        match node.text() {
            Some(text) => text.to_owned(),
            None => {
                faults.unlike(node, "a string");
                Self::new()
            }
        }
    }
}

impl FromJson for bool {
    fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
        node.bool().unwrap_or_else(|| {
            faults.unlike(node, "a boolean");
            false
        })
    }
}

macro_rules! integers {
    ($($integer:ident)*) => {$(
        impl FromJson for $integer {
            fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
                if let Ok(integer) = node.number().unwrap_or_default().parse() {
                    return integer;
                }
                match node.integer().map(TryInto::try_into) {
                    Some(Ok(integer)) => return integer,
                    Some(Err(_)) => faults.unfit(node, stringify!($integer)),
                    None => faults.unlike(node, stringify!($integer)),
                }
                0
            }
        }
    )*};
}
integers!(i32 i64 u32 u64);

macro_rules! floats {
    ($($float:ident)*) => {$(
        impl FromJson for $float {
            fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
                match node.number().map(str::parse::<$float>) {
                    Some(Ok(float)) if float.is_finite() => return float,
                    Some(_) => faults.unfit(node, stringify!($float)),
                    None => faults.unlike(node, stringify!($float)),
                }
                0.0
            }
        }
    )*};
}
floats!(f32 f64);

impl FromJson for Value {
    fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
        node.to_value(faults)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
        if node.is_null() {
            return None;
        }
        Some(T::from_json(node, faults))
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
        Self::new(T::from_json(node, faults))
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
        let mut items = Self::with_capacity(node.len());
        node.each_item(faults, &mut |item, faults| {
            items.push(T::from_json(item, faults));
        });
        items
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
        let mut map = Self::new();
        node.each_member(faults, &mut |name, value, faults| {
            map.insert(name.to_owned(), T::from_json(value, faults));
        });
        map
    }
}
