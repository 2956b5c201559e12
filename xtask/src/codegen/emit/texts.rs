//! Texts that are printed as they stand: documentation, and code that is the same for each item but
//! for its names.
//!
//! In: lines. Out: a token that stands for them until the tokens around it are printed. Parsing and
//! laying out documentation took a third of a run. Deliberately absent: what a text says.

use std::cell::RefCell;

use proc_macro2::TokenStream;
use quote::quote;

/// The texts that the tokens of a part stand for.
#[derive(Debug, Default)]
pub(crate) struct Texts(RefCell<Vec<String>>);

impl Texts {
    /// Keeps documentation, and returns the attribute that stands for it; none stands for nothing.
    pub(super) fn outer_docs(&self, lines: &[String]) -> TokenStream {
        let key = self.keep_docs(lines).into_iter();
        quote!(#(#[doc = #key])*)
    }

    /// The same for the file that the attribute stands in.
    pub(super) fn inner_docs(&self, lines: &[String]) -> TokenStream {
        let key = self.keep_docs(lines).into_iter();
        quote!(#(#![doc = #key])*)
    }

    /// Keeps whole items, and returns the item that stands for them.
    pub(super) fn items(&self, text: String) -> TokenStream {
        let key = self.keep(text);
        quote!(text! { #key })
    }

    fn keep_docs(&self, lines: &[String]) -> Option<String> {
        (!lines.is_empty()).then(|| self.keep(lines.join("\n")))
    }

    fn keep(&self, text: String) -> String {
        let mut texts = self.0.borrow_mut();
        texts.push(text);
        (texts.len() - 1).to_string()
    }

    /// Adds a printed line to a text, or what it stands for.
    pub(crate) fn push_line(&self, line: &str, to: &mut String) {
        let code = line.trim_start();
        let Some(docs) = self.docs(code) else {
            to.push_str(line);
            to.push('\n');
            return;
        };
        let indent = line.get(..line.len() - code.len()).unwrap_or_default();
        let mark = code.get(..3).unwrap_or_default();
        for line in docs.split('\n') {
            to.push_str(indent);
            to.push_str(mark);
            if !line.is_empty() {
                to.push(' ');
                to.push_str(line);
            }
            to.push('\n');
        }
    }

    /// The documentation that a printed line stands for. What is documentation by itself begins with
    /// a blank.
    fn docs(&self, code: &str) -> Option<String> {
        let key = code
            .strip_prefix("///")
            .or_else(|| code.strip_prefix("//!"))?;
        self.get(key)
    }

    /// The items that an item stands for.
    pub(crate) fn of(&self, item: &syn::ItemMacro) -> Option<String> {
        item.mac.path.is_ident("text").then_some(())?;
        let key: syn::LitStr = item.mac.parse_body().ok()?;
        self.get(&key.value())
    }

    fn get(&self, key: &str) -> Option<String> {
        let index: usize = key.parse().ok()?;
        self.0.borrow().get(index).cloned()
    }
}
