//! What came of a folder, as a table.

use std::time::Duration;

use super::{Row, Verdict};

/// How many characters of a reason are shown.
const REASON: usize = 110;

/// Returns the table, with a line that counts at its end.
pub fn table(rows: &[Row]) -> String {
    let mut cells = vec![[
        "document".to_owned(),
        "operations".to_owned(),
        "generate".to_owned(),
        "check".to_owned(),
        "doc".to_owned(),
        "values".to_owned(),
        "result".to_owned(),
    ]];
    cells.extend(rows.iter().map(line));
    let mut widths = [0; 7];
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in &cells {
        let mut line = String::new();
        for (index, (cell, width)) in row.iter().zip(widths).enumerate() {
            if (1..=5).contains(&index) {
                line.push_str(&format!("{cell:>width$}  "));
            } else {
                line.push_str(&format!("{cell:<width$}  "));
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    let wrong = rows.iter().filter(|row| !row.is_right()).count();
    let accepted = rows
        .iter()
        .filter(|row| matches!(row.verdict, Verdict::Accepted { .. }))
        .count();
    text.push_str(&format!(
        "{} descriptions: {accepted} accepted, {} refused; {wrong} not as expected\n",
        rows.len(),
        rows.len() - accepted
    ));
    text
}

fn line(row: &Row) -> [String; 7] {
    let mark = if row.is_right() { "" } else { "FAILED: " };
    let (operations, result) = match &row.verdict {
        Verdict::Accepted { operations, .. } => {
            let failure = row.built.as_ref().and_then(|built| built.failure.clone());
            let odd = row.built.as_ref().map_or(0, |built| built.odd_examples);
            let result = match failure {
                Some(failure) => failure,
                None if row.is_right() && odd > 0 => format!("ok ({odd} examples do not fit)"),
                None if row.is_right() => "ok".to_owned(),
                None => "accepted".to_owned(),
            };
            (operations.to_string(), result)
        }
        Verdict::Refused { errors, first, .. } => {
            (String::new(), format!("refused ({errors}): {first}"))
        }
        Verdict::Panicked(message) => (String::new(), format!("panicked: {message}")),
    };
    let built =
        |of: &dyn Fn(&super::Built) -> String| row.built.as_ref().map_or_else(String::new, of);
    [
        shown(&row.description.path),
        operations,
        format!("{} ms", row.generate.as_millis()),
        built(&|built| seconds(built.check)),
        built(&|built| seconds(built.doc)),
        built(&|built| built.survived.to_string()),
        shown(&format!("{mark}{result}")),
    ]
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// One line, shortened, without what a terminal would act on.
fn shown(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    match plain.char_indices().nth(REASON) {
        Some((end, _)) => format!("{}...", &plain[..end]),
        None => plain,
    }
}
