//! Much work on all processors.

use std::sync::Mutex;

/// Does all the work on as many threads as there are processors; work can make more.
pub(crate) fn at_once<T: Send>(work: Vec<T>, run: impl Fn(T, &Mutex<Vec<T>>) + Sync) {
    let work = Mutex::new(work);
    let go_on = || {
        while let Some(one) = next(&work) {
            run(one, &work);
        }
    };
    std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(go_on)).collect();
        for worker in workers {
            if let Err(panic) = worker.join() {
                std::panic::resume_unwind(panic);
            }
        }
    });
}

fn next<T>(work: &Mutex<Vec<T>>) -> Option<T> {
    work.lock().unwrap().pop()
}
