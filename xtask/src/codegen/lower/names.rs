//! Every Rust identifier, chosen once.
//!
//! Comes in: names of the description and the scope that they must be unique in.
//! Goes out: [`Ident`]s that are legal, in Rust's case, free of the words that
//! emitted code uses itself. Of names that would become one identifier, the one
//! that is spelled most like it gets it; the others get one that tells their own
//! spelling, `FooDashBar`, or their place. So nothing is numbered, and an
//! identifier depends on its namesakes alone, not on its neighbours or their
//! order. The same name twice is an error that names both places. Deliberately
//! absent: `r#`, which is a matter of spelling.

mod reserved;
mod words;

use std::collections::HashMap;

pub(super) use self::reserved::*;
use self::words::{Spelling, symbols, words};
use crate::codegen::diagnostics::Diagnostics;
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::Ident;

/// The case of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `ClientGrant`: types and variants.
    Pascal,
    /// `client_grant`: fields, methods, arguments and modules.
    Snake,
}

/// Words that can't be identifiers even with `r#`, and so get a `_`.
const NEVER_RAW: &[&str] = &["self", "super", "crate", "Self"];
/// Longer identifiers are cut, and get a mark of what they were.
const LONGEST: usize = 90;

/// A name that shall become an identifier.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    name: String,
    at: Pointer,
    /// Whether it was made up for a schema without a name; two such may be alike.
    in_passing: bool,
}

impl Wish {
    pub(super) fn new(name: &str, at: &Pointer) -> Self {
        Self {
            name: name.to_owned(),
            at: at.clone(),
            in_passing: false,
        }
    }

    /// Says that the name was made up.
    pub(super) fn in_passing(self) -> Self {
        Self {
            in_passing: true,
            ..self
        }
    }
}

/// A set of identifiers that must differ.
#[derive(Debug)]
pub(super) struct Scope {
    reserved: Reserved,
    case: Case,
    taken: HashMap<String, (String, Pointer)>,
}

impl Scope {
    /// Makes an empty scope.
    pub(super) fn new(case: Case, reserved: Reserved) -> Self {
        Self {
            reserved,
            case,
            taken: HashMap::new(),
        }
    }

