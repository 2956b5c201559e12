//! Members of objects, and parameters: both are public fields of structs.
//!
//! In: the fields of two structs that stand for each other. Out: what differs. Deliberately
//! absent: path parameters, which have no fields.

use std::collections::HashMap;

use super::Step;
use super::comparison::Comparison;
use super::rule::Limits;
use super::words;
use crate::codegen::document::Pointer;
use crate::codegen::model::{
    Field, Inputs, Literal, Notes, Place, Presence, Setter, Style, Traits,
};

/// What fields belong to.
pub(super) struct Owner<'a> {
    /// The name of the struct, or the label of the operation.
    pub(super) name: &'a str,
    /// What a field is where the owner is an operation; nothing for members of a struct.
    pub(super) noun: Option<&'a str>,
    pub(super) at: (&'a Pointer, &'a Pointer),
    /// Whether values leave with requests.
    pub(super) sent: bool,
}

impl Owner<'_> {
    fn label_of_all(&self) -> String {
        match self.noun {
            Some(_) => self.name.to_owned(),
            None => words::code(self.name),
        }
    }

    fn label(&self, field: &Field) -> String {
        match self.noun {
            Some(noun) => format!(
                "the {noun} {} of {}",
                words::code(&field.wire_name),
                self.name
            ),
            None => words::code(&format!("{}.{}", self.name, field.wire_name)),
        }
    }
}

impl Comparison<'_> {
    pub(super) fn fields(&mut self, owner: &Owner<'_>, old: &[Field], new: &[Field]) {
        let counterparts = counterparts(old, new);
        for (was, place) in old.iter().zip(&counterparts) {
            match place.and_then(|place| new.get(place)) {
                Some(is) => self.field(owner, was, is),
                None => self.tell(
                    Step::Major,
                    format!("{} is gone", owner.label(was)),
                    "what reads or sets it does not compile",
                    (&was.origin, owner.at.1),
                ),
            }
        }
        for (place, is) in new.iter().enumerate() {
            if !counterparts.contains(&Some(place)) {
                self.added(owner, is);
            }
        }
        if self.view.names {
            let given = |all: &[Field], one: &Field| {
                all.iter()
                    .any(|other| other.wire_name == one.wire_name && is_given(other))
            };
            let in_both = |one: &&Field| given(old, one) && given(new, one);
            let order = |all: &[Field]| -> Vec<String> {
                all.iter()
                    .filter(in_both)
                    .map(|one| one.wire_name.clone())
                    .collect()
            };
            let (was, is) = (order(old), order(new));
            if was != is {
                self.tell(
                    Step::Major,
                    format!(
                        "what {} can't do without comes in the order {}, was {}",
                        owner.label_of_all(),
                        words::codes(&is, ", "),
                        words::codes(&was, ", ")
                    ),
                    "arguments change places, which the compiler may not notice",
                    owner.at,
                );
            }
        }
    }

    fn added(&mut self, owner: &Owner<'_>, field: &Field) {
        let label = owner.label(field);
        let at = (owner.at.0, &field.origin);
        if is_given(field) {
            let why = "a constructor or method has another argument";
            self.tell(
                Step::Major,
                format!("{label} is new, and required"),
                why,
                at,
            );
        } else {
            let why = "an optional field more; programs that do not know it go on as before";
            self.tell(Step::Minor, format!("{label} is new"), why, at);
        }
    }

    fn field(&mut self, owner: &Owner<'_>, old: &Field, new: &Field) {
        let label = owner.label(old);
        let at = (&old.origin, &new.origin);
        let Field {
            wire_name: _,
            ident,
            ty,
            presence,
            rule,
            docs,
            default,
            notes,
            origin: _,
        } = old;
        self.name(&format!("in Rust {label}, as"), (ident, &new.ident), at);
        if !self.same(ty, &new.ty) {
            let (was, is) = (words::ty(self.old, ty), words::ty(self.new, &new.ty));
            self.tell(
                Step::Major,
                format!("{label} is {is}, was {was}"),
                "its type in Rust is another",
                at,
            );
        }
        if *presence != new.presence {
            let (was, is) = (self::presence(*presence), self::presence(new.presence));
            let why = match (is_given(old), is_given(new)) {
                (false, true) => "it is an argument now, and its type in Rust is another",
                (true, false) => "it is no argument any more, and its type in Rust is another",
                _ => "its type in Rust is another",
            };
            self.tell(Step::Major, format!("{label} is {is}, was {was}"), why, at);
        }
        let limits = Limits {
            label: &label,
            at,
            sent: owner.sent,
        };
        self.rule(&limits, rule, &new.rule);
        self.notes(&label, (notes, &new.notes), at);
        if *default != new.default {
            let text = |value: &Option<Literal>| {
                value.as_ref().map_or_else(
                    || "none".to_owned(),
                    |value| words::code(&words::literal(value)),
                )
            };
            self.tell(
                Step::Patch,
                format!(
                    "the default of {label} is {}, was {}",
                    text(&new.default),
                    text(default)
                ),
                "the service's business: it is never sent; only documentation",
                at,
            );
        }
        self.docs(&label, (docs, &new.docs), at);
    }

    fn notes(&mut self, label: &str, (old, new): (&Notes, &Notes), at: (&Pointer, &Pointer)) {
        let Notes {
            deprecated,
            read_only,
            write_only,
            format,
        } = old;
        if self.view.docs && *format != new.format {
            let text = |format: &Option<String>| {
                format
                    .as_ref()
                    .map_or_else(|| "none".to_owned(), |format| words::code(format))
            };
            let what = format!(
                "the format of {label} is {}, was {}",
                text(&new.format),
                text(format)
            );
            self.tell(Step::Patch, what, "only documentation", at);
        }
        for (word, was, is) in [
            ("deprecated", *deprecated, new.deprecated),
            ("read-only", *read_only, new.read_only),
            ("write-only", *write_only, new.write_only),
        ] {
            if was != is {
                let verb = if is { "is now" } else { "is no longer" };
                let why = "only documentation";
                self.tell(Step::Patch, format!("{label} {verb} {word}"), why, at);
            }
        }
    }

    /// Parameters, or parts of a form.
    pub(super) fn inputs(&mut self, owner: &Owner<'_>, old: &Inputs, new: &Inputs) {
        let Inputs {
            ident,
            fields,
            places,
            setters: _,
            traits,
            // A private field, and a word of its documentation.
            slot: _,
            noun: _,
        } = old;
        self.name("the type", (ident, &new.ident), owner.at);
        self.fields(owner, fields, &new.fields);
        self.setters(owner, (fields, &old.setters), (&new.fields, &new.setters));
        let found = counterparts(fields, &new.fields);
        for ((field, place), found) in fields.iter().zip(places).zip(found) {
            let other = found.and_then(|at| new.fields.get(at).zip(new.places.get(at)));
            let Some((other, new_place)) = other else {
                continue;
            };
            if place != new_place {
                self.tell(
                    Step::Patch,
                    format!(
                        "{} is sent {}, was {}",
                        owner.label(field),
                        sent(new_place),
                        sent(place)
                    ),
                    "the same call, written in another way",
                    (&field.origin, &other.origin),
                );
            }
        }
        self.equality(owner.name, (*traits, new.traits), owner.at);
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
        for (_, old, new) in both {
            self.name("the setter", (&old.ident, &new.ident), owner.at);
            if let (Some(old), Some(new)) = (&old.clear, &new.clear) {
                self.name("the setter", (old, new), owner.at);
            }
        }
    }

    /// Notes that a struct can't be compared as strictly as before.
    pub(super) fn equality(
        &mut self,
        name: &str,
        (old, new): (Traits, Traits),
        at: (&Pointer, &Pointer),
    ) {
        // `Default` is lost with a required field only, which is noted by itself.
        if self.view.names && old.eq && !new.eq {
            self.tell(
                Step::Major,
                format!("{name} is no longer `Eq`"),
                "a floating-point number came into it",
                at,
            );
        }
    }
}

