//! The name of a crate.

/// A name that both Cargo and Rust take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    package: String,
    ident: String,
}

/// Names that Cargo or the compiler keeps for itself.
const RESERVED: &[&str] = &[
    "alloc",
    "build",
    "core",
    "deps",
    "doc",
    "examples",
    "incremental",
    "proc_macro",
    "std",
    "test",
];

impl Name {
    /// Takes a name.
    ///
    /// # Errors
    ///
    /// When Cargo or Rust would not take it: the message says why.
    pub fn new(name: &str) -> Result<Self, String> {
        let ident = name.replace('-', "_");
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let wrong = if name.is_empty() {
            Some("a crate needs a name")
        } else if name.len() > 64 {
            Some("64 letters are enough")
        } else if !name.chars().all(plain) {
            Some("use ASCII letters, digits, `-` and `_`")
        } else if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            Some("begin it with a letter")
        } else if syn::parse_str::<syn::Ident>(&ident).is_err() {
            Some("it is a keyword of Rust")
        } else if RESERVED.contains(&ident.as_str()) {
            Some("Cargo or Rust keeps it for itself")
        } else {
            None
        };
        match wrong {
            Some(why) => Err(format!(
                "a crate can't be called `{}`: {why}",
                name.escape_debug()
            )),
            None => Ok(Self {
                package: name.to_owned(),
                ident,
            }),
        }
    }

    /// Returns the name as it stands in the manifest.
    pub fn as_str(&self) -> &str {
        &self.package
    }

    /// Returns the name by which Rust code imports the crate.
    pub fn ident(&self) -> &str {
        &self.ident
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in ["a", "pet-store", "Pet_store2", "x-"] {
            let taken = Name::new(name).unwrap();
            assert_eq!(
                (taken.as_str(), taken.ident()),
                (name, &*name.replace('-', "_"))
            );
        }
        for name in [
            "",
            "1a",
            "-a",
            "_",
            "a b",
            "a/b",
            "..",
            "é",
            "fn",
            "async",
            "std",
            "a\"\n[x]",
            &"x".repeat(65),
        ] {
            assert!(Name::new(name).is_err(), "{name}");
        }
    }
}
