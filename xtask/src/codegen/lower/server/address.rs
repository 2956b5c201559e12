//! The address of a server, and what its variables stand for in it.
//!
//! In: the text, and the variables that are declared. Out: an https address with the
//! [`Place`] of each variable, or why it is none. Deliberately absent: complaints, and which
//! values are used.

use crate::codegen::lower::server::place::{Place, is_piece};
use crate::codegen::lower::server::variable::Declared;

/// Why an address can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It would be sent to in the clear.
    PlainHttp,
    /// It says only a part, or leaves all to a variable.
    Relative,
    /// It is not the address of a service at all.
    Unfit,
}

/// An https address.
#[derive(Debug)]
pub(super) struct Address {
    pieces: Vec<AddressPiece>,
}

#[derive(Debug)]
enum AddressPiece {
    Text(String),
    Variable(String, Place),
}

impl Address {
    /// Takes an address apart whose braces enclose names.
    pub(super) fn of(url: &str, declared: &[Declared<'_>]) -> Result<Self, Refusal> {
        let url = begun(url, declared)?;
        let (scheme, rest) = match url.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            // Relative addresses, and whole addresses that are a variable.
            None if is_fit(&url) && !url.contains(':') => return Err(Refusal::Relative),
            None => return Err(Refusal::Unfit),
        };
        match scheme.as_str() {
            "https" | "http" if !rest.is_empty() && !is_fit(rest) => Err(Refusal::Unfit),
            "https" if rest.starts_with('/') || rest.is_empty() => Err(Refusal::Relative),
            "https" => Ok(Self {
                pieces: pieces(rest, declared),
            }),
            "http" => Err(Refusal::PlainHttp),
            _ => Err(Refusal::Unfit),
        }
    }

    /// Walks the variables.
    pub(super) fn variables(&self) -> impl Iterator<Item = (&str, Place)> {
        self.pieces.iter().filter_map(|piece| match piece {
            AddressPiece::Variable(name, place) => Some((name.as_str(), *place)),
            AddressPiece::Text(_) => None,
        })
    }

    /// Returns where a variable stands.
    pub(super) fn place(&self, name: &str) -> Option<Place> {
        let mut variables = self.variables();
        variables
            .find(|(known, _)| *known == name)
            .map(|(_, place)| place)
    }

    /// Returns the address as the runtime fills it: `{+name}` takes several segments.
    pub(super) fn template(&self) -> String {
        let mut text = "https://".to_owned();
        for piece in &self.pieces {
            match piece {
                AddressPiece::Text(literal) => text.push_str(literal),
                AddressPiece::Variable(name, Place::Path) => text.push_str(&format!("{{+{name}}}")),
                AddressPiece::Variable(name, _) => text.push_str(&format!("{{{name}}}")),
            }
        }
        text
    }

    /// Returns the address with a value for each variable, where all have one.
    pub(super) fn filled(&self, value: impl Fn(&str) -> Option<String>) -> Option<String> {
        let mut text = "https://".to_owned();
        for piece in &self.pieces {
            match piece {
                AddressPiece::Text(literal) => text.push_str(literal),
                AddressPiece::Variable(name, _) => text.push_str(value(name)?.trim_matches('/')),
            }
        }
        Some(text.trim_end_matches('/').to_owned())
    }
}

/// An address that does not begin with a variable: what stands for the scheme is https where
/// it may be, and what stands for more is its default where that is an https address.
fn begun(url: &str, declared: &[Declared<'_>]) -> Result<String, Refusal> {
    let Some((name, rest)) = url.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return Ok(url.to_owned());
    };
    let variable = declared.iter().find(|one| one.name == name);
    let is_whole_scheme = rest.starts_with("://");
    let listed = variable
        .map(|one| one.listed.as_slice())
        .unwrap_or_default();
    if is_whole_scheme && (listed.is_empty() || listed.contains(&"https")) {
        return Ok(format!("https{rest}"));
    }
    match variable.and_then(|one| one.default) {
        Some(default) if is_whole_scheme => Ok(format!("{default}{rest}")),
        Some(default) if default.starts_with("https://") && is_piece(default) => {
            Ok(format!("{}{rest}", default.trim_end_matches('/')))
        }
        _ => Err(Refusal::Relative),
    }
}

