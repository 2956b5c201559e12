//! Members of objects, and parameters: both are public fields of structs.
//!
//! In: the fields of two structs that stand for each other. Out: what differs. Deliberately
//! absent: path parameters, which have no fields; and how parameters are sent.

use super::Bump;
use super::comparison::Comparison;
use super::constraints::Limits;
use super::words;
use crate::codegen::model::{Annotations, Field, Literal, Presence, Traits};
use crate::codegen::source::Pointer;

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

    pub(super) fn label(&self, field: &Field) -> String {
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
        let counterparts = counterparts(old, new, self.view.names);
        for (was, place) in old.iter().zip(&counterparts) {
            match place.and_then(|place| new.get(place)) {
                Some(is) => self.field(owner, was, is),
                None => self.report(
                    Bump::Major,
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
                self.report(
                    Bump::Major,
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
            self.report(
                Bump::Major,
                format!("{label} is new, and required"),
                why,
                at,
            );
        } else {
            let why = "an optional field is added; programs that do not know it go on as before";
            self.report(Bump::Minor, format!("{label} is new"), why, at);
        }
    }

    fn field(&mut self, owner: &Owner<'_>, old: &Field, new: &Field) {
        let label = owner.label(old);
        let at = (&old.origin, &new.origin);
        let Field {
            wire_name,
            ident,
            ty,
            presence,
            constraints,
            docs,
            default,
            annotations,
            origin: _,
        } = old;
        if *wire_name != new.wire_name {
            let what = format!("{label} is {} on the wire", words::code(&new.wire_name));
            let why = "the same name in Rust, with another one on the wire";
            self.report(Bump::Patch, what, why, at);
        }
        self.name(&format!("in Rust {label}, as"), (ident, &new.ident), at);
        if !self.same(ty, &new.ty) {
            let (was, is) = (words::ty(self.old, ty), words::ty(self.new, &new.ty));
            self.report(
                Bump::Major,
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
            self.report(Bump::Major, format!("{label} is {is}, was {was}"), why, at);
        }
        let limits = Limits {
            label: &label,
            at,
            sent: owner.sent,
        };
        self.constraints(&limits, constraints, &new.constraints);
        self.annotations(&label, (annotations, &new.annotations), at);
        self.defaults(&label, (default.as_ref(), new.default.as_ref()), at);
        self.docs(&label, (docs, &new.docs), at);
    }

    fn defaults(
        &mut self,
        label: &str,
        (old, new): (Option<&Literal>, Option<&Literal>),
        at: (&Pointer, &Pointer),
    ) {
        if old != new {
            let text = |value: Option<&Literal>| {
                value.map_or_else(
                    || "none".to_owned(),
                    |value| words::code(&words::literal(value)),
                )
            };
            self.report(
                Bump::Patch,
                format!("the default of {label} is {}, was {}", text(new), text(old)),
                "the service's business: it is never sent; only documentation",
                at,
            );
        }
    }

    fn annotations(
        &mut self,
        label: &str,
        (old, new): (&Annotations, &Annotations),
        at: (&Pointer, &Pointer),
    ) {
        let Annotations {
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
            self.report(Bump::Patch, what, "only documentation", at);
        }
        for (word, was, is) in [
            ("deprecated", *deprecated, new.deprecated),
            ("read-only", *read_only, new.read_only),
            ("write-only", *write_only, new.write_only),
        ] {
            if was != is {
                let verb = if is { "is now" } else { "is no longer" };
                let why = "only documentation";
                self.report(Bump::Patch, format!("{label} {verb} {word}"), why, at);
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
            self.report(
                Bump::Major,
                format!("{name} is no longer `Eq`"),
                "a floating-point number came into it",
                at,
            );
        }
    }
}

/// For each field the place of the one that it is on the other side: that of its name on the
/// wire; where names are compared, else that of its name in Rust.
pub(super) fn counterparts(old: &[Field], new: &[Field], names: bool) -> Vec<Option<usize>> {
    let by_wire = |was: &Field| new.iter().position(|is| is.wire_name == was.wire_name);
    let mut found: Vec<Option<usize>> = old.iter().map(by_wire).collect();
    if names {
        for (place, was) in old.iter().enumerate() {
            let by_ident = new.iter().position(|is| is.ident == was.ident);
            if found[place].is_none() && by_ident.is_some() && !found.contains(&by_ident) {
                found[place] = by_ident;
            }
        }
    }
    found
}

/// Whether a value must be given when the struct is made.
fn is_given(field: &Field) -> bool {
    field.presence.is_required()
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "required and perhaps null",
        Presence::OptionalNullable => "optional and perhaps null",
    }
}
