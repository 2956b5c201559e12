//! The operations on client grants.
//!
//! In: what a request says. Out: the reply, and a state that has changed. Deliberately absent:
//! whether the caller may (see `state.rs`).

use std::collections::BTreeSet;

use bytes::Bytes;
use http::StatusCode;

use super::page::{BY_CURSOR, BY_NUMBER, List, Paging};
use super::query::Query;
use super::reply::{self, Answer, Refusal, Reply};
use super::rules;
use super::state::{DOMAIN, Number, State};
use crate::models::{ClientGrant, CreateClientGrantRequest, SubjectType, UpdateClientGrantRequest};
use crate::runtime::Patch;

const GRANTS: List = List {
    items: "client_grants",
    has_cursor: true,
};
const FILTERS: [&str; 5] = [
    "audience",
    "client_id",
    "allow_any_organization",
    "subject_type",
    "default_for",
];

impl State {
    pub(super) fn list_grants(&self, query: &Query) -> Answer<Reply> {
        query.allow(&[&FILTERS[..], &BY_NUMBER, &BY_CURSOR].concat())?;
        let paging = Paging::read(query, GRANTS)?;
        let audience = query.text("audience")?;
        let client = query.text("client_id")?;
        let any = query.choice("allow_any_organization", &["true"])?;
        let subject = query.choice("subject_type", rules::SUBJECT_TYPES)?;
        let group = query.choice("default_for", rules::DEFAULT_FOR)?;
        let is_wanted = |grant: &ClientGrant| {
            let subject_type = grant.subject_type.as_ref().map(AsRef::as_ref);
            let default_for = grant.default_for.as_ref().map(AsRef::as_ref);
            is_same(audience, grant.audience.as_deref())
                && is_same(client, grant.client_id.as_deref())
                && (any.is_none() || grant.allow_any_organization == Some(true))
                && is_same(subject, subject_type)
                && is_same(group, default_for)
        };
        let found = self.grants.iter().filter(|(_, grant)| is_wanted(grant));
        paging.reply(found.map(|(number, grant)| (*number, grant)).collect())
    }

    pub(super) fn create_grant(&mut self, body: &Bytes) -> Answer<Reply> {
        let request: CreateClientGrantRequest = rules::read(body, rules::CREATE)?;
        if request.client_id.is_some() == request.default_for.is_some() {
            let what = "Exactly one of client_id and default_for is required";
            return Err(rules::fault(what, None));
        }
        if request.scope.is_none() && request.allow_all_scopes != Some(true) {
            return Err(rules::missing("scope"));
        }
        if request.allow_all_scopes.is_some() && request.audience == management_api() {
            return Err(system_api());
        }
        let grant = ClientGrant {
            client_id: request.client_id,
            audience: Some(request.audience),
            scope: request.scope,
            organization_usage: request.organization_usage,
            allow_any_organization: Some(request.allow_any_organization.unwrap_or(false)),
            default_for: request.default_for,
            subject_type: Some(request.subject_type.unwrap_or(SubjectType::Client)),
            authorization_details_types: request.authorization_details_types,
            allow_all_scopes: request.allow_all_scopes,
            ..ClientGrant::default()
        };
        check_scopes(&grant)?;
        self.check_parties(&grant)?;
        if self.grants.iter().any(|(_, other)| is_twin(other, &grant)) {
            return Err(Refusal::conflict(
                "client_grant_conflict",
                "A client grant for this client, API and subject type already exists",
            ));
        }
        let grant = self.keep(grant);
        reply::json(StatusCode::CREATED, &grant)
    }

    pub(super) fn get_grant(&self, id: &str) -> Answer<Reply> {
        reply::json(StatusCode::OK, self.grant(id)?)
    }

    pub(super) fn update_grant(&mut self, id: &str, body: &Bytes) -> Answer<Reply> {
        let changes: UpdateClientGrantRequest = rules::read(body, rules::UPDATE)?;
        let present = self.grant(id)?;
        check_not_system(present)?;
        let is_system_api = present.audience == Some(management_api());
        if is_system_api && !matches!(changes.allow_all_scopes, Patch::Keep) {
            return Err(system_api());
        }
        let mut grant = present.clone();
        change(&mut grant.scope, changes.scope);
        change(&mut grant.organization_usage, changes.organization_usage);
        change(
            &mut grant.allow_any_organization,
            changes.allow_any_organization,
        );
        change(&mut grant.allow_all_scopes, changes.allow_all_scopes);
        if changes.authorization_details_types.is_some() {
            grant.authorization_details_types = changes.authorization_details_types;
        }
        check_scopes(&grant)?;
        for (_, kept) in &mut self.grants {
            if kept.id.as_deref() == Some(id) {
                *kept = grant.clone();
            }
        }
        reply::json(StatusCode::OK, &grant)
    }

