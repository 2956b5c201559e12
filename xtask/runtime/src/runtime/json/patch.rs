//! Members for which absent and null are two things.
//!
//! In: a [`Patch`], or a member. Out: the other one. Deliberately absent: what users do with one (see
//! `runtime/patch.rs`).

use super::{Faults, FromJson, Members, Node, ToJson, View, Visitor};
use crate::runtime::patch::Patch;
use crate::runtime::rule::Rule;

impl<T: FromJson> FromJson for Patch<T> {
    fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
        Option::from_json(node, faults).into()
    }
}

impl<T: ToJson> ToJson for Patch<T> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Set(value) => value.view(),
            Self::Keep | Self::Null => View::Null,
        }
    }
}

impl Members<'_, '_> {
    /// Reads a member for which absent and null are two things.
    pub(crate) fn patch<T: FromJson>(&mut self, name: &'static str) -> Patch<T> {
        match self.get(name) {
            Some(node) if node.is_null() => Patch::Null,
            Some(node) => {
                let value = T::from_json(node, self.faults);
                self.leave(name);
                Patch::Set(value)
            }
            None => Patch::Keep,
        }
    }
}

impl<'v> Visitor<'_, 'v> {
    /// A member for which absent and null are two things.
    pub(crate) fn patch<T: ToJson>(
        &mut self,
        name: &'static str,
        value: &'v Patch<T>,
        rule: &Rule,
    ) {
        match value {
            Patch::Keep => {}
            Patch::Null => self.show(name, View::Null, rule),
            Patch::Set(value) => self.show(name, value.view(), rule),
        }
    }
}
