//! A line that tells what is going on, when it takes longer than a second.
//!
//! In: what is being done. Out: a line on the terminal, which goes away at the end.
//! Deliberately absent: bars and percentages, since nobody knows how much is left; and
//! anything at all where no terminal would show it.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Nothing is told before.
const PATIENCE: Duration = Duration::from_secs(1);
/// Back to the start of the line, and erase it.
const ERASE: &str = "\r\u{1b}[K";

/// Something that goes on until this is dropped.
pub(super) struct Progress {
    going_on: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins. The text is for people, such as "reading spec.yaml".
    pub(super) fn of(doing: String) -> Self {
        let shows = io::stderr().is_terminal();
        Self {
            going_on: shows.then(|| watch(doing, PATIENCE, io::stderr())),
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
    doing: String,
    patience: Duration,
    mut out: impl Write + Send + 'static,
) -> (Sender<()>, JoinHandle<()>) {
    let (over, waiting) = mpsc::channel();
    let watcher = thread::spawn(move || {
        if waiting.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
            // A terminal that has gone away is no failure of ours.
            let _ = write!(out, "{doing} …").and_then(|()| out.flush());
            let _ = waiting.recv();
            let _ = write!(out, "{ERASE}").and_then(|()| out.flush());
        }
    });
    (over, watcher)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

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

    fn begun(patience: Duration) -> (Progress, Terminal) {
        let terminal = Terminal::default();
        let going_on = watch("reading a.yaml".to_owned(), patience, terminal.clone());
        let going_on = Some(going_on);
        (Progress { going_on }, terminal)
    }

    #[test]
    fn what_takes_long_is_told_and_the_line_goes_away() {
        let (progress, terminal) = begun(Duration::ZERO);
        while terminal.text().is_empty() {
            thread::yield_now();
        }
        drop(progress);
        assert_eq!(terminal.text(), format!("reading a.yaml …{ERASE}"));
    }

    #[test]
    fn what_is_quick_is_not_told() {
        let (progress, terminal) = begun(Duration::from_secs(3600));
        drop(progress);
        assert_eq!(terminal.text(), "");
    }
}
