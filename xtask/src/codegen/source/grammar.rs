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

/// Returns whether a text is a media type, or a range of them, with its parameters.
pub(crate) fn is_media_type(text: &str) -> bool {
    let mut parts = text.split(';');
    let halves = parts.next().and_then(|essence| essence.split_once('/'));
    let is_parameter = |part: &str| {
        let (name, value) = part.trim().split_once('=').unwrap_or_default();
        let inner = value
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        let is_quoted = inner.is_some_and(|inner| !inner.contains(['"', '\\']));
        is_token(name) && (is_token(value) || is_quoted)
    };
    let is_printable = text
        .bytes()
        .all(|byte| byte.is_ascii_graphic() || byte == b' ');
    let is_essence = |(kind, rest): (&str, &str)| is_token(kind) && is_token(rest.trim_end());
    is_printable && halves.is_some_and(is_essence) && parts.all(is_parameter)
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
    fn media_types() {
        for text in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "multipart/mixed;boundary=\"a b\"",
            "*/*",
            "text/*",
            "application/vnd.a.b-c+json ;v=1",
        ] {
            assert!(is_media_type(text), "{text}");
        }
        for text in [
            "",
            "json",
            "application/",
            "a/b/c",
            "a/b;",
            "a/b; c",
            "a/b; c=\"",
            "a/b\r\nc: d",
        ] {
            assert!(!is_media_type(text), "{text}");
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
