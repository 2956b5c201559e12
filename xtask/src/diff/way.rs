//! The way to a method: the handles between it and the client.

use super::words;
use crate::codegen::model::{Api, Ident, Operation, PathPiece, Resource};

/// An operation, and the handles that lead to it.
pub(super) struct Located<'a> {
    pub(super) operation: &'a Operation,
    /// From the client on.
    pub(super) handles: Vec<&'a Resource>,
}

impl Located<'_> {
    /// What messages call it.
    pub(super) fn label(&self) -> String {
        let Operation {
            method, template, ..
        } = self.operation;
        let label = words::code(&format!("{method} {template}"));
        match &self.operation.body {
            Some(body) if self.operation.repeats => {
                format!("{label} with {}", words::code(&body.media_type))
            }
            _ => label,
        }
    }

    /// The call, as far as it depends on the handles.
    pub(super) fn call(&self) -> String {
        let mut text = String::new();
        for handle in &self.handles {
            let bound: Vec<&str> = handle.bound.iter().map(|one| one.ident.as_str()).collect();
            text.push_str(&format!("{}({}).", handle.ident.as_str(), bound.join(", ")));
        }
        text.push_str(self.operation.ident.as_str());
        text
    }

    /// What a program says on the way: names of methods, and how many values each takes.
    /// What the values are called is not said.
    pub(super) fn way(&self) -> Vec<(&Ident, usize)> {
        let handles = self
            .handles
            .iter()
            .map(|handle| (&handle.ident, handle.bound.len()));
        let own = self.operation.path_parameters.len() - self.operation.bound;
        handles.chain([(&self.operation.ident, own)]).collect()
    }
}

/// All operations, in the order of the handles.
pub(super) fn located(api: &Api) -> Vec<Located<'_>> {
    let mut all = Vec::new();
    for resource in &api.resources {
        let mut handles = vec![resource];
        while let Some(parent) = handles.last().and_then(|handle| handle.parent) {
            handles.push(api.resource(parent));
        }
        handles.retain(|handle| !handle.is_client);
        handles.reverse();
        all.extend(resource.operations.iter().map(|operation| Located {
            operation,
            handles: handles.clone(),
        }));
    }
    all
}

/// Whether two paths are one, whatever their parameters are called.
pub(super) fn is_one_path(old: &[PathPiece], new: &[PathPiece]) -> bool {
    let is_one = |(was, is): (&PathPiece, &PathPiece)| match (was, is) {
        (PathPiece::Literal(was), PathPiece::Literal(is)) => was == is,
        (PathPiece::Parameter(_), PathPiece::Parameter(_)) => true,
        _ => false,
    };
    old.len() == new.len() && old.iter().zip(new).all(is_one)
}

/// A path without the names of its parameters.
pub(super) fn nameless(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut inside = false;
    for character in template.chars() {
        match character {
            '{' => {
                inside = true;
                text.push('{');
            }
            '}' => {
                inside = false;
                text.push('}');
            }
            _ if inside => {}
            other => text.push(other),
        }
    }
    text
}
