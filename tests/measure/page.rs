//! The page that is written.

use std::fmt::Write;
use std::path::Path;

use super::cpu::Cost;
use super::increment::Incremented;
use super::search::Searched;
use super::start::Started;
use super::{RUNS, machine};

/// What was measured so far, as rows of tables.
pub struct Page {
    begun: String,
    least: Vec<(u32, Least)>,
    sync: String,
    search: String,
    increments: String,
    start: String,
    /// Program and unsolved tickets of each start, to see what one more ticket takes.
    residents: Vec<(f64, u32)>,
}

/// CPU seconds of parsing, storing and indexing the same JSON.
#[derive(Clone, Copy)]
struct Least {
    json_mb: f64,
    parse: f64,
    insert: f64,
    index: f64,
}

impl Page {
    pub fn new() -> Self {
        // The load before anything was measured here.
        Self {
            begun: machine::name(),
            least: Vec::new(),
            sync: String::new(),
            search: String::new(),
            increments: String::new(),
            start: String::new(),
            residents: Vec::new(),
        }
    }

    pub fn least(&mut self, tickets: u32, bytes: usize, parse: f64, insert: f64, index: f64) {
        eprintln!("{tickets}: parse {parse:.2} s, insert {insert:.2} s, index {index:.2} s");
        self.least.push((tickets, Least { json_mb: bytes as f64 / 1e6, parse, insert, index }));
    }

    pub fn sync(&mut self, tickets: u32, cost: Cost, file_mb: f64) {
        let Cost { wall_s, cpu_s, peak_mb } = cost;
        let known = self.least.iter().find(|(size, _)| *size == tickets).map(|(_, least)| *least);
        let Least { json_mb, parse, insert, index } = known.expect("the least was measured before");
        let (rows, all) = (parse + insert, parse + insert + index);
        let row = format!(
            "| {} | {json_mb:.0} MB | {wall_s:.2} s | {:.0} | {cpu_s:.2} s | {peak_mb:.0} MB | {file_mb:.0} MB | {rows:.2} s | {:.2} | {all:.2} s | {:.2} |",
            grouped(tickets),
            f64::from(tickets) / wall_s,
            cpu_s / rows,
            cpu_s / all,
        );
        eprintln!("{row}");
        let _ = writeln!(self.sync, "{row}");
    }

    pub fn listed(&mut self, tickets: u32, wall_s: f64) {
        let row = format!(
            "| {} | `gnomon queue`, from its start to its end | - | - | {:.0} ms | - |",
            grouped(tickets),
            wall_s * 1e3
        );
        eprintln!("{row}");
        let _ = writeln!(self.search, "{row}");
    }

    pub fn search(&mut self, tickets: u32, searched: &Searched) {
        let Searched { what, text, hits, more, median_ms, longest_ms } = searched;
        let hits = format!("{}{}", grouped(*hits), if *more { "+" } else { "" });
        let row = format!(
            "| {} | {what} | {text} | {hits} | {median_ms:.1} ms | {longest_ms:.1} ms |",
            grouped(tickets)
        );
        eprintln!("{row}");
        let _ = writeln!(self.search, "{row}");
    }

    pub fn increments(&mut self, tickets: u32, measured: &Incremented) {
        let Incremented { median_ms, longest_ms, memory_mb } = measured;
        let memory =
            memory_mb.map_or("- | -".to_owned(), |[early, late]| format!("{early:.1} MB | {late:.1} MB"));
        let row = format!("| {} | {median_ms:.0} ms | {longest_ms:.0} ms | {memory} |", grouped(tickets));
        eprintln!("{row}");
        let _ = writeln!(self.increments, "{row}");
    }

    pub fn started(&mut self, tickets: u32, started: Started) {
        let Started { first_s, later_s, memory, unsolved, scrolled } = started;
        let row = format!(
            "| {} | {} | {first_s:.2} s | {later_s:.2} s | {:.0} MB | {:.0} MB | {:.1} ms | {:.1} ms | {:.0} |",
            grouped(tickets),
            grouped(unsolved),
            memory.program_mb,
            memory.web_mb,
            scrolled.median_ms,
            scrolled.p95_ms,
            scrolled.frames_a_second,
        );
        eprintln!("{row}");
        let _ = writeln!(self.start, "{row}");
        self.residents.push((memory.program_mb, unsolved));
    }

    /// Writes the page into the checkout.
    pub fn write(&self) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/measurements.md");
        std::fs::write(path, self.text()).expect("the page is written");
    }

    fn text(&self) -> String {
        let date = chrono::Utc::now().date_naive();
        format!(
            "# Measurements\n\n\
             Written by `cargo xtask measure` (`--large` for 100,000 tickets): the release programs on one machine, with the demo\n\
             portal in a process of its own on loopback. Medians of {RUNS} runs. A busy machine makes every figure worse.\n\n\
             {date}, {}.\n\n\
             ## The window\n\n\
             From the start of its process to the first painted row of the queue, under a virtual display without a graphics\n\
             processor: for the first time after a sync, and later, when the rows of the last time are shown first. Memory is\n\
             each process's share of the pages in use (PSS), once it stays the same; the web processes belong to the system's\n\
             web view. Script is what all scripts of the page take in one frame while the list is scrolled; the frames a second\n\
             are those of the virtual display.\n\n\
             | tickets | unsolved | first row, first time | first row, later | program | web processes | script a frame, median | 95 of 100 | frames a second |\n\
             |---:|---:|---:|---:|---:|---:|---:|---:|---:|\n{}\n{}\
             ## First sync\n\n\
             `gnomon sync` into a new encrypted file, all messages included and searchable at its end. Beside it what parsing and\n\
             storing the same JSON takes with no network and nothing else, in the same run, without the search index and with it.\n\n\
             | tickets | JSON | wall | tickets a second | CPU | peak memory | file | parse and store | times as much | with the index | times as much |\n\
             |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n{}\n\
             ## Search\n\n\
             The first page of hits as the window asks the desk for it, another search between two of the same. Of more than\n\
             a thousand hits those that changed last are found.\n\n\
             | tickets | what | text | hits | median | longest |\n|---:|---|---|---:|---:|---:|\n{}\n\
             ## Increments\n\n\
             From the beginning of a sync that brings a hundred changed tickets, over loopback, stored and judged, until the new order\n\
             of the queue is told to the window. Memory (PSS) is that of the measuring process after a hundred and after a\n\
             thousand smaller increments.\n\n\
             | tickets | median | longest | memory after 100 | after 1,000 |\n|---:|---:|---:|---:|---:|\n{}",
            self.begun,
            self.start,
            self.each(),
            self.sync,
            self.search,
            self.increments,
        )
    }

    /// What one more unsolved ticket takes in the program.
    fn each(&self) -> String {
        let (Some(few), Some(many)) = (self.residents.first(), self.residents.last()) else {
            return String::new();
        };
        // Fewer drown in what the system's own libraries take more or less from run to run.
        if many.1 < few.1 + 50_000 {
            return String::new();
        }
        let bytes = (many.0 - few.0) * 1024.0 * 1024.0 / f64::from(many.1 - few.1);
        format!("Each further unsolved ticket takes {bytes:.0} bytes of the program's share.\n\n")
    }
}

/// `100,000`.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let places = digits.len();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (places - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
