//! Which operation a request asks for.
//!
//! In: method and path. Out: the operation with its ids, and the scope that it needs. Deliberately
//! absent: query and body.

use http::Method;
use percent_encoding::percent_decode_str;

use super::reply::{Answer, Refusal};

/// One of the nine operations, with the ids of its path.
#[derive(Debug)]
pub(super) enum Operation {
    ListGrants,
    CreateGrant,
    GetGrant(String),
    UpdateGrant(String),
    DeleteGrant(String),
    ListGrantOrganizations(String),
    ListOrganizationGrants(String),
    AddOrganizationGrant(String),
    RemoveOrganizationGrant(String, String),
}

impl Operation {
    /// Reads method and path. There is no telling what the service says to a method that a path
    /// does not have; here it is the same as for a path that there is not.
    pub(super) fn read(method: &Method, path: &str) -> Answer<Self> {
        let unknown = || Refusal::not_found("not_found", "Not Found");
        let segments = path.strip_prefix("/api/v2/").map(segments);
        let segments = segments.flatten().ok_or_else(unknown)?;
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let found = match (method.as_str(), segments.as_slice()) {
            ("GET", ["client-grants"]) => Self::ListGrants,
            ("POST", ["client-grants"]) => Self::CreateGrant,
            ("GET", ["client-grants", id]) => Self::GetGrant((*id).to_owned()),
            ("PATCH", ["client-grants", id]) => Self::UpdateGrant((*id).to_owned()),
            ("DELETE", ["client-grants", id]) => Self::DeleteGrant((*id).to_owned()),
            ("GET", ["client-grants", id, "organizations"]) => {
                Self::ListGrantOrganizations((*id).to_owned())
            }
            ("GET", ["organizations", id, "client-grants"]) => {
                Self::ListOrganizationGrants(organization(id)?)
            }
            ("POST", ["organizations", id, "client-grants"]) => {
                Self::AddOrganizationGrant(organization(id)?)
            }
            ("DELETE", ["organizations", id, "client-grants", grant]) => {
                Self::RemoveOrganizationGrant(organization(id)?, (*grant).to_owned())
            }
            _ => return Err(unknown()),
        };
        Ok(found)
    }

    /// The scope that a token must carry.
    pub(super) fn scope(&self) -> &'static str {
        match self {
            Self::ListGrants | Self::GetGrant(_) => "read:client_grants",
            Self::CreateGrant => "create:client_grants",
            Self::UpdateGrant(_) => "update:client_grants",
            Self::DeleteGrant(_) => "delete:client_grants",
            Self::ListGrantOrganizations(_) | Self::ListOrganizationGrants(_) => {
                "read:organization_client_grants"
            }
            Self::AddOrganizationGrant(_) => "create:organization_client_grants",
            Self::RemoveOrganizationGrant(..) => "delete:organization_client_grants",
        }
    }
}

fn segments(path: &str) -> Option<Vec<String>> {
    let decode = |segment| percent_decode_str(segment).decode_utf8().ok();
    let segments = path.split('/').map(decode);
    let texts = segments.map(|text| text.filter(|text| !text.is_empty()));
    texts.map(|text| text.map(Into::into)).collect()
}

fn organization(id: &str) -> Answer<String> {
    if id.chars().count() > 50 {
        return Err(Refusal::path(
            "Path validation error: 'String is too long, maximum 50' on property id.",
        ));
    }
    Ok(id.to_owned())
}
