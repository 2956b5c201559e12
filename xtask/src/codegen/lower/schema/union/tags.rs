//! The values of discriminators.
//!
//! In: an alternative, and the discriminator beside it. Out: the values that mean it, with complaints about
//! those that mean nothing, or several. Deliberately absent: how a value is told by them.

use std::collections::{HashMap, HashSet};

use super::Draft;
use crate::codegen::diagnostics::Code;
use crate::codegen::document::{DISCRIMINATOR_VALUE, mapped};
use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::sub_schema::{Discriminator, SubSchema};
use crate::codegen::source::{Pointer, quoted};

impl<'d> Schemas<'d> {
    /// The values of the tag that mean an alternative: those of the mapping, else that of the
    /// extension, else the constant of the member itself, else the name of the schema.
    pub(crate) fn tags(
        &mut self,
        sub_schema: &SubSchema<'d>,
        tag: Discriminator<'d>,
    ) -> Vec<String> {
        let mapped = tag
            .mapping()
            .filter(|(_, target)| is_mapped(target, sub_schema));
        let mapped: Vec<String> = mapped.map(|(value, _)| value.to_owned()).collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let named = sub_schema.reference();
        let named = named.and_then(|at| at.resolve(&self.document.raw));
        if let Some(value) = named.and_then(|value| value.get(DISCRIMINATOR_VALUE)?.as_str()) {
            return vec![value.to_owned()];
        }
        let listed = self.listed_tags(sub_schema, tag.property_name);
        if let [text] = listed.as_slice() {
            return vec![text.clone()];
        }
        let name = self.name_of(sub_schema).map(str::to_owned);
        let value = name.map(|name| self.tag_of(name, &listed, sub_schema));
        value.into_iter().collect()
    }

    /// The texts that the member of an alternative lists.
    fn listed_tags(&mut self, sub_schema: &SubSchema<'d>, property: &str) -> Vec<String> {
        let schema = self.gather(sub_schema);
        let Some(sub_schemas) = schema.property(property) else {
            return Vec::new();
        };
        let mut member = self.gather_all(sub_schemas);
        self.settle(&mut member);
        let values = member.values.iter().flatten();
        let texts = values.filter_map(|known| known.value.as_str());
        texts.map(str::to_owned).collect()
    }

    /// The name of a schema, or the value that is it but for capitals and signs, where the values
    /// of all alternatives are listed without it.
    fn tag_of(&mut self, name: String, listed: &[String], sub_schema: &SubSchema<'d>) -> String {
        if listed.is_empty() || listed.contains(&name) {
            return name;
        }
        let mut alike = listed.iter().filter(|one| letters(one) == letters(&name));
        let only = alike.next().filter(|_| alike.next().is_none());
        // What others inherit from need not be a value itself.
        let has_children = |at| self.document.inheritance.base(at).is_some();
        if only.is_none() && sub_schema.reference().is_some_and(has_children) {
            return name;
        }
        let message = match only {
            Some(value) => format!("{} means the schema `{name}`", quoted(value)),
            None => format!("none of the values of the discriminator means the schema `{name}`"),
        };
        let help = "say in `mapping` which value means which schema";
        let code = Code::UNLISTED_DISCRIMINATOR_VALUE;
        self.complain_once(code, &sub_schema.at, &message, help);
        only.cloned().unwrap_or(name)
    }

    /// Warns of what a mapping names that is no alternative, nor a child of one, and says what
    /// becomes of such values.
    pub(crate) fn check_mapping(
        &mut self,
        tag: Discriminator<'d>,
        alternatives: &[&Pointer],
        mapping_at: &Pointer,
        fate: &str,
    ) {
        let mut listed: HashSet<Pointer> = HashSet::new();
        let mut open: Vec<Pointer> = alternatives.iter().copied().cloned().collect();
        while let Some(at) = open.pop() {
            let base = self.document.inheritance.base(&at);
            if listed.insert(at) {
                open.extend(base.into_iter().flat_map(|base| base.children.clone()));
            }
        }
        for (value, target) in tag.mapping() {
            let is_listed = mapped(target).is_some_and(|place| listed.contains(&place));
            let at = mapping_at.child(value);
            if !is_listed && self.reported.insert((at.clone(), String::new())) {
                let message =
                    format!("`{target}` is not among the alternatives; such values are {fate}");
                self.diagnostics
                    .report(Code::UNLISTED_MAPPING_TARGET, &at, message)
                    .help("add it to the alternatives, or correct the name");
            }
        }
    }

    /// Warns of values of the discriminator that mean several alternatives.
    pub(super) fn check_tags(&mut self, drafts: &[Draft], place: &Pointer) {
        let mut seen: HashMap<&str, &str> = HashMap::new();
        for draft in drafts {
            for tag in &draft.tags {
                let first = *seen.entry(tag).or_insert(&draft.label);
                if first != draft.label {
                    let message = format!(
                        "the value `{tag}` means `{first}` and `{}`; such values are read as `{first}`",
                        draft.label
                    );
                    let help = "say in `mapping` which value means which schema";
                    self.complain_once(Code::DUPLICATE_DISCRIMINATOR_VALUE, place, &message, help);
                }
            }
        }
    }
}

/// Whether a mapping means a schema: by its name, or by a reference.
fn is_mapped(target: &str, sub_schema: &SubSchema<'_>) -> bool {
    mapped(target).is_some_and(|place| sub_schema.reference() == Some(&place))
}

fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
