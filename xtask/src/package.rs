//! A whole crate around generated code.
//!
//! In: the name of the new crate and the files generated for it. Out: all files of the crate.
//! Its manifest is made from that of the runtime, so that what is added there needs no line here.
//! Deliberately absent: disk, but for writing a whole crate (see `write.rs`).

mod crate_manifest;
pub mod manifest;
mod name;
mod write;

pub use self::name::Name;
pub use self::write::write;
use crate::codegen::Generated;
use crate::codegen::print::PrintedFile;

/// Where generated code stands in a crate.
pub const OWNED: &str = "src/generated";

/// What every root module ends with.
const ROOT: &str = include_str!("package/root.txt");

/// This file is not written again.
const LEFT_OUT: &str =
    "//!\n//! That is how it was when this crate was made; [`resources`] says how it is.\n";

/// One file of a crate: its path inside, with `/`, and its text.
pub type File = PrintedFile;

/// Returns all files of a crate. `spec` is the file name of the description.
///
/// # Errors
///
/// When the crate is called like one of its dependencies.
pub fn files(name: &Name, spec: &str, generated: &Generated) -> Result<Vec<File>, String> {
    let mut files = vec![
        file(
            "Cargo.toml",
            crate_manifest::of_crate(name, &generated.title)?,
        ),
        file(".gitignore", "/target\n".to_owned()),
        file("README.md", readme(name, spec, generated)),
        file("src/lib.rs", root(generated)),
    ];
    for owned in &generated.files {
        files.push(file(&format!("{OWNED}/{}", owned.path), owned.text.clone()));
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn file(path: &str, text: String) -> File {
    File {
        path: path.to_owned(),
        text,
    }
}

/// The root module: documentation of its own above what all crates have.
fn root(generated: &Generated) -> String {
    let mut text = format!("//! A client for {}.\n//!\n", generated.headline);
    let example = example(&generated.files);
    if !example.is_empty() {
        text.push_str("//! ```no_run\n");
        for line in &example {
            text.push_str(format!("//! {line}").trim_end());
            text.push('\n');
        }
        text.push_str("//! ```\n//!\n");
    }
    text.push_str(
        "//! Every call starts at a [`Client`]. A request is a builder: set what it should say and `.await` it.\n\
         //!\n\
         //! * [`models`] holds the types of requests and replies, [`resources`] the calls.\n\
         //! * [`Error`] says what went wrong, and is safe to log.\n",
    );
    if !generated.left_out.is_empty() {
        text.push_str("//!\n");
        for line in &generated.left_out {
            text.push_str(format!("//! {line}").trim_end());
            text.push('\n');
        }
        text.push_str(LEFT_OUT);
    }
    text.push_str(ROOT);
    text
}

/// The first example in the generated documentation, hidden lines included.
fn example(files: &[PrintedFile]) -> Vec<String> {
    let resources = files
        .iter()
        .filter(|file| file.path.starts_with("resources/"));
    for file in resources {
        let lines = file
            .text
            .lines()
            .map(str::trim_start)
            .skip_while(|line| *line != "/// ```no_run");
        let code: Vec<String> = lines
            .skip(1)
            .take_while(|line| *line != "/// ```")
            .filter_map(|line| line.strip_prefix("///"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned())
            .collect();
        if !code.is_empty() {
            return code;
        }
    }
    Vec::new()
}

fn readme(name: &Name, spec: &str, generated: &Generated) -> String {
    let mut text = format!(
        "# {}\n\nA Rust client for {}.\n\n",
        name.as_str(),
        generated.headline
    );
    let example = example(&generated.files);
    if !example.is_empty() {
        text.push_str("```rust,no_run\n");
        let visible = example
            .iter()
            .filter(|line| *line != "#" && !line.starts_with("# "));
        for line in visible {
            text.push_str(line);
            text.push('\n');
        }
        text.push_str("```\n\n");
    }
    text.push_str(&format!(
        "`client` is a `{}::Client`, which its `builder` makes. `cargo doc --open` shows every call and every type.\n\n\
         ## How this crate came about\n\n\
         A generator wrote `{OWNED}` from an OpenAPI description{}. Do not edit it: the next run\n\
         replaces it, and touches nothing else. `{OWNED}/runtime` is what all its clients share, as far as\n\
         this API needs it. When the description has changed, run this in the generator's repository:\n\n\
         ```console\n\
         cargo xtask codegen --spec FILE --out THIS_CRATE/{OWNED}{}\n\
         ```\n",
        name.ident(),
        described(spec),
        if generated.left_out.is_empty() { "" } else { " --keep-going" },
    ));
    text
}

/// The name of the description's file, where it is fit to be shown.
fn described(spec: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if !spec.is_empty() && spec.len() < 100 && spec.chars().all(plain) {
        format!(", `{spec}`")
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::ROOT;

    #[test]
    fn the_committed_client_says_the_same_of_features() {
        let features = |text: &str| -> Vec<String> {
            let lines = text.lines().skip_while(|line| *line != "//! # Features");
            let docs = lines.take_while(|line| line.starts_with("//!"));
            docs.map(str::to_owned).collect()
        };
        let committed = features(include_str!("../../generated/src/lib.rs"));
        assert!(committed.len() > 10, "{committed:?}");
        assert_eq!(features(ROOT), committed);
    }
}
