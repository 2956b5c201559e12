//! The walk over both models: which operation and which type stands against which.
//!
//! In: two [`Api`]s. Out: [`Finding`]s. Pairs of types wait in a list until all that leads
//! to them was seen, so that a type that refers to itself ends. Deliberately absent: what
//! makes a difference, which the files of the compared nouns know.

use std::collections::{HashMap, HashSet};

use super::way::{Located, is_one_path, located};
use super::{Bump, View};
use crate::codegen::model::{Api, Docs, Ident, Operation, TypeDef, TypeId, TypeRef};
use crate::codegen::source::Pointer;

/// A change whose places are not looked up yet.
pub(super) struct Finding {
    pub(super) bump: Bump,
    pub(super) what: String,
    pub(super) why: &'static str,
    pub(super) at: (Pointer, Pointer),
}

/// What is known on the way.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    pub(super) view: View,
    /// The new type that stands for an old one, where names are compared.
    partners: HashMap<TypeId, TypeId>,
    /// New types that stand for an old one.
    taken: HashSet<TypeId>,
    /// Pairs whose insides were not compared yet.
    open: Vec<(TypeId, TypeId)>,
    seen: HashSet<(TypeId, TypeId)>,
    findings: Vec<Finding>,
    told: HashSet<String>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(old: &'a Api, new: &'a Api, view: View) -> Self {
        Self {
            old,
            new,
            view,
            partners: HashMap::new(),
            taken: HashSet::new(),
            open: Vec::new(),
            seen: HashSet::new(),
            findings: Vec::new(),
            told: HashSet::new(),
        }
    }

    pub(super) fn run(mut self) -> Vec<Finding> {
        if self.view.names {
            self.pair_by_name();
        }
        self.security();
        self.credentials();
        self.server();
        self.errors();
        self.operations();
        while let Some((old, new)) = self.open.pop() {
            self.types(self.old.types.get(old), self.new.types.get(new));
        }
        if self.view.names {
            self.unpaired();
        }
        let root = Pointer::root().child("info");
        self.docs("the API", (&self.old.docs, &self.new.docs), (&root, &root));
        self.findings
    }

    /// Notes a change, once.
    pub(super) fn report(
        &mut self,
        bump: Bump,
        what: String,
        why: &'static str,
        at: (&Pointer, &Pointer),
    ) {
        if self.told.insert(what.clone()) {
            self.findings.push(Finding {
                bump,
                what,
                why,
                at: (at.0.clone(), at.1.clone()),
            });
        }
    }

    /// Notes that something has another name in Rust.
    pub(super) fn name(
        &mut self,
        what: &str,
        (old, new): (&Ident, &Ident),
        at: (&Pointer, &Pointer),
    ) {
        if self.view.names && old != new {
            let (old, new) = (old.as_str(), new.as_str());
            self.report(
                Bump::Major,
                format!("{what} `{old}` is now called `{new}`"),
                "programs that say the name must be changed",
                at,
            );
        }
    }

    /// Notes that a text says something else.
    pub(super) fn docs(
        &mut self,
        what: &str,
        (old, new): (&Docs, &Docs),
        at: (&Pointer, &Pointer),
    ) {
        if self.view.docs && old != new {
            self.report(
                Bump::Patch,
                format!("{what} is described in other words"),
                "only documentation",
                at,
            );
        }
    }

    /// Whether two uses mean the same type. The insides are compared later.
    pub(super) fn same(&mut self, old: &TypeRef, new: &TypeRef) -> bool {
        if !self.view.names {
            let (old, new) = (meant(self.old, old), meant(self.new, new));
            if let (TypeRef::Named(old), TypeRef::Named(new)) = (old, new) {
                return self.same_kind(*old, *new) && self.later(*old, *new);
            }
            return self.same_outside(old, new);
        }
        // Another name for a type is no other type, wherever it is written.
        let resolved = (self.old.types.resolve(old), self.new.types.resolve(new));
        for (old, new) in [(old, new), resolved] {
            if let (TypeRef::Named(old), TypeRef::Named(new)) = (old, new) {
                if self.same_named(*old, *new) {
                    return true;
                }
            }
        }
        self.same_outside(resolved.0, resolved.1)
    }

    fn same_outside(&mut self, old: &TypeRef, new: &TypeRef) -> bool {
        match (old, new) {
            (TypeRef::List(old), TypeRef::List(new))
            | (TypeRef::Map(old), TypeRef::Map(new))
            | (TypeRef::Nullable(old), TypeRef::Nullable(new))
            | (TypeRef::Boxed(old), TypeRef::Boxed(new)) => self.same(old, new),
            _ => old == new && old.named().is_none(),
        }
    }

    /// Where names are compared, a type stands for one of its name; or for one that is
    /// gone, if it has no counterpart of its own.
    fn same_named(&mut self, old: TypeId, new: TypeId) -> bool {
        if let Some(partner) = self.partners.get(&old) {
            return *partner == new;
        }
        if self.taken.contains(&new) || !self.same_kind(old, new) {
            return false;
        }
        let (was, is) = (self.old.types.get(old), self.new.types.get(new));
        self.name(
            "the type",
            (&was.ident, &is.ident),
            (&was.origin, &is.origin),
        );
        self.partners.insert(old, new);
        self.taken.insert(new);
        self.later(old, new)
    }

    fn same_kind(&self, old: TypeId, new: TypeId) -> bool {
        let (old, new) = (self.old.types.get(old), self.new.types.get(new));
        std::mem::discriminant(&old.shape) == std::mem::discriminant(&new.shape)
    }

    fn later(&mut self, old: TypeId, new: TypeId) -> bool {
        if self.seen.insert((old, new)) {
            self.open.push((old, new));
        }
        true
    }

    fn pair_by_name(&mut self) {
        let names: HashMap<&Ident, TypeId> = self
            .new
            .types
            .iter()
            .map(|(id, def)| (&def.ident, id))
            .collect();
        for (old, def) in self.old.types.iter() {
            if let Some(new) = names.get(&def.ident) {
                self.partners.insert(old, *new);
                self.taken.insert(*new);
                self.later(old, *new);
            }
        }
        // The first of the description comes first.
        self.open.reverse();
    }

    /// Types that stand for none, after all uses were seen.
    fn unpaired(&mut self) {
        let components = Pointer::root().child("components").child("schemas");
        let label = |def: &TypeDef| format!("the type `{}`", def.ident.as_str());
        for (id, def) in self.old.types.iter() {
            if !self.partners.contains_key(&id) {
                self.report(
                    Bump::Major,
                    format!("{} is gone", label(def)),
                    "programs that name it do not compile",
                    (&def.origin, &components),
                );
            }
        }
        for (id, def) in self.new.types.iter() {
            if !self.taken.contains(&id) {
                self.report(
                    Bump::Minor,
                    format!("{} is new", label(def)),
                    "nothing used it before",
                    (&components, &def.origin),
                );
            }
        }
    }

    fn operations(&mut self) {
        let paths = Pointer::root().child("paths");
        let (olds, mut left) = (located(self.old), located(self.new));
        let counterparts = self.paired(&olds, &mut left);
        for (old, new) in olds.iter().zip(&counterparts) {
            match new {
                Some(new) => self.operation(old, new),
                None => self.report(
                    Bump::Major,
                    format!("{} is gone", old.label()),
                    "its method is gone, and its type with it",
                    (&old.operation.origin, &paths),
                ),
            }
        }
        for new in left {
            self.report(
                Bump::Minor,
                format!("{} is new", new.label()),
                "a method that was not there before",
                (&paths, &new.operation.origin),
            );
        }
    }

    /// For each operation the one that it is on the other side: that of its method and path;
    /// where names are compared, else the one that is called in the same way, which has moved.
    fn paired<'b>(
        &self,
        olds: &[Located<'_>],
        left: &mut Vec<Located<'b>>,
    ) -> Vec<Option<Located<'b>>> {
        let is_at = |old: &Located<'_>, new: &Located<'_>| {
            let (was, is) = (old.operation, new.operation);
            let is_one = was.method == is.method && is_one_path(&was.path, &is.path);
            is_one && further_body(was) == further_body(is)
        };
        let is_called = |old: &Located<'_>, new: &Located<'_>| old.way() == new.way();
        let mut found: Vec<Option<Located<'b>>> = olds.iter().map(|_| None).collect();
        let mut pass = |is_same: &dyn Fn(&Located<'_>, &Located<'_>) -> bool| {
            for (old, found) in olds.iter().zip(&mut found) {
                if found.is_none() {
                    let place = left.iter().position(|new| is_same(old, new));
                    *found = place.map(|place| left.remove(place));
                }
            }
        };
        pass(&is_at);
        if self.view.names {
            pass(&is_called);
        }
        found
    }
}

/// What tells a method from the first one of its operation.
fn further_body(operation: &Operation) -> Option<&str> {
    let body = operation.body.as_ref().filter(|_| operation.repeats)?;
    Some(&body.media_type)
}

/// What a use comes to where names do not matter: other names for a type and boxes
/// taken off.
fn meant<'a>(api: &'a Api, ty: &'a TypeRef) -> &'a TypeRef {
    match api.types.resolve(ty) {
        TypeRef::Boxed(inner) => meant(api, inner),
        ty => ty,
    }
}
