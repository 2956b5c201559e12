//! `--keep-going`: a description is read and lowered, without what can't be right.
//!
//! In: the files of a description. Out: what it becomes without the smallest things that errors
//! are about, and these errors as warnings that say what is missing. A description without errors
//! is read once. One with errors is read again without what they are about, until there are none,
//! or nothing is left. Deliberately absent: which things can be missed, see
//! `document/leave_out`.

use crate::codegen::diagnostics::{Diagnostic, Diagnostics, Level, recall};
use crate::codegen::document::{Grain, Input, Unchecked};
use crate::codegen::lower;
use crate::codegen::model::LeftOut;
use crate::codegen::source::Pointer;
use crate::codegen::{Lowered, Stage};

/// After so many passes whole operations are left out: what remained of them was wrong as well.
const FINE_PASSES: usize = 8;

/// Reads and lowers a description. What is left out is a warning; where warnings are errors, so
/// is this.
pub(super) fn read(input: Input, diagnostics: &mut Diagnostics) -> Option<Lowered> {
    let (levels, deny_warnings) = diagnostics.levels().without_denied_warnings();
    let mut own = Diagnostics::with_levels(levels);
    let mut lowered = passes(input, &mut own);
    if lowered.is_none() {
        own.deny_left_out();
    }
    if deny_warnings {
        own.deny_warnings();
    }
    if own.has_errors() {
        lowered = None;
    }
    diagnostics.append(own);
    lowered
}

fn passes(input: Input, own: &mut Diagnostics) -> Option<Lowered> {
    let stages = input.stages.clone();
    let mut unchecked = Unchecked::read(input, own)?;
    let mut earlier = own.take_found_again();
    own.settle_all();
    if own.has_errors() {
        own.put_back(earlier);
        return None;
    }
    for pass in 0.. {
        let start = own.len();
        stages.begin(Stage::Check);
        let lowered = match unchecked.check(own) {
            Ok(document) => {
                stages.begin(Stage::Lower);
                match lower::lower(&document, own) {
                    Some(api) => Ok(Lowered { document, api }),
                    None => Err(document.into()),
                }
            }
            Err(unchecked) => Err(unchecked),
        };
        let complaints = match lowered {
            Ok(mut lowered) => {
                own.put_back(earlier);
                lowered.api.left_out = left_out(own);
                return Some(lowered);
            }
            Err(wrong) => {
                unchecked = wrong;
                own.take_since(start)
            }
        };
        let is_error = |one: &Diagnostic| one.level() == Level::Deny;
        let (mut denied, mut others): (Vec<_>, Vec<_>) = complaints.into_iter().partition(is_error);
        let grain = if pass < FINE_PASSES {
            Grain::Fine
        } else {
            Grain::Operations
        };
        let places: Option<Vec<Pointer>> =
            denied.iter().map(|one| one.pointer().cloned()).collect();
        // Where they are in the text, since places in the description change.
        let all = denied.iter_mut().chain(&mut others);
        all.for_each(|one| own.settle(one));
        recall(&mut denied, &mut earlier);
        let is_less =
            places.is_some_and(|places| unchecked.leave_out(&places, &mut denied, grain, own));
        // What was read in another way than it is written stands so now, and is not told again.
        own.put_back(others);
        if !is_less {
            own.put_back(denied);
            break;
        }
        own.allow_left_out(denied);
    }
    own.put_back(earlier);
    None
}

/// What is missing, each thing once, with the first reason.
fn left_out(diagnostics: &Diagnostics) -> Vec<LeftOut> {
    let mut all: Vec<LeftOut> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for one in diagnostics.iter() {
        let new = one.left_out().iter().filter(|what| known.insert(*what));
        all.extend(new.map(|what| LeftOut {
            what: what.clone(),
            why: one.message().to_owned(),
        }));
    }
    all
}
