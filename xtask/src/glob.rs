//! Patterns with wildcards, as a shell has them.
//!
//! `*` stands for any characters but `/`, `**` for any at all, `?` for one that is not
//! `/`. Everything else stands for itself. Deliberately absent: sets and braces.

/// Returns whether a text is what a pattern says.
pub fn matches(pattern: &str, text: &str) -> bool {
    if !pattern.contains(['*', '?']) {
        return pattern == text;
    }
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    // The places in the pattern at which the text read so far may stand.
    let mut states = vec![false; pattern.len() + 1];
    states[0] = true;
    skip_stars(&pattern, &mut states);
    for &character in &text {
        let mut next = vec![false; pattern.len() + 1];
        for (at, _) in states.iter().enumerate().filter(|(_, on)| **on) {
            let Some(&wanted) = pattern.get(at) else {
                continue;
            };
            let deep = pattern.get(at + 1) == Some(&'*') || at > 0 && pattern[at - 1] == '*';
            match wanted {
                '*' if deep || character != '/' => next[at] = true,
                '*' => {}
                '?' if character != '/' => next[at + 1] = true,
                _ if wanted == character => next[at + 1] = true,
                _ => {}
            }
        }
        skip_stars(&pattern, &mut next);
        states = next;
    }
    states[pattern.len()]
}

/// A star may stand for nothing.
fn skip_stars(pattern: &[char], states: &mut [bool]) {
    for at in 0..pattern.len() {
        if states[at] && pattern[at] == '*' {
            states[at + 1] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
            ("*", "abc", true),
            ("*", "a/b", false),
            ("**", "a/b", true),
            ("/a/*", "/a/b", true),
            ("/a/*", "/a/b/c", false),
            ("/a/**", "/a/b/c", true),
            ("/a/**/d", "/a/b/c/d", true),
            ("get*", "getShip", true),
            ("*Ship", "getShip", true),
            ("*Ship", "getShips", false),
            ("a?c", "abc", true),
            ("a?c", "a/c", false),
            ("GET /a/{id}", "GET /a/{id}", true),
            ("é*", "éa", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
        // Patterns that make other matchers slow.
        assert!(!matches(&format!("{}b", "*a".repeat(50)), &"a".repeat(500)));
    }
}
