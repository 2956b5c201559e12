//! Values outside JSON: what a value is in a URL, a header or a form.
//!
//! In: a view of a value. Out: a [`Plain`], which is one text, a list or members, in
//! their order. Deliberately absent: how it is written down (see `style.rs`).

use serde_json::Value;

use crate::runtime::json::View;

/// A value, as far as anything but JSON can tell values apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    /// Null, or nothing at all: it leaves no trace.
    Absent,
    /// One text. `quoted` says that JSON would put it in quotes.
    Text { text: String, quoted: bool },
    /// Items.
    List(Vec<Plain>),
    /// Members.
    Members(Vec<(String, Plain)>),
}

impl Plain {
    /// Takes a value apart.
    pub(crate) fn of(value: View<'_>) -> Self {
        let bare = |text: String| Self::Text {
            text,
            quoted: false,
        };
        let quoted = |text: &str| Self::Text {
            text: text.to_owned(),
            quoted: true,
        };
        match value {
            View::Null | View::Json(Value::Null) => Self::Absent,
            View::Bool(flag) => bare(flag.to_string()),
            View::Json(Value::Bool(flag)) => bare(flag.to_string()),
            View::Integer(integer) => bare(integer.to_string()),
            View::Unsigned(integer) => bare(integer.to_string()),
            View::Float(float) => bare(float.to_string()),
            View::Single(float) => bare(float.to_string()),
            View::Json(Value::Number(number)) => match number.as_f64() {
                Some(float) if number.is_f64() => bare(float.to_string()),
                _ => bare(number.to_string()),
            },
            View::Text(text) => quoted(text),
            View::Json(Value::String(text)) => quoted(text),
            View::Ruled(value, _) => Self::of(value.view()),
            View::Tagged(value, _) if !value.view().is_object() => Self::of(value.view()),
            View::List(_) | View::Json(Value::Array(_)) => {
                let mut items = Vec::new();
                value.each_item(&mut |item| items.push(Self::of(item)));
                Self::List(items)
            }
            View::Object(_) | View::Tagged(..) | View::Json(Value::Object(_)) => {
                let mut members = Vec::new();
                value.each_member(&mut |name, value, _| {
                    members.push((name.to_owned(), Self::of(value)));
                });
                Self::Members(members)
            }
        }
    }

    /// Returns the value as one text; what is made of several is JSON. None where there is nothing.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::Text { text, .. } => Some(text.clone()),
            Self::List(_) | Self::Members(_) => Some(self.json()),
        }
    }

    /// Returns the value as JSON.
    pub(crate) fn json(&self) -> String {
        let mut json = String::new();
        self.write_json(&mut json);
        json
    }

    fn write_json(&self, json: &mut String) {
        match self {
            Self::Absent => json.push_str("null"),
            Self::Text {
                text,
                quoted: false,
            } => json.push_str(text),
            Self::Text { text, quoted: true } => quote(text, json),
            Self::List(items) => {
                json.push('[');
                for (index, item) in items.iter().enumerate() {
                    json.push_str(if index == 0 { "" } else { "," });
                    item.write_json(json);
                }
                json.push(']');
            }
            Self::Members(members) => {
                json.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    json.push_str(if index == 0 { "" } else { "," });
                    quote(name, json);
                    json.push(':');
                    value.write_json(json);
                }
                json.push('}');
            }
        }
    }

    /// Returns whether something holds for one of the texts, names of members included.
    pub(crate) fn any_text(&self, holds: &impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Absent => false,
            Self::Text { text, .. } => holds(text),
            Self::List(items) => items.iter().any(|item| item.any_text(holds)),
            Self::Members(members) => members
                .iter()
                .any(|(name, value)| holds(name) || value.any_text(holds)),
        }
    }
}

fn quote(text: &str, json: &mut String) {
    // A string can always be written as JSON.
    json.push_str(&serde_json::to_string(text).unwrap_or_default());
}
