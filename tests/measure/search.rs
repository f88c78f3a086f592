//! How long the desk takes for the first page of a search, and to open a data file.

use std::path::Path;
use std::time::Instant;

use desk::view::QueueRequest;
use desk::{Desk, Options};

use super::cpu::cost_of;
use super::{Page, RUNS, median, sync};

/// Rows of a page, as the window asks for them.
const ROWS: u32 = 100;
/// A search is quick, so there are more runs of it.
const SEARCHES: usize = 9;

/// One kind of search.
pub struct Searched {
    pub what: &'static str,
    pub text: String,
    pub hits: u32,
    pub more: bool,
    pub median_ms: f64,
    pub longest_ms: f64,
}

/// Opens the data file and searches it.
pub async fn measure(page: &mut Page, data: &Path, size: u32) {
    let listed = (0..RUNS).map(|_| cost_of(sync::start(data, &["queue", "--limit", "1"])).wall_s);
    page.listed(size, median(listed.collect()));
    let desk = Desk::new(Options { data: Some(data.to_owned()), offline: true, ..Options::default() })
        .expect("a desk");
    desk.start().await;
    desk.loaded().await;
    let queue = ask(&desk, "").await;
    let number = queue.rows[0].number.clone();
    let mut all: Vec<(Searched, Vec<f64>)> = [
        ("a rare word", "Tampere"),
        ("a word of most tickets", "please"),
        ("the beginning of many words", "co"),
        ("the beginning of a word of most", "plea"),
        ("two words", "please restart"),
        ("a number", &number),
    ]
    .into_iter()
    .map(|(what, text)| {
        let text = text.to_owned();
        (Searched { what, text, hits: 0, more: false, median_ms: 0.0, longest_ms: 0.0 }, Vec::new())
    })
    .collect();
    // In turn, because the desk remembers the last search.
    for _ in 0..SEARCHES {
        for (searched, times) in &mut all {
            let started = Instant::now();
            let found = ask(&desk, &searched.text).await;
            times.push(started.elapsed().as_secs_f64() * 1e3);
            (searched.hits, searched.more) = (found.total, found.more);
        }
    }
    for (searched, times) in all {
        let longest_ms = times.iter().copied().fold(0.0, f64::max);
        page.search(size, &Searched { longest_ms, median_ms: median(times), ..searched });
    }
}

async fn ask(desk: &Desk, search: &str) -> desk::view::QueuePage {
    let request = QueueRequest { search: search.to_owned(), limit: ROWS, ..QueueRequest::default() };
    desk.queue(request).await.expect("a page")
}
