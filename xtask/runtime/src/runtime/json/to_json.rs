//! Writing values: what the generated types are made of.
//!
//! In: a value. Out: a [`View`] of it. Deliberately absent: enumerations and unions, which the
//! generated half describes.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Extra;
use super::view::{Items, Object, ToJson, View, Visit};
use crate::runtime::rule::Rule;

impl ToJson for String {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl ToJson for Value {
    fn view(&self) -> View<'_> {
        View::Json(self)
    }
}

macro_rules! copied {
    ($($type:ty => $view:ident),*) => {$(
        impl ToJson for $type {
            fn view(&self) -> View<'_> {
                View::$view((*self).into())
            }
        }
    )*};
}
copied!(bool => Bool, i32 => Integer, i64 => Integer, u32 => Unsigned, u64 => Unsigned, f32 => Single, f64 => Float);

impl<T: ToJson> ToJson for Option<T> {
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Null,
        }
    }
}

impl<T: ToJson> ToJson for Box<T> {
    fn view(&self) -> View<'_> {
        (**self).view()
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

impl<T: ToJson> Items for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn item(&self, index: usize) -> View<'_> {
        match self.get(index) {
            Some(item) => item.view(),
            None => View::Null,
        }
    }
}

impl<T: ToJson> ToJson for BTreeMap<String, T> {
    fn view(&self) -> View<'_> {
        View::Object(self)
    }
}

impl<T: ToJson> Object for BTreeMap<String, T> {
    fn rule(&self) -> Option<&'static Rule<'static>> {
        None
    }

    fn each<'v>(&'v self, visit: Visit<'_, 'v>) {
        for (name, value) in self {
            visit(name, value.view(), &Rule::ANY);
        }
    }
}

/// Shows the fields of an object, those that are present.
pub(crate) struct Visitor<'a, 'v>(Visit<'a, 'v>);

impl<'a, 'v> Visitor<'a, 'v> {
    pub(crate) fn new(visit: Visit<'a, 'v>) -> Self {
        Self(visit)
    }

    pub(super) fn show(&mut self, name: &'static str, value: View<'v>, rule: &Rule) {
        (self.0)(name, value, rule);
    }

    /// A member that is always there.
    pub(crate) fn required<T: ToJson>(&mut self, name: &'static str, value: &'v T, rule: &Rule) {
        self.show(name, value.view(), rule);
    }

    /// A member that may be absent.
    pub(crate) fn optional<T: ToJson>(
        &mut self,
        name: &'static str,
        value: &'v Option<T>,
        rule: &Rule,
    ) {
        if let Some(value) = value {
            self.show(name, value.view(), rule);
        }
    }

    /// The members that have no field; `own` are the names of the fields, which are left out.
    pub(crate) fn extra(&mut self, extra: &'v Extra, own: &[&str]) {
        for (name, value) in extra {
            if !own.contains(&name.as_str()) {
                (self.0)(name, View::Json(value), &Rule::ANY);
            }
        }
    }

    /// The same where the description tells their type.
    #[allow(dead_code, reason = "a description needs some of it")]
    pub(crate) fn further<T: ToJson>(
        &mut self,
        further: &'v BTreeMap<String, T>,
        own: &[&str],
        rule: &Rule,
    ) {
        for (name, value) in further {
            if !own.contains(&name.as_str()) {
                (self.0)(name, value.view(), rule);
            }
        }
    }
}
