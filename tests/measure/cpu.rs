//! How long a process has computed, and the most memory that it had, as Linux tells it.

use std::process::Child;
use std::time::{Duration, Instant};

/// Ticks of `/proc/PID/stat` in a second, on every Linux.
const TICKS: f64 = 100.0;
/// Between two looks at a process.
const PACE: Duration = Duration::from_millis(20);

/// What a process took from its start to its end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// By a clock on the wall, in seconds.
    pub wall_s: f64,
    /// On all processors, in the program and in the system for it, in seconds.
    pub cpu_s: f64,
    /// The most resident memory, in MB.
    pub peak_mb: f64,
}

/// Waits until a process has ended, and tells what it took.
pub fn cost_of(mut child: Child) -> Cost {
    let started = Instant::now();
    let mut cost = Cost::default();
    loop {
        let fields = stat(child.id());
        cost.cpu_s = (number(&fields, USER) + number(&fields, SYSTEM)) / TICKS;
        cost.peak_mb = cost.peak_mb.max(peak_mb(child.id()));
        // A process that has ended keeps its times until it is waited for.
        if fields.first().is_none_or(|state| state == "Z") {
            break;
        }
        std::thread::sleep(PACE);
    }
    cost.wall_s = started.elapsed().as_secs_f64();
    assert!(child.wait().expect("it ended").success(), "the measured program failed");
    cost
}

/// Seconds that this thread has computed so far.
pub fn of_this_thread_s() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells it");
    let nanoseconds: f64 = text.split(' ').next().and_then(|word| word.parse().ok()).expect("a number");
    nanoseconds / 1e9
}

/// When a process was started, in seconds since 1970; exact to two hundredths.
pub fn started_s(process: u32) -> f64 {
    let up: f64 = std::fs::read_to_string("/proc/uptime")
        .expect("Linux tells it")
        .split(' ')
        .next()
        .and_then(|word| word.parse().ok())
        .expect("a number");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    now.as_secs_f64() - (up - number(&stat(process), STARTED) / TICKS)
}

/// Places in `/proc/PID/stat`, counted after the name.
const USER: usize = 11;
const SYSTEM: usize = 12;
const STARTED: usize = 19;

/// The words after the process's name, which may itself have spaces.
fn stat(process: u32) -> Vec<String> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after = text.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    after.split_whitespace().map(str::to_owned).collect()
}

fn number(fields: &[String], place: usize) -> f64 {
    fields.get(place).and_then(|field| field.parse().ok()).unwrap_or(0.0)
}

fn peak_mb(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
