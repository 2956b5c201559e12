//! Guesses what somebody meant to write.
//!
//! In: a word and the words that would be right. Out: phrases for messages: the closest of
//! them, if it is close, or all of them. Deliberately absent: corrections; nothing is ever
//! read as something else.

/// Words longer than this are not compared: the work grows with the square of the length.
const MAX_LENGTH: usize = 64;

/// The phrase for the known word closest to a word, if few letters differ.
pub(crate) fn guess<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    guess_within((word.chars().count() / 3).clamp(1, 3), word, known)
}

/// The phrase for the known word closest to a word, if at most so many letters differ.
pub(crate) fn guess_within<'k>(
    allowed: usize,
    word: &str,
    known: impl Iterator<Item = &'k str>,
) -> Option<String> {
    if word.len() > MAX_LENGTH {
        return None;
    }
    known
        .filter(|known| known.len() <= MAX_LENGTH)
        .map(|known| (distance(word, known), known))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| did_you_mean(known))
}

/// The phrase for a guess.
pub(crate) fn did_you_mean(word: &str) -> String {
    format!("did you mean `{word}`?")
}

/// The phrase for a short list of right words.
pub(crate) fn one_of<'k>(words: impl Iterator<Item = &'k str>) -> String {
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("it is one of {} and {last}", rest.join(", "))
        }
        Some((last, _)) => format!("it is {last}"),
        None => "there is none".to_owned(),
    }
}

/// How many letters must be added, removed, changed or swapped with a neighbour;
/// capitals count as the same letter.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a
        .chars()
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    let b: Vec<char> = b
        .chars()
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    let mut rows: [Vec<usize>; 3] = [Vec::new(), (0..=b.len()).collect(), Vec::new()];
    for (i, letter) in a.iter().enumerate() {
        let [before, last, row] = &mut rows;
        row.clear();
        row.push(i + 1);
        for (j, other) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(letter != other))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *letter == b[j - 1] && a[i - 1] == *other {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        rows.rotate_left(1);
    }
    rows[1].last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_words_are_found() {
        let known = [
            "properties",
            "required",
            "parameters",
            "get",
            "$ref",
            "minProperties",
        ];
        let rows = [
            ("propertys", Some("properties")),
            ("requierd", Some("required")),
            ("paramaters", Some("parameters")),
            ("gett", Some("get")),
            ("GET", Some("get")),
            ("ref", Some("$ref")),
            ("minproperties", Some("minProperties")),
            ("banana", None),
            ("", None),
        ];
        for (word, expected) in rows {
            let expected = expected.map(did_you_mean);
            assert_eq!(guess(word, known.into_iter()), expected, "{word}");
        }
        assert_eq!(guess(&"x".repeat(1_000_000), known.into_iter()), None);
    }

    #[test]
    fn phrases() {
        assert_eq!(
            one_of(["a", "b", "c"].into_iter()),
            "it is one of `a`, `b` and `c`"
        );
        assert_eq!(one_of(["a"].into_iter()), "it is `a`");
    }
}
