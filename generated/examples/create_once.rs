// A grant that is created once, whatever becomes of the request or of its reply.
//
// ```console
// cargo run --example create_once
// ```
//
// It runs in a tenant in memory that loses its first reply. When `AUTH0_DOMAIN` and the other variables of
// `Client::from_env` are set, it runs in that tenant, where the API and the application have to exist: give them as
// arguments. The grant stays.

use std::env;

use auth0_client_grants::models::{ClientGrant, SubjectType};
use auth0_client_grants::testing::Tenant;
use auth0_client_grants::{Client, Result};

/// Creates a grant, or finds the one that is there.
async fn create_once(auth0: &Client, api: &str, app: &str) -> Result<ClientGrant> {
    let grants = auth0.client_grants();
    let create = grants.create(api).client_id(app).scope(["read:orders"]);
    let error = match create.clone().await {
        Ok(grant) => return Ok(grant),
        Err(error) => error,
    };

    // There was one already; or the reply is lost, so that there may be one.
    if !error.is_conflict() && !error.is_outcome_unknown() {
        return Err(error);
    }
    let mut found = grants
        .list()
        .audience(api)
        .client_id(app)
        .subject_type(SubjectType::Client)
        .items();
    if let Some(grant) = found.try_next().await? {
        // It may be another program's: look at its scopes before relying on them.
        return Ok(grant);
    }

    // The request never arrived. Should it do so after all, the service refuses the second one.
    if error.is_outcome_unknown() {
        create.await
    } else {
        Err(error)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let auth0 = if env::var_os("AUTH0_DOMAIN").is_some() {
        Client::from_env()?
    } else {
        let tenant = Tenant::new();
        tenant.lose_replies(1);
        tenant.client()?
    };
    let mut arguments = env::args().skip(1);
    let mut argument = |default: &str| arguments.next().unwrap_or_else(|| default.to_owned());
    let api = argument("https://api.example.com");
    let app = argument("my-app");
    let grant = create_once(&auth0, &api, &app).await?;
    println!("{:?} may ask for {:?}", grant.client_id, grant.scope);
    Ok(())
}
