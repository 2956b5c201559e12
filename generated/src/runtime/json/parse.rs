//! A text, read as JSON.
//!
//! In: a text. Out: its values as tokens, one after the other. Deliberately absent: what is wrong
//! with a text that is no JSON, and the meaning of escapes; both are asked of `serde_json`.

use std::borrow::Cow;

use serde_json::Value;
use serde_json::error::Category;

use super::{Choices, Document, Extent, Names, Span, Token};
use crate::runtime::error::Fault;

/// How deep arrays and objects may stand in each other: as deep as `serde_json` lets them.
pub(super) const DEPTH: u8 = 127;

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
            choices: Choices::default(),
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
        while self.peek().is_some_and(|byte| byte <= b' ') {
            if !matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
                return;
            }
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

    fn value(&mut self, depth: u8) -> Option<()> {
        self.blank();
        match self.peek()? {
            b'"' => {
                let token = self.string()?;
                self.document.tokens.push(token);
                Some(())
            }
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
        let span = self.span(start, self.at)?;
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
    fn span(&self, start: usize, end: usize) -> Option<Span> {
        Some(Span {
            start: u32::try_from(start).ok()?,
            end: u32::try_from(end).ok()?,
        })
    }

    /// Returns the token of a string.
    #[inline]
    fn string(&mut self) -> Option<Token> {
        let start = self.at + 1;
        let end = start + plain_length(self.text.as_bytes().get(start..)?);
        match self.text.as_bytes().get(end)? {
            b'"' => {
                self.at = end + 1;
                Some(Token::Text(self.span(start, end)?))
            }
            b'\\' => self.escaped(end),
            _ => None,
        }
    }

    /// A string in which an escape comes next.
    fn escaped(&mut self, first: usize) -> Option<Token> {
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
        Some(Token::Escaped(place))
    }

    fn array(&mut self, depth: u8) -> Option<()> {
        let open = self.open(depth)?;
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
        let extent = self.extent(count)?;
        *self.document.tokens.get_mut(open)? = Token::Array(extent);
        Some(())
    }

    fn object(&mut self, depth: u8) -> Option<()> {
        let open = self.open(depth)?;
        let mut names = Names::default();
        self.blank();
        if !self.take(b'}') {
            loop {
                self.blank();
                (self.peek()? == b'"').then_some(())?;
                let name = self.string()?;
                self.name(&mut names, open + 1, name);
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
        let extent = self.extent(names.count)?;
        *self.document.tokens.get_mut(open)? = Token::Object(extent, names.may_repeat);
        Some(())
    }

    /// Adds a name to those of its object, the first of which has this place.
    #[inline]
    fn name(&mut self, names: &mut Names, first: usize, name: Token) {
        let document = &self.document;
        let bytes = match name {
            Token::Text(span) => self.text.as_bytes().get(span.range()),
            _ => document.string(name).map(str::as_bytes),
        };
        let behind = document.tokens.len();
        names.add(bytes.unwrap_or_default(), || {
            let name = document.string(name).unwrap_or_default();
            document.find(name, first, behind).is_some()
        });
        self.document.tokens.push(name);
    }

    /// Begins an array or object; its token is filled in when its end is known.
    fn open(&mut self, depth: u8) -> Option<usize> {
        (depth < DEPTH).then_some(())?;
        self.at += 1;
        self.document.tokens.push(Token::Null);
        Some(self.document.tokens.len() - 1)
    }

    fn extent(&self, count: u32) -> Option<Extent> {
        let end = u32::try_from(self.document.tokens.len()).ok()?;
        Some(Extent { count, end })
    }
}

/// How many bytes stand for themselves in a string: those before a quote, a backslash or a control
/// character.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let mut eights = bytes.chunks_exact(8);
    let mut length = 0;
    for eight in &mut eights {
        let word = eight.try_into().map_or(0, u64::from_le_bytes);
        let special = special(word);
        if special != 0 {
            return length + special.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..=0x1f);
    length + eights.remainder().iter().take_while(is_plain).count()
}

/// Marks which of eight bytes are special by their highest bits. Those behind the first that is
/// marked may be marked for nothing, by what is carried over.
#[inline]
fn special(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let equal = |byte: u8| below(eight ^ (ONES * u64::from(byte)), 1);
    (equal(b'"') | equal(b'\\') | below(eight, 0x20)) & (ONES * 0x80)
}
