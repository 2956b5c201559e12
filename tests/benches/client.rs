//! What the client costs beside the same thing written by hand. See `README.md` for figures and method.
//!
//! ```console
//! cargo bench -p tests --bench client -- times [FILTER]
//! cargo bench -p tests --bench client -- instructions [FILTER]     # needs valgrind
//! cargo bench -p tests --bench client -- latency
//! cargo bench -p tests --bench client -- memory
//! ```
//!
//! A harness of its own, because what counts is the ratio of two ways to do one thing: on a busy machine that only comes
//! out right when the two take turns, and when instructions are counted as well. It also needs no crates.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a measurement may fail loudly"
)]

#[path = "client/by_hand.rs"]
mod by_hand;
#[path = "client/call.rs"]
mod call;
#[path = "client/contention.rs"]
mod contention;
#[path = "client/decode.rs"]
mod decode;
#[path = "client/encode.rs"]
mod encode;
#[path = "client/instructions.rs"]
mod instructions;
#[path = "client/service.rs"]
mod service;
#[path = "client/times.rs"]
mod times;
#[path = "client/walk.rs"]
mod walk;

/// Does something so many times.
type Work = Box<dyn FnMut(u64)>;

/// Several ways to do one thing. The first one is what the others are compared with.
struct Case {
    name: String,
    ways: Vec<Way>,
    /// How often it is done where instructions are counted, once and once again.
    counts: [u64; 2],
}

struct Way {
    name: &'static str,
    /// Prepares what is not measured.
    prepare: Box<dyn Fn() -> Work>,
}

impl Case {
    fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ways: Vec::new(),
            counts: [20, 60],
        }
    }

    fn counts(mut self, counts: [u64; 2]) -> Self {
        self.counts = counts;
        self
    }

    fn way(mut self, name: &'static str, prepare: impl Fn() -> Work + 'static) -> Self {
        let prepare = Box::new(prepare);
        self.ways.push(Way { name, prepare });
        self
    }
}

fn cases(filter: &str) -> Vec<Case> {
    let all = [
        call::cases(),
        decode::cases(),
        encode::cases(),
        contention::cases(),
    ];
    let mut all: Vec<Case> = all.into_iter().flatten().collect();
    all.retain(|case| case.name.contains(filter));
    assert!(!all.is_empty(), "no case has `{filter}` in its name");
    all
}

fn main() {
    // Cargo adds this flag to whatever it is told to pass on.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => times::print(&cases("")),
        ["times"] => times::print(&cases("")),
        ["times", filter] => times::print(&cases(filter)),
        ["instructions"] => instructions::print(&cases("")),
        ["instructions", filter] => instructions::print(&cases(filter)),
        ["latency"] => walk::latency(),
        ["memory"] => walk::memory(),
        // What the two above start, each in a process of its own.
        ["repeat", case, way, count] => {
            instructions::repeat(&cases(case), case, way, count.parse().unwrap())
        }
        ["walk", address, expected] => walk::walk(address, expected.parse().unwrap()),
        _ => panic!("`times [FILTER]`, `instructions [FILTER]`, `latency` or `memory`"),
    }
}
