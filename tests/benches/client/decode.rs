//! Reading pages of grants, beside a derived struct, beside one that keeps what it does not name, and beside
//! `serde_json::Value`.

use std::hint::black_box;

use auth0_client_grants::models::ClientGrant;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::by_hand::{Grant, KeepingGrant, Page, page};
use super::service::{AtHand, client_of, runtime};
use super::{Case, Work};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, with_new_members) in [("decode", false), ("decode with new members", true)] {
        for size in [1, 100, 10_000] {
            let json = move || page(0..size, Some("cursor"), with_new_members);
            let case = Case::new(format!("{name}/{size}"))
                .way("derived struct", move || read::<Page<Grant>>(json()))
                .way("derived, UTF-8 read once", move || {
                    read_text::<Page<Grant>>(json())
                })
                .way("derived with flatten", move || {
                    read::<Page<KeepingGrant>>(json())
                })
                .way("serde_json::Value", move || read::<Value>(json()))
                .way("client's types", move || read::<Page<ClientGrant>>(json()))
                .way("client, a whole call", move || list(json()));
            // The longest takes long enough for a few repetitions; the first two leave the allocator as it will be.
            cases.push(if size == 10_000 {
                case.counts([2, 5])
            } else {
                case
            });
        }
    }
    cases
}

/// Reads bytes, as they come from the network.
fn read<T: DeserializeOwned>(json: String) -> Work {
    let json = json.into_bytes();
    Box::new(move |count| {
        for _ in 0..count {
            black_box(serde_json::from_slice::<T>(black_box(&json)).unwrap());
        }
    })
}

/// The same, looking at the UTF-8 of all bytes before.
fn read_text<T: DeserializeOwned>(json: String) -> Work {
    let json = json.into_bytes();
    Box::new(move |count| {
        for _ in 0..count {
            let text = std::str::from_utf8(black_box(&json)).unwrap();
            black_box(serde_json::from_str::<T>(text).unwrap());
        }
    })
}

/// Makes a call that is answered at once, so that what is measured is reading and the call's own work.
fn list(json: String) -> Work {
    let client = client_of(AtHand::new(json, None));
    let runtime = runtime();
    Box::new(move |count| {
        runtime.block_on(async {
            for _ in 0..count {
                black_box(client.client_grants().list().await.unwrap());
            }
        });
    })
}
