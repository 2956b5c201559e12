//! Successful answers: what a call makes of them, values and members that came later included.

use std::time::{Duration, UNIX_EPOCH};

use auth0_client_grants::models::{
    DefaultFor, OrganizationUsage, SubjectType, ThirdPartyClientAccess,
};
use auth0_client_grants::{ErrorKind, Patch};
use http::StatusCode;
use serde_json::json;
use tests::server::{Reply, Server};

use crate::description::operations;
use crate::operations::{IDS, Options, call, prepare};

#[tokio::test]
async fn the_declared_status_of_success_is_one() {
    for operation in operations() {
        let reply = operation
            .reply()
            .header("x-request-id", "req_1")
            .header("x-ratelimit-limit", "50")
            .header("x-ratelimit-remaining", "4")
            .header("x-ratelimit-reset", "1790000000")
            .header("set-cookie", "canary");
        let server = Server::always(reply);
        let call = prepare(&operation.id, &server.client(), IDS, Options::default());
        let told = call.sent_with_response.await.unwrap();
        assert_eq!(
            (told.status, told.attempts),
            (operation.success(), 1),
            "{}",
            operation.id
        );
        assert_eq!(told.request_id.as_deref(), Some("req_1"));
        assert_eq!(
            (&told.headers["x-request-id"], &told.headers["set-cookie"]),
            (&"req_1".parse().unwrap(), &"canary".parse().unwrap())
        );
        let limit = told.rate_limit.unwrap();
        assert_eq!((limit.limit, limit.remaining), (50, 4));
        assert_eq!(
            limit.reset,
            Some(UNIX_EPOCH + Duration::from_secs(1_790_000_000))
        );
        assert!(!told.shown.contains("canary"), "{}", told.shown);
    }
}

#[tokio::test]
async fn headers_that_are_not_there_are_none() {
    for operation in operations() {
        let server = Server::always(operation.reply().header("x-ratelimit-remaining", "many"));
        let call = prepare(&operation.id, &server.client(), IDS, Options::default());
        let told = call.sent_with_response.await.unwrap();
        assert_eq!(
            (told.rate_limit, told.request_id),
            (None, None),
            "{}",
            operation.id
        );
    }
}

#[tokio::test]
async fn an_answer_that_is_empty_is_enough_where_nothing_is_expected() {
    for operation in operations() {
        let expects_nothing = operation.success() == StatusCode::NO_CONTENT;
        for reply in [
            Reply::empty(StatusCode::NO_CONTENT),
            Reply::empty(StatusCode::OK),
            Reply::text(StatusCode::OK, "application/json", " \r\n"),
            Reply::text(StatusCode::OK, "text/html", "canary"),
        ] {
            let server = Server::always(reply);
            let result = call(&operation.id, &server.client(), IDS).await;
            if expects_nothing {
                assert!(result.is_ok(), "{}: {result:?}", operation.id);
                continue;
            }
            let error = result.unwrap_err();
            assert!(error.is_decode(), "{}: {error:?}", operation.id);
            assert!(
                error.status().is_some_and(|status| status.is_success()) && error.body().is_some()
            );
            assert!(
                !format!("{error} {error:?}").contains("canary"),
                "{error:?}"
            );
        }
    }
}

