//! Names and values that a request carries in its query or in a form.
//!
//! In: pairs as they are sent. Out: values, or a refusal. Deliberately absent: which names there
//! may be, which each operation says.

use percent_encoding::percent_decode_str;

use super::reply::{Answer, Refusal};

/// Pairs of names and values, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Reads `name=value&…`. What is no UTF-8 is replaced, as browsers and most servers do.
    pub(super) fn read(text: &str) -> Self {
        let decode = |text: &str| {
            let text = text.replace('+', " ");
            percent_decode_str(&text).decode_utf8_lossy().into_owned()
        };
        let pairs = text
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decode(name), decode(value)))
            .collect();
        Self { pairs }
    }

    /// Refuses names that the operation does not have.
    pub(super) fn allow(&self, names: &[&str]) -> Answer<()> {
        match self
            .pairs
            .iter()
            .find(|(name, _)| !names.contains(&&**name))
        {
            Some((name, _)) => Err(fault("Additional properties not allowed", name)),
            None => Ok(()),
        }
    }

    /// Returns all values of a name.
    pub(super) fn all(&self, wanted: &str) -> Vec<&str> {
        let values = self.pairs.iter().filter(|(name, _)| name == wanted);
        values.map(|(_, value)| &**value).collect()
    }

    /// Returns the value of a name that is there once at most.
    pub(super) fn text(&self, name: &str) -> Answer<Option<&str>> {
        match *self.all(name) {
            [] => Ok(None),
            [value] => Ok(Some(value)),
            _ => Err(fault("Expected one value but found several", name)),
        }
    }

    /// Returns a whole number within limits.
    pub(super) fn number(&self, name: &str, least: u64, most: u64) -> Answer<Option<u64>> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        let Ok(number) = text.parse::<i64>() else {
            return Err(fault("Expected type integer", name));
        };
        match u64::try_from(number) {
            Ok(number) if number > most => Err(fault(
                &format!("Value {number} is greater than maximum {most}"),
                name,
            )),
            Ok(number) if number >= least => Ok(Some(number)),
            _ => Err(fault(
                &format!("Value {number} is less than minimum {least}"),
                name,
            )),
        }
    }

    /// Returns a truth value.
    pub(super) fn flag(&self, name: &str) -> Answer<Option<bool>> {
        match self.text(name)? {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(fault("Expected type boolean", name)),
        }
    }

    /// Returns a value that is one of a few.
    pub(super) fn choice(&self, name: &str, choices: &[&str]) -> Answer<Option<&str>> {
        match self.text(name)? {
            Some(value) if !choices.contains(&value) => {
                let demand = format!("No enum match, expected one of: {}", choices.join(", "));
                Err(fault(&demand, name))
            }
            value => Ok(value),
        }
    }
}

/// Says what is wrong with a parameter, in the words of the service.
pub(super) fn fault(what: &str, name: &str) -> Refusal {
    Refusal::query(format!(
        "Query validation error: '{what}' on property {name}."
    ))
}
