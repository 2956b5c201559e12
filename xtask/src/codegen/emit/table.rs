//! Tables: the rows that a macro of the runtime takes, one on each line.
//!
//! In: the tokens of a macro's rows. Out: text. prettyplease does not know what such tokens mean,
//! and breaks them wherever a line is full. Deliberately absent: lines that are broken; a row is one
//! line, however long.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Returns a macro and its rows as text, where it has any.
pub(crate) fn text(item: &syn::ItemMacro) -> Option<String> {
    let name = item.mac.path.get_ident()?;
    matches!(item.mac.delimiter, syn::MacroDelimiter::Brace(_)).then_some(())?;
    let mut text = format!("{name}! {{\n");
    let mut row = Line::default();
    for token in item.mac.tokens.clone() {
        let is_end = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';');
        row.push(&token);
        if is_end {
            text.push_str(&format!("    {}\n", std::mem::take(&mut row).text));
        }
    }
    text.push_str("}\n");
    Some(text)
}

/// Returns tokens on one line.
pub(super) fn line(tokens: TokenStream) -> String {
    let mut line = Line::default();
    line.all(tokens);
    line.text
}

/// A line to which tokens are added, with blanks where people put them.
#[derive(Default)]
struct Line {
    text: String,
    /// Whether a word or a value comes last, so that another one needs a blank between.
    ends_with_word: bool,
}

impl Line {
    fn all(&mut self, tokens: TokenStream) {
        tokens.into_iter().for_each(|token| self.push(&token));
    }

    fn push(&mut self, token: &TokenTree) {
        match token {
            TokenTree::Group(group) => self.group(group),
            TokenTree::Punct(punct) => match punct.as_char() {
                '=' => self.text.push_str(" ="),
                '&' => {
                    self.space();
                    self.text.push('&');
                    self.ends_with_word = false;
                }
                mark => {
                    self.text.push(mark);
                    self.ends_with_word = false;
                }
            },
            word => {
                self.space();
                self.text.push_str(&word.to_string());
                self.ends_with_word = true;
            }
        }
    }

    fn group(&mut self, group: &proc_macro2::Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => (" { ", " }"),
            Delimiter::None => ("", ""),
        };
        self.text.push_str(open);
        self.ends_with_word = false;
        self.all(group.stream());
        self.text.push_str(close);
        self.ends_with_word = true;
    }

    /// A blank, where what comes next must not touch what is there.
    fn space(&mut self) {
        let after_mark = self.text.ends_with([',', '=']) || self.ends_with_colon();
        if self.ends_with_word || after_mark {
            self.text.push(' ');
        }
    }

    /// Whether a colon comes last that is not part of a path.
    fn ends_with_colon(&self) -> bool {
        self.text.ends_with(':') && !self.text.ends_with("::")
    }
}
