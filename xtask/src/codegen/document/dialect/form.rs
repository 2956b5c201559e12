//! Values in another form than their keyword takes.
//!
//! In: a value, and what its keyword takes. Out: the value in that form, where it is plain which
//! is meant; nothing in its place, where nothing is done with it anyway, or where it only
//! restricts, so that the service checks it. Deliberately absent: values that mean different
//! things to different readers, which the audit refuses.

use serde_yaml::{Mapping, Number, Value};

use super::{Dialect, Place};
use crate::codegen::diagnostics::Code;
use crate::codegen::document::Version;
use crate::codegen::document::keywords::{JsonType, Kind, ValueKind, found};
use crate::codegen::source::quoted;

/// Keywords that must not be passed over when they are null: what follows differs.
const WITH_MEANING: [&str; 2] = ["$ref", "security"];

/// Keywords of schemas for readers.
const REMARKS: [&str; 3] = ["title", "description", "summary"];

impl Dialect<'_> {
    /// Puts a value in the form that is taken.
    pub(super) fn form(&mut self, value: &mut Value, place: &Place<'_>) {
        let meant = match (place.takes, &*value) {
            (ValueKind::Text, Value::Bool(_) | Value::Number(_)) => self.text(value, place),
            (ValueKind::Bool, Value::String(_) | Value::Number(_)) => self.flag(value, place),
            (ValueKind::Number | ValueKind::Count, Value::String(text)) => self.number(text, place),
            (ValueKind::Bound, Value::String(text)) => match self.number(text, place) {
                None => self.flag(value, place),
                number => number,
            },
            (ValueKind::SchemaOrBool, Value::String(_)) => {
                let flag = self.flag(value, place);
                flag.or_else(|| self.schema_form(value, place))
            }
            (takes, _) if takes.kind() == Some(Kind::Schema) => self.schema_form(value, place),
            (ValueKind::Map(ValueKind::Object(Kind::Schema)), Value::Sequence(items)) => {
                let is_empty = items.is_empty();
                is_empty.then(|| self.empty(place))
            }
            (ValueKind::Object(kind) | ValueKind::Reference(kind), Value::Null)
                if may_be_empty(kind) =>
            {
                Some(self.nothing(kind, place))
            }
            (ValueKind::List(takes), _) => self.single(takes, value, place),
            (ValueKind::Word(known, _), Value::String(word)) => self.capitals(known, word, place),
            (ValueKind::Object(Kind::Server), Value::String(url)) => {
                let message = "a text is read as the address of a server";
                self.note(Code::SINGLE_VALUE, &place.at, message)
                    .help("write `{url: …}`");
                let members = [(Value::from("url"), Value::from(url.as_str()))];
                Some(Value::Mapping(Mapping::from_iter(members)))
            }
            _ => None,
        };
        if let Some(meant) = meant {
            *value = meant;
        }
        if let (ValueKind::Count, Value::Number(number)) = (place.takes, &*value) {
            if let Some(count) = self.count(number, place) {
                *value = count;
            }
        }
    }

    fn text(&mut self, value: &Value, place: &Place<'_>) -> Option<Value> {
        if place.keyword.is_some_and(|keyword| keyword.name == "$ref") {
            return None;
        }
        let text = self.written(&place.at, value);
        let message = format!("{} is read as text", quoted(&text));
        self.note(Code::UNQUOTED_TEXT, &place.at, message)
            .help("put it in quotes");
        Some(Value::String(text))
    }

    /// `yes` was a boolean before YAML 1.2.
    fn flag(&mut self, value: &Value, place: &Place<'_>) -> Option<Value> {
        let word = match value {
            Value::String(text) => text.trim().to_ascii_lowercase(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        let name = place.keyword.map(|keyword| keyword.name);
        let flag = match word.as_str() {
            "true" | "yes" | "on" | "1" => true,
            "false" | "no" | "off" | "0" => false,
            // Why, or since when.
            text if name == Some("deprecated") => !text.is_empty(),
            _ => return None,
        };
        let found = found(value);
        self.note(
            Code::QUOTED_VALUE,
            &place.at,
            format!("{found} is read as {flag}"),
        )
        .help("write `true` or `false`, without quotes");
        Some(Value::Bool(flag))
    }

    fn number(&mut self, text: &str, place: &Place<'_>) -> Option<Value> {
        let number = number(text)?;
        let message = format!("the text {} is read as a number", quoted(text));
        self.note(Code::QUOTED_VALUE, &place.at, message)
            .help("remove the quotes");
        Some(Value::Number(number))
    }

    /// A count with a fraction counts as the next that says the same of whole numbers.
    fn count(&mut self, number: &Number, place: &Place<'_>) -> Option<Value> {
        if number.is_u64() {
            return None;
        }
        let float = number.as_f64().filter(|float| *float >= 0.0)?;
        let is_most = place.keyword?.name.starts_with("max");
        let whole = if is_most { float.floor() } else { float.ceil() };
        if float.fract() != 0.0 {
            let message = format!("{number} is read as {whole}, for a count is a whole number");
            self.note(Code::FRACTIONAL_BOUND, &place.at, message);
        }
        // A float beyond 64 bits becomes the largest count, which nothing reaches.
        Some(Value::from(whole as u64))
    }

    /// What stands in place of a schema.
    fn schema_form(&mut self, value: &Value, place: &Place<'_>) -> Option<Value> {
        match value {
            Value::Null => Some(self.nothing(Kind::Schema, place)),
            Value::String(word) if JsonType::of_word(word).is_some() => {
                let word = word.clone();
                let message = format!("{} is read as a schema of that type", quoted(&word));
                self.note(Code::TYPE_FOR_SCHEMA, &place.at, message)
                    .help(format!("write `type: {word}` in an object"));
                let members = [(Value::from("type"), Value::String(word))];
                Some(Value::Mapping(Mapping::from_iter(members)))
            }
            Value::Sequence(items) if items.is_empty() => Some(self.empty(place)),
            Value::Bool(false) => {
                self.no_value(place);
                None
            }
            _ => None,
        }
    }

    fn nothing(&mut self, kind: Kind, place: &Place<'_>) -> Value {
        let message = format!("null is read as {} that says nothing", kind.label());
        self.note(Code::NULL_VALUE, &place.at, message)
            .help("write `{}`");
        Value::Mapping(Mapping::new())
    }

    /// `false` closes an object and ends a list; elsewhere no value is left.
    fn no_value(&mut self, place: &Place<'_>) {
        let closes = matches!(place.takes, ValueKind::SchemaOrBool)
            || place.keyword.is_some_and(|keyword| keyword.name == "items");
        // A property is left out by the object that has it.
        if !closes && !place.is_ignored {
            let message = "`false` allows no value; an alternative is left out, and elsewhere any value is taken";
            self.note(Code::FALSE_SCHEMA, &place.at, message);
        }
    }

    fn empty(&mut self, place: &Place<'_>) -> Value {
        let message = "an empty list is read as an empty object";
        self.note(Code::EMPTY_LIST, &place.at, message)
            .help("write `{}`");
        Value::Mapping(Mapping::new())
    }

    /// A word with other capitals than it has.
    fn capitals(&mut self, known: &[&str], word: &str, place: &Place<'_>) -> Option<Value> {
        let meant = word.trim();
        let mut known_words = known.iter().filter(|one| one.eq_ignore_ascii_case(meant));
        let meant = known_words.next().filter(|one| **one != word)?;
        let message = format!("{} is read as `{meant}`", quoted(word));
        self.note(Code::OTHER_CAPITALS, &place.at, message);
        Some(Value::from(*meant))
    }

    /// One value where a list of such values belongs.
    fn single(&mut self, takes: &ValueKind, value: &Value, place: &Place<'_>) -> Option<Value> {
        let name = place.keyword.map(|keyword| keyword.name);
        let is_one = match (takes, value) {
            (ValueKind::Object(Kind::Schema), _) => value.is_mapping(),
            (ValueKind::Object(Kind::Server), Value::String(_)) => true,
            // At a property it says something else.
            (ValueKind::Text, _) if name == Some("required") => false,
            (ValueKind::Text | ValueKind::Any, _) => {
                value.is_string() || value.is_bool() || value.is_number()
            }
            // Members by name might be meant, unless what every such object has is there.
            (ValueKind::Object(kind) | ValueKind::Reference(kind), Value::Mapping(members)) => {
                let required = kind.keywords().iter();
                let mut required = required
                    .filter(|keyword| keyword.is_required_in(self.version))
                    .peekable();
                let has_all = required.peek().is_some()
                    && required.all(|keyword| members.contains_key(keyword.name));
                has_all || members.contains_key("$ref")
            }
            // The requirements of one alternative.
            (ValueKind::Map(ValueKind::List(_)), Value::Mapping(members)) => {
                members.values().all(Value::is_sequence)
            }
            _ => false,
        };
        if !is_one || place.keyword.is_none() {
            return None;
        }
        let at = place.at.pointer();
        self.moves.push(super::Move::To(at.clone(), at.index(0)));
        let message = "one value is read as a list with nothing else";
        self.note(Code::SINGLE_VALUE, &place.at, message)
            .help("write a list");
        Some(Value::Sequence(vec![value.clone()]))
    }

    /// Takes out keywords that are null, as a key with nothing behind it is.
    pub(super) fn without_null(&mut self, kind: Kind, members: &mut Mapping, place: &Place<'_>) {
        members.retain(|name, value| {
            let keyword = name.as_str().and_then(|name| kind.keyword(name));
            let Some(keyword) = keyword.filter(|_| value.is_null()) else {
                return true;
            };
            let stays =
                matches!(keyword.takes, ValueKind::Any) || WITH_MEANING.contains(&keyword.name);
            if !stays {
                let message = format!("{} is null and left out", quoted(keyword.name));
                self.note(Code::NULL_VALUE, &place.at.child(keyword.name), message)
                    .help("leave the keyword out");
            }
            stays
        });
    }

    /// Takes out what has a form that can't be read, and what the client can do without.
    pub(super) fn without_unusable(
        &mut self,
        kind: Kind,
        members: &mut Mapping,
        place: &Place<'_>,
    ) {
        self.required_of_property(kind, members, place);
        members.retain(|name, value| {
            let keyword = name.as_str().and_then(|name| kind.keyword(name));
            let Some(keyword) = keyword.filter(|keyword| !fits(keyword.takes, value)) else {
                return true;
            };
            let limits = matches!(
                keyword.takes,
                ValueKind::Count | ValueKind::Number | ValueKind::Bound
            );
            let code = if kind == Kind::Schema && (limits || keyword.name == "uniqueItems") {
                Code::UNUSABLE_LIMIT
            } else if keyword.is_ignored()
                || (kind == Kind::Schema && REMARKS.contains(&keyword.name))
            {
                Code::UNUSABLE_REMARK
            } else {
                return true;
            };
            let found = found(value);
            let message = format!("{} can't be {found} and is left out", quoted(keyword.name));
            self.note(code, &place.at.child(keyword.name), message);
            false
        });
    }

    /// `required: true` at a property, as some drafts had it; and one name instead of a list.
    fn required_of_property(&mut self, kind: Kind, members: &mut Mapping, place: &Place<'_>) {
        if kind != Kind::Schema {
            return;
        }
        let at = place.at.child("required");
        let flag = match members.get("required") {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(name)) => {
                let properties = members.get("properties");
                if properties.is_some_and(|all| all.get(name.as_str()).is_some()) {
                    let list = Value::Sequence(vec![Value::from(name.as_str())]);
                    let message = "one name is read as a list with nothing else";
                    self.note(Code::SINGLE_VALUE, &at, message)
                        .help("write a list");
                    members.insert(Value::from("required"), list);
                    return;
                }
                match name.as_str() {
                    "true" | "True" | "yes" => true,
                    "false" | "False" | "no" => false,
                    _ => return,
                }
            }
            _ => return,
        };
        let message = if flag {
            "`required` of an object lists its properties; this one is left optional"
        } else {
            "`required` of an object lists its properties; `false` says nothing"
        };
        self.note(Code::REQUIRED_AT_PROPERTY, &at, message)
            .help("write the name of the property into the `required` of the object that has it");
        members.shift_remove("required");
    }
}

