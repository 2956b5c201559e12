//! Replies and bodies of the service, decoded as users of the crate get them and encoded again.

use auth0_client_grants::test_util::Canned;
use auth0_client_grants::{Client, Result};
use serde::Serialize;

use crate::types;

/// What is encoded again, or why nothing is.
pub type Trip = std::result::Result<Vec<u8>, String>;

/// Does it with a schema, by its name; none where no type has the name.
pub fn schema(name: &str, json: &[u8]) -> Option<Trip> {
    types::schema(name).map(|trip| trip(json).map_err(|error| error.to_string()))
}

/// Does it with the body that an operation sends.
pub fn request(operation: &str, json: &[u8]) -> Option<Trip> {
    types::request(operation).map(|trip| trip(json).map_err(|error| error.to_string()))
}

/// Does it with a successful reply to an operation. A list is asked for.
pub fn response(operation: &str, json: &[u8]) -> Option<Trip> {
    match operation {
        "listClientGrants" => Some(reply(json, |client| {
            client.client_grants().list().send_blocking()
        })),
        "listClientGrantOrganizations" => Some(reply(json, |client| {
            let organizations = client.client_grants().organizations("cgr_1");
            organizations.list().send_blocking()
        })),
        "listOrganizationClientGrants" => Some(reply(json, |client| {
            let grants = client.organizations("org_1").client_grants();
            grants.list().send_blocking()
        })),
        _ => types::response(operation).map(|trip| trip(json).map_err(|error| error.to_string())),
    }
}

/// Makes a call that is answered by a text, on a thread that may block.
fn reply<T: Serialize + Send>(json: &[u8], call: fn(&Client) -> Result<T>) -> Trip {
    let service = Canned::new().reply(200, json.to_vec());
    let builder = Client::builder("tenant.example.com").token("token");
    let client = builder.transport(service).build();
    let called = std::thread::scope(|scope| {
        let call = scope.spawn(|| client.and_then(|client| call(&client)));
        call.join()
    });
    let output = called.map_err(|_| "the call panicked".to_owned())?;
    let output = output.map_err(|error| format!("{error} {:?}", error.field()))?;
    serde_json::to_vec(&output).map_err(|error| error.to_string())
}