/// For each field the place of the one that it is on the other side. A header and a cookie
/// may have one name on the wire; then they are told by their names in Rust.
fn counterparts(old: &[Field], new: &[Field]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = Vec::with_capacity(old.len());
    for was in old {
        let mut same = new
            .iter()
            .enumerate()
            .filter(|(_, is)| is.wire_name == was.wire_name);
        let exact = same.clone().find(|(_, is)| is.ident == was.ident);
        let place = exact.or_else(|| same.find(|(place, _)| !found.contains(&Some(*place))));
        found.push(place.map(|(place, _)| place));
    }
    found
}

/// Whether a value must be given when the struct is made.
fn is_given(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "required and perhaps null",
        Presence::OptionalNullable => "optional and perhaps null",
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
    let name = match style {
        Style::Simple { .. } => "simple",
        Style::Label { .. } => "label",
        Style::Matrix { .. } => "matrix",
        Style::Form { reserved: true, .. } => "form with reserved characters",
        Style::Form { .. } => "form",
        Style::Spaces => "spaceDelimited",
        Style::Pipes => "pipeDelimited",
        Style::Deep => "deepObject",
        Style::Json => "JSON",
    };
    match style {
        Style::Simple { explode: true }
        | Style::Label { explode: true }
        | Style::Matrix { explode: true }
        | Style::Form { explode: true, .. } => format!("{name} and exploded"),
        _ => name.to_owned(),
    }
}
