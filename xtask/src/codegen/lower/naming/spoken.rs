//! Names of parameters, which signs may tell apart.
//!
//! In: a name on the wire. Out: a name with words for those signs. Deliberately absent: names
//! that become one identifier all the same (see `words.rs`).

use crate::codegen::lower::naming::{Case, cased};

/// A name in which the signs that tell it from its neighbours are words:
/// `StartTime<` and `StartTime>` are two parameters. Of a name that has nothing but
/// signs, all of them are words.
pub(crate) fn spoken(name: &str) -> String {
    if cased(name, Case::Snake).is_some() {
        return name.replace('<', "_less").replace('>', "_greater");
    }
    let word = |sign: char| SIGNS.iter().find(|(known, _)| *known == sign);
    let words = name.chars().filter_map(word).map(|(_, word)| *word);
    let spoken: Vec<&str> = words.collect();
    if spoken.len() == name.chars().count() {
        spoken.join("_")
    } else {
        name.to_owned()
    }
}

const SIGNS: [(char, &str); 18] = [
    ('!', "bang"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('*', "star"),
    ('+', "plus"),
    ('-', "minus"),
    ('.', "dot"),
    ('/', "slash"),
    (':', "colon"),
    ('<', "less"),
    ('=', "equals"),
    ('>', "greater"),
    ('?', "question"),
    ('@', "at"),
    ('_', "underscore"),
    ('~', "tilde"),
];
