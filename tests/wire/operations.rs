//! The calls of the crate, by the `operationId`s of the description.

use std::fmt::Debug;
use std::future::IntoFuture;
use std::pin::Pin;
use std::time::Duration;

use auth0_client_grants::{Client, RateLimit, Response, Result};
use http::{HeaderMap, StatusCode};

/// The values of path parameters.
#[derive(Clone, Copy)]
pub(crate) struct Ids<'i> {
    pub(crate) id: &'i str,
    pub(crate) grant_id: &'i str,
}

pub(crate) const IDS: Ids<'static> = Ids {
    id: "canary-id",
    grant_id: "canary-grant",
};

impl<'i> Ids<'i> {
    /// The same, with another value for one parameter.
    pub(crate) fn with(self, name: &str, value: &'i str) -> Self {
        match name {
            "id" => Self { id: value, ..self },
            "grant_id" => Self {
                grant_id: value,
                ..self
            },
            _ => panic!("tests/wire/operations.rs does not know the path parameter `{name}`"),
        }
    }

    /// The path of an operation.
    pub(crate) fn fill(self, template: &str) -> String {
        let path = template
            .replace("{id}", self.id)
            .replace("{grant_id}", self.grant_id);
        assert!(!path.contains('{'), "{template}");
        format!("/api/v2{path}")
    }
}

/// Options of a call.
#[derive(Clone, Copy, Default)]
pub(crate) struct Options {
    pub(crate) header: Option<(&'static str, &'static str)>,
    pub(crate) timeout: Option<Duration>,
}

/// A call that is ready to be made, in each way in which it can be.
pub(crate) struct Prepared {
    /// The builder, as `Debug` shows it.
    pub(crate) shown: String,
    pub(crate) awaited: Future<()>,
    pub(crate) sent: Future<()>,
    pub(crate) sent_with_response: Future<Told>,
}

/// What a response told beside its data.
pub(crate) struct Told {
    /// The response, as `Debug` shows it.
    pub(crate) shown: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) request_id: Option<String>,
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) attempts: u32,
}

pub(crate) type Future<T> = Pin<Box<dyn std::future::Future<Output = Result<T>> + Send + 'static>>;

/// Compiles for what can be kept, copied and handed to another thread.
fn owned<T: Clone + Send + Sync + Debug + 'static>(_: &T) {}

async fn silent<T>(result: impl std::future::Future<Output = Result<T>>) -> Result<()> {
    result.await.map(drop)
}

async fn told<T: Debug>(
    call: impl std::future::Future<Output = Result<Response<T>>>,
) -> Result<Told> {
    let response = call.await?;
    Ok(Told {
        shown: format!("{response:?}"),
        status: response.status(),
        headers: response.headers().clone(),
        request_id: response.request_id().map(str::to_owned),
        rate_limit: response.rate_limit(),
        attempts: response.attempts(),
    })
}

macro_rules! prepare {
    ($request:expr, $options:expr) => {{
        let mut request = $request;
        if let Some((name, value)) = $options.header {
            request = request.with_header(name, value);
        }
        if let Some(timeout) = $options.timeout {
            request = request.with_timeout(timeout);
        }
        owned(&request);
        Prepared {
            shown: format!("{request:?}"),
            awaited: Box::pin(silent(request.clone().into_future())),
            sent: Box::pin(silent(request.clone().send())),
            sent_with_response: Box::pin(told(request.send_with_response())),
        }
    }};
}

/// Makes a call ready, with what it cannot do without.
pub(crate) fn prepare(
    operation: &str,
    client: &Client,
    ids: Ids<'_>,
    options: Options,
) -> Prepared {
    let grants = client.client_grants();
    let of_organization = client.organizations(ids.id).client_grants();
    match operation {
        "listClientGrants" => prepare!(grants.list(), options),
        "createClientGrant" => prepare!(grants.create("https://api.example.com"), options),
        "getClientGrant" => prepare!(grants.get(ids.id), options),
        "updateClientGrant" => prepare!(grants.update(ids.id).clear_scope(), options),
        "deleteClientGrant" => prepare!(grants.delete(ids.id), options),
        "listClientGrantOrganizations" => prepare!(grants.organizations(ids.id).list(), options),
        "listOrganizationClientGrants" => prepare!(of_organization.list(), options),
        "addOrganizationClientGrant" => prepare!(of_organization.add("cgr_1"), options),
        "removeOrganizationClientGrant" => prepare!(of_organization.remove(ids.grant_id), options),
        _ => panic!("tests/wire/operations.rs does not know the operation `{operation}`"),
    }
}

/// The body that [`prepare`] gives to an operation.
pub(crate) fn body(operation: &str) -> Option<&'static str> {
    match operation {
        "createClientGrant" => Some(r#"{"audience":"https://api.example.com"}"#),
        "updateClientGrant" => Some(r#"{"scope":null}"#),
        "addOrganizationClientGrant" => Some(r#"{"grant_id":"cgr_1"}"#),
        _ => None,
    }
}

/// Makes a call.
pub(crate) async fn call(operation: &str, client: &Client, ids: Ids<'_>) -> Result<()> {
    prepare(operation, client, ids, Options::default())
        .awaited
        .await
}