#[tokio::test]
async fn cf18_a_page_of_a_proxy_is_no_success_and_leaves_open_what_was_done() {
    for operation in operations() {
        let page = Reply::text(
            StatusCode::OK,
            "text/html; charset=utf-8",
            "\n<p>canary</p>",
        );
        let server = Server::always(page);
        let error = call(&operation.id, &server.client(), IDS)
            .await
            .unwrap_err();
        assert!(
            error.is_decode() && error.is_unexpected_content_type(),
            "{}: {error:?}",
            operation.id
        );
        let is_safe = server.only().method.is_safe();
        assert_eq!(error.is_outcome_unknown(), !is_safe, "{}", operation.id);
        assert!(
            !format!("{error} {error:?}").contains("canary"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn what_the_service_itself_says_wrongly_leaves_nothing_open() {
    let server = Server::always(Reply::ok(&json!(["canary"])));
    let error = server
        .client()
        .client_grants()
        .update("cgr_1")
        .scope(["x"])
        .await
        .unwrap_err();
    assert!(error.is_decode() && !error.is_unexpected_content_type());
    assert!(!error.is_outcome_unknown(), "it was done");
}

#[tokio::test]
async fn cf23_values_and_members_that_came_later_are_kept() {
    let grant = json!({
        "id": "cgr_1",
        "organization_usage": "to be told",
        "subject_type": "robot",
        "default_for": "everybody",
        "scope": [],
        "later": {"a": [1, null]},
        "client_name": "new",
    });
    let server = Server::always(Reply::ok(&grant));
    let read = server.client().client_grants().get("cgr_1").await.unwrap();
    let usage = read.organization_usage.clone().unwrap();
    assert!(matches!(&usage, OrganizationUsage::Unknown(value) if value.as_str() == "to be told"));
    assert_eq!(
        (usage.as_str(), usage.to_string().as_str()),
        ("to be told", "to be told")
    );
    assert_eq!(read.subject_type, Some(SubjectType::from("robot")));
    assert!(matches!(read.default_for, Some(DefaultFor::Unknown(_))));
    assert_eq!(read.extra()["later"], json!({"a": [1, null]}));
    assert_eq!(read.extra().len(), 2);
    assert_eq!(
        (read.audience.as_deref(), read.scope.as_deref()),
        (None, Some(&[][..])),
        "absent and empty are two things"
    );
    assert_eq!(
        serde_json::to_value(&read).unwrap(),
        grant,
        "nothing is lost"
    );
}

#[tokio::test]
async fn values_that_came_later_can_be_sent_back() {
    let server = Server::always(Reply::ok(&json!({"organization_usage": "tomorrow"})));
    let grants = server.client().client_grants();
    let usage = grants
        .get("cgr_1")
        .await
        .unwrap()
        .organization_usage
        .unwrap();
    server.take();
    grants
        .update("cgr_1")
        .organization_usage(usage)
        .await
        .unwrap();
    assert_eq!(
        server.only().json().unwrap(),
        json!({"organization_usage": "tomorrow"})
    );
}

#[tokio::test]
async fn cf23_members_that_are_null_where_none_is_declared_are_read_as_absent() {
    let server = Server::always(Reply::ok(
        &json!({"id": null, "scope": null, "organization_usage": null}),
    ));
    let grant = server.client().client_grants().get("cgr_1").await.unwrap();
    assert_eq!(
        (grant.id, grant.scope, grant.organization_usage),
        (None, None, None)
    );
}

#[tokio::test]
async fn an_organization_with_all_that_is_nested_in_it() {
    let organization = json!({
        "id": "org_1",
        "branding": {"logo_url": null, "colors": {"primary": "#000000", "page_background": "#ffffff", "later": 1}},
        "metadata": {"plan": "gold", "region": null, "": "empty"},
        "token_quota": {"client_credentials": {"enforce": false, "per_day": 2_147_483_647, "later": 2}},
        "third_party_client_access": "ask",
        "later": 3,
    });
    let server = Server::always(Reply::ok(&json!([organization])));
    let page = server
        .client()
        .client_grants()
        .organizations("cgr_1")
        .list()
        .await
        .unwrap();
    let read = page.into_iter().next().unwrap();
    assert_eq!(
        serde_json::to_value(&read).unwrap(),
        organization,
        "nothing is lost"
    );
    assert_eq!(
        read.third_party_client_access
            .as_ref()
            .map(ThirdPartyClientAccess::as_str),
        Some("ask")
    );
    let branding = read.branding.unwrap();
    assert_eq!(
        branding.logo_url,
        Patch::Null,
        "null is not the same as absent"
    );
    assert_eq!(branding.colors.unwrap().extra()["later"], 1);
    let metadata = read.metadata.unwrap();
    assert_eq!(
        (metadata["plan"].as_deref(), &metadata["region"]),
        (Some("gold"), &None)
    );
    let quota = read.token_quota.unwrap().client_credentials;
    assert_eq!(
        (quota.enforce, quota.per_day, quota.per_hour),
        (Some(false), Some(2_147_483_647), None)
    );
}

#[tokio::test]
async fn cf20_cf24_what_is_not_json_or_not_the_promised_json_is_an_error_that_says_where() {
    let nested = "[".repeat(100_000);
    for (body, field) in [
        (r#"{"id":["canary"]}"#, Some("id")),
        (r#"{"scope":["a","b",{"canary":1}]}"#, Some("scope[2]")),
        (r#"{"is_system":"canary"}"#, Some("is_system")),
        (r#"{"subject_type":7}"#, Some("subject_type")),
        (r#"{"id":"canary"#, None),
        (r#"{"id":"canary"} canary"#, None),
        ("{\"id\":\"\u{0}canary\"}", None),
        (r#"{"id":NaN}"#, None),
        (r#"["canary"]"#, None),
        ("canary", None),
        (nested.as_str(), None),
    ] {
        let server = Server::always(Reply::text(
            StatusCode::OK,
            "application/json",
            body.to_owned(),
        ));
        let error = server
            .client()
            .client_grants()
            .get("cgr_1")
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Decode, field),
            "{error:?}"
        );
        assert_eq!(
            (error.status(), error.attempts()),
            (Some(StatusCode::OK), 1)
        );
        assert_eq!(
            error.body().map(<[u8]>::len),
            Some(body.len().min(64 * 1024))
        );
        assert!(
            error
                .to_string()
                .starts_with("GET /client-grants/{id}: the reply was not understood: "),
            "{error}"
        );
        assert!(
            !format!("{error} {error:?}").contains("canary"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_call_ends_when_its_own_time_is_up() {
    for operation in operations() {
        let server = Server::always(Reply::never());
        let options = Options {
            timeout: Some(Duration::from_millis(40)),
            ..Options::default()
        };
        let error = prepare(&operation.id, &server.client(), IDS, options)
            .awaited
            .await
            .unwrap_err();
        assert!(
            error.is_timeout() && error.status().is_none(),
            "{}: {error:?}",
            operation.id
        );
        assert!(
            error
                .to_string()
                .contains("within the 40ms of the whole call"),
            "{error}"
        );
        assert_eq!(error.operation(), Some(&*operation.id));
    }
}
