//! A line that tells what is going on, when it takes longer than a second.
//!
//! In: what is being done, and the stages of that. Out: a line on the terminal, which changes with
//! the stage and goes away at the end. Deliberately absent: bars and percentages, since nobody
//! knows how much is left; and anything at all where no terminal would show it.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::codegen::Stages;

/// Nothing is told before.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often a look is taken at the stage.
const INTERVAL: Duration = Duration::from_millis(200);
/// Back to the start of the line, and erase it.
const ERASE: &str = "\r\u{1b}[K";

/// Something that goes on until this is dropped.
pub(super) struct Progress {
    going_on: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins. The text is for people, such as "generating from spec.yaml".
    pub(super) fn of(what: String, stages: &Stages) -> Self {
        let shows = io::stderr().is_terminal();
        let stages = stages.clone();
        Self {
            going_on: shows.then(|| watch(what, stages, (PATIENCE, INTERVAL), io::stderr())),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((over, watcher)) = self.going_on.take() {
            drop(over);
            // The line must be gone before anything else is printed; a watcher that
            // panicked has nothing left to erase.
            let _ = watcher.join();
        }
    }
}

fn watch(
    what: String,
    stages: Stages,
    (patience, interval): (Duration, Duration),
    mut out: impl Write + Send + 'static,
) -> (Sender<()>, JoinHandle<()>) {
    let (over, waiting) = mpsc::channel();
    let watcher = thread::spawn(move || {
        let (mut shown, mut wait) = ("", patience);
        while waiting.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
            let doing = stages.doing();
            if shown != doing {
                // A terminal that has gone away is no failure of ours.
                let _ = write!(out, "{ERASE}{what}: {doing} …").and_then(|()| out.flush());
            }
            (shown, wait) = (doing, interval);
        }
        if !shown.is_empty() {
            let _ = write!(out, "{ERASE}").and_then(|()| out.flush());
        }
    });
    (over, watcher)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::codegen::Stage;

    #[derive(Clone, Default)]
    struct Terminal(Arc<Mutex<Vec<u8>>>);

    impl Terminal {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Terminal {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn begun(patience: Duration) -> (Progress, Stages, Terminal) {
        let (terminal, stages) = (Terminal::default(), Stages::default());
        let times = (patience, Duration::from_millis(1));
        let going_on = watch("a.yaml".to_owned(), stages.clone(), times, terminal.clone());
        let going_on = Some(going_on);
        (Progress { going_on }, stages, terminal)
    }

    #[test]
    fn what_takes_long_is_told_by_stage_and_the_line_goes_away() {
        let (progress, stages, terminal) = begun(Duration::ZERO);
        let mut expected = String::new();
        for (stage, doing) in [(Stage::Read, "reading"), (Stage::Print, "printing")] {
            stages.begin(stage);
            expected.push_str(&format!("{ERASE}a.yaml: {doing} …"));
            while terminal.text() != expected {
                thread::yield_now();
            }
        }
        drop(progress);
        assert_eq!(terminal.text(), format!("{expected}{ERASE}"));
    }

    #[test]
    fn what_is_quick_is_not_told() {
        let (progress, _, terminal) = begun(Duration::from_secs(3600));
        drop(progress);
        assert_eq!(terminal.text(), "");
    }
}
