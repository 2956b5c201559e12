//! The options that say how serious a kind of complaint is.

use super::Arguments;
use crate::codegen::diagnostics::{Code, Level, Levels};

/// The help on them.
macro_rules! levels_help {
    () => {
        "
Levels of complaints, whose codes `cargo xtask explain` lists. CODE may be several, divided by
commas; of several options the last one wins:
  --deny CODE      An error: nothing is written
  --warn CODE      A warning: generated all the same
  --allow CODE     Not shown; `codegen --report` still does
  --deny-warnings  Every warning is an error
"
    };
}
pub(super) use levels_help;

/// Takes an option, if it is one of these, and returns whether it is.
///
/// # Errors
///
/// When its value is missing or wrong.
pub(super) fn take(
    levels: &mut Levels,
    option: &str,
    arguments: &mut Arguments<'_>,
) -> Result<bool, String> {
    let level = match option {
        "--deny" => Level::Deny,
        "--warn" => Level::Warn,
        "--allow" => Level::Allow,
        "--deny-warnings" => {
            levels.deny_warnings();
            return Ok(true);
        }
        _ => return Ok(false),
    };
    for name in arguments.value()?.split(',') {
        levels.set(Code::named(name.trim())?, level)?;
    }
    Ok(true)
}
