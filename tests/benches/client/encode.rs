//! Writing the body of a request, beside a derived struct.

use std::hint::black_box;

use auth0_client_grants::models::{CreateClientGrantRequest, OrganizationUsage};
use serde::Serialize;

use super::by_hand::{NewGrant, Usage};
use super::{Case, Work};

pub(crate) fn cases() -> Vec<Case> {
    [3, 1_000].map(case).into()
}

fn case(scopes: usize) -> Case {
    let scope = move || -> Vec<String> {
        (0..scopes)
            .map(|number| format!("read:things{number}"))
            .collect()
    };
    Case::new(format!("encode/create with {scopes} scopes"))
        .way("derived struct", move || {
            let scope = scope();
            Box::new(move |count| {
                let scope: Vec<&str> = scope.iter().map(String::as_str).collect();
                let grant = NewGrant {
                    client_id: "my-app",
                    audience: "https://api.example.com/orders",
                    default_for: None,
                    scope: &scope,
                    organization_usage: Some(Usage::Allow),
                    allow_any_organization: None,
                };
                write(&grant, count);
            })
        })
        .way("client's types", move || -> Work {
            let mut grant = CreateClientGrantRequest::new("https://api.example.com/orders");
            grant.client_id = Some("my-app".to_owned());
            grant.scope = Some(scope());
            grant.organization_usage = Some(OrganizationUsage::Allow);
            Box::new(move |count| write(&grant, count))
        })
}

fn write(value: &impl Serialize, count: u64) {
    for _ in 0..count {
        black_box(serde_json::to_vec(black_box(value)).unwrap());
    }
}
