// The whole life of a client grant: create, read, list, update, clear, delete.
//
// ```console
// cargo run --example lifecycle
// ```
//
// It runs in a tenant in memory. When `AUTH0_DOMAIN` and the other variables of `Client::from_env` are set, it runs in that
// tenant, where the API and the application have to exist: give them as arguments.

use std::env;

use auth0_client_grants::models::OrganizationUsage;
use auth0_client_grants::testing::Tenant;
use auth0_client_grants::{Client, Result};

async fn life_of_a_grant(auth0: &Client, api: &str, app: &str) -> Result<()> {
    let grants = auth0.client_grants();

    // A grant without scopes: an empty list is sent as one.
    let grant = grants
        .create(api)
        .client_id(app)
        .scope(Vec::<String>::new())
        .organization_usage(OrganizationUsage::Allow)
        .await?;
    let Some(id) = grant.id else {
        println!("the service gave the grant no id");
        return Ok(());
    };

    // Only what is set is sent; an explicit null is not the same as nothing.
    grants
        .update(&id)
        .scope(["read:orders"])
        .clear_organization_usage()
        .await?;

    // Values that came after this version of the crate are kept, not refused.
    let grant = grants.get(&id).await?;
    match grant.organization_usage {
        None => println!("{id} says nothing of organizations"),
        Some(OrganizationUsage::Deny) => println!("{id} is not for organizations"),
        Some(usage) => println!("{id}: {usage}"),
    }

    // All pages, one grant at a time.
    let mut all = grants.list().audience(api).items();
    while let Some(grant) = all.try_next().await? {
        println!(
            "{:?} may ask for {:?}",
            grant.client_id,
            grant.scope.unwrap_or_default()
        );
    }

    grants.delete(&id).await?;
    match grants.get(&id).await {
        Err(error) if error.is_not_found() => println!("{id} is gone"),
        other => println!("{other:?}"),
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    // A tenant in memory, unless the environment names a real one.
    let auth0 = match env::var_os("AUTH0_DOMAIN") {
        Some(_) => Client::from_env()?,
        None => Tenant::new().client()?,
    };
    let mut arguments = env::args().skip(1);
    let mut argument = |default: &str| arguments.next().unwrap_or_else(|| default.to_owned());
    let api = argument("https://api.example.com");
    let app = argument("my-app");
    life_of_a_grant(&auth0, &api, &app).await
}
