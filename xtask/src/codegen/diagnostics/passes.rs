//! Complaints of a description that is read several times, each time with less of it.
//!
//! In: the errors of one pass, with what is left out because of each. Out: the same as warnings,
//! at the places where they stood, beside which only the last pass has its say. Where nothing is
//! left they are errors again. Deliberately absent: what is left out.

use std::collections::HashMap;

use crate::codegen::diagnostics::{Code, Diagnostic, Diagnostics, Level};
use crate::codegen::source::{FileId, Pointer};

/// What bundling complains of before the description is whole. The reference stays as it was
/// written, so that the audit finds it again where it is used.
const FOUND_AGAIN: [Code; 3] = [
    Code::EXTERNAL_REFERENCE,
    Code::UNRESOLVED_REFERENCE,
    Code::MALFORMED_REFERENCE,
];

impl Diagnostics {
    /// Takes all complaints from the `start`th on.
    pub(crate) fn take_since(&mut self, start: usize) -> Vec<Diagnostic> {
        let taken = self.all.split_off(start.min(self.all.len()));
        self.count();
        taken
    }

    /// Adds complaints that were taken.
    pub(crate) fn put_back(&mut self, complaints: Vec<Diagnostic>) {
        self.all.extend(complaints);
        self.count();
    }

    /// Takes the errors that a later stage will find again, where they matter.
    pub(crate) fn take_found_again(&mut self) -> Vec<Diagnostic> {
        let is_one = |one: &Diagnostic| {
            one.level == Level::Deny && FOUND_AGAIN.contains(&one.code) && one.pointer.is_some()
        };
        let all = std::mem::take(&mut self.all);
        let (taken, kept) = all.into_iter().partition(is_one);
        self.all = kept;
        self.count();
        taken
    }

    /// Notes what an error is about as the text has it, before places in the description change.
    pub(crate) fn settle(&self, one: &mut Diagnostic) {
        if let (Some(at), FileId::MAIN, false) = (&one.pointer, one.file, one.is_settled) {
            let (file, pointer) = self.files.origins.resolve(at);
            (one.file, one.pointer) = (file, Some(pointer));
        }
        one.is_settled = true;
    }

    /// Does the same for all complaints so far.
    pub(crate) fn settle_all(&mut self) {
        let mut all = std::mem::take(&mut self.all);
        all.iter_mut().for_each(|one| self.settle(one));
        self.all = all;
    }

    /// Makes warnings of all that something is left out for.
    pub(crate) fn allow_left_out(&mut self, mut denied: Vec<Diagnostic>) {
        for one in denied.iter_mut().filter(|one| !one.left_out.is_empty()) {
            one.level = Level::Warn;
        }
        self.put_back(denied);
    }

    /// Makes errors of it again.
    pub(crate) fn deny_left_out(&mut self) {
        for one in &mut self.all {
            if !std::mem::take(&mut one.left_out).is_empty() {
                one.level = Level::Deny;
            }
        }
        self.count();
    }

    /// Makes errors of all warnings.
    pub(crate) fn deny_warnings(&mut self) {
        self.levels.deny_warnings();
        for one in self.all.iter_mut().filter(|one| one.level == Level::Warn) {
            one.level = Level::Deny;
        }
        self.count();
    }

    fn count(&mut self) {
        let is_fatal =
            |one: &&Diagnostic| one.level == Level::Deny && one.code.policy().obstacle().is_some();
        self.fatal = self.all.iter().filter(is_fatal).count();
    }
}

/// Puts complaints in place of others that are about the same places: they were made where more
/// was known. Those that are used are removed.
pub(crate) fn recall(denied: &mut [Diagnostic], earlier: &mut Vec<Diagnostic>) {
    let mut known: HashMap<(FileId, Pointer), Diagnostic> = earlier
        .drain(..)
        .filter_map(|one| Some(((one.file, one.pointer.clone()?), one)))
        .collect();
    for one in denied {
        let place = one.pointer.clone().map(|pointer| (one.file, pointer));
        if let Some(first) = place.and_then(|place| known.remove(&place)) {
            let left_out = std::mem::take(&mut one.left_out);
            *one = Diagnostic { left_out, ..first };
        }
    }
    earlier.extend(known.into_values());
}

impl Diagnostic {
    /// Notes what is left out because of it.
    pub(crate) fn leaves_out(&mut self, what: String) {
        if !self.left_out.contains(&what) {
            self.left_out.push(what);
        }
    }
}
