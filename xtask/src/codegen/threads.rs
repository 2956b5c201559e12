//! Where the stages run: on stacks that are large enough, and the files on all cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, ScopedJoinHandle};

/// Runs something where recursion can go deep: a description may be nested as
/// far as the loader allows, its references may form long chains, and so may the
/// code that comes of it. Where no thread can be had it runs on this one.
pub fn on_a_large_stack<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    let mut run = Some(run);
    let result = std::thread::scope(|scope| {
        let thread = Builder::new().stack_size(STACK);
        let task = || run.take().map(|run| run());
        thread.spawn_scoped(scope, task).map_or(None, joined)
    });
    match (result, run) {
        (Some(result), _) => result,
        (None, Some(run)) => run(),
        (None, None) => unreachable!("the thread ran the task and joined, or never took it"),
    }
}

/// The address space of a large stack; memory is only used where it is written.
const STACK: usize = 1 << 30;

/// Does the same with every item, on as many threads as there are processors, this one
/// among them, beginning with the last item. The results have the order of the items.
pub(super) fn on_all_cores<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let taken = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let taken = taken.fetch_add(1, Ordering::Relaxed);
            let Some(index) = items.len().checked_sub(taken + 1) else {
                return done;
            };
            done.push((index, work(&items[index])));
        }
    };
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let others = processors.min(items.len()).saturating_sub(1);
    let mut done = std::thread::scope(|scope| {
        let threads: Vec<ScopedJoinHandle<'_, _>> = (0..others)
            .filter_map(|_| {
                Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, take)
                    .ok()
            })
            .collect();
        let mut done = take();
        for thread in threads {
            done.extend(joined(thread));
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Waits for a thread. A panic is a mistake of ours, and goes on as what it is.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
