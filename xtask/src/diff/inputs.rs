//! Parameters, and parts of a form: how they are sent, and what sets them.
//!
//! In: the inputs of two operations that stand for each other. Out: what differs. Query,
//! headers, cookies and parts are looked at by themselves: a header and a cookie may have
//! one name. Deliberately absent: path parameters, which are arguments.

use std::collections::HashMap;

use super::Bump;
use super::comparison::Comparison;
use super::fields::{Owner, counterparts};
use super::words;
use crate::codegen::model::{Field, ParameterLocation, ParameterStruct, Setter, Style};
use crate::codegen::source::Pointer;

/// What inputs are called.
const NOUNS: [&str; 4] = ["query parameter", "header", "cookie", "part"];

impl Comparison<'_> {
    /// Query parameters, headers and cookies, or parts of a form.
    pub(super) fn inputs(
        &mut self,
        label: &str,
        (old, new): (Option<&ParameterStruct>, Option<&ParameterStruct>),
        at: (&Pointer, &Pointer),
    ) {
        if let (Some(old), Some(new)) = (old, new) {
            self.name("the type", (&old.ident, &new.ident), at);
            let was = self.old.types.traits_of(&old.fields);
            let is = self.new.types.traits_of(&new.fields);
            self.equality(label, (was, is), at);
        }
        for noun in NOUNS {
            let owner = Owner {
                name: label,
                noun: Some(noun),
                at,
                sent: true,
            };
            let (old, new) = (Sent::of(old, noun), Sent::of(new, noun));
            self.fields(&owner, &old.fields, &new.fields);
            self.setters(
                &owner,
                (&old.fields, &old.setters),
                (&new.fields, &new.setters),
            );
            self.locations(&owner, &old, &new);
        }
    }

    fn locations(&mut self, owner: &Owner<'_>, old: &Sent, new: &Sent) {
        let found = counterparts(&old.fields, &new.fields, self.view.names);
        for ((was, place), found) in old.fields.iter().zip(&old.locations).zip(found) {
            let other = found.and_then(|at| new.fields.get(at).zip(new.locations.get(at)));
            let Some((is, new_place)) = other.filter(|(_, new_place)| *new_place != place) else {
                continue;
            };
            let label = owner.label(was);
            self.report(
                Bump::Patch,
                format!("{label} is sent {}, was {}", sent(new_place), sent(place)),
                "the same call, written in another way",
                (&was.origin, &is.origin),
            );
        }
    }

    /// The methods that set fields: which there are, and those that are not called like the fields.
    pub(super) fn setters(
        &mut self,
        owner: &Owner<'_>,
        (old_fields, old_setters): (&[Field], &[Setter]),
        (new_fields, new_setters): (&[Field], &[Setter]),
    ) {
        let named = |fields: &[Field], setters: &[Setter]| -> HashMap<String, Setter> {
            let name = |setter: &Setter| Some(fields.get(setter.field)?.wire_name.clone());
            setters
                .iter()
                .filter_map(|setter| Some((name(setter)?, setter.clone())))
                .collect()
        };
        let (old, new) = (
            named(old_fields, old_setters),
            named(new_fields, new_setters),
        );
        let mut both: Vec<_> = old
            .iter()
            .filter_map(|(name, old)| Some((name, old, new.get(name)?)))
            .collect();
        both.sort_by_key(|(name, ..)| *name);
        for (name, old, new) in both {
            let setter = format!("a setter of {} of {},", words::code(name), owner.name);
            self.name(&setter, (&old.ident, &new.ident), owner.at);
            if let (Some(old), Some(new)) = (&old.clear, &new.clear) {
                self.name(&setter, (old, new), owner.at);
            }
        }
        for was in old_fields {
            let is = new_fields.iter().find(|is| is.wire_name == was.wire_name);
            let Some(is) = is.filter(|is| is.annotations.read_only != was.annotations.read_only)
            else {
                continue;
            };
            let name = &was.wire_name;
            let (bump, verb, why) = match (old.contains_key(name), new.contains_key(name)) {
                (true, false) => (
                    Bump::Major,
                    "has no setter any more",
                    "the service sets it; it can still be given with the whole body",
                ),
                (false, true) => (
                    Bump::Minor,
                    "has a setter",
                    "it is no longer the service that sets it",
                ),
                _ => continue,
            };
            let at = (&was.origin, &is.origin);
            let what = format!("{} of {} {verb}", words::code(name), owner.name);
            self.report(bump, what, why, at);
        }
    }
}

/// The inputs of one noun.
#[derive(Default)]
struct Sent {
    fields: Vec<Field>,
    locations: Vec<ParameterLocation>,
    /// By the place of their field among these.
    setters: Vec<Setter>,
}

impl Sent {
    fn of(inputs: Option<&ParameterStruct>, noun: &str) -> Self {
        let Some(inputs) = inputs else {
            return Self::default();
        };
        let ParameterStruct {
            fields,
            locations,
            setters,
            ident: _,
            // A private field, and a word of its documentation.
            slot: _,
            noun: _,
        } = inputs;
        let mut own = Self::default();
        for (index, (field, place)) in fields.iter().zip(locations).enumerate() {
            if self::noun(place) == noun {
                let setters = setters.iter().filter(|setter| setter.field == index);
                own.setters.extend(setters.map(|setter| Setter {
                    field: own.fields.len(),
                    ..setter.clone()
                }));
                own.fields.push(field.clone());
                own.locations.push(place.clone());
            }
        }
        own
    }
}

fn noun(place: &ParameterLocation) -> &'static str {
    match place {
        ParameterLocation::Query(_) => "query parameter",
        ParameterLocation::Header(_) => "header",
        ParameterLocation::Cookie(_) => "cookie",
        ParameterLocation::Part(_) | ParameterLocation::File(_) => "part",
    }
}

fn sent(place: &ParameterLocation) -> String {
    match place {
        ParameterLocation::Query(style) => format!("in the query, {}", self::style(*style)),
        ParameterLocation::Header(style) => format!("in a header, {}", self::style(*style)),
        ParameterLocation::Cookie(style) => format!("in a cookie, {}", self::style(*style)),
        ParameterLocation::Part(Some(media_type)) => format!("as {}", words::code(media_type)),
        ParameterLocation::Part(None) => "as a part".to_owned(),
        ParameterLocation::File(media_type) => format!("as a file of {}", words::code(media_type)),
    }
}

pub(super) fn style(style: Style) -> String {
    let (explode, reserved) = match style {
        Style::Simple { explode } | Style::Label { explode } | Style::Matrix { explode } => {
            (explode, false)
        }
        Style::Form { explode, reserved } => (explode, reserved),
        Style::Reserved => (false, true),
        _ => (false, false),
    };
    let reserved = if reserved {
        " with reserved characters"
    } else {
        ""
    };
    let explode = if explode { " and exploded" } else { "" };
    format!("{}{reserved}{explode}", style.name())
}
