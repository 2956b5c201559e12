//! Queries: every parameter of every list alone and with all others, and values that mean something in a URL.

use std::future::IntoFuture;

use auth0_client_grants::models::{DefaultFor, SubjectType};
use auth0_client_grants::resources::{
    ListClientGrantOrganizations, ListClientGrants, ListOrganizationClientGrants,
};
use auth0_client_grants::{Client, Page, Result};
use serde_json::json;
use tests::server::{Reply, Server};

use crate::description::operation;

const NONE: [&str; 0] = [];

/// Values that would change the query, or be changed, if they were not encoded.
const ODD: [&str; 16] = [
    "&admin=1",
    "=",
    "#",
    "%00",
    "%",
    "a b",
    " ",
    "+",
    "é",
    "日本語 🎉",
    "\0",
    "line\r\nbreak",
    "a;b",
    "?x=/../",
    "'\"<>\\^`{|}",
    "-._~",
];

fn grants(client: &Client) -> ListClientGrants {
    client.client_grants().list()
}

fn organizations(client: &Client) -> ListClientGrantOrganizations {
    client.client_grants().organizations("cgr_1").list()
}

fn of_organization(client: &Client) -> ListOrganizationClientGrants {
    client.organizations("org_1").client_grants().list()
}

/// Sends each request and compares its query. Returns what the parameters are called.
async fn assert_each<R, T>(server: &Server, operation_id: &str, cases: Vec<(&str, R)>)
where
    R: IntoFuture<Output = Result<Page<T>>>,
{
    let mut names = Vec::new();
    for (query, request) in cases {
        request.await.unwrap();
        let expected = Some(query).filter(|query| !query.is_empty());
        assert_eq!(server.only().query(), expected, "{operation_id}");
        names.extend(
            query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, _)| name),
        );
    }
    names.sort_unstable();
    names.dedup();
    let declared = operation(operation_id);
    let mut declared = declared.parameters("query");
    declared.sort_unstable();
    assert_eq!(names, declared, "{operation_id}: a parameter is not tested");
}

#[tokio::test]
async fn each_parameter_of_the_list_of_grants_is_sent_alone() {
    let server = Server::always(Reply::ok(&json!([])));
    let list = || grants(&server.client());
    let cases = vec![
        ("", list()),
        ("per_page=1", list().per_page(1)),
        ("per_page=100", list().per_page(100)),
        ("page=0", list().page(0)),
        ("page=9223372036854775807", list().page(i64::MAX)),
        ("include_totals=true", list().include_totals(true)),
        ("include_totals=false", list().include_totals(false)),
        ("from=bmV4dA%3D%3D", list().from("bmV4dA==")),
        ("from=", list().from("")),
        ("take=1", list().take(1)),
        ("take=100", list().take(100)),
        (
            "audience=https%3A%2F%2Fapi.example.com",
            list().audience("https://api.example.com"),
        ),
        ("audience=", list().audience("")),
        ("client_id=my-app", list().client_id("my-app")),
        ("client_id=", list().client_id("")),
        (
            "allow_any_organization=true",
            list().allow_any_organization(true),
        ),
        (
            "subject_type=anonymous_user",
            list().subject_type(SubjectType::AnonymousUser),
        ),
        ("subject_type=to%26morrow", list().subject_type("to&morrow")),
        (
            "default_for=third_party_clients",
            list().default_for(DefaultFor::ThirdPartyClients),
        ),
    ];
    assert_each(&server, "listClientGrants", cases).await;
}

#[tokio::test]
async fn each_parameter_of_the_list_of_organizations_is_sent_alone() {
    let server = Server::always(Reply::ok(&json!([])));
    let list = || organizations(&server.client());
    let cases = vec![
        ("", list()),
        ("page=0", list().page(0)),
        ("per_page=100", list().per_page(100)),
        ("include_totals=false", list().include_totals(false)),
        ("from=bmV4dA%3D%3D", list().from("bmV4dA==")),
        ("take=1", list().take(1)),
    ];
    assert_each(&server, "listClientGrantOrganizations", cases).await;
}

