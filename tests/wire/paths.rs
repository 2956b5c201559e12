//! Path parameters: every one of every operation is exactly one segment, or refused before anything is sent.

use http::StatusCode;
use tests::server::{Reply, Server};

use crate::description::{Operation, operations};
use crate::operations::{IDS, Ids, call};

/// Values and how they stand in the request target.
const ODD: [(&str, &str); 24] = [
    ("cgr_2ZxVbN8qLm41", "cgr_2ZxVbN8qLm41"),
    ("a/b", "a%2Fb"),
    ("a b", "a%20b"),
    ("é", "%C3%A9"),
    ("%2e%2e", "%252e%252e"),
    ("%2E.", "%252E."),
    (".%2e", ".%252e"),
    ("a?x=1", "a%3Fx%3D1"),
    ("a#f", "a%23f"),
    ("..%2f", "..%252f"),
    ("../users/x", "..%2Fusers%2Fx"),
    ("//evil.com", "%2F%2Fevil.com"),
    ("/", "%2F"),
    ("a\\..\\b", "a%5C..%5Cb"),
    ("..\\", "..%5C"),
    ("+", "%2B"),
    ("%", "%25"),
    ("a;b=c,d", "a%3Bb%3Dc%2Cd"),
    ("@:&$!'()*", "%40%3A%26%24%21%27%28%29%2A"),
    ("...", "..."),
    (" ", "%20"),
    ("-._~", "-._~"),
    ("{id}", "%7Bid%7D"),
    ("日🎉", "%E6%97%A5%F0%9F%8E%89"),
];

const REFUSED: [&str; 12] = [
    "",
    ".",
    "..",
    "\0",
    "\n",
    "a\r\nx: y",
    "\t",
    "a\u{1b}[2J",
    "\u{7f}",
    "\u{80}",
    "\u{85}",
    "canary\u{9f}",
];

/// Each path parameter of each operation.
fn each_parameter(mut with: impl FnMut(&Operation, &str)) {
    let mut count = 0;
    for operation in operations() {
        for name in operation.parameters("path") {
            assert!(
                operation.path.contains(&format!("{{{name}}}")),
                "{}",
                operation.path
            );
            with(&operation, name);
            count += 1;
        }
    }
    assert!(count >= 8, "the description has lost path parameters");
}

/// Runs one call to its end.
fn run(operation: &Operation, server: &Server, ids: Ids<'_>) -> auth0_client_grants::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(call(&operation.id, &server.client(), ids))
}

#[test]
fn cf52_cf53_any_value_is_exactly_one_segment() {
    each_parameter(|operation, name| {
        let server = Server::always(operation.reply());
        for (value, encoded) in ODD {
            run(operation, &server, IDS.with(name, value)).unwrap();
            let request = server.only();
            assert_eq!(
                request.target,
                IDS.with(name, encoded).fill(&operation.path),
                "{} {value:?}",
                operation.id
            );
            let segments = operation.path.split('/').count();
            assert_eq!(
                request.target.split('/').count(),
                segments + 2,
                "{} {value:?}",
                operation.id
            );
        }
    });
}

#[test]
fn cf50_cf51_what_cannot_be_a_segment_is_refused_before_anything_is_sent() {
    each_parameter(|operation, name| {
        let server = Server::always(operation.reply());
        for value in REFUSED {
            let error = run(operation, &server, IDS.with(name, value)).unwrap_err();
            assert!(
                error.is_invalid_request(),
                "{} {value:?}: {error:?}",
                operation.id
            );
            assert_eq!(
                (error.field(), error.operation()),
                (Some(name), Some(&*operation.id)),
                "{value:?}"
            );
            assert_eq!((error.attempts(), error.status()), (0, None));
            let shown = format!("{error} {error:?}");
            assert!(
                shown.contains(&format!("`{name}`")) && !shown.contains("canary"),
                "{shown}"
            );
            assert!(!shown.contains(|one: char| one.is_control()), "{shown:?}");
        }
        assert_eq!(server.take().len(), 0, "{}", operation.id);
    });
}

#[test]
fn every_refused_value_is_refused_beside_good_ones_only() {
    // Both parameters are wrong: the error names one of them, and still nothing is sent.
    let server = Server::always(Reply::empty(StatusCode::NO_CONTENT));
    let operation = crate::description::operation("removeOrganizationClientGrant");
    let error = run(
        &operation,
        &server,
        Ids {
            id: "..",
            grant_id: "",
        },
    )
    .unwrap_err();
    assert_eq!(error.field(), Some("id"));
    assert_eq!(server.take().len(), 0);
}
