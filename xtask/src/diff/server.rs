//! Where the service lives, and what the builder asks for it.

use super::comparison::Comparison;
use super::{Bump, words};
use crate::codegen::model::{Server, ServerVariable};
use crate::codegen::source::Pointer;

impl Comparison<'_> {
    /// Where the service lives.
    pub(super) fn server(&mut self) {
        let at = Pointer::root().child("servers");
        let at = (&at, &at);
        let Server {
            template,
            variables,
            others,
        } = &self.old.server;
        let text = |template: &Option<String>| {
            template
                .as_ref()
                .map_or_else(|| "said by the user".to_owned(), |url| words::code(url))
        };
        if asks(&self.old.server) != asks(&self.new.server) {
            self.report(
                Bump::Major,
                format!(
                    "the address is {}, was {}",
                    text(&self.new.server.template),
                    text(template)
                ),
                "`Client::builder` has other arguments",
                at,
            );
        } else if *template != self.new.server.template {
            self.report(
                Bump::Patch,
                format!(
                    "the address is {}, was {}",
                    text(&self.new.server.template),
                    text(template)
                ),
                "the same calls, to another address",
                at,
            );
        }
        if self.view.docs && *others != self.new.server.others {
            let what = "other addresses are named".to_owned();
            self.report(Bump::Patch, what, "only documentation", at);
        }
        for was in variables {
            let same = |is: &&ServerVariable| is.wire_name == was.wire_name;
            match self.new.server.variables.iter().find(same) {
                Some(is) => self.variable(was, is, at),
                None if was.value.is_some() => {
                    let what = format!("{} is gone", label(was));
                    self.report(Bump::Major, what, "its method of the builder is gone", at);
                }
                None => {}
            }
        }
        for is in &self.new.server.variables {
            let known = variables.iter().any(|was| was.wire_name == is.wire_name);
            if !known && is.value.is_some() {
                let what = format!("{} is new", label(is));
                self.report(Bump::Minor, what, "the builder has a method for it", at);
            }
        }
    }

    fn variable(&mut self, old: &ServerVariable, new: &ServerVariable, at: (&Pointer, &Pointer)) {
        let ServerVariable {
            wire_name: _,
            ident,
            docs,
            value,
            values,
            example: _,
        } = old;
        let label = label(old);
        // One that has no default is seen as an argument of `Client::builder`.
        if let (Some(was), Some(is)) = (value, &new.value) {
            let setter = format!("the setter of {label},");
            self.name(&setter, (ident, &new.ident), at);
            if was != is {
                let what = format!(
                    "{label} is {} unless set, was {}",
                    words::code(is),
                    words::code(was)
                );
                self.report(Bump::Patch, what, "the same calls, to another address", at);
            }
        }
        let fits = |value: &String, all: &[String]| all.is_empty() || all.contains(value);
        let is_narrower = |one: &[String], other: &[String]| {
            one.is_empty() && !other.is_empty() || one.iter().any(|value| !fits(value, other))
        };
        if is_narrower(values, &new.values) {
            let why = "an address that was taken is refused, though programs compile";
            self.report(Bump::Major, format!("{label} takes fewer values"), why, at);
        } else if is_narrower(&new.values, values) {
            let what = format!("{label} takes more values");
            self.report(Bump::Minor, what, "more addresses are taken", at);
        }
        self.docs(&label, (docs, &new.docs), at);
    }
}

fn label(variable: &ServerVariable) -> String {
    format!(
        "the variable {} of the address",
        words::code(&variable.wire_name)
    )
}

/// What `Client::builder` asks for: the whole address, or values for it. One value needs no
/// name; the names of several tell their order.
fn asks(server: &Server) -> (bool, Vec<&str>) {
    let open = server
        .variables
        .iter()
        .filter(|variable| variable.value.is_none());
    let mut names: Vec<&str> = open.map(|variable| variable.wire_name.as_str()).collect();
    if let [name] = names.as_mut_slice() {
        *name = "";
    }
    (server.template.is_none(), names)
}
