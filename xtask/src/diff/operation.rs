//! Operations: how they are called, what they take, what the documentation says.

use super::Bump;
use super::comparison::Comparison;
use super::constraints::Limits;
use super::inputs::style;
use super::way::{Located, is_one_path};
use super::words;
use crate::codegen::model::{Operation, OwnServer, PathParameter, PathPiece, Source};
use crate::codegen::source::Pointer;

impl Comparison<'_> {
    /// Two operations of one method and path.
    pub(super) fn operation(&mut self, old: &Located<'_>, new: &Located<'_>) {
        let label = &old.label();
        let (was, is) = (old.operation, new.operation);
        let at = (&was.origin, &is.origin);
        if was.method != is.method || !is_one_path(&was.path, &is.path) {
            let what = format!("{label} is {} now", new.label());
            self.report(Bump::Patch, what, "the same call, to another address", at);
        }
        if self.view.names {
            self.call(label, (old, new), at);
        }
        for (was, is) in in_path(was).zip(in_path(is)) {
            self.path_parameter(label, was, is);
        }
        self.inputs(label, (was.query.as_ref(), is.query.as_ref()), at);
        self.inputs(label, (was.headers.as_ref(), is.headers.as_ref()), at);
        let tags = Pointer::root().child("tags");
        for (was, is) in old.handles.iter().zip(&new.handles) {
            let handle = format!("the handle `{}`", was.ident.as_str());
            self.docs(&handle, (&was.docs, &is.docs), (&tags, &tags));
        }
        self.body(label, was, is);
        self.success(label, was, is);
        self.statuses(label, was, is);
        self.access(label, was, is);
        self.own_server(label, (was.server.as_ref(), is.server.as_ref()), at);
        if was.deprecated != is.deprecated {
            let verb = if is.deprecated {
                "is now"
            } else {
                "is no longer"
            };
            let what = format!("{label} {verb} deprecated");
            self.report(Bump::Patch, what, "only documentation", at);
        }
        self.docs(label, (&was.docs, &is.docs), at);
    }

    /// The names on the way to the method, and of the types on it.
    fn call(
        &mut self,
        label: &str,
        (old, new): (&Located<'_>, &Located<'_>),
        at: (&Pointer, &Pointer),
    ) {
        if old.way() == new.way() {
            for (was, is) in old.handles.iter().zip(&new.handles) {
                self.name("the type of handles", (&was.type_ident, &is.type_ident), at);
            }
        } else {
            self.report(
                Bump::Major,
                format!(
                    "{label} is called by `{}`, was `{}`",
                    new.call(),
                    old.call()
                ),
                "programs that call it must be changed",
                at,
            );
        }
        let (was, is) = (old.operation, new.operation);
        self.name("the type of requests", (&was.builder, &is.builder), at);
        self.arguments(label, (was, is), at);
    }

    /// The order of arguments. One that comes or goes is seen as the parameter or member
    /// that it is; a body that comes or goes is seen by itself.
    fn arguments(
        &mut self,
        label: &str,
        (was, is): (&Operation, &Operation),
        at: (&Pointer, &Pointer),
    ) {
        if was.body.is_some() != is.body.is_some() {
            return;
        }
        let (before, after) = (arguments(was), arguments(is));
        let common = |one: &[String], other: &[String]| -> Vec<String> {
            one.iter()
                .filter(|name| other.contains(name))
                .cloned()
                .collect()
        };
        let whole = |names: &[String]| names.iter().any(|name| name == WHOLE);
        if common(&before, &after) != common(&after, &before) || whole(&before) != whole(&after) {
            self.report(
                Bump::Major,
                format!("{label} takes {}, took {}", listed(&after), listed(&before)),
                "the method has other arguments",
                at,
            );
        }
    }

    fn path_parameter(&mut self, label: &str, old: &PathParameter, new: &PathParameter) {
        let PathParameter {
            wire_name,
            // Arguments have no names for those who call.
            ident: _,
            ty,
            style: written,
            constraints,
            docs,
            example: _,
            origin,
        } = old;
        let label = format!("the path parameter {} of {label}", words::code(wire_name));
        let at = (origin, &new.origin);
        if !self.same(ty, &new.ty) {
            let (was, is) = (words::ty(self.old, ty), words::ty(self.new, &new.ty));
            self.report(
                Bump::Major,
                format!("{label} is {is}, was {was}"),
                "the argument has another type",
                at,
            );
        }
        if *written != new.style {
            self.report(
                Bump::Patch,
                format!(
                    "{label} is written {}, was {}",
                    style(new.style),
                    style(*written)
                ),
                "the same call, written in another way",
                at,
            );
        }
        let limits = Limits {
            label: &label,
            at,
            sent: true,
        };
        self.constraints(&limits, constraints, &new.constraints);
        self.docs(&label, (docs, &new.docs), at);
    }

    fn own_server(
        &mut self,
        label: &str,
        (old, new): (Option<&OwnServer>, Option<&OwnServer>),
        at: (&Pointer, &Pointer),
    ) {
        let address = |server: Option<&OwnServer>| match server {
            None => "where all others are".to_owned(),
            Some(OwnServer {
                address: Some(address),
            }) => format!("at {}", words::code(address)),
            Some(OwnServer { address: None }) => "where the caller says".to_owned(),
        };
        let is_said = |server: Option<&OwnServer>| server.is_some_and(|own| own.address.is_none());
        let (bump, why) = match (old, new) {
            _ if old == new => return,
            (Some(_), None) => (Bump::Major, "`with_server` is gone"),
            _ if is_said(new) => (Bump::Major, "the caller must say where it lives"),
            (None, Some(_)) => (
                Bump::Minor,
                "`with_server` is new, and requests go elsewhere",
            ),
            (_, Some(_)) => (Bump::Patch, "the same call, to another address"),
            (None, None) => return,
        };
        let what = format!("{label} lives {}, lived {}", address(new), address(old));
        self.report(bump, what, why, at);
    }
}

const WHOLE: &str = "the whole body";

/// The path parameters, in the order of the path.
fn in_path(operation: &Operation) -> impl Iterator<Item = &PathParameter> {
    let pieces = operation.path.iter();
    pieces.filter_map(|piece| match piece {
        PathPiece::Parameter(place) => operation.path_parameters.get(*place),
        PathPiece::Literal(_) => None,
    })
}

fn listed(arguments: &[String]) -> String {
    if arguments.is_empty() {
        return "nothing".to_owned();
    }
    let plain = |name: &String| match name.as_str() {
        WHOLE => WHOLE.to_owned(),
        name => words::code(name),
    };
    let names: Vec<String> = arguments.iter().map(plain).collect();
    names.join(" and ")
}

/// What a method takes, by the names on the wire.
fn arguments(operation: &Operation) -> Vec<String> {
    let query = operation.query.iter().flat_map(|all| &all.fields);
    let query: Vec<_> = query.collect();
    let headers = operation.headers.iter().flat_map(|all| &all.fields);
    let headers: Vec<_> = headers.collect();
    let name = |source: Source, ident: &str| match source {
        // Path parameters are told by their place.
        Source::Path(place) => format!("path {}", place + 1),
        Source::Query(place) => query
            .get(place)
            .map_or(ident, |field| &field.wire_name)
            .to_owned(),
        Source::Header(place) => headers
            .get(place)
            .map_or(ident, |field| &field.wire_name)
            .to_owned(),
        Source::Body(_) => ident.to_owned(),
        Source::WholeBody => WHOLE.to_owned(),
    };
    let arguments = operation.arguments.iter();
    arguments
        .map(|argument| name(argument.source, argument.ident.as_str()))
        .collect()
}
