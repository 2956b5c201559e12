//! Which grants an organization may use: usage modes, adding, removing, and filters.
//!
//! ```console
//! cargo run --example organizations
//! ```
//!
//! It runs in a tenant in memory. When `AUTH0_DOMAIN` and the other variables of `Client::from_env` are set, it runs in that
//! tenant, where the API, the application and the organization have to exist: give them as arguments.

use std::env;

use auth0_client_grants::models::OrganizationUsage;
use auth0_client_grants::testing::Tenant;
use auth0_client_grants::{Client, Result};

/// Creates a grant, lets the organization use it in each of the ways that there are, and deletes it again.
async fn ways_of_use(auth0: &Client, audience: &str, app: &str, organization: &str) -> Result<()> {
    let grants = auth0.client_grants();
    let grant = grants
        .create(audience)
        .client_id(app)
        .scope(["read:orders"])
        .organization_usage(OrganizationUsage::Require)
        .await?;
    let id = grant.id.unwrap_or_default();
    println!("{id}: tokens of {app} must name an organization");

    // With `require` and without `allow_any_organization`, only organizations that hold the grant can be named.
    let of_organization = auth0.organizations(organization).client_grants();
    of_organization.add(&id).await?;
    match of_organization.add(&id).await {
        Err(error) if error.is_conflict() => println!("{organization} holds it already"),
        other => println!("{:?}", other?),
    }
    let mut holders = grants.organizations(&id).list().items();
    while let Some(holder) = holders.try_next().await? {
        println!("held by {}", holder.id.as_deref().unwrap_or("?"));
    }

    // Filters are the service's: only what meets all of them is sent.
    let held: Vec<_> = of_organization
        .list()
        .audience(audience)
        .client_id(app)
        .items()
        .try_collect()
        .await?;
    println!("{organization} holds {} grant of {app}", held.len());

    // Every organization can be named now, and none has to be.
    of_organization.remove(&id).await?;
    let open = grants
        .update(&id)
        .organization_usage(OrganizationUsage::Allow)
        .allow_any_organization(true)
        .await?;
    println!("any organization: {:?}", open.allow_any_organization);

    grants.delete(&id).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let mut argument = |default: &str| arguments.next().unwrap_or_else(|| default.to_owned());
    let audience = argument("https://api.example.com");
    let app = argument("my-app");
    let organization = argument("org_1");
    let auth0 = if env::var_os("AUTH0_DOMAIN").is_some() {
        Client::from_env()?
    } else {
        let tenant = Tenant::new();
        tenant.add_organization(&organization);
        tenant.client()?
    };
    ways_of_use(&auth0, &audience, &app, &organization).await
}
