//! Addresses of services: templates with variables, and addresses given whole.
//!
//! In: a template and its variables, or an address. Out: a URL that is https, or http to this
//! machine where that is allowed. Deliberately absent: the path of an operation (see `encode.rs`).

use std::net::IpAddr;

use reqwest::Url;

use super::encode::push_encoded;
use super::error::Fault;

type Checked<T> = Result<T, Fault>;

/// Fills the variables of an address such as `https://{domain}/v2`.
///
/// What a value may be depends on where its variable stands: a whole authority must be a bare host
/// name, a part of one labels of a host name, a port digits. After the authority a value becomes
/// one path segment or a part of one, and that of `{+name}` several segments.
pub(crate) fn fill(template: &str, variables: &[(&'static str, String)]) -> Checked<String> {
    let (scheme, rest) = template.split_once("://").ok_or_else(|| {
        Fault::new("must be set: the description gives no absolute address").in_member("base_url")
    })?;
    let (authority, path) = rest
        .find('/')
        .map_or((rest, ""), |slash| rest.split_at(slash));
    let authority = filled_authority(authority, variables)?;
    let path = filled_path(path, variables)?;
    Ok(format!("{scheme}://{authority}{path}"))
}

fn filled_authority(template: &str, variables: &[(&'static str, String)]) -> Checked<String> {
    let mut authority = String::new();
    let mut last = "";
    for piece in pieces(template) {
        match piece {
            Piece::Literal(text) => authority.push_str(text),
            Piece::Variable(name) => {
                let value = lookup(variables, name)?;
                let checked = if template.len() == name.len() + 2 {
                    check_domain(value)
                } else if authority.ends_with(':') {
                    check_port(value)
                } else {
                    check_host_piece(value)
                };
                checked.map_err(|demand| Fault::new(demand).in_member(name))?;
                authority.push_str(&value.to_ascii_lowercase());
                last = name;
            }
        }
    }
    // Values that are fit each by itself may be none together.
    let host = authority.split(':').next().unwrap_or_default();
    if last.is_empty() || has_whole_labels(host) {
        Ok(authority)
    } else {
        Err(Fault::new(NO_HOST).in_member(last))
    }
}

fn filled_path(template: &str, variables: &[(&'static str, String)]) -> Checked<String> {
    let mut path = String::new();
    for piece in pieces(template) {
        match piece {
            // The value of `{+name}` before it may have been empty.
            Piece::Literal(text) if path.ends_with('/') => {
                path.push_str(text.strip_prefix('/').unwrap_or(text));
            }
            Piece::Literal(text) => path.push_str(text),
            Piece::Variable(name) => {
                let several = name.strip_prefix('+');
                let name = several.unwrap_or(name);
                let value = lookup(variables, name)?;
                let fault = |demand: &'static str| Err(Fault::new(demand).in_member(name));
                let inner = match several {
                    Some(_) => value.trim_matches('/'),
                    None => value,
                };
                if several.is_some() && inner.is_empty() {
                    continue;
                }
                if several.is_none() && inner.contains('/') {
                    return fault("must be fit to be a path segment, without a slash");
                }
                for (index, segment) in inner.split('/').enumerate() {
                    if matches!(segment, "" | "." | "..") || segment.contains(char::is_control) {
                        return fault("must be fit to be a path segment");
                    }
                    if index > 0 {
                        path.push('/');
                    }
                    push_segment(&mut path, segment);
                }
            }
        }
    }
    Ok(path)
}

/// Appends what becomes a segment of a path or a part of one. A colon and other signs that may
/// stand there stay as they are (RFC 3986, section 3.3): the value belongs to the address, which
/// services compare as it is written.
fn push_segment(path: &mut String, value: &str) {
    let mut signs = [0; 4];
    for sign in value.chars() {
        if "!$&'()*+,;=:@".contains(sign) {
            path.push(sign);
        } else {
            push_encoded(path, sign.encode_utf8(&mut signs));
        }
    }
}

fn lookup<'v>(variables: &'v [(&'static str, String)], name: &str) -> Checked<&'v str> {
    variables
        .iter()
        .find_map(|(known, value)| (*known == name).then_some(value.as_str()))
        .ok_or_else(|| Fault::new("must be given").in_member(name))
}

enum Piece<'t> {
    Literal(&'t str),
    Variable(&'t str),
}

fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((literal, (name, after))) = rest
        .split_once('{')
        .and_then(|(literal, after)| Some((literal, after.split_once('}')?)))
    {
        pieces.push(Piece::Literal(literal));
        pieces.push(Piece::Variable(name));
        rest = after;
    }
    pieces.push(Piece::Literal(rest));
    pieces
}

/// Accepts a bare host name: letters, digits and hyphens, at least one dot, and nothing that could
/// be an IP address.
fn check_domain(value: &str) -> Result<(), &'static str> {
    if value.is_empty() {
        return Err("must not be empty");
    }
    if value.contains("://") {
        return Err("must be a bare host name, without a scheme such as `https://`");
    }
    if value.contains('/') {
        return Err("must be a bare host name, without a path or a slash");
    }
    check_labels(value)?;
    let Some((_, last)) = value.rsplit_once('.') else {
        return Err("must be a full host name, with at least one dot");
    };
    // The last label decides whether an address parser reads a number, as in `1.2.3.4`, `1.2` or
    // `0x7f.1`.
    if last.starts_with(|first: char| first.is_ascii_digit()) {
        return Err("must be a host name, not an IP address");
    }
    Ok(())
}

const NO_HOST: &str = "must be a host name: ASCII letters, digits and hyphens in labels divided by single dots, \
     without a port, a user name or spaces";

fn check_labels(value: &str) -> Result<(), &'static str> {
    check_host_piece(value)?;
    if has_whole_labels(value) {
        Ok(())
    } else {
        Err(NO_HOST)
    }
}

/// Accepts what can be a part of a host name: `-eu`, say, behind something else.
fn check_host_piece(value: &str) -> Result<(), &'static str> {
    if value.len() > 253 {
        return Err("must have at most 253 characters");
    }
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    if !value.is_empty() && value.bytes().all(fits) {
        Ok(())
    } else {
        Err(NO_HOST)
    }
}

fn has_whole_labels(host: &str) -> bool {
    let is_whole = |label: &str| {
        (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    host.len() < 254 && host.split('.').all(is_whole)
}

fn check_port(value: &str) -> Result<(), &'static str> {
    match value
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| value.parse::<u16>())
    {
        Some(Ok(_)) => Ok(()),
        _ => Err("must be a port number"),
    }
}

/// Reads an address given whole, as a setting. It must be https; http is accepted for loopback
/// hosts, and only when allowed.
pub(crate) fn parse(
    address: &str,
    allow_http_on_loopback: bool,
    setting: &'static str,
) -> Checked<Url> {
    let fault = |demand: &'static str| Fault::new(demand).in_member(setting);
    let fit = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    if !address.bytes().all(fit) {
        return Err(fault(
            "must be a URL of visible ASCII characters, without backslashes",
        ));
    }
    let url = Url::parse(address).map_err(|_| fault("must be an absolute URL"))?;
    if !url.username().is_empty() || url.password().is_some() || authority(address).contains('@') {
        return Err(fault("must not hold a user name or a password"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(fault("must not hold a query or a fragment"));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if !is_loopback(&url) => Err(fault("must be https")),
        "http" if !allow_http_on_loopback => Err(fault(
            "must be https, unless `allow_http_on_loopback()` is called as well",
        )),
        "http" => Ok(url),
        _ => Err(fault("must be https")),
    }
}

fn authority(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests;
