//! Names, taken apart into words.
//!
//! In: a name of the description. Out: its words in small letters,
//! ASCII letters and digits alone. Deliberately absent: how words are put together.

/// What becomes of the characters that an identifier can't have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// They divide words; but a sign at the beginning, as in `-1`, is a word.
    Signs,
    /// Each is a word.
    All,
}

/// How many characters of a name an identifier can't have.
pub(crate) fn symbols(name: &str) -> usize {
    name.chars()
        .filter(|c| !c.is_ascii_alphanumeric() && *c != '_')
        .count()
}

/// Splits a name at everything that isn't a letter or digit, and where the case
/// says that a word begins: `clientID` is `client id`, `IDToken` is `id token`.
pub(crate) fn words(name: &str, spelling: Spelling) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = name.chars().collect();
    for (index, &c) in chars.iter().enumerate() {
        let after = chars.get(index + 1).copied().unwrap_or(' ');
        if !c.is_ascii_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            let sign = index == 0 && matches!(c, '+' | '-') && after.is_ascii_alphanumeric();
            match spelling {
                _ if sign => {
                    // `-1` is `minus1`, as one word with what follows.
                    word.push_str(if c == '+' { "plus" } else { "minus" });
                    if !after.is_ascii_digit() {
                        words.push(std::mem::take(&mut word));
                    }
                }
                Spelling::All => words.push(spelled(c)),
                Spelling::Signs => {}
            }
            continue;
        }
        let before = if index > 0 { chars[index - 1] } else { ' ' };
        let begins = c.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || (before.is_ascii_uppercase() && after.is_ascii_lowercase()));
        if begins && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.push(c.to_ascii_lowercase());
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// The name of a parameter in which the signs that tell it from its neighbours are words:
/// `StartTime<` and `StartTime>` are two parameters. Of a name that has nothing but signs, all
/// of them are words.
pub(crate) fn spoken(name: &str) -> String {
    if name.contains(|c: char| c.is_ascii_alphanumeric()) {
        return name.replace('<', "_less").replace('>', "_greater");
    }
    let word = |sign| match sign {
        '!' => "bang".to_owned(),
        '-' => "minus".to_owned(),
        '=' => "equals".to_owned(),
        other => spelled(other),
    };
    name.chars().map(word).collect::<Vec<_>>().join("_")
}

/// A character as a word.
fn spelled(c: char) -> String {
    let word = match c {
        ' ' => "space",
        '!' => "not",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "apostrophe",
        '(' => "open",
        ')' => "close",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "dash",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "bracket",
        '\\' => "backslash",
        ']' => "unbracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "brace",
        '|' => "or",
        '}' => "unbrace",
        '~' => "tilde",
        other => return format!("u{:x}", u32::from(other)),
    };
    word.to_owned()
}
