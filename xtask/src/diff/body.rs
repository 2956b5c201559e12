//! Request bodies.

use super::comparison::Comparison;
use super::fields::Owner;
use super::{Bump, words};
use crate::codegen::model::{Api, Body, Field, Operation, Payload};
use crate::codegen::source::Pointer;

impl Comparison<'_> {
    pub(super) fn body(&mut self, label: &str, old: &Operation, new: &Operation) {
        let at = &(
            old.origin.child("requestBody"),
            new.origin.child("requestBody"),
        );
        let at = (&at.0, &at.1);
        let (was, is) = match (&old.body, &new.body) {
            (None, None) => return,
            (Some(was), Some(is)) => (was, is),
            (Some(_), None) => {
                let what = format!("{label} has no body any more");
                return self.report(Bump::Major, what, "what sets it does not compile", at);
            }
            (None, Some(is)) => return self.new_body(label, old, is, at),
        };
        let Body {
            payload,
            media_type,
            others,
            optional,
            // What follows for the arguments is seen there.
            built: _,
            setters,
        } = was;
        if *optional != is.optional {
            let verb = if is.optional {
                "may be left out"
            } else {
                "can't be left out"
            };
            let what = format!("the body of {label} {verb} now");
            let why = "the request holds it in another way, and arguments become setters or the other way round";
            self.report(Bump::Major, what, why, at);
        }
        if *media_type != is.media_type {
            let what = format!(
                "the body of {label} is {}, was {}",
                words::code(&is.media_type),
                words::code(media_type)
            );
            self.report(
                Bump::Patch,
                what,
                "the same call, written in another way",
                at,
            );
        }
        self.other_bodies(label, others, &is.others, at);
        self.payload(label, (payload, &is.payload), at);
        let owner = Owner {
            name: label,
            noun: Some("member of the body"),
            at,
            sent: true,
        };
        let (before, after) = (members(self.old, was), members(self.new, is));
        self.setters(&owner, (before, setters), (after, &is.setters));
    }

    fn new_body(&mut self, label: &str, old: &Operation, body: &Body, at: (&Pointer, &Pointer)) {
        let what = format!("{label} has a body");
        // Without a body, `request` gives the query.
        if old.query.is_some() {
            self.report(
                Bump::Major,
                what,
                "`request` gives the body now, and `query` the query",
                at,
            );
        } else if body.optional {
            self.report(Bump::Minor, what, "it may be left out", at);
        } else {
            self.report(Bump::Major, what, "it can't be left out", at);
        }
    }

    fn other_bodies(
        &mut self,
        label: &str,
        old: &[String],
        new: &[String],
        at: (&Pointer, &Pointer),
    ) {
        let changed = |one: &[String], other: &[String]| -> Vec<String> {
            one.iter()
                .filter(|name| !other.contains(name))
                .cloned()
                .collect()
        };
        for (names, verb) in [
            (changed(old, new), "no longer takes"),
            (changed(new, old), "also takes"),
        ] {
            if !names.is_empty() {
                let what = format!("{label} {verb} a body as {}", words::codes(&names, ", "));
                self.report(
                    Bump::Patch,
                    what,
                    "it is not what the crate sends; only documentation",
                    at,
                );
            }
        }
    }

    fn payload(&mut self, label: &str, (old, new): (&Payload, &Payload), at: (&Pointer, &Pointer)) {
        let same = match (old, new) {
            (Payload::Multipart(was), Payload::Multipart(is)) => {
                self.inputs(label, (Some(was), Some(is)), at);
                true
            }
            (
                Payload::Json(was) | Payload::Form(was, _),
                Payload::Json(is) | Payload::Form(is, _),
            ) => self.same(was, is),
            (Payload::Text, Payload::Text) | (Payload::Bytes, Payload::Bytes) => true,
            _ => false,
        };
        if !same {
            let text = |api, payload: &Payload| match payload {
                Payload::Json(ty) | Payload::Form(ty, _) => words::ty(api, ty),
                Payload::Multipart(_) => "a form of parts".to_owned(),
                Payload::Text => "plain text".to_owned(),
                Payload::Bytes => "bytes".to_owned(),
            };
            let (was, is) = (text(self.old, old), text(self.new, new));
            let what = format!("the body of {label} is {is}, was {was}");
            self.report(Bump::Major, what, "its type in Rust is another", at);
        }
        if let (Payload::Form(_, was), Payload::Form(_, is)) = (old, new) {
            if was != is {
                let what = format!("members of the form of {label} are written in another way");
                self.report(
                    Bump::Patch,
                    what,
                    "the same call, written in another way",
                    at,
                );
            }
        }
    }
}

/// The fields of a body, where it has any.
fn members<'a>(api: &'a Api, body: &'a Body) -> &'a [Field] {
    match &body.payload {
        Payload::Json(ty) | Payload::Form(ty, _) => api.types.fields(ty).unwrap_or_default(),
        Payload::Multipart(inputs) => &inputs.fields,
        Payload::Text | Payload::Bytes => &[],
    }
}
