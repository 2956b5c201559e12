//! What a tenant is made to hold before a test begins.
//!
//! In: models. Out: a state that holds them. Deliberately absent: the rules for requests, so that
//! tests can begin with what no request would make.

use super::grants::made_id;
use super::tenant::Tenant;
use crate::models::{ClientGrant, Organization};

/// What the tenant holds from the start.
impl Tenant {
    /// Adds an organization with this id, which is its name too. One that is there already stays as
    /// it is.
    pub fn add_organization(&self, id: impl Into<String>) {
        let id = id.into();
        let mut state = self.state();
        let is_known = |known: &Organization| known.id.as_deref() == Some(&id);
        if !state.organizations.iter().any(is_known) {
            state.organizations.push(Organization {
                name: Some(id.to_lowercase()),
                display_name: Some(id.clone()),
                id: Some(id),
                ..Organization::default()
            });
        }
    }

    /// Adds an organization with whatever it is to show in lists, and returns its id. One with the
    /// same id is replaced, and one without an id gets one.
    pub fn add_organization_with(&self, mut organization: Organization) -> String {
        let mut state = self.state();
        let number = state.next();
        let id = organization
            .id
            .get_or_insert_with(|| made_id("org", number))
            .clone();
        let mut known = state.organizations.iter_mut();
        match known.find(|known| known.id.as_deref() == Some(&id)) {
            Some(known) => *known = organization,
            None => state.organizations.push(organization),
        }
        id
    }

    /// Adds a grant as it is, without judging it, and returns its id. One with the same id is
    /// replaced, and one without an id gets one.
    ///
    /// ```
    /// use auth0_client_grants::models::ClientGrant;
    /// use auth0_client_grants::testing::Tenant;
    ///
    /// let tenant = Tenant::new();
    /// let mut grant = ClientGrant::default();
    /// grant.client_id = Some("my-app".to_owned());
    /// grant.organization_usage = Some("added_later".into());
    /// assert_eq!(tenant.add_grant(grant), "cgr_0000000000000001");
    /// ```
    pub fn add_grant(&self, grant: ClientGrant) -> String {
        self.state().keep(grant).id.unwrap_or_default()
    }

    /// Adds a grant that Auth0 made for its own purposes, and returns its id. It cannot be updated
    /// or deleted.
    pub fn add_system_grant(
        &self,
        client_id: impl Into<String>,
        audience: impl Into<String>,
        scope: impl IntoIterator<Item = impl Into<String>>,
    ) -> String {
        self.add_grant(ClientGrant {
            client_id: Some(client_id.into()),
            audience: Some(audience.into()),
            scope: Some(scope.into_iter().map(Into::into).collect()),
            is_system: Some(true),
            ..ClientGrant::default()
        })
    }

    /// Adds an API. From then on, grants can be created only for APIs that were added; before, for
    /// every one.
    pub fn add_api(&self, audience: impl Into<String>) {
        self.state().apis.insert(audience.into());
    }

    /// Adds an application. From then on, grants can be created only for applications that were
    /// added; before, for every one.
    pub fn add_application(&self, client_id: impl Into<String>) {
        self.state().applications.insert(client_id.into());
    }
}