    /// Makes the identifier of `name`, which stands at `at`, and keeps it.
    pub(super) fn claim(
        &mut self,
        name: &str,
        at: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Ident {
        let mut idents = self.claim_all(&[Wish::new(name, at)], diagnostics);
        idents.pop().unwrap_or_else(|| Ident("unnamed".to_owned()))
    }

    /// Makes the identifiers of several names, whatever their order.
    pub(super) fn claim_all(
        &mut self,
        wishes: &[Wish],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Ident> {
        let plain: Vec<String> = wishes
            .iter()
            .map(|wish| self.identifier(&wish.name))
            .collect();
        // Those that are spelled most like their identifiers come first.
        let mut order: Vec<usize> = (0..wishes.len()).collect();
        order.sort_by_key(|&index| {
            let (wish, ident) = (wishes.get(index), plain.get(index));
            wish.zip(ident).map(|(wish, ident)| {
                (
                    wish.name != *ident,
                    symbols(&wish.name),
                    wish.in_passing.then(|| wish.at.tokens().count()),
                    wish.name.clone(),
                    wish.at.clone(),
                )
            })
        });
        let mut idents: Vec<Option<Ident>> = vec![None; wishes.len()];
        let mut losers = Vec::new();
        for index in order {
            let (Some(wish), Some(ident)) = (wishes.get(index), plain.get(index)) else {
                continue;
            };
            if self.taken.contains_key(ident) {
                losers.push((index, wish, ident));
            } else {
                self.keep(ident.clone(), wish);
                if let Some(place) = idents.get_mut(index) {
                    *place = Some(Ident(ident.clone()));
                }
            }
        }
        for (index, wish, ident) in losers {
            let other = self.other(wish, ident, diagnostics);
            if let Some(place) = idents.get_mut(index) {
                *place = Some(other);
            }
        }
        idents.into_iter().flatten().collect()
    }

    fn keep(&mut self, ident: String, wish: &Wish) {
        self.taken
            .insert(ident, (wish.name.clone(), wish.at.clone()));
    }

    /// The identifier of a name whose first choice is taken.
    fn other(&mut self, wish: &Wish, ident: &str, diagnostics: &mut Diagnostics) -> Ident {
        let twin = self.taken.get(ident).cloned();
        if let (Some((name, place)), false) = (&twin, wish.in_passing) {
            if *name == wish.name {
                let message = format!("`{}` stands at {place} already", wish.name);
                diagnostics
                    .error(&wish.at, message)
                    .help("rename one of them in the description");
                return Ident(ident.to_owned());
            }
        }
        for candidate in self.candidates(wish) {
            if !self.taken.contains_key(&candidate) {
                self.keep(candidate.clone(), wish);
                return Ident(candidate);
            }
        }
        let (name, place) = twin.unwrap_or_default();
        diagnostics
            .error(
                &wish.at,
                format!(
                    "`{}` and `{name}` at {place} both become `{ident}` in Rust",
                    wish.name
                ),
            )
            .help("rename one of them in the description");
        Ident(ident.to_owned())
    }

    /// Longer and longer names, each of which depends on nothing but the name
    /// itself and, where that was made up, its place.
    fn candidates(&self, wish: &Wish) -> Vec<String> {
        let name = &wish.name;
        let finish = |ident: Option<String>| self.finish(ident.unwrap_or_default());
        if wish.in_passing {
            let place: Vec<_> = wish.at.tokens().collect();
            let place = match place.as_slice() {
                [components, _, rest @ ..] if components == "components" => rest.join(" "),
                other => other.join(" "),
            };
            let mark = hash(&wish.at.to_string());
            return vec![
                finish(spelled(&place, self.case, Spelling::Signs)),
                finish(spelled(
                    &format!("{name} {mark}"),
                    self.case,
                    Spelling::Signs,
                )),
            ];
        }
        let letters = |test: fn(&char) -> bool| {
            name.chars()
                .filter(char::is_ascii_alphabetic)
                .all(|c| test(&c))
        };
        let look = if letters(char::is_ascii_lowercase) {
            "lower"
        } else if letters(char::is_ascii_uppercase) {
            "upper"
        } else if name.starts_with(|c: char| c.is_ascii_uppercase()) {
            "pascal"
        } else {
            "camel"
        };
        let join = |word: &str| {
            let whole = spelled(name, self.case, Spelling::All).unwrap_or_default();
            finish(spelled(
                &format!("{whole} {word}"),
                self.case,
                Spelling::None,
            ))
        };
        vec![
            finish(spelled(name, self.case, Spelling::All)),
            join(look),
            join(&hash(name)),
        ]
    }

    /// Returns whether the identifier of `name` is taken by something else.
    pub(super) fn has(&self, name: &str) -> bool {
        self.taken.contains_key(&self.identifier(name))
    }

    fn identifier(&self, name: &str) -> String {
        let ident = spelled(name, self.case, Spelling::Signs)
            .or_else(|| spelled(name, self.case, Spelling::All))
            .unwrap_or_else(|| match self.case {
                Case::Pascal => "Empty".to_owned(),
                Case::Snake => "empty".to_owned(),
            });
        self.finish(ident)
    }

    /// Keeps an identifier out of the words of emitted code, and short.
    fn finish(&self, mut ident: String) -> String {
        if ident.len() > LONGEST {
            let mark = hash(&ident);
            ident.truncate(LONGEST - mark.len() - 1);
            let kept = ident.trim_end_matches('_').len();
            ident.truncate(kept);
            match self.case {
                Case::Pascal => ident.push('X'),
                Case::Snake => ident.push_str("_x"),
            }
            ident.push_str(&mark);
        }
        if self.reserved.contains(&ident) {
            ident.push_str(self.reserved.suffix);
        }
        ident
    }
}

/// Six digits that hardly any two texts share (FNV-1a).
fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:06x}", hash >> 40)
}

/// Returns `name` in a case, or none where it has no letter or digit.
pub(super) fn cased(name: &str, case: Case) -> Option<String> {
    spelled(name, case, Spelling::Signs)
}

