//! The types of the crate by name. Written with `UPDATE_EXPECT=1`.

use auth0_client_grants::models;
use auth0_client_grants::serde_json::{self, Result};

/// Decodes JSON as a type, and encodes it again.
pub(crate) type RoundTrip = fn(&[u8]) -> Result<Vec<u8>>;

macro_rules! of {
    ($type:ty) => {
        Some(|json| serde_json::to_vec(&serde_json::from_slice::<$type>(json)?))
    };
}

/// By the name of a schema.
pub(crate) fn schema(name: &str) -> Option<RoundTrip> {
    match name {
        "ClientGrant" => of!(models::ClientGrant),
        "OrganizationUsage" => of!(models::OrganizationUsage),
        "DefaultFor" => of!(models::DefaultFor),
        "SubjectType" => of!(models::SubjectType),
        "CreateClientGrantRequest" => of!(models::CreateClientGrantRequest),
        "UpdateClientGrantRequest" => of!(models::UpdateClientGrantRequest),
        "OrganizationClientGrant" => of!(models::OrganizationClientGrant),
        "AddOrganizationClientGrantRequest" => of!(models::AddOrganizationClientGrantRequest),
        "Organization" => of!(models::Organization),
        "OrganizationBranding" => of!(models::OrganizationBranding),
        "OrganizationColors" => of!(models::OrganizationColors),
        "OrganizationMetadata" => of!(models::OrganizationMetadata),
        "TokenQuota" => of!(models::TokenQuota),
        "ClientCredentialsTokenQuota" => of!(models::ClientCredentialsTokenQuota),
        "ThirdPartyClientAccess" => of!(models::ThirdPartyClientAccess),
        "ApiError" => of!(models::ApiError),
        _ => None,
    }
}

/// The request body of an operation, by its id.
pub(crate) fn request(name: &str) -> Option<RoundTrip> {
    match name {
        "createClientGrant" => of!(models::CreateClientGrantRequest),
        "updateClientGrant" => of!(models::UpdateClientGrantRequest),
        "addOrganizationClientGrant" => of!(models::AddOrganizationClientGrantRequest),
        _ => None,
    }
}

/// The successful response of an operation, by its id.
pub(crate) fn response(name: &str) -> Option<RoundTrip> {
    match name {
        "createClientGrant" => of!(models::ClientGrant),
        "getClientGrant" => of!(models::ClientGrant),
        "updateClientGrant" => of!(models::ClientGrant),
        "addOrganizationClientGrant" => of!(models::OrganizationClientGrant),
        _ => None,
    }
}
