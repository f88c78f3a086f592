//! CPU time of this thread.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;

/// How long one run takes.
pub fn once<T>(work: impl FnOnce() -> T) -> Duration {
    let started = ThreadTime::now();
    black_box(work());
    started.elapsed()
}

/// The median of several runs.
pub fn median_of<T>(rounds: usize, mut work: impl FnMut() -> T) -> Duration {
    median((0..rounds).map(|_| once(&mut work)).collect())
}

/// The middle one.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
