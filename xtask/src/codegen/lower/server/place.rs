//! Where in an address a variable stands.
//!
//! In: a value. Out: whether the runtime takes it there (see its `domain.rs`). Deliberately
//! absent: which value is taken.

/// Where in an address a variable stands, which decides what its values may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is the host, and no port stands behind it.
    Host,
    /// It is a part of the host.
    Label,
    Port,
    /// It is a segment of the path, or a part of one.
    Segment,
    /// It is several segments of the path.
    Path,
}

impl Place {
    /// Returns whether the runtime takes a value there.
    pub(crate) fn takes(self, value: &str) -> bool {
        let is_segment = |segment: &str| {
            !matches!(segment, "" | "." | "..") && is_piece(segment) && !segment.contains('/')
        };
        match self {
            Self::Host => value.contains('.') && is_host(value),
            // A dot between two variables may be a value of a third.
            Self::Label => value == "." || value == "-" || is_host(value),
            Self::Port => value.parse::<u16>().is_ok() && !value.starts_with('+'),
            Self::Segment => is_segment(value),
            Self::Path => {
                let inner = value.trim_matches('/');
                inner.is_empty() || inner.split('/').all(is_segment)
            }
        }
    }
}

/// Whether a text can stand in an address as it is.
pub(crate) fn is_piece(text: &str) -> bool {
    consists_of(text, b"-._~/:")
}

/// Whether a text is one or several labels of a host name.
fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        consists_of(label, b"-")
            && label.len() < 64
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() < 254 && text.split('.').all(is_label)
}

fn consists_of(text: &str, signs: &[u8]) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || signs.contains(&byte);
    !text.is_empty() && text.bytes().all(fits)
}