    pub(super) fn delete_grant(&mut self, id: &str) -> Answer<Reply> {
        if let Ok(grant) = self.grant(id) {
            check_not_system(grant)?;
        }
        self.grants
            .retain(|(_, grant)| grant.id.as_deref() != Some(id));
        self.links.retain(|link| link.grant != id);
        Ok(reply::done())
    }

    pub(super) fn grant(&self, id: &str) -> Answer<&ClientGrant> {
        let mut grants = self.grants.iter().map(|(_, grant)| grant);
        grants
            .find(|grant| grant.id.as_deref() == Some(id))
            .ok_or_else(|| {
                Refusal::not_found("inexistent_client_grant", "The client grant does not exist")
            })
    }

    /// Keeps a grant, in the place of the one with the same id. One without an id gets one.
    pub(super) fn keep(&mut self, mut grant: ClientGrant) -> ClientGrant {
        let number = self.next();
        let id = grant.id.get_or_insert_with(|| made_id("cgr", number));
        let place = self
            .grants
            .iter_mut()
            .find(|(_, kept)| kept.id.as_ref() == Some(id));
        match place {
            Some((_, kept)) => *kept = grant.clone(),
            None => self.grants.push((number, grant.clone())),
        }
        grant
    }

    /// Whether there are the API and the application; there is every one as long as none was named.
    fn check_parties(&self, grant: &ClientGrant) -> Answer<()> {
        let is_unknown = |name: &Option<String>, names: &BTreeSet<String>| {
            let mut name = name.iter();
            !names.is_empty() && name.any(|name| !names.contains(name))
        };
        if is_unknown(&grant.audience, &self.apis) {
            let message = "The API that the audience names does not exist";
            return Err(Refusal::not_found("inexistent_resource_server", message));
        }
        if is_unknown(&grant.client_id, &self.applications) {
            let message = "The client does not exist";
            return Err(Refusal::not_found("inexistent_client", message));
        }
        Ok(())
    }
}

/// Makes an identifier that looks like one of the service, and is the same in every run of a test.
pub(super) fn made_id(kind: &str, number: Number) -> String {
    format!("{kind}_{number:016}")
}

/// The audience of the Management API, which is the system API that every tenant has.
pub(super) fn management_api() -> String {
    format!("https://{DOMAIN}/api/v2/")
}

fn system_api() -> Refusal {
    Refusal::not_done("allow_all_scopes is not supported for system APIs")
}

fn change<T>(field: &mut Option<T>, patch: Patch<T>) {
    match patch {
        Patch::Keep => {}
        Patch::Null => *field = None,
        Patch::Set(value) => *field = Some(value),
    }
}

fn is_same(wanted: Option<&str>, found: Option<&str>) -> bool {
    wanted.is_none() || wanted == found
}

/// Whether two grants are for the same application, API and subject type.
fn is_twin(one: &ClientGrant, other: &ClientGrant) -> bool {
    let subject_type =
        |grant: &ClientGrant| grant.subject_type.clone().unwrap_or(SubjectType::Client);
    one.client_id == other.client_id
        && one.default_for == other.default_for
        && one.audience == other.audience
        && subject_type(one) == subject_type(other)
}

fn check_scopes(grant: &ClientGrant) -> Answer<()> {
    let has_scopes = grant.scope.as_ref().is_some_and(|scope| !scope.is_empty());
    if has_scopes && grant.allow_all_scopes == Some(true) {
        let what = "scope must be empty when allow_all_scopes is true";
        return Err(rules::fault(what, None));
    }
    Ok(())
}

fn check_not_system(grant: &ClientGrant) -> Answer<()> {
    if grant.is_system == Some(true) {
        let message = "A system grant cannot be updated or deleted";
        return Err(Refusal::not_done(message));
    }
    Ok(())
}
