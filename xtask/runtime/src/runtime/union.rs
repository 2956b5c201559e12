//! Values of one of several types: which one it is, told by what the value looks like.
//!
//! In: JSON, and what each alternative looks like. Out: the alternative that fits, or an unknown
//! value. Deliberately absent: that more than one may fit at once; the one that knows most of the
//! members is taken.
//!
//! A value is read as plain JSON first, then held against the [`Form`] of each alternative. What
//! fits none is kept as it is, so that a new alternative of the service does not break old clients.
//! What fits exactly one must be readable as that one; otherwise the fault is reported, as for any
//! other type.

use std::any::TypeId;

use serde_json::Value;

use super::json::{Faults, Node, ToJson};
use super::literal::Literal;

/// What the generated half says about a union; [`union!`] makes the rest of it.
pub(crate) trait Union: ToJson + Sized + 'static {
    /// The name of the type, for messages.
    const NAME: &'static str;

    /// The member whose text names the alternative, where there is one.
    const TAG: Option<&'static str>;

    /// What values of the alternatives look like, in the order in which they are tried.
    const FORMS: &'static [Form];

    /// Reads a value as the alternative of this place.
    fn read(form: usize, node: Node<'_>, faults: &mut Faults) -> Self;

    /// Keeps a value that is none of the alternatives.
    fn from_unknown(value: Value) -> Self;

    /// Whether the value is one of the alternatives, all the way down.
    fn is_known(&self) -> bool;
}

/// What the values of an alternative look like.
#[derive(Debug)]
pub(crate) struct Form {
    /// The texts of the tag that mean it.
    pub(crate) tags: &'static [&'static str],
    /// The types of JSON values that it may be, as bits: null, boolean, integer, fraction, string,
    /// array, object.
    pub(crate) types: u8,
    /// Its only values; empty where it has no list of them.
    pub(crate) values: &'static [Literal],
    /// The members that tell something.
    pub(crate) members: &'static [Sign],
    /// The names of all its members.
    pub(crate) known: &'static [&'static str],
}

impl Form {
    /// Looks like anything.
    pub(crate) const ANY: Self = Self {
        tags: &[],
        types: 127,
        values: &[],
        members: &[],
        known: &[],
    };

    fn fits(&self, node: Node<'_>) -> bool {
        self.types & type_of(node) != 0 && is_listed(self.values, node) && allow(self.members, node)
    }

    /// How many members of a value it names.
    fn knows(&self, node: Node<'_>) -> usize {
        let known = |(name, _): &(&str, Node<'_>)| self.known.contains(name);
        node.members().filter(known).count()
    }
}

/// A member that tells something.
#[derive(Debug)]
pub(crate) struct Sign {
    pub(crate) name: &'static str,
    /// Whether it is always there.
    pub(crate) required: bool,
    /// Its only values; empty where it has no list of them.
    pub(crate) values: &'static [Literal],
    /// Those of its own members that tell something, where it is an object.
    pub(crate) members: &'static [Self],
}

impl Sign {
    /// A member that may be anything.
    #[allow(dead_code, reason = "a description needs some of it")]
    pub(crate) const ANY: Self = Self {
        name: "",
        required: false,
        values: &[],
        members: &[],
    };