/// Whether an object may say nothing at all: null in its place is a key with nothing behind it.
fn may_be_empty(kind: Kind) -> bool {
    let mut keywords = kind.keywords().iter();
    !keywords.any(|keyword| keyword.is_required_in(Version::LATEST))
}

/// Reads a text as the number that it would be without quotes.
pub(super) fn number(text: &str) -> Option<Number> {
    let text = text.trim();
    let begins = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !begins.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    if let Ok(number) = text.parse::<i64>() {
        return Some(Number::from(number));
    }
    let number = text.parse::<f64>().ok()?;
    number.is_finite().then(|| Number::from(number))
}

/// Whether a value has the form that a keyword takes, as far as it is a single value, a list or
/// an object.
fn fits(takes: ValueKind, value: &Value) -> bool {
    match takes {
        ValueKind::Text => value.is_string(),
        ValueKind::Bool => value.is_bool(),
        ValueKind::Count => value.is_u64(),
        ValueKind::Number => value.is_number(),
        ValueKind::Bound => value.is_bool() || value.is_number(),
        ValueKind::List(_) => value.is_sequence(),
        ValueKind::Map(_) => value.is_mapping(),
        ValueKind::Object(Kind::Schema) | ValueKind::SchemaOrBool => {
            value.is_bool() || value.is_mapping()
        }
        ValueKind::Object(_) | ValueKind::Reference(_) => value.is_mapping(),
        _ => true,
    }
}
