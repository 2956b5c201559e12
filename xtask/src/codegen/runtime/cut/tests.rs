use super::*;

fn needs(names: &[&str]) -> Needs {
    Needs::all(|name| names.contains(&name))
}

const TEXT: &str = r#"//! A file.

mod a;
#[cfg(feature = "pages")]
mod b;
#[cfg(feature = "pages")]
#[cfg(feature = "blocking")]
pub use b::C;
#[cfg(test)]
mod tests;

/// It is always there.
pub struct One {
    /// What is needed.
    #[cfg(any(feature = "uploads", feature = "multipart"))]
    #[allow(
        dead_code,
        reason = "x"
    )]
    pub(crate) field: u8,
    #[cfg(feature = "tracing")]
    other: u8,
}

/// What is long.
#[cfg(feature = "uploads")]
impl<T> One
where
    T: X,
{
    fn body(
        &self,
    ) -> u8 {
        #[cfg(not(feature = "uploads"))]
        let _ = self;
        if self.x {
            1
        } else {
            2
        }
    }
}

#[cfg(any(test, feature = "test-util"))]
fn last() {
    #[cfg(feature = "pages")]
    let a = b(|| {
        c
    });
    match a {
        #[cfg(feature = "pages")]
        A {
            one,
        } => {}
        B => {}
    }
}
"#;

#[test]
fn what_is_not_needed_goes_with_its_attributes_and_documentation() {
    assert_eq!(
        cut(TEXT, &needs(&[])),
        r#"//! A file.

mod a;

/// It is always there.
pub struct One {
    #[cfg(feature = "tracing")]
    other: u8,
}

#[cfg(any(test, feature = "test-util"))]
fn last() {
    match a {
        B => {}
    }
}
"#
    );
}

#[test]
fn what_is_needed_stands_without_the_attribute() {
    let all = cut(TEXT, &needs(&["pages", "uploads"]));
    let expected: Vec<&str> = TEXT
        .lines()
        .filter(|line| {
            let bare = line.trim_start();
            let is_need = ["pages", "uploads\","]
                .iter()
                .any(|need| bare.contains(need));
            !(bare.starts_with("#[cfg(") && is_need || bare == "#[cfg(feature = \"uploads\")]")
        })
        .collect();
    let expected = expected
        .join("\n")
        .replace("#[cfg(test)]\nmod tests;\n", "")
        .replace(
            "        #[cfg(not(feature = \"uploads\"))]\n        let _ = self;\n",
            "",
        );
    assert_eq!(all, expected + "\n");
}

#[test]
fn modules_are_those_with_files() {
    let text = "mod a;\npub(crate) mod b;\npub mod c {\n    mod d;\n}\n";
    assert_eq!(modules(text).collect::<Vec<_>>(), ["a", "b"]);
}
