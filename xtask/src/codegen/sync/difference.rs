//! A short difference between two texts, for `--check`.

use similar::TextDiff;

/// How many lines of a difference are shown.
const SHOWN: usize = 30;

/// Returns the first lines of a unified diff: those of `old` with `-`, those of `new` with `+`.
pub fn difference(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let diff = diff.unified_diff().context_radius(1).to_string();
    let mut text = String::new();
    for line in diff.lines().take(SHOWN) {
        text.push_str(line);
        text.push('\n');
    }
    let rest = diff.lines().count().saturating_sub(SHOWN);
    if rest > 0 {
        text.push_str(&format!("({rest} more lines)\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_shown_place_by_place() {
        assert_eq!(
            difference("a\nb\nc\n", "a\nx\nc\n"),
            "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"
        );
        let old = "a\nb\nc\nd\ne\nf\ng\n";
        let new = "a\nb\nx\nc\nd\ne\nf\ny\ng\n";
        assert_eq!(
            difference(old, new),
            "@@ -2,2 +2,3 @@\n b\n+x\n c\n@@ -6,2 +7,3 @@\n f\n+y\n g\n"
        );
        let long = "x\n".repeat(100);
        assert!(difference("", &long).ends_with("+x\n(71 more lines)\n"));
        assert_ne!(difference("a", "a\n"), "");
    }
}