    fn allows(&self, node: Node<'_>) -> bool {
        is_listed(self.values, node) && (self.members.is_empty() || allow(self.members, node))
    }
}

/// Whether a value is one of those that are listed, if any are.
fn is_listed(values: &[Literal], node: Node<'_>) -> bool {
    values.is_empty() || values.iter().any(|literal| literal.is(node))
}

/// Whether an object may be one with these members; of other values they say nothing.
fn allow(members: &[Sign], node: Node<'_>) -> bool {
    !node.is_object()
        || members.iter().all(|sign| match node.member(sign.name) {
            Some(member) => sign.allows(member),
            None => !sign.required,
        })
}

/// The type of a value, as a bit; an integer is a number too.
fn type_of(node: Node<'_>) -> u8 {
    match node {
        _ if node.is_null() => 1,
        _ if node.bool().is_some() => 2,
        _ if node.integer().is_some() => 4 | 8,
        _ if node.number().is_some() => 8,
        _ if node.text().is_some() => 16,
        _ if node.is_array() => 32,
        _ => 64,
    }
}

/// The alternatives that a value may be.
enum Fitting {
    One(usize),
    Several(Vec<usize>),
}

fn fitting(node: Node<'_>, tag: Option<&str>, forms: &[Form]) -> Fitting {
    let text = tag.and_then(|tag| node.member(tag)?.text());
    let told = |form: &Form| text.is_some_and(|text| form.tags.contains(&text));
    if let Some(form) = forms.iter().position(told) {
        return Fitting::One(form);
    }
    // Those with tags have none of this value.
    let untold = |form: &Form| tag.is_none() || form.tags.is_empty();
    let mut fitting: Vec<usize> = (0..forms.len())
        .filter(|&form| {
            forms
                .get(form)
                .is_some_and(|form| untold(form) && form.fits(node))
        })
        .collect();
    // Of objects, the one that knows most of the members; the order decides between equals.
    fitting.sort_by_key(|&form| {
        let knows = forms.get(form).map(|form| form.knows(node));
        std::cmp::Reverse(knows)
    });
    match fitting.as_slice() {
        [form] => Fitting::One(*form),
        _ => Fitting::Several(fitting),
    }
}

/// Reads a union.
pub(crate) fn read_union<T: Union>(node: Node<'_>, faults: &mut Faults) -> T {
    // The value means nothing any more; and one that is missing must not be looked for without end
    // in a union of types that hold the union again.
    if !faults.is_none() {
        return T::from_unknown(Value::Null);
    }
    let forms = match fitting(node, T::TAG, T::FORMS) {
        Fitting::One(form) => {
            let mut own = Faults::default();
            let read = T::read(form, node, &mut own);
            faults.inside(own, T::NAME);
            return read;
        }
        Fitting::Several(forms) => forms,
    };
    let union = TypeId::of::<T>();
    let forms = node.choice(union).map_or(forms, Vec::from_iter);
    let (tried, read) = read_first(node, &forms);
    // The first one is found again at once.
    if tried > 1 {
        node.choose(union, read.as_ref().map(|(form, _)| *form));
    }
    match read {
        Some((_, read)) => read,
        None => T::from_unknown(node.to_value(faults)),
    }
}

/// Reads a value as the first of several alternatives that it can be read as. Returns also how many
/// were tried.
fn read_first<T: Union>(node: Node<'_>, forms: &[usize]) -> (usize, Option<(usize, T)>) {
    // Null where a type allows none is read as absence. So of the types that an object with null
    // can be read as, the first is taken that writes all members again, else the first.
    let has_null = node.members().any(|(_, member)| member.is_null());
    let mut first = None;
    for (index, &form) in forms.iter().enumerate() {
        let mut own = Faults::default();
        let read = T::read(form, node, &mut own);
        if !own.is_none() || !read.is_known() {
            continue;
        }
        if !has_null || read.view().count() == node.len() {
            return (index + 1, Some((form, read)));
        }
        if first.is_none() {
            first = Some((form, read));
        }
    }
    (forms.len(), first)
}

/// Implements the rest of a type that is [`Union`].
macro_rules! union {
    ($type:ty) => {
        impl $crate::runtime::codegen::wire::FromJson for $type {
            fn from_json(
                node: $crate::runtime::codegen::wire::Node<'_>,
                faults: &mut $crate::runtime::codegen::wire::Faults,
            ) -> Self {
                $crate::runtime::codegen::wire::read_union(node, faults)
            }
        }

        $crate::runtime::codegen::wire::by_serde!($type);
    };
}
pub(crate) use union;

#[cfg(test)]
mod tests;
