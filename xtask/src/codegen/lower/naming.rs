//! Every Rust identifier, chosen once.
//!
//! In: names of the description and the scope that they must be unique in. Out: [`Ident`]s that
//! are legal, in Rust's case, free of the words that emitted code uses itself, and dependent on
//! their namesakes alone: no order matters, and what only its place tells apart is marked with
//! that. Deliberately absent: `r#`.

mod reserved;
mod words;

use std::collections::HashMap;

pub(crate) use self::reserved::*;
pub(crate) use self::words::spoken;
use self::words::{Spelling, symbols, words};
use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::model::Ident;
use crate::codegen::source::Pointer;

/// The case of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
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
pub(crate) struct NameRequest {
    name: String,
    at: Pointer,
    /// Whether it was made up for a schema without a name; two such may be alike.
    inline: bool,
    /// Whether the description gives it as the name in code, so that it is not changed.
    given: bool,
}

impl NameRequest {
    pub(crate) fn new(name: &str, at: &Pointer) -> Self {
        Self {
            name: name.to_owned(),
            at: at.clone(),
            inline: false,
            given: false,
        }
    }

    /// Says that the description gives the name as the one in code.
    pub(crate) fn given(self, given: bool) -> Self {
        Self { given, ..self }
    }

    /// Says that the name was made up.
    pub(crate) fn inline(self) -> Self {
        Self {
            inline: true,
            ..self
        }
    }
}

/// A set of identifiers that must differ.
#[derive(Debug)]
pub(crate) struct Scope {
    reserved: Reserved,
    case: Case,
    taken: HashMap<String, (String, Pointer)>,
}

impl Scope {
    pub(crate) fn new(case: Case, reserved: Reserved) -> Self {
        Self {
            reserved,
            case,
            taken: HashMap::new(),
        }
    }

    /// Makes the identifier of `name`, which stands at `at`, and keeps it.
    pub(crate) fn claim(
        &mut self,
        name: &str,
        at: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Ident {
        let mut idents = self.claim_all([NameRequest::new(name, at)], diagnostics);
        idents.pop().unwrap_or_else(|| Ident("unnamed".to_owned()))
    }

    /// Makes the identifier of `name`, or of `other` where that is taken.
    pub(crate) fn claim_either(
        &mut self,
        name: &str,
        other: &str,
        at: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Ident {
        let name = if self.has(name) { other } else { name };
        self.claim(name, at, diagnostics)
    }

    /// Makes the identifiers of several names, whatever their order. Of names that would become
    /// one identifier, the one that is spelled most like it gets it; the others get one that
    /// tells their own spelling, `FooDashBar`, or their place.
    pub(crate) fn claim_all(
        &mut self,
        requests: impl IntoIterator<Item = NameRequest>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Ident> {
        let all = requests.into_iter().enumerate();
        let mut all: Vec<(usize, NameRequest, String)> = all
            .map(|(index, request)| {
                let ident = self.identifier(&request.name);
                (index, request, ident)
            })
            .collect();
        all.sort_by_cached_key(|(_, request, ident)| {
            (
                !request.given,
                request.name != *ident,
                symbols(&request.name),
                request.inline.then(|| request.at.tokens().count()),
                request.name.clone(),
                request.at.clone(),
            )
        });
        let mut idents = Vec::with_capacity(all.len());
        let mut losers = Vec::new();
        for (index, request, ident) in all {
            if self.taken.contains_key(&ident) {
                losers.push((index, request, ident));
            } else {
                idents.push((index, self.keep(ident, &request)));
            }
        }
        for (index, request, ident) in losers {
            idents.push((index, self.other(&request, ident, diagnostics)));
        }
        idents.sort_by_key(|(index, _)| *index);
        idents.into_iter().map(|(_, ident)| ident).collect()
    }

    fn keep(&mut self, ident: String, request: &NameRequest) -> Ident {
        let source = (request.name.clone(), request.at.clone());
        self.taken.insert(ident.clone(), source);
        Ident(ident)
    }

    /// The identifier of a name whose first choice is taken.
    fn other(
        &mut self,
        request: &NameRequest,
        ident: String,
        diagnostics: &mut Diagnostics,
    ) -> Ident {
        let NameRequest { name, at, .. } = request;
        let (twin, twin_at) = self.taken.get(&ident).cloned().unwrap_or_default();
        let same = twin == *name && !request.inline;
        let mut candidates = self.candidates(request).into_iter();
        match candidates.find(|candidate| !same && !self.taken.contains_key(candidate)) {
            Some(free) => self.keep(free, request),
            None if request.given => {
                let message = format!("`{name}` stands at {twin_at} already");
                diagnostics
                    .report(Code::GIVEN_NAME_COLLISION, at, message)
                    .help("give them different names; an overlay can do it");
                Ident(ident)
            }
            None => {
                let free = self.marked(request);
                let message =
                    format!("`{name}` and `{twin}` at {twin_at} both become `{ident}` in Rust");
                diagnostics
                    .report(Code::NAME_COLLISION, at, message)
                    .help(format!("this one becomes `{free}`"));
                self.keep(free, request)
            }
        }
    }

    /// A name with a mark of its place. What comes of one place, comes in one order.
    fn marked(&self, request: &NameRequest) -> String {
        let mark = hash(&request.at.to_string());
        let numbered = (1..).map(|number| match number {
            1 => format!("{} {mark}", request.name),
            number => format!("{} {mark} {number}", request.name),
        });
        let mut idents = numbered.map(|name| self.identifier(&name));
        idents
            .find(|ident| !self.taken.contains_key(ident))
            .unwrap_or_default()
    }

    /// Longer and longer names, each of which depends on nothing but the name
    /// itself and, where that was made up, its place.
    fn candidates(&self, request: &NameRequest) -> Vec<String> {
        let name = &request.name;
        let finish = |name: &str, spelling| {
            self.finish(spelled(name, self.case, spelling).unwrap_or_default())
        };
        if request.inline {
            let place: Vec<_> = request.at.tokens().collect();
            let place = match place.as_slice() {
                [components, _, rest @ ..] if components == "components" => rest.join(" "),
                other => other.join(" "),
            };
            let mark = hash(&request.at.to_string());
            return vec![
                finish(&place, Spelling::Signs),
                finish(&format!("{name} {mark}"), Spelling::Signs),
            ];
        }
        let letters = |test: fn(&char) -> bool| {
            let mut letters = name.chars().filter(char::is_ascii_alphabetic);
            letters.all(|c| test(&c))
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
        let whole = spelled(name, self.case, Spelling::All).unwrap_or_default();
        vec![
            finish(name, Spelling::All),
            finish(&format!("{whole} {look}"), Spelling::Signs),
            finish(&format!("{whole} {}", hash(name)), Spelling::Signs),
        ]
    }

    /// Returns whether the identifier of `name` is taken by something else.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.taken.contains_key(&self.identifier(name))
    }

    fn identifier(&self, name: &str) -> String {
        let ident = spelled(name, self.case, Spelling::Signs)
            .or_else(|| spelled(name, self.case, Spelling::All))
            .or_else(|| cased("empty", self.case));
        self.finish(ident.unwrap_or_default())
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
pub(crate) fn cased(name: &str, case: Case) -> Option<String> {
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
mod tests;
