//! How to test a program that uses this crate: with a tenant in memory, and with replies of your own.
//!
//! ```console
//! cargo test --example testing
//! cargo run --example testing
//! ```
//!
//! Your own crate enables the feature for its tests only:
//!
//! ```toml
//! [dev-dependencies]
//! auth0-client-grants = { version = "0.1", features = ["test-util"] }
//! ```

use std::env;

use auth0_client_grants::testing::Tenant;
use auth0_client_grants::{Client, Result};

const ORDERS: &str = "https://orders.example.com";

/// The program under test: sees to it that an application may read orders, and do nothing else. Returns whether something
/// had to be done.
async fn allow_only_reading(auth0: &Client, app: &str) -> Result<bool> {
    let grants = auth0.client_grants();
    let mut existing = grants.list().audience(ORDERS).client_id(app).items();
    let Some(grant) = existing.try_next().await? else {
        grants
            .create(ORDERS)
            .client_id(app)
            .scope(["read:orders"])
            .await?;
        return Ok(true);
    };
    if grant.scope.as_deref() == Some(&["read:orders".to_owned()]) {
        return Ok(false);
    }
    grants
        .update(grant.id.unwrap_or_default())
        .scope(["read:orders"])
        .await?;
    Ok(true)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let auth0 = if env::var_os("AUTH0_DOMAIN").is_some() {
        Client::from_env()?
    } else {
        Tenant::new().client()?
    };
    let app = env::args().nth(1).unwrap_or_else(|| "my-app".to_owned());
    for _ in 0..2 {
        let changed = allow_only_reading(&auth0, &app).await?;
        println!(
            "{app}: {}",
            if changed {
                "changed"
            } else {
                "as it should be"
            }
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use auth0_client_grants::http::{Method, StatusCode};
    use auth0_client_grants::test_util::Canned;

    use super::*;

    fn methods(tenant: &Tenant) -> Vec<Method> {
        tenant
            .requests()
            .iter()
            .map(|request| request.method().clone())
            .collect()
    }

    #[tokio::test]
    async fn too_many_scopes_are_taken_away() -> Result<()> {
        let tenant = Tenant::new();
        let auth0 = tenant.client()?;
        let create = auth0.client_grants().create(ORDERS).client_id("shop");
        create.scope(["read:orders", "delete:orders"]).await?;

        assert!(allow_only_reading(&auth0, "shop").await?);
        assert!(!allow_only_reading(&auth0, "shop").await?);

        assert_eq!(
            tenant.grants()[0].scope,
            Some(vec!["read:orders".to_owned()])
        );
        assert_eq!(
            methods(&tenant),
            [Method::POST, Method::GET, Method::PATCH, Method::GET]
        );
        Ok(())
    }

    /// Time is virtual: the client waits for ten seconds, the test does not.
    #[tokio::test(start_paused = true)]
    async fn a_rate_limit_only_delays() -> Result<()> {
        let tenant = Tenant::new();
        tenant.limit_next(1, Duration::from_secs(10));
        let start = tokio::time::Instant::now();

        assert!(allow_only_reading(&tenant.client()?, "shop").await?);

        assert!(start.elapsed() >= Duration::from_secs(10));
        assert_eq!(methods(&tenant), [Method::GET, Method::GET, Method::POST]);
        Ok(())
    }

    #[tokio::test]
    async fn a_token_without_the_scope_is_an_error_that_says_so() -> Result<()> {
        let tenant = Tenant::new();
        let reader = tenant
            .builder()
            .token(tenant.token(["read:client_grants"]))
            .build()?;
        let error = allow_only_reading(&reader, "shop").await.unwrap_err();
        assert!(error.is_forbidden());
        assert!(tenant.grants().is_empty());
        Ok(())
    }

    /// What the tenant would never say is said by a double.
    #[tokio::test]
    async fn a_page_of_html_is_no_list() -> Result<()> {
        let canned = Canned::new().reply(200, "<html>We are back soon</html>");
        let auth0 = Tenant::new().builder().transport(canned.clone()).build()?;
        let error = allow_only_reading(&auth0, "shop").await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::OK));
        Ok(())
    }
}
