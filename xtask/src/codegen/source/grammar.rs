//! Small grammars that several parts of a description have.
//!
//! In: a text. Out: whether it is of a grammar, and its parts. Deliberately absent: what the
//! text is for, and complaints about it.

/// Returns whether a text is a token of HTTP (RFC 9110), as names of headers and the halves of
/// media types are.
pub(crate) fn is_token(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}

/// Returns the names in the braces of a template, such as `/items/{id}`; nothing where the
/// braces do not enclose names.
pub(crate) fn placeholders(template: &str) -> Option<Vec<&str>> {
    let mut pieces = template.split('{');
    if pieces.next()?.contains('}') {
        return None;
    }
    pieces.map(name_before).collect()
}

/// Returns the name that ends with the only brace of a text.
fn name_before(text: &str) -> Option<&str> {
    let (name, after) = text.split_once('}')?;
    (!name.is_empty() && !after.contains('}')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens() {
        assert!(is_token("X-Rate_Limit~1"));
        for text in ["", "a b", "a:b", "a\r\nb", "é", "a/b"] {
            assert!(!is_token(text), "{text}");
        }
    }

    #[test]
    fn templates() {
        for (template, names) in [
            ("/a", Some(vec![])),
            ("/a/{b}.{c}", Some(vec!["b", "c"])),
            ("{a/b}", Some(vec!["a/b"])),
            ("/{}", None),
            ("/{a", None),
            ("/a}", None),
            ("/{a}}", None),
            ("/{{a}}", None),
        ] {
            assert_eq!(placeholders(template), names, "{template}");
        }
    }
}
