//! No circle of imports, at any depth: of modules that stand side by side, each with all that is
//! below it, one may import the other. Read from the sources, as in `walls.rs`.
//!
//! In: the modules of a crate. Out: its circles, with the imports that make them. Deliberately
//! absent: imports between a module and what is below it; what is an import (see `modules.rs`).
#![cfg(test)]

use std::collections::BTreeMap;
use std::fmt::Write;

use tests::modules::{Crate, Path};

/// A crate whose modules may not import each other in circles.
struct Row {
    /// Where its root is.
    folder: &'static str,
    /// The modules at the root that are looked at, with all that is below them; none stands for all.
    only: &'static [&'static str],
    /// The circles that may stay, by their modules, sorted.
    knots: &'static [&'static [&'static str]],
}

const ROWS: &[Row] = &[
    Row {
        folder: "xtask/runtime/src",
        only: &["runtime"],
        knots: &[KNOT],
    },
    Row {
        folder: "generated/src",
        // What is emitted is made for the runtime, which reads its type of error replies.
        only: &["testing"],
        knots: &[],
    },
    Row {
        folder: "xtask/src",
        only: &[],
        knots: &[],
    },
];

/// A token request is a request: sending one needs a token, and getting a token means sending one,
/// with the connections, limits and retries of the same client. See `send.rs`.
const KNOT: &[&str] = &[
    "runtime::attempt",
    "runtime::auth",
    "runtime::client",
    "runtime::send",
];

#[test]
fn imports_go_in_one_direction() {
    for row in ROWS {
        let graph = graph(&Crate::read(row.folder).unwrap(), row.only);
        let (known, new): (Vec<_>, Vec<_>) = circles(&graph)
            .into_iter()
            .partition(|circle| row.knots.contains(&circle.as_slice()));
        let new: Vec<_> = new.iter().map(|new| describe(new, &graph)).collect();
        assert!(new.is_empty(), "circles of imports:\n{}", new.join("\n"));
        assert_eq!(known, row.knots, "strike what is gone from the row");
    }
}

/// The modules that a module imports, with the place of one import of each.
type Graph = BTreeMap<String, BTreeMap<String, String>>;

/// Returns which modules import which, of those that stand side by side.
fn graph(modules: &Crate, only: &[&str]) -> Graph {
    let is_seen = |path: &Path| {
        let first = path.first().map(String::as_str).unwrap_or_default();
        only.is_empty() || only.contains(&first)
    };
    let mut graph = Graph::new();
    for edge in modules.edges() {
        if !is_seen(&edge.from) || !is_seen(&edge.to) {
            continue;
        }
        let both = edge.from.iter().zip(&edge.to);
        let common = both.take_while(|(one, other)| one == other).count();
        let side = |path: &Path| Some(path.get(..=common)?.join("::"));
        // One of them is not there where one is above the other.
        if let (Some(from), Some(to)) = (side(&edge.from), side(&edge.to)) {
            graph.entry(to.clone()).or_default();
            let imported = graph.entry(from).or_default();
            imported.entry(to).or_insert(edge.place);
        }
    }
    graph
}

/// Returns the strongly connected components of more than one module (Tarjan's algorithm).
fn circles(graph: &Graph) -> Vec<Vec<&str>> {
    let mut search = Search {
        graph,
        numbers: BTreeMap::new(),
        open: Vec::new(),
        circles: Vec::new(),
    };
    for module in graph.keys() {
        if !search.numbers.contains_key(module.as_str()) {
            search.visit(module);
        }
    }
    search.circles
}

struct Search<'a> {
    graph: &'a Graph,
    /// The modules that were visited, in which order.
    numbers: BTreeMap<&'a str, usize>,
    /// Those of them whose component is not known yet.
    open: Vec<&'a str>,
    circles: Vec<Vec<&'a str>>,
}