fn spelled(name: &str, case: Case, spelling: Spelling) -> Option<String> {
    let words = words(name, spelling);
    let mut ident = String::with_capacity(name.len() + 1);
    for (index, word) in words.iter().enumerate() {
        match case {
            Case::Pascal => {
                let (first, rest) = word.split_at(1);
                ident.push_str(&first.to_ascii_uppercase());
                ident.push_str(rest);
            }
            Case::Snake => {
                if index > 0 {
                    ident.push('_');
                }
                ident.push_str(word);
            }
        }
    }
    let first = ident.chars().next()?;
    if first.is_ascii_digit() {
        ident.insert_str(0, if case == Case::Pascal { "N" } else { "n" });
    }
    if NEVER_RAW.contains(&ident.as_str()) {
        ident.push('_');
    }
    Some(ident)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_the_case_of_rust() {
        for (name, pascal, snake) in [
            ("client_grants", "ClientGrants", "client_grants"),
            ("clientGrants", "ClientGrants", "client_grants"),
            ("client-grants", "ClientGrants", "client_grants"),
            ("ClientGrant", "ClientGrant", "client_grant"),
            ("clientID", "ClientId", "client_id"),
            ("IDToken", "IdToken", "id_token"),
            ("per_page", "PerPage", "per_page"),
            ("oauth2Flow", "Oauth2Flow", "oauth2_flow"),
            ("X-RateLimit-Reset", "XRateLimitReset", "x_rate_limit_reset"),
            ("1abc", "N1abc", "n1abc"),
            ("type", "Type", "type"),
            ("self", "Self_", "self_"),
            ("Self", "Self_", "self_"),
            ("a\u{200d}b", "AB", "a_b"),
            ("a日本b", "AB", "a_b"),
        ] {
            assert_eq!(cased(name, Case::Pascal).as_deref(), Some(pascal), "{name}");
            assert_eq!(cased(name, Case::Snake).as_deref(), Some(snake), "{name}");
        }
        for name in ["", "-", "...", "日本語", "🦀"] {
            assert_eq!(cased(name, Case::Pascal), None, "{name}");
        }
    }

    #[test]
    fn a_reserved_word_gets_a_suffix() {
        let mut diagnostics = Diagnostics::default();
        let at = Pointer::root();
        for (reserved, case, name, ident) in [
            (TYPES, Case::Pascal, "Option", "OptionModel"),
            (TYPES, Case::Pascal, "Client", "Client"),
            (RESOURCES, Case::Pascal, "call", "CallResource"),
            (FIELDS, Case::Snake, "extra", "extra_"),
            (VARIANTS, Case::Pascal, "unknown", "UnknownValue"),
            (MODULES, Case::Snake, "shared", "shared_resource"),
        ] {
            let claimed = Scope::new(case, reserved).claim(name, &at, &mut diagnostics);
            assert_eq!(claimed.as_str(), ident);
        }
        assert!(!diagnostics.has_errors());
    }

    fn claimed(case: Case, reserved: Reserved, names: &[&str]) -> Vec<String> {
        let mut diagnostics = Diagnostics::default();
        let wishes: Vec<Wish> = names
            .iter()
            .map(|name| Wish::new(name, &Pointer::root().child(name)))
            .collect();
        let idents = Scope::new(case, reserved).claim_all(&wishes, &mut diagnostics);
        assert!(!diagnostics.has_errors());
        idents.into_iter().map(|ident| ident.0).collect()
    }

    #[test]
    fn namesakes_tell_their_spelling() {
        for (names, idents) in [
            (
                &["foo-bar", "foo_bar"][..],
                &["foo_dash_bar", "foo_bar"][..],
            ),
            (&["foo_bar", "foo-bar"], &["foo_bar", "foo_dash_bar"]),
            (
                &["fooBar", "foo_bar", "FooBar"],
                &["foo_bar_camel", "foo_bar", "foo_bar_pascal"],
            ),
            (&["+1", "-1", "1"], &["plus1", "minus1", "n1"]),
            (&["", "*", "日本"], &["empty", "star", "u65e5_u672c"]),
            (&["@type", "type"], &["at_type", "type"]),
            (
                &["StartTime", "StartTime<", "StartTime>"],
                &["start_time", "start_time_less", "start_time_greater"],
            ),
        ] {
            assert_eq!(claimed(Case::Snake, FIELDS, names), idents, "{names:?}");
        }
    }

    #[test]
    fn long_names_are_cut() {
        let long = "a_very_long_name_".repeat(20);
        let other = format!("{long}b");
        let idents = claimed(Case::Pascal, TYPES, &[&long, &other]);
        assert!(idents.iter().all(|ident| ident.len() <= LONGEST));
        assert_ne!(idents[0], idents[1]);
    }

    #[test]
    fn the_same_name_twice_names_both_places() {
        let mut diagnostics = Diagnostics::default();
        let mut scope = Scope::new(Case::Snake, FIELDS);
        scope.claim("foo", &Pointer::root().child("a"), &mut diagnostics);
        assert!(!diagnostics.has_errors());
        scope.claim("foo", &Pointer::root().child("b"), &mut diagnostics);
        assert!(diagnostics.has_errors());
    }
}
