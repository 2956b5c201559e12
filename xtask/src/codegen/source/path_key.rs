//! The key of a path, taken apart.
//!
//! In: a key of `paths`. Out: its path, its query and its fragment, of which OpenAPI has only the
//! first, and the pieces of a template. Signs in braces belong to a placeholder. Deliberately
//! absent: what the names in the braces mean, which needs the parameters.

/// The parts of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PathKey<'k> {
    pub(crate) path: &'k str,
    /// What stands behind `?`.
    pub(crate) query: Option<&'k str>,
    /// What stands behind `#`: it tells operations apart, and is never sent.
    pub(crate) fragment: Option<&'k str>,
}

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TemplatePiece<'t> {
    Literal(&'t str),
    /// What stands in braces.
    Braces(&'t str),
}

impl<'k> PathKey<'k> {
    /// Takes a key apart.
    pub(crate) fn of(key: &'k str) -> Self {
        let (rest, fragment) = outside_of_braces(key, '#');
        let (path, query) = outside_of_braces(rest, '?');
        Self {
            path,
            query,
            fragment,
        }
    }

    /// Returns what makes a name: the path, the names and values of its query, and the fragment,
    /// without placeholders that stand for no segment.
    pub(crate) fn words(&self) -> String {
        let path = pieces(self.path).into_iter().map(|piece| match piece {
            TemplatePiece::Literal(text) => text.to_owned(),
            TemplatePiece::Braces(name) if name.starts_with(['?', '&', '#']) => String::new(),
            TemplatePiece::Braces(name) => format!("by-{name}"),
        });
        let query = pieces(self.query.unwrap_or_default()).into_iter();
        let query = query.filter_map(|piece| match piece {
            TemplatePiece::Literal(text) => Some(text),
            TemplatePiece::Braces(_) => None,
        });
        let query: String = query.collect();
        let path: String = path.collect();
        format!("{path}-{query}-{}", self.fragment.unwrap_or_default())
    }
}

/// Cuts a template at its braces. What is not closed is a literal.
pub(crate) fn pieces(template: &str) -> Vec<TemplatePiece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((inside, after)) = after.split_once('}') else {
            break;
        };
        pieces.push(TemplatePiece::Literal(before));
        pieces.push(TemplatePiece::Braces(inside));
        rest = after;
    }
    pieces.push(TemplatePiece::Literal(rest));
    pieces.retain(|piece| *piece != TemplatePiece::Literal(""));
    pieces
}

/// Divides a text at the first such sign that stands in no braces.
fn outside_of_braces(text: &str, sign: char) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    for (place, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            other if other == sign && depth == 0 => {
                return (&text[..place], Some(&text[place + sign.len_utf8()..]));
            }
            _ => {}
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_apart_outside_of_braces() {
        for (key, path, query, fragment) in [
            ("/a", "/a", None, None),
            ("/a?b=c", "/a", Some("b=c"), None),
            ("/#X-Amz-Target=A.B", "/", None, Some("X-Amz-Target=A.B")),
            ("/a?b={c}#d?e", "/a", Some("b={c}"), Some("d?e")),
            ("/a{?b,c}{#d}", "/a{?b,c}{#d}", None, None),
            ("/a{?b}?c=1", "/a{?b}", Some("c=1"), None),
            ("/a?", "/a", Some(""), None),
        ] {
            let expected = PathKey {
                path,
                query,
                fragment,
            };
            assert_eq!(PathKey::of(key), expected, "{key}");
        }
    }

    #[test]
    fn names_come_from_all_of_a_key() {
        for (key, words) in [
            ("/a/{b}", "/a/by-b--"),
            ("/a{?b}", "/a--"),
            ("/a?b={b}&c=1#d", "/a-b=&c=1-d"),
        ] {
            assert_eq!(PathKey::of(key).words(), words, "{key}");
        }
    }
}
