//! Schemas that inherit: those with another one in their `allOf` that has a `discriminator`.
//!
//! In: a description that has passed the audit. Out: for each base the schemas that values of it
//! may be, which it does not name itself, and where its discriminator stands: in it, or in a base of
//! its own. A schema with `oneOf` or `anyOf` names its alternatives itself and is no base, nor is one
//! that nothing uses as a whole. Deliberately absent: the values of the discriminator, and types.

mod component;

use std::collections::{HashMap, HashSet, VecDeque};

use serde_yaml::{Mapping, Value};

use self::component::Component;
use crate::codegen::document::keywords::{Kind, ValueKind, walk};
use crate::codegen::source::{MAX_CHAIN, Pointer};

/// The extension of AutoRest that says which value of the discriminator means a schema.
pub(crate) const DISCRIMINATOR_VALUE: &str = "x-ms-discriminator-value";

/// The bases of a description.
#[derive(Clone, Debug, Default)]
pub struct Inheritance {
    bases: HashMap<Pointer, Base>,
    /// The children of all of them.
    children: HashSet<Pointer>,
    /// The places of references by which schemas inherit.
    links: HashSet<Pointer>,
    /// The schemas with a discriminator that could be bases and have no children, each with the
    /// place of the schema that has it.
    childless: HashMap<Pointer, Pointer>,
}

/// A schema that others have in their `allOf`.
#[derive(Clone, Debug)]
pub struct Base {
    /// Where the schema stands that has the discriminator.
    pub discriminator: Pointer,
    /// The places of the schemas that values of it may be besides.
    pub children: Vec<Pointer>,
}

impl Inheritance {
    /// Returns what is known of a schema that is a base.
    pub fn base(&self, at: &Pointer) -> Option<&Base> {
        self.bases.get(at)
    }

    /// Returns whether a schema is among the children of a base.
    pub fn is_child(&self, at: &Pointer) -> bool {
        self.children.contains(at)
    }

    /// Returns where the discriminator of a schema stands that tells nothing.
    pub fn without_children(&self, at: &Pointer) -> Option<&Pointer> {
        self.childless.get(at)
    }

    /// Returns whether a schema inherits by the reference in a place.
    pub(super) fn is_inherited(&self, reference_at: &Pointer) -> bool {
        self.links.contains(reference_at)
    }
}

/// Finds the bases.
pub(super) fn inheritance(raw: &Value) -> Inheritance {
    let root = Pointer::root().child("components").child("schemas");
    let schemas = root.resolve(raw).and_then(Value::as_mapping);
    let schemas = schemas.into_iter().flatten();
    let components = schemas.filter_map(|(name, value)| {
        let at = root.child(name.as_str()?);
        let component = Component::read(&at, value);
        Some((at, component))
    });
    let family = Family::of(components.collect());
    let bases = family.bases();
    let childless = family.childless(&bases);
    if bases.is_empty() {
        return Inheritance {
            childless,
            ..Inheritance::default()
        };
    }
    let links = family.links();
    let used = used(references(raw, &links), &bases);
    let mut found = Inheritance {
        bases,
        links,
        childless,
        ..Inheritance::default()
    };
    found.bases.retain(|at, _| used.contains(at));
    let children = found.bases.values().flat_map(|base| &base.children);
    found.children = children.cloned().collect();
    found
}

/// The schemas that are used as a whole: what is referred to, and the children of that.
fn used(targets: Vec<Pointer>, bases: &HashMap<Pointer, Base>) -> HashSet<Pointer> {
    let mut used = HashSet::new();
    let mut open = targets;
    while let Some(at) = open.pop() {
        let children = bases.get(&at).map_or(&[][..], |base| &base.children);
        if used.insert(at) {
            open.extend(children.iter().cloned());
        }
    }
    used
}

/// Where references to schemas lead, those left out by which schemas inherit.
fn references(raw: &Value, links: &HashSet<Pointer>) -> Vec<Pointer> {
    let mut targets = HashSet::new();
    walk(raw, ValueKind::DOCUMENT, &mut |node| {
        if node.takes.kind() == Some(Kind::Schema) {
            if let Some(target) = node.reference().and_then(Pointer::parse) {
                if !links.contains(&node.at.pointer()) {
                    targets.insert(target);
                }
            }
        }
        true
    });
    targets.into_iter().collect()
}

/// The component schemas, and which inherits from which.
struct Family<'v> {
    /// In the order of the description.
    components: Vec<(Pointer, Component<'v>)>,
    places: HashMap<Pointer, usize>,
    /// For each, those that have it in their `allOf`.
    children: Vec<Vec<usize>>,
    /// For each, those that the mapping of its discriminator names.
    mapped: Vec<Vec<usize>>,
    /// For each, the one whose discriminator it has.
    holders: Vec<Option<usize>>,
    /// Those that are another name for what is in their `allOf`.
    renamed: Vec<bool>,
}

