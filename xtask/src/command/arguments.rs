//! Words of a command line, one after the other.
//!
//! Deliberately absent: a table of options. Each task matches its own, so that its
//! options and its help stand side by side.

use crate::suggest;

/// The task that a help is about: the word behind `cargo xtask`.
pub(super) fn task(usage: &'static str) -> &'static str {
    usage.split_whitespace().nth(3).unwrap_or_default()
}

/// The options that a help tells of.
pub(super) fn options(usage: &'static str) -> impl Iterator<Item = &'static str> {
    usage
        .split_whitespace()
        .filter(|word| word.starts_with("--"))
}

/// The complaint about a word that is no option of a task, with a guess at what was meant.
pub(super) fn unknown(word: &str, usage: &'static str) -> String {
    let guess = suggest::guess(word, options(usage));
    let guess = guess.map_or(String::new(), |guess| format!("; {guess}"));
    format!("`{word}` is not an option of `{}`{guess}", task(usage))
}

/// The words that have not been read yet.
pub(super) struct Arguments<'a> {
    rest: std::slice::Iter<'a, String>,
    /// The value in `--option=value`, until somebody asks for it.
    attached: Option<&'a str>,
    option: &'a str,
}

impl<'a> Arguments<'a> {
    /// Begins to read.
    pub(super) fn new(words: &'a [String]) -> Self {
        Self {
            rest: words.iter(),
            attached: None,
            option: "",
        }
    }

    /// Returns the next word; of `--option=value` the part before the sign.
    pub(super) fn next(&mut self) -> Option<&'a str> {
        let word = self.rest.next()?.as_str();
        (self.option, self.attached) = match word.split_once('=') {
            Some((option, value)) if option.starts_with("--") => (option, Some(value)),
            _ => (word, None),
        };
        Some(self.option)
    }

    /// Returns the words that have not been read yet, as they are.
    pub(super) fn rest(&self) -> impl Iterator<Item = &'a str> {
        self.rest.clone().map(String::as_str)
    }

    /// Returns the value of the option that was read last.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub(super) fn value(&mut self) -> Result<&'a str, String> {
        match self.attached.take() {
            Some(value) => Some(value),
            None => self.rest.next().map(String::as_str),
        }
        .ok_or_else(|| format!("`{}` needs a value", self.option))
    }

    /// Returns the value that is attached to the option that was read last, if there is one.
    pub(super) fn attached(&mut self) -> Option<&'a str> {
        self.attached.take()
    }

    /// Returns the next word if it is this one.
    pub(super) fn eat(&mut self, word: &str) -> Option<&'a str> {
        let next = self.rest.as_slice().first().filter(|next| *next == word)?;
        self.rest.next();
        Some(next)
    }

    /// Returns an error when the option that was read last has a value it does not take.
    ///
    /// # Errors
    ///
    /// In that case.
    pub(super) fn flag(&self) -> Result<(), String> {
        match self.attached {
            Some(_) => Err(format!("`{}` takes no value", self.option)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_behind_an_option_or_are_attached_to_it() {
        let words: Vec<String> = ["new", "--a", "1", "--b=2=3", "--c=", "--d=x", "--e"]
            .iter()
            .map(ToString::to_string)
            .collect();
        let mut arguments = Arguments::new(&words);
        assert_eq!(arguments.next(), Some("new"));
        for (option, value) in [("--a", "1"), ("--b", "2=3"), ("--c", "")] {
            assert_eq!(arguments.next(), Some(option));
            assert_eq!(arguments.value(), Ok(value));
            assert_eq!(arguments.flag(), Ok(()));
        }
        assert_eq!(arguments.next(), Some("--d"));
        assert_eq!(arguments.flag(), Err("`--d` takes no value".to_owned()));
        assert_eq!(arguments.next(), Some("--e"));
        assert_eq!(arguments.value(), Err("`--e` needs a value".to_owned()));
        assert_eq!(arguments.next(), None);
    }
}
