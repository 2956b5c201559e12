//! The tokens of a YAML text with their positions.
//!
//! In: a text, which need not be sound. Out: its tokens up to the first mistake.
//! Deliberately absent: what an alias stands for; its children stand at the anchor.

use saphyr_parser::{Event, Parser};

use crate::codegen::document::locate::{Token, position};

/// Hands the tokens of a text to `take`.
pub(super) fn tokens(text: &str, take: &mut dyn FnMut(Token<'_>)) {
    let mut parser = Parser::new_from_str(text);
    // For each open collection: whether it is a mapping whose next scalar is a key.
    let mut open: Vec<Option<bool>> = Vec::new();
    while let Some(Ok((event, span))) = parser.next_event() {
        let position = position(&span.start);
        let key_is_next = open.last().copied().flatten() == Some(true);
        if let (
            Some(Some(key)),
            Event::Scalar(..)
            | Event::Alias(_)
            | Event::MappingStart(..)
            | Event::SequenceStart(..),
        ) = (open.last_mut(), &event)
        {
            *key = !*key;
        }
        match event {
            Event::Scalar(text, ..) if key_is_next => take(Token::Key(text, position)),
            Event::Scalar(..) | Event::Alias(_) => take(Token::Scalar(position)),
            Event::MappingStart(..) => {
                open.push(Some(true));
                take(Token::MapStart(position));
            }
            Event::SequenceStart(..) => {
                open.push(None);
                take(Token::ListStart(position));
            }
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                take(Token::End);
            }
            Event::DocumentEnd | Event::StreamEnd => return,
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => {}
        }
    }
}