impl<'a> Search<'a> {
    /// Visits a module and what it imports. Returns the lowest number that can be reached.
    fn visit(&mut self, module: &'a str) -> usize {
        let own = self.numbers.len();
        self.numbers.insert(module, own);
        let first = self.open.len();
        self.open.push(module);
        let mut lowest = own;
        for next in self.graph[module].keys() {
            lowest = lowest.min(match self.numbers.get(next.as_str()) {
                None => self.visit(next),
                Some(number) if self.open.contains(&next.as_str()) => *number,
                Some(_) => own,
            });
        }
        if lowest == own {
            let mut circle = self.open.split_off(first);
            circle.sort_unstable();
            self.circles.extend((circle.len() > 1).then_some(circle));
        }
        lowest
    }
}

/// Names the modules of a circle, and all imports among them.
fn describe(circle: &[&str], graph: &Graph) -> String {
    let mut text = circle.join(", ");
    for module in circle {
        for (other, place) in &graph[*module] {
            if circle.contains(&other.as_str()) {
                let _ = write!(text, "\n  {module} imports {other} at {place}");
            }
        }
    }
    text
}

/// The circles among made-up modules, as they are told.
fn found(sources: &[(&str, &str)]) -> Vec<String> {
    let sources = sources.iter().map(|(path, text)| (*path, *path, *text));
    let graph = graph(&Crate::of(sources).unwrap(), &[]);
    let circles = circles(&graph);
    circles
        .iter()
        .map(|circle| describe(circle, &graph))
        .collect()
}

#[test]
fn a_circle_is_told_with_its_imports() {
    let sources = [
        ("lib", "mod a; mod b; mod c; mod d;"),
        (
            "a",
            "use std::fmt;\n\nuse crate::{b::{self as other, F}, d};",
        ),
        (
            "b",
            "// No super::c here.\nfn f() {\n    g!(x, super::c::h());\n}",
        ),
        ("c", "use super::ab;\nuse super::a;"),
        ("d", "use serde::c; pub struct D;"),
    ];
    let told = "a, b, c\n  a imports b at a:3\n  b imports c at b:3\n  c imports a at c:2";
    assert_eq!(found(&sources), [told]);
}

#[test]
fn what_is_passed_on_is_led_to_where_it_is() {
    let root = ("lib", "mod a; mod b; mod c; pub use a::A as Front;");
    let a = ("a", "use crate::c::b;");
    let c = ("c", "pub use crate::b;");
    let circle = ["a, b\n  a imports b at a:1\n  b imports a at b:1"];
    assert_eq!(
        found(&[root, a, c, ("b", "fn f(_: crate::Front) {}")]),
        circle
    );
    // A function may be called like a module that is imported beside it.
    let c = ("c", "use crate::b; pub fn b() {}");
    let circle = "a, b, c\n  a imports c at a:1\n  b imports a at b:1\n  c imports b at c:1";
    assert_eq!(found(&[root, a, c, ("b", "use crate::a::A;")]), [circle]);
}

#[test]
fn what_is_below_a_module_counts_as_the_module() {
    let root = ("lib", "mod a; mod b;");
    let [inner, outer] = [
        ("a/x", "use super::y::Y; use crate::a;"),
        ("a", "mod x; use x::X;"),
    ];
    let b = ("b", "mod z { use crate::a::y::Y; }");
    assert!(found(&[root, outer, inner, ("a/y", ""), b]).is_empty());
    let back = ("a/y", "use crate::b::B;");
    let circle = ["a, b\n  a imports b at a/y:1\n  b imports a at b:1"];
    assert_eq!(found(&[root, outer, inner, back, b]), circle);
    let sides = ["a::x, a::y\n  a::x imports a::y at a/x:1\n  a::y imports a::x at a/y:1"];
    assert_eq!(
        found(&[root, outer, inner, ("a/y", "use super::x;"), b]),
        sides
    );
}

#[test]
fn modules_of_tests_are_left_out() {
    let [root, a] = [
        ("lib", "mod a; mod b;"),
        ("a", "use crate::b; #[cfg(test)] mod tests;"),
    ];
    let tests = "#[cfg(test)] use crate::a; #[cfg(test)] mod tests { use crate::a; }";
    let sources = [root, a, ("a/tests", "use crate::b;"), ("b", tests)];
    assert!(found(&sources).is_empty());
}
