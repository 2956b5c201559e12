//! Parameters, and parts of a form: how they are sent, and what sets them.
//!
//! In: the inputs of two operations that stand for each other. Out: what differs. Query,
//! headers, cookies and parts are looked at by themselves: a header and a cookie may have
//! one name. Deliberately absent: path parameters, which are arguments.

use std::collections::HashMap;

use super::Step;
use super::comparison::Comparison;
use super::fields::{Owner, counterparts};
use super::words;
use crate::codegen::model::{Field, Inputs, Place, Setter, Style};
use crate::codegen::source::Pointer;

/// What inputs are called.
const NOUNS: [&str; 4] = ["query parameter", "header", "cookie", "part"];

impl Comparison<'_> {
    /// Query parameters, headers and cookies, or parts of a form.
    pub(super) fn inputs(
        &mut self,
        label: &str,
        (old, new): (Option<&Inputs>, Option<&Inputs>),
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
            self.places(&owner, &old, &new);
        }
    }

    fn places(&mut self, owner: &Owner<'_>, old: &Sent, new: &Sent) {
        let found = counterparts(&old.fields, &new.fields, self.view.names);
        for ((was, place), found) in old.fields.iter().zip(&old.places).zip(found) {
            let other = found.and_then(|at| new.fields.get(at).zip(new.places.get(at)));
            let Some((is, new_place)) = other.filter(|(_, new_place)| *new_place != place) else {
                continue;
            };
            let label = owner.label(was);
            self.tell(
                Step::Patch,
                format!("{label} is sent {}, was {}", sent(new_place), sent(place)),
                "the same call, written in another way",
                (&was.origin, &is.origin),
            );
        }
    }

    /// The methods that set fields, where they are not called like the fields.
    pub(super) fn setters(
        &mut self,
        owner: &Owner<'_>,
        (old, old_setters): (&[Field], &[Setter]),
        (new, new_setters): (&[Field], &[Setter]),
    ) {
        let named = |fields: &[Field], setters: &[Setter]| -> HashMap<String, Setter> {
            let name = |setter: &Setter| Some(fields.get(setter.field)?.wire_name.clone());
            setters
                .iter()
                .filter_map(|setter| Some((name(setter)?, setter.clone())))
                .collect()
        };
        let (old, new) = (named(old, old_setters), named(new, new_setters));
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
    }
}

/// The inputs of one noun.
#[derive(Default)]
struct Sent {
    fields: Vec<Field>,
    places: Vec<Place>,
    /// By the place of their field among these.
    setters: Vec<Setter>,
}

impl Sent {
    fn of(inputs: Option<&Inputs>, noun: &str) -> Self {
        let Some(inputs) = inputs else {
            return Self::default();
        };
        let Inputs {
            fields,
            places,
            setters,
            ident: _,
            // A private field, and a word of its documentation.
            slot: _,
            noun: _,
        } = inputs;
        let mut own = Self::default();
        for (index, (field, place)) in fields.iter().zip(places).enumerate() {
            if self::noun(place) == noun {
                let setters = setters.iter().filter(|setter| setter.field == index);
                own.setters.extend(setters.map(|setter| Setter {
                    field: own.fields.len(),
                    ..setter.clone()
                }));
                own.fields.push(field.clone());
                own.places.push(place.clone());
            }
        }
        own
    }
}

fn noun(place: &Place) -> &'static str {
    match place {
        Place::Query(_) => "query parameter",
        Place::Header(_) => "header",
        Place::Cookie(_) => "cookie",
        Place::Part(_) | Place::File(_) => "part",
    }
}

fn sent(place: &Place) -> String {
    match place {
        Place::Query(style) => format!("in the query, {}", self::style(*style)),
        Place::Header(style) => format!("in a header, {}", self::style(*style)),
        Place::Cookie(style) => format!("in a cookie, {}", self::style(*style)),
        Place::Part(Some(media_type)) => format!("as {}", words::code(media_type)),
        Place::Part(None) => "as a part".to_owned(),
        Place::File(media_type) => format!("as a file of {}", words::code(media_type)),
    }
}

pub(super) fn style(style: Style) -> String {
    let (explode, reserved) = match style {
        Style::Simple { explode } | Style::Label { explode } | Style::Matrix { explode } => {
            (explode, false)
        }
        Style::Form { explode, reserved } => (explode, reserved),
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