impl<'v> Family<'v> {
    fn of(components: Vec<(Pointer, Component<'v>)>) -> Self {
        let places = components.iter().enumerate();
        let places = places.map(|(index, (at, _))| (at.clone(), index)).collect();
        let count = components.len();
        let mut family = Self {
            components,
            places,
            children: vec![Vec::new(); count],
            mapped: vec![Vec::new(); count],
            holders: vec![None; count],
            renamed: vec![false; count],
        };
        for child in 0..count {
            let mapped = family.targets(child).collect();
            family.mapped[child] = mapped;
            let parents = family.components[child].1.parents.iter();
            let parents: Vec<usize> = parents.filter_map(|(at, _)| family.find(at)).collect();
            for parent in parents.into_iter().filter(|parent| *parent != child) {
                if family.children[parent].last() != Some(&child) {
                    family.children[parent].push(child);
                }
            }
        }
        family.hand_down();
        let mapped: HashSet<usize> = family.mapped.iter().flatten().copied().collect();
        let is_renamed = |index| !mapped.contains(&index) && family.is_renamed(index);
        family.renamed = (0..count).map(is_renamed).collect();
        family
    }

    /// The schema in a place, behind other names for it.
    fn find(&self, at: &Pointer) -> Option<usize> {
        let mut found = *self.places.get(at)?;
        for _ in 0..MAX_CHAIN {
            match &self.components[found].1.alias {
                Some(target) => found = *self.places.get(target)?,
                None => return Some(found),
            }
        }
        None
    }

    /// What a schema says holds for those that have it in their `allOf`.
    fn hand_down(&mut self) {
        let own = |index: &usize| self.components[*index].1.discriminator.is_some();
        let mut open: VecDeque<usize> = (0..self.components.len()).filter(own).collect();
        for &index in &open {
            self.holders[index] = Some(index);
        }
        while let Some(index) = open.pop_front() {
            for &child in &self.children[index] {
                if self.holders[child].is_none() {
                    self.holders[child] = self.holders[index];
                    open.push_back(child);
                }
            }
        }
    }

    /// The schemas that the mapping of a discriminator names.
    fn targets(&self, holder: usize) -> impl Iterator<Item = usize> {
        let mapping = self.components[holder].1.mapping();
        let targets = mapping.into_iter().flat_map(Mapping::values);
        let targets = targets.filter_map(Value::as_str).filter_map(mapped);
        targets.filter_map(|at| self.find(&at))
    }

    /// Whether a schema that no mapping names says no more than the one in its `allOf`, and has
    /// none below itself: then it is the other under a name that suits a use.
    fn is_renamed(&self, index: usize) -> bool {
        let component = &self.components[index].1;
        let Some(holder) = self.holders[index] else {
            return false;
        };
        let has_mapping = self.components[holder].1.mapping().is_some();
        !component.says_more
            && (has_mapping || component.nullable)
            && self.children[index].is_empty()
    }

    /// All that could be bases, whether they are used or not.
    fn bases(&self) -> HashMap<Pointer, Base> {
        let all = self.components.iter().enumerate();
        all.filter_map(|(index, (at, component))| {
            let holder = self.holders[index].filter(|_| !component.composed)?;
            let children = self.children[index].iter().copied();
            let children = children.filter(|child| !self.renamed[*child]);
            let mut children: Vec<usize> = children.collect();
            if holder == index {
                // What is mapped may repeat the members of the base in place of `allOf`.
                let mut known: HashSet<usize> = children.iter().copied().collect();
                let is_apart = |one: &usize| {
                    let (_, other) = &self.components[*one];
                    self.holders[*one].is_none() && !other.composed && !other.other_type
                };
                let apart = self.mapped[index].iter().copied().filter(is_apart);
                children.extend(apart.filter(|one| known.insert(*one)));
            }
            let place = |index: usize| self.components[index].0.clone();
            let base = Base {
                discriminator: self.components[holder].1.discriminator.clone()?,
                children: children.into_iter().map(place).collect(),
            };
            (!base.children.is_empty()).then(|| (at.clone(), base))
        })
        .collect()
    }

    /// Those with a discriminator of their own that are no bases.
    fn childless(&self, bases: &HashMap<Pointer, Base>) -> HashMap<Pointer, Pointer> {
        let own = self.components.iter();
        let own = own.filter(|(at, component)| !component.composed && !bases.contains_key(at));
        // A child may repeat what its base says.
        let is_child = |component: &Component<'_>| {
            let mut parents = component.parents.iter();
            parents.any(|(at, _)| self.find(at).is_some_and(|one| self.holders[one].is_some()))
        };
        let own = own.filter(|(_, component)| !is_child(component));
        own.filter_map(|(at, component)| Some((at.clone(), component.discriminator.clone()?)))
            .collect()
    }

    fn links(&self) -> HashSet<Pointer> {
        let all = self.components.iter().zip(&self.renamed);
        let all = all.filter(|(_, renamed)| !**renamed);
        let links = all.flat_map(|((_, component), _)| &component.parents);
        links.map(|(_, link)| link.clone()).collect()
    }
}

/// Returns where a value of a mapping leads: it is the name of a schema, or a reference.
pub(crate) fn mapped(target: &str) -> Option<Pointer> {
    if target.contains(['#', '/']) {
        return Pointer::parse(target);
    }
    let schemas = Pointer::root().child("components").child("schemas");
    Some(schemas.child(target))
}