/// Takes apart what stands behind the scheme.
fn pieces(rest: &str, declared: &[Declared<'_>]) -> Vec<AddressPiece> {
    let default = |name: &str| {
        let variable = declared.iter().find(|one| one.name == name);
        variable.and_then(|one| one.default).unwrap_or_default()
    };
    let mut pieces = Vec::new();
    let mut is_path = false;
    let mut before = String::new();
    for part in rest.split_inclusive('}') {
        let (text, name) = match part.split_once('{') {
            Some((text, name)) => (text, Some(name.trim_end_matches('}'))),
            None => (part, None),
        };
        before.push_str(text);
        is_path |= text.contains('/');
        pieces.push(AddressPiece::Text(text.to_owned()));
        let Some(name) = name else { continue };
        let default = default(name);
        if !is_path && !before.is_empty() && default.starts_with('/') {
            // `https://example.com{path}`.
            is_path = true;
            pieces.push(AddressPiece::Text("/".to_owned()));
        }
        let place = match is_path {
            true if default.contains('/') => Place::Path,
            true => Place::Segment,
            false if before.ends_with(':') => Place::Port,
            false if before.is_empty() && is_host_alone(rest) => Place::Host,
            false => Place::Label,
        };
        pieces.push(AddressPiece::Variable(name.to_owned(), place));
        before.push('x');
    }
    pieces.retain(|piece| !matches!(piece, AddressPiece::Text(text) if text.is_empty()));
    pieces
}

/// Whether the variable that an authority begins with is all of it.
fn is_host_alone(rest: &str) -> bool {
    let behind = rest.split_once('}').map_or("", |(_, behind)| behind);
    behind.is_empty() || behind.starts_with('/')
}

fn is_fit(text: &str) -> bool {
    !text.contains(['"', '\\', '?', '#', '@', '<', '>'])
        && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str, variables: &[(&str, &str, &[&str])]) -> Result<String, Refusal> {
        let declared: Vec<Declared<'_>> = variables
            .iter()
            .map(|(name, default, listed)| Declared {
                name,
                default: Some(default),
                listed: listed.to_vec(),
                description: None,
            })
            .collect();
        Address::of(url, &declared).map(|address| address.template())
    }

    #[test]
    fn addresses() {
        let whole = ("a", "https://api.example.com/", &[] as &[&str]);
        for (url, variable, expected) in [
            ("HTTPS://{a}/v1", whole, Ok("https://{a}/v1")),
            (
                "{a}://h.example.com",
                ("a", "http", &["http", "https"]),
                Ok("https://h.example.com"),
            ),
            (
                "{a}://h.example.com",
                ("a", "http", &[]),
                Ok("https://h.example.com"),
            ),
            (
                "{a}://h.example.com",
                ("a", "http", &["http"]),
                Err(Refusal::PlainHttp),
            ),
            (
                "{a}://h.example.com",
                ("a", "wss", &["wss"]),
                Err(Refusal::Unfit),
            ),
            ("{a}/v1", whole, Ok("https://api.example.com/v1")),
            ("{a}/v1", ("a", "none", &[]), Err(Refusal::Relative)),
            ("https://h{a}", ("a", "/v1/x", &[]), Ok("https://h/{+a}")),
            ("https://h/{a}", ("a", "v1/x", &[]), Ok("https://h/{+a}")),
            ("https://h/{a}/b", ("a", "v1", &[]), Ok("https://h/{a}/b")),
            ("http://h/{a}", whole, Err(Refusal::PlainHttp)),
            ("/v1", whole, Err(Refusal::Relative)),
            ("https://", whole, Err(Refusal::Relative)),
            ("ftp://h", whole, Err(Refusal::Unfit)),
            ("https://user@h", whole, Err(Refusal::Unfit)),
            ("https://h?q", whole, Err(Refusal::Unfit)),
            ("<your address>", whole, Err(Refusal::Unfit)),
            ("javascript:alert", whole, Err(Refusal::Unfit)),
        ] {
            assert_eq!(of(url, &[variable]), expected.map(str::to_owned), "{url}");
        }
    }

    #[test]
    fn places() {
        let declared = super::super::variable::declared(&serde_yaml::Value::Null);
        let address = Address::of("https://{a}.{b}.example.com:{c}/bot{d}/{e}", &declared);
        let address = address.unwrap();
        let places: Vec<Place> = address.variables().map(|(_, place)| place).collect();
        use Place::{Label, Port, Segment};
        assert_eq!(places, [Label, Label, Port, Segment, Segment]);
        let address = Address::of("https://{host}", &declared).unwrap();
        assert_eq!(address.place("host"), Some(Place::Host));
        let address = Address::of("https://{host}:{port}", &declared).unwrap();
        assert_eq!(address.place("host"), Some(Label));
    }
}
