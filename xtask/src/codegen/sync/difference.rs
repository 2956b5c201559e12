//! A short difference between two texts, for `--check`.

/// How many lines of a difference are shown.
const SHOWN: usize = 12;

/// Returns the first lines that differ: those of `old` with `-`, those of `new`
/// with `+`, between the lines that both begin and end with.
pub fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same_head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most_tail = old.len().min(new.len()) - same_head;
    let same_tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(most_tail)
        .take_while(|(a, b)| a == b)
        .count();
    let mut text = format!("@@ line {} @@\n", same_head + 1);
    for (sign, lines) in [("-", &old), ("+", &new)] {
        let differing = lines
            .get(same_head..lines.len() - same_tail)
            .unwrap_or_default();
        for line in differing.iter().take(SHOWN) {
            text.push_str(&format!("{sign}{line}\n"));
        }
        if differing.len() > SHOWN {
            text.push_str(&format!(
                "{sign} ({} more lines)\n",
                differing.len() - SHOWN
            ));
        }
    }
    if old == new {
        text.push_str("(line ends only)\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_that_differ_are_shown() {
        assert_eq!(
            difference("a\nb\nc\n", "a\nx\nc\n"),
            "@@ line 2 @@\n-b\n+x\n"
        );
        assert_eq!(difference("a\n", "a\nb\n"), "@@ line 2 @@\n+b\n");
        assert_eq!(difference("a\na\n", "a\n"), "@@ line 2 @@\n-a\n");
        assert_eq!(difference("a", "a\n"), "@@ line 2 @@\n(line ends only)\n");
    }
}
