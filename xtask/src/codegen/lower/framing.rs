//! Headers that are nobody's but the HTTP client's.
//!
//! In: nothing. Out: their names. With these, a parameter or a key could make one request look
//! like two. Deliberately absent: what is said where a description asks for one.

/// Headers that say how a request is framed, in small letters.
pub(crate) const FRAMING: [&str; 10] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
