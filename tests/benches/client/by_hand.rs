//! Client grants as one would write them by hand: plain structs with derives, which keep nothing that they do not name.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Grant {
    pub(crate) id: Option<String>,
    pub(crate) client_id: Option<String>,
    pub(crate) audience: Option<String>,
    pub(crate) scope: Option<Vec<String>>,
    pub(crate) organization_usage: Option<Usage>,
    pub(crate) allow_any_organization: Option<bool>,
    pub(crate) default_for: Option<DefaultFor>,
    pub(crate) is_system: Option<bool>,
    pub(crate) subject_type: Option<SubjectType>,
    pub(crate) authorization_details_types: Option<Vec<String>>,
    pub(crate) allow_all_scopes: Option<bool>,
}

/// The same, and it keeps what it does not name, by serde's own means.
#[derive(Debug, Deserialize)]
pub(crate) struct KeepingGrant {
    #[serde(flatten)]
    pub(crate) _grant: Grant,
    #[serde(flatten)]
    pub(crate) _rest: HashMap<String, Value>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Usage {
    Deny,
    Allow,
    Require,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DefaultFor {
    ThirdPartyClients,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SubjectType {
    Client,
    User,
    AnonymousUser,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Page<T> {
    #[serde(rename = "client_grants")]
    pub(crate) _grants: Vec<T>,
    #[serde(rename = "next")]
    pub(crate) _next: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct NewGrant<'a> {
    pub(crate) client_id: &'a str,
    pub(crate) audience: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default_for: Option<DefaultFor>,
    pub(crate) scope: &'a [&'a str],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) organization_usage: Option<Usage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) allow_any_organization: Option<bool>,
}

/// A grant as the service sends it, with or without members that came after the description.
pub(crate) fn grant(number: usize, with_new_members: bool) -> String {
    let more = if with_new_members {
        r#","created_at":"2026-11-20T08:15:00.000Z","limits":{"per_day":1000,"burst":false}"#
    } else {
        ""
    };
    format!(
        r#"{{"id":"cgr_{number:016}","client_id":"client{number:026}","audience":"https://api.example.com/orders","scope":["read:orders","write:orders","delete:orders","read:customers"],"organization_usage":"allow","allow_any_organization":false,"is_system":false,"subject_type":"client"{more}}}"#
    )
}

/// A page of a list by cursor.
pub(crate) fn page(
    grants: std::ops::Range<usize>,
    next: Option<&str>,
    with_new_members: bool,
) -> String {
    let grants: Vec<String> = grants
        .map(|number| grant(number, with_new_members))
        .collect();
    let next = next.map_or(String::new(), |next| format!(r#","next":"{next}""#));
    format!(r#"{{"client_grants":[{}]{next}}}"#, grants.join(","))
}
