//! A text, read as JSON.
//!
//! In: a text. Out: its values as tokens, one after the other. Deliberately absent: what is wrong
//! with a text that is no JSON, and the meaning of escapes; both are asked of `serde_json`.

use std::borrow::Cow;

use serde_json::Value;
use serde_json::error::Category;

use super::{Document, Names, Span, Token};
use crate::runtime::error::Fault;

pub(super) fn document(text: &str) -> Result<Document<'_>, Fault> {
    // Places are kept in 32 bits.
    if u32::try_from(text.len()).is_err() {
        return Err(Fault::new("it is longer than 4 GiB"));
    }
    let mut parser = Parser {
        text,
        at: 0,
        document: Document {
            text: Cow::Borrowed(text),
            // Most values and names take more than eight bytes.
            tokens: Vec::with_capacity(text.len() / 8),
            unescaped: Vec::new(),
            #[cfg(feature = "unions")]
            choices: super::Choices::default(),
        },
    };
    match parser.whole() {
        Some(()) => Ok(parser.document),
        None => Err(problem(text)),
    }
}

/// Says what is wrong with a text, without a word of it.
fn problem(text: &str) -> Fault {
    match serde_json::from_str::<Value>(text) {
        Err(error) if error.classify() == Category::Eof => Fault::new("its JSON ends too early"),
        Err(error) => Fault::new(format!(
            "it is not valid JSON, or is nested too deeply (line {}, column {})",
            error.line(),
            error.column()
        )),
        Ok(_) => Fault::new("it is not valid JSON, or is nested too deeply"),
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    document: Document<'t>,
}

/// Everything here gives none where the text is no JSON.
impl Parser<'_> {
    fn whole(&mut self) -> Option<()> {
        self.value(0)?;
        self.blank();
        (self.at == self.text.len()).then_some(())
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn blank(&mut self) {
        // Mostly there is none.
        if self.peek().is_some_and(|byte| byte <= b' ') {
            self.blanks();
        }
    }

    #[cold]
    fn blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Goes on behind a byte, if it comes next.
    #[inline]
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    #[inline]
    fn value(&mut self, depth: u8) -> Option<()> {
        self.blank();
        match self.peek()? {
            // Most values are strings, for which nothing has to be kept on the stack.
            b'"' => self.string(),
            first => self.other(first, depth),
        }
    }

    /// A value that is no string.
    fn other(&mut self, first: u8, depth: u8) -> Option<()> {
        match first {
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word("true", Token::Bool(true)),
            b'f' => self.word("false", Token::Bool(false)),
            b'n' => self.word("null", Token::Null),
            _ => None,
        }
    }

    fn word(&mut self, word: &str, token: Token) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        rest.starts_with(word.as_bytes()).then_some(())?;
        self.at += word.len();
        self.document.tokens.push(token);
        Some(())
    }

    fn number(&mut self) -> Option<()> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let span = Self::span(start, self.at);
        self.document.tokens.push(Token::Number(span));
        Some(())
    }

    /// Takes at least one digit.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    #[inline]
    fn span(start: usize, end: usize) -> Span {
        // No place in the text is too large: see `document`.
        let (start, end) = (start as u32, end as u32);
        Span { start, end }
    }

    fn string(&mut self) -> Option<()> {
        let start = self.at + 1;
        let end = start + plain_length(self.text.as_bytes().get(start..)?);
        match self.text.as_bytes().get(end)? {
            b'"' => {
                self.at = end + 1;
                let token = Token::Text(Self::span(start, end));
                self.document.tokens.push(token);
                Some(())
            }
            b'\\' => self.escaped(end),
            _ => None,
        }
    }

    /// A string in which an escape comes next.
    #[cold]
    fn escaped(&mut self, first: usize) -> Option<()> {
        let bytes = self.text.as_bytes();
        let mut end = first;
        while bytes.get(end)? != &b'"' {
            // What is escaped is no end; whether it may be escaped is asked below.
            end += if bytes.get(end)? == &b'\\' { 2 } else { 1 };
        }
        let text = serde_json::from_str(self.text.get(self.at..=end)?).ok()?;
        let place = u32::try_from(self.document.unescaped.len()).ok()?;
        self.document.unescaped.push(text);
        self.at = end + 1;
        self.document.tokens.push(Token::Escaped(place));
        Some(())
    }

    fn array(&mut self, depth: u8) -> Option<()> {
        let open = self.document.open(depth)?;
        self.at += 1;
        let mut count = 0;
        self.blank();
        if !self.take(b']') {
            loop {
                self.value(depth + 1)?;
                count += 1;
                self.blank();
                if self.take(b']') {
                    break;
                }
                self.take(b',').then_some(())?;
            }
        }
        let extent = self.document.extent(count)?;
        self.document.close(open, Token::Array(extent));
        Some(())
    }

    fn object(&mut self, depth: u8) -> Option<()> {
        let open = self.document.open(depth)?;
        self.at += 1;
        let mut names = Names::default();
        self.blank();
        if !self.take(b'}') {
            loop {
                self.blank();
                (self.peek()? == b'"').then_some(())?;
                self.string()?;
                self.add_name(&mut names, open + 1)?;
                self.blank();
                self.take(b':').then_some(())?;
                self.value(depth + 1)?;
                self.blank();
                if self.take(b'}') {
                    break;
                }
                self.take(b',').then_some(())?;
            }
        }
        let extent = self.document.extent(names.count)?;
        let object = Token::Object(extent, names.may_repeat);
        self.document.close(open, object);
        Some(())
    }

    /// Adds the name that was read last to those of its object, the first of which has this place.
    #[inline]
    fn add_name(&self, names: &mut Names, first: usize) -> Option<()> {
        let document = &self.document;
        let (name, others) = document.tokens.split_last()?;
        let bytes = match *name {
            Token::Text(span) => self.text.as_bytes().get(span.range()),
            name => document.string(name).map(str::as_bytes),
        };
        names.add(bytes.unwrap_or_default(), || {
            let name = document.string(*name).unwrap_or_default();
            document.find(name, first, others.len()).is_some()
        });
        Some(())
    }
}

/// How many bytes stand for themselves in a string: those before a quote, a backslash or a control
/// character.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((eight, behind)) = rest.split_first_chunk() {
        let special = special(u64::from_le_bytes(*eight));
        if special != 0 {
            return bytes.len() - rest.len() + special.trailing_zeros() as usize / 8;
        }
        rest = behind;
    }
    let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..=0x1f);
    bytes.len() - rest.len() + rest.iter().take_while(is_plain).count()
}

/// Marks which of eight bytes are special by their highest bits. Those behind the first that is
/// marked may be marked for nothing, by what is carried over.
#[inline]
fn special(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    // With its second bit turned, a quote comes right behind the control characters.
    let quote_or_control = below(eight ^ (ONES * 2), 0x21);
    let backslash = below(eight ^ (ONES * u64::from(b'\\')), 1);
    (quote_or_control | backslash) & (ONES * 0x80)
}
