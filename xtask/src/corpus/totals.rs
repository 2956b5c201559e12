//! What came of a folder, counted.
//!
//! In: the rows. Out: how many were accepted and built, why the others were refused, and which
//! took longest. Deliberately absent: single descriptions but for the slowest.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Row, Verdict};
use crate::codegen::diagnostics::Code;
use crate::codegen::source::visible;

/// How many of the slowest are named.
const SLOWEST: usize = 5;

/// Returns the counts, in lines.
pub fn totals(rows: &[Row]) -> String {
    let mut text = accepted(rows);
    let panics = rows
        .iter()
        .filter(|row| matches!(row.verdict, Verdict::Panicked(_)));
    text.push_str(&format!("panicked: {}\n", panics.count()));
    text.push_str(&built(rows));
    text.push_str(&reasons(rows));
    let mut slowest: Vec<&Row> = rows.iter().collect();
    slowest.sort_by_key(|row| Reverse(row.generate));
    text.push_str("slowest to generate:\n");
    for row in slowest.iter().take(SLOWEST) {
        let (seconds, path) = (row.generate.as_secs_f64(), &row.description.path);
        text.push_str(&format!("  {seconds:>6.1} s  {path}\n"));
    }
    visible(&text)
}

fn accepted(rows: &[Row]) -> String {
    let (mut all, mut warned, mut lacking, mut things) = (0, 0, 0, 0);
    for row in rows {
        if let Verdict::Accepted {
            warnings, left_out, ..
        } = row.verdict
        {
            all += 1;
            warned += usize::from(warnings > 0);
            lacking += usize::from(left_out > 0);
            things += left_out;
        }
    }
    let mut text = format!("accepted: {all}, of these {warned} with warnings\n");
    if lacking > 0 {
        text.push_str(&format!("left out: {things} things in {lacking} of them\n"));
    }
    text
}

fn built(rows: &[Row]) -> String {
    let built: Vec<_> = rows.iter().filter_map(|row| row.built.as_ref()).collect();
    if built.is_empty() {
        return String::new();
    }
    let sound = built.iter().filter(|one| one.failure.is_none()).count();
    let values: usize = built.iter().map(|one| one.survived).sum();
    format!(
        "built: {sound} of {} without errors and warnings, {values} values survived\n",
        built.len()
    )
}

/// How many descriptions each code is a reason to refuse, and how many it is the only one for.
fn reasons(rows: &[Row]) -> String {
    let mut reasons: BTreeMap<Code, (usize, usize)> = BTreeMap::new();
    for row in rows {
        if let Verdict::Refused { codes, .. } = &row.verdict {
            for code in codes {
                let (all, alone) = reasons.entry(*code).or_default();
                *all += 1;
                *alone += usize::from(codes.len() == 1);
            }
        }
    }
    if reasons.is_empty() {
        return String::new();
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(code, counts)| (Reverse(*counts), code.name()));
    let mut text = "refused for (descriptions, for it alone):\n".to_owned();
    for (code, (all, alone)) in reasons {
        text.push_str(&format!("  {all:>6}  {alone:>6}  {}\n", code.name()));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::corpus::{Built, Description, Expect};

    #[test]
    fn everything_is_counted() {
        let row = |path: &str, millis, verdict, built| Row {
            description: Description {
                path: path.to_owned(),
                expect: Expect::Either,
            },
            generate: Duration::from_millis(millis),
            verdict,
            built,
        };
        let refused = |codes: &[Code]| Verdict::Refused {
            errors: 1,
            first: String::new(),
            codes: codes.iter().copied().collect(),
        };
        let accepted = |warnings, left_out| Verdict::Accepted {
            operations: 1,
            warnings,
            left_out,
        };
        let built = |survived, failure: Option<&str>| {
            Some(Built {
                survived,
                failure: failure.map(str::to_owned),
                ..Built::default()
            })
        };
        let (one, two) = (Code::TOO_LARGE, Code::UNKNOWN_KEYWORD);
        let rows = [
            row("a", 1, accepted(0, 0), built(2, None)),
            row(
                "b\u{1b}",
                2_000,
                accepted(3, 2),
                built(1, Some("check: error")),
            ),
            row("c", 3, refused(&[one, two]), None),
            row("d", 4, refused(&[two]), None),
            row("e", 5, Verdict::Panicked(String::new()), None),
        ];
        let expected = "\
accepted: 2, of these 1 with warnings
left out: 2 things in 1 of them
panicked: 1
built: 1 of 2 without errors and warnings, 3 values survived
refused for (descriptions, for it alone):
       2       1  unknown-keyword
       1       0  too-large
slowest to generate:
     2.0 s  b\\u{1b}
     0.0 s  e
     0.0 s  d
     0.0 s  c
     0.0 s  a
";
        assert_eq!(totals(&rows), expected);
        assert!(!totals(&rows[..1]).contains("refused"));
    }
}