#[tokio::test]
async fn each_parameter_of_an_organizations_grants_is_sent_alone() {
    let server = Server::always(Reply::ok(&json!([])));
    let list = || of_organization(&server.client());
    let ten: Vec<String> = (0..10).map(|number| format!("g{number}")).collect();
    let ten_pairs: Vec<String> = ten.iter().map(|id| format!("grant_ids={id}")).collect();
    let ten_pairs = ten_pairs.join("&");
    let cases = vec![
        ("", list()),
        ("audience=", list().audience("")),
        ("client_id=my-app", list().client_id("my-app")),
        ("", list().grant_ids(NONE)),
        ("grant_ids=a", list().grant_ids(["a"])),
        (
            "grant_ids=b&grant_ids=a&grant_ids=b",
            list().grant_ids(["b", "a", "b"]),
        ),
        ("grant_ids=a%2Cb&grant_ids=", list().grant_ids(["a,b", ""])),
        (&ten_pairs, list().grant_ids(ten)),
        ("page=3", list().page(3)),
        ("per_page=1", list().per_page(1)),
        ("include_totals=true", list().include_totals(true)),
    ];
    assert_each(&server, "listOrganizationClientGrants", cases).await;
}

#[tokio::test]
async fn all_parameters_at_once() {
    let server = Server::always(Reply::ok(&json!([])));
    let client = server.client();
    let cursor = grants(&client)
        .from("c")
        .take(2)
        .per_page(3)
        .page(4)
        .include_totals(true);
    let filters = cursor
        .audience("a")
        .client_id("i")
        .allow_any_organization(true)
        .subject_type("user");
    filters.default_for("third_party_clients").await.unwrap();
    organizations(&client)
        .take(2)
        .from("c")
        .include_totals(false)
        .per_page(3)
        .page(4)
        .await
        .unwrap();
    let filters = of_organization(&client)
        .include_totals(true)
        .per_page(3)
        .page(4)
        .grant_ids(["x", "y"]);
    filters.client_id("i").audience("a").await.unwrap();
    let expected = [
        "GET /api/v2/client-grants?per_page=3&page=4&include_totals=true&from=c&take=2&audience=a&client_id=i\
         &allow_any_organization=true&subject_type=user&default_for=third_party_clients",
        "GET /api/v2/client-grants/cgr_1/organizations?page=4&per_page=3&include_totals=false&from=c&take=2",
        "GET /api/v2/organizations/org_1/client-grants?audience=a&client_id=i&grant_ids=x&grant_ids=y&page=4\
         &per_page=3&include_totals=true",
    ];
    assert_eq!(
        server.lines(),
        expected,
        "in the order of the description, however they are set"
    );
}

#[tokio::test]
async fn cf56_cf57_odd_values_arrive_as_they_are_and_add_nothing() {
    let server = Server::always(Reply::ok(&json!([])));
    let client = server.client();
    for value in ODD {
        grants(&client)
            .from(value)
            .audience(value)
            .client_id(value)
            .subject_type(value)
            .await
            .unwrap();
        organizations(&client).from(value).await.unwrap();
        of_organization(&client)
            .audience(value)
            .client_id(value)
            .grant_ids([value, "x", value])
            .await
            .unwrap();
        let requests = server.take();
        let pairs = requests.iter().map(|request| request.pairs().unwrap());
        let expected = [
            vec![
                ("from", value),
                ("audience", value),
                ("client_id", value),
                ("subject_type", value),
            ],
            vec![("from", value)],
            vec![
                ("audience", value),
                ("client_id", value),
                ("grant_ids", value),
                ("grant_ids", "x"),
                ("grant_ids", value),
            ],
        ];
        for (pairs, expected) in pairs.zip(expected) {
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            assert_eq!(pairs, expected);
        }
        assert_eq!(requests.len(), 3);
    }
}

#[tokio::test]
async fn what_is_set_last_counts_and_is_sent_once() {
    let server = Server::always(Reply::ok(&json!([])));
    of_organization(&server.client())
        .grant_ids(["a", "b"])
        .client_id("x")
        .client_id("y")
        .grant_ids(["c"])
        .await
        .unwrap();
    assert_eq!(server.only().query(), Some("client_id=y&grant_ids=c"));
}

#[tokio::test]
async fn the_structs_behind_the_builders_are_shown_and_taken() {
    let server = Server::always(Reply::ok(&json!([])));
    let client = server.client();
    let request = grants(&client).take(5).subject_type("user");
    let mut query = request.request().clone();
    assert_eq!(
        (query.take, &query.subject_type, &query.audience),
        (Some(5), &Some(SubjectType::User), &None)
    );
    query.take = None;
    query.audience = Some(String::new());
    request.with_request(query).await.unwrap();
    assert_eq!(server.only().query(), Some("audience=&subject_type=user"));

    let request = organizations(&client).page(2);
    assert_eq!(
        (request.request().page, request.request().per_page),
        (Some(2), None)
    );
    let request = of_organization(&client).grant_ids(["a"]);
    assert_eq!(
        request.request().grant_ids.as_deref(),
        Some(&["a".to_owned()][..])
    );
}
