//! The page that is written.

use std::fmt::Write;

/// What was measured so far.
#[derive(Default)]
pub struct Table {
    deadlines: Vec<Peer>,
    engine: Vec<(String, String)>,
}

/// One program that works out deadlines.
pub struct Peer {
    pub name: &'static str,
    /// How many deadlines were worked out.
    pub count: usize,
    /// Deadlines a second of CPU time.
    pub rate: f64,
    /// Answers that differ from ours, and why.
    pub differ: String,
}

impl Table {
    pub fn deadline(&mut self, peer: Peer) {
        println!("{:<28} {:>14.0} a second, {}", peer.name, peer.rate, peer.differ);
        self.deadlines.push(peer);
    }

    pub fn engine(&mut self, what: String, figure: String) {
        println!("{what:<60} {figure}");
        self.engine.push((what, figure));
    }

    /// The whole page.
    pub fn page(&self) -> String {
        let mut page = String::from(
            "# Benchmarks\n\nWritten by `cargo xtask bench`. CPU time of one thread, medians; every peer in the same run, in turn.\n\n",
        );
        let date = chrono::Utc::now().date_naive();
        let _ = writeln!(page, "{date}, {}.\n", machine());
        page.push_str(
            "## Deadlines\n\nMon-Fri 08:00-18:00 in Berlin with the German national holidays, random starts in 2024 to 2027, \
             targets of 4 to\n72 hours, no pauses. A peer that is not installed is left out.\n\n\
             | program | deadlines | a second | ours is so many times faster | answers that differ |\n|---|---:|---:|---:|---|\n",
        );
        let ours = self.deadlines.first().map_or(1.0, |peer| peer.rate);
        for Peer { name, count, rate, differ } in &self.deadlines {
            let _ = writeln!(page, "| {name} | {count} | {rate:.0} | {:.1} | {differ} |", ours / rate);
        }
        page.push_str(
            "\n## The queue\n\nTickets in memory with four clocks and two pauses each, under the policy of \
             [packs.md](packs.md).\n\n| what | CPU time |\n|---|---:|\n",
        );
        for (what, figure) in &self.engine {
            let _ = writeln!(page, "| {what} | {figure} |");
        }
        page
    }
}

/// The processor's name and the system's load, where they can be told.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let name = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("processor not known", |rest| rest.trim_start_matches([' ', '\t', ':']));
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().unwrap_or_default();
    format!("{} {}, {name}, load average {load}", std::env::consts::OS, std::env::consts::ARCH)
}
