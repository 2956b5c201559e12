//! The variables of an address, and which of their defaults are used.
//!
//! In: `variables` of one server. Out: what each says, and its default where that is plainly
//! meant for everybody. That is so where an `enum` lists the values, and where the name of the
//! variable says that it stands for what all users share: a region, a version, a port, a host.
//! Any other default is a sample, such as somebody's tenant, account or token. Deliberately
//! absent: where in the address a variable stands.

use serde_yaml::{Mapping, Value};

use crate::codegen::lower::naming::name_words;
use crate::codegen::lower::server::place::Place;

/// Words in the names of variables that all users of a service share.
const SHARED: &[&str] = &[
    "base",
    "basepath",
    "datacenter",
    "domain",
    "endpoint",
    "env",
    "environment",
    "host",
    "hostname",
    "lang",
    "language",
    "locale",
    "path",
    "port",
    "prefix",
    "protocol",
    "region",
    "scheme",
    "server",
    "stage",
    "suffix",
    "tld",
    "ver",
    "version",
    "zone",
];

/// Words in the names of variables that belong to somebody, whatever else the name says.
const OWNED: &[&str] = &[
    "account",
    "app",
    "client",
    "code",
    "company",
    "customer",
    "id",
    "instance",
    "key",
    "name",
    "org",
    "organisation",
    "organization",
    "owner",
    "password",
    "project",
    "secret",
    "shop",
    "site",
    "store",
    "subdomain",
    "team",
    "tenant",
    "token",
    "user",
    "username",
    "workspace",
    "your",
];

/// Defaults that are said to be none.
const NOTHING: &[&str] = &[
    "default",
    "example",
    "none",
    "null",
    "placeholder",
    "string",
    "unknown",
];

/// A variable, as a server declares it.
#[derive(Clone, Debug)]
pub(super) struct Declared<'d> {
    pub(super) name: &'d str,
    pub(super) default: Option<&'d str>,
    /// The values of its `enum`.
    pub(super) listed: Vec<&'d str>,
    pub(super) description: Option<&'d str>,
}

/// Returns the variables of a server.
pub(super) fn declared(server: &Value) -> Vec<Declared<'_>> {
    let all = server.get("variables").and_then(Value::as_mapping);
    let all = all.into_iter().flat_map(Mapping::iter);
    all.filter_map(|(name, variable)| {
        let text = |keyword: &str| variable.get(keyword).and_then(Value::as_str);
        let listed = variable.get("enum").and_then(Value::as_sequence);
        let listed = listed.into_iter().flatten().filter_map(Value::as_str);
        Some(Declared {
            name: name.as_str()?,
            default: text("default"),
            listed: listed.collect(),
            description: text("description"),
        })
    })
    .collect()
}

impl Declared<'_> {
    /// Returns the default, where it can be used without asking.
    pub(super) fn usable_default(&self, place: Place) -> Option<String> {
        let default = self.default?;
        let is_meant = !self.listed.is_empty() || self.is_shared() && !self.is_sample(default);
        (is_meant && place.takes(default)).then(|| default.to_owned())
    }

    fn is_shared(&self) -> bool {
        let words = name_words(self.name);
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        // `hostname` and `host_name` are one name.
        let is_host = words.windows(2).any(|pair| pair == ["host", "name"]);
        has(SHARED) && (is_host || !has(OWNED))
    }

    /// Whether a default only shows where a value belongs: `HOSTNAME` of `hostname`, or
    /// `DefaultParameterValue`.
    fn is_sample(&self, default: &str) -> bool {
        let words = name_words(default);
        is_blank(default)
            || words == name_words(self.name)
            || words.iter().any(|word| word == "your")
            || words.len() > 1 && words.last().is_some_and(|word| word == "value")
    }

    /// The values that it may have; the default is one of them in any case.
    pub(super) fn values(&self) -> Vec<String> {
        let mut values = self.listed.clone();
        if let Some(default) = self
            .default
            .filter(|text| !values.is_empty() && !values.contains(text))
        {
            values.push(default);
        }
        values.into_iter().map(str::to_owned).collect()
    }
}

/// Whether a default is no value at all: `{TENANT}.example.com`, or `none`.
pub(super) fn is_blank(default: &str) -> bool {
    default.is_empty()
        || default.contains(['{', '}', '<', '>', '[', ']'])
        || NOTHING.contains(&default.to_ascii_lowercase().as_str())
}

/// A value that the runtime takes where the variable stands.
pub(super) fn example(variable: Option<&Declared<'_>>, place: Place) -> String {
    let listed = variable
        .map(|one| one.listed.as_slice())
        .unwrap_or_default();
    let first = listed.iter().find(|value| place.takes(value));
    let value = match place {
        Place::Host => "api.example.com",
        Place::Port => "443",
        Place::Label | Place::Segment | Place::Path => "example",
    };
    first.copied().unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usable(name: &str, default: &str, listed: &[&str], place: Place) -> bool {
        let variable = Declared {
            name,
            default: Some(default),
            listed: listed.to_vec(),
            description: None,
        };
        variable.usable_default(place).is_some()
    }

    #[test]
    fn what_all_users_share_has_its_default() {
        for (name, default, place) in [
            ("region", "eu-west-1", Place::Label),
            ("AzureRegion", "westus", Place::Label),
            ("environment", "api", Place::Label),
            ("searchDnsSuffix", "search.windows.net", Place::Label),
            ("defaultHost", "www.example.com", Place::Host),
            ("host_name", "api.example.com", Place::Host),
            ("port", "8443", Place::Port),
            ("basePath", "/sell/v1", Place::Path),
            ("apiVersion", "2024-01-01", Place::Segment),
        ] {
            assert!(usable(name, default, &[], place), "{name}");
        }
        assert!(usable("tenant", "demo", &["demo", "live"], Place::Label));
    }

    #[test]
    fn what_may_be_somebodys_has_none() {
        for (name, default, place) in [
            ("token", "123456:ABC", Place::Segment),
            ("tenant", "acme", Place::Label),
            ("tenantDomain", "acme.example.com", Place::Host),
            ("customer", "brain", Place::Label),
            ("dc", "us1", Place::Label),
            ("hostname", "HOSTNAME", Place::Label),
            ("environment", "DefaultParameterValue", Place::Label),
            ("environment", "{environment}", Place::Label),
            ("host", "", Place::Host),
            ("endpoint", "none", Place::Label),
            // Nothing of the kind can stand there.
            ("port", "http", Place::Port),
            ("host", "localhost:8443", Place::Host),
            ("version", "a/../b", Place::Path),
        ] {
            assert!(!usable(name, default, &[], place), "{name}");
        }
    }
}
