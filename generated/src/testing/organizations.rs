//! The operations on client grants of organizations.
//!
//! In: what a request says. Out: the reply, and a state that has changed. Deliberately absent:
//! whether the caller may (see `state.rs`).

use bytes::Bytes;
use http::StatusCode;

use super::page::{BY_CURSOR, BY_NUMBER, List, Paging};
use super::query::{Query, fault};
use super::reply::{self, Answer, Refusal, Reply};
use super::rules;
use super::state::{Link, State};
use crate::models::{
    AddOrganizationClientGrantRequest, ClientGrant, Organization, OrganizationClientGrant,
};

const ORGANIZATIONS: List = List {
    items: "organizations",
    has_cursor: true,
};
const ORGANIZATION_GRANTS: List = List {
    items: "client_grants",
    has_cursor: false,
};
/// How many grants an organization takes, in the public cloud.
const MOST_GRANTS: usize = 100;
const MOST_IDS: usize = 10;
const LONGEST_AUDIENCE: usize = 600;

impl State {
    pub(super) fn list_grant_organizations(&self, id: &str, query: &Query) -> Answer<Reply> {
        query.allow(&[BY_NUMBER.as_slice(), &BY_CURSOR].concat())?;
        let paging = Paging::read(query, ORGANIZATIONS)?;
        self.grant(id)?;
        let links = self.links.iter().filter(|link| link.grant == id);
        let found = links.filter_map(|link| {
            let organization = self.organization(&link.organization).ok()?;
            Some((link.number, organization))
        });
        paging.reply(found.collect())
    }

    pub(super) fn list_organization_grants(&self, id: &str, query: &Query) -> Answer<Reply> {
        let filters = ["audience", "client_id", "grant_ids"];
        query.allow(&[filters.as_slice(), &BY_NUMBER].concat())?;
        let paging = Paging::read(query, ORGANIZATION_GRANTS)?;
        let audience = query.text("audience")?;
        if audience.is_some_and(|text| text.chars().count() > LONGEST_AUDIENCE) {
            let what = format!("String is too long, maximum {LONGEST_AUDIENCE}");
            return Err(fault(&what, "audience"));
        }
        let client = query.text("client_id")?;
        let ids = query.all("grant_ids");
        if ids.len() > MOST_IDS {
            let what = format!("Array is too long ({}), maximum {MOST_IDS}", ids.len());
            return Err(fault(&what, "grant_ids"));
        }
        let is_wanted = |grant: &ClientGrant| {
            (audience.is_none() || audience == grant.audience.as_deref())
                && (client.is_none() || client == grant.client_id.as_deref())
        };
        let links = self.links.iter().filter(|link| link.organization == id);
        let named = links.filter(|link| ids.is_empty() || ids.contains(&&*link.grant));
        let found = named.filter_map(|link| {
            let grant = self.grant(&link.grant).ok()?;
            is_wanted(grant).then(|| (link.number, view(grant)))
        });
        paging.reply(found.collect())
    }

    pub(super) fn add_organization_grant(&mut self, id: &str, body: &Bytes) -> Answer<Reply> {
        let request: AddOrganizationClientGrantRequest = rules::read(body, rules::ADD)?;
        self.organization(id)?;
        let grant = view(self.grant(&request.grant_id)?);
        let links = || self.links.iter().filter(|link| link.organization == id);
        if links().any(|link| link.grant == request.grant_id) {
            return Err(Refusal::conflict(
                "organization_client_grant_conflict",
                "The client grant has already been added to the organization",
            ));
        }
        if links().count() >= MOST_GRANTS {
            return Err(Refusal::conflict(
                "organization_client_grant_quota_exceeded",
                format!(
                    "The organization has {MOST_GRANTS} client grants, which is the most that it may have"
                ),
            ));
        }
        let number = self.next();
        self.links.push(Link {
            number,
            organization: id.to_owned(),
            grant: request.grant_id,
        });
        reply::json(StatusCode::CREATED, &grant)
    }

    pub(super) fn remove_organization_grant(&mut self, id: &str, grant: &str) -> Answer<Reply> {
        self.organization(id)?;
        self.links
            .retain(|link| link.organization != id || link.grant != grant);
        Ok(reply::done())
    }

    fn organization(&self, id: &str) -> Answer<&Organization> {
        let mut organizations = self.organizations.iter();
        organizations
            .find(|organization| organization.id.as_deref() == Some(id))
            .ok_or_else(|| {
                Refusal::not_found("inexistent_organization", "The organization does not exist")
            })
    }
}

/// A grant as an organization shows it: some of its fields.
fn view(grant: &ClientGrant) -> OrganizationClientGrant {
    OrganizationClientGrant {
        id: grant.id.clone(),
        client_id: grant.client_id.clone(),
        audience: grant.audience.clone(),
        scope: grant.scope.clone(),
        organization_usage: grant.organization_usage.clone(),
        allow_any_organization: grant.allow_any_organization,
        ..OrganizationClientGrant::default()
    }
}
