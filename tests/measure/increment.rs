//! From a sync that brings a hundred changes to the order that shows them, and whether increments leave anything in memory.

use std::path::Path;
use std::time::{Duration, Instant};

use desk::view::QueueRequest;
use desk::{Desk, DeskEvent, Options};

use super::memory::pss_mb;
use super::portal::Portal;
use super::{Page, median};

/// Changes of a timed increment.
const CHANGES: usize = 100;
/// Increments that are timed.
const TIMED: usize = 9;
/// Changes of each of the increments after which the memory is looked at.
const FEW: usize = 5;
/// After how many of them: what is kept once for all is there at the first.
const LOOKS: [usize; 2] = [100, 1_000];

/// What was measured.
#[derive(Default)]
pub struct Incremented {
    pub median_ms: f64,
    pub longest_ms: f64,
    /// PSS of this process after [`LOOKS`]; nothing where it was not looked at.
    pub memory_mb: Option<[f64; 2]>,
}

/// Syncs a folder on and on. The thousand increments take minutes.
pub async fn measure(page: &mut Page, portal: &Portal, data: &Path, with_memory: bool) {
    let desk = Desk::new(Options { data: Some(data.to_owned()), ..Options::default() }).expect("a desk");
    desk.start().await;
    desk.loaded().await;
    let request = QueueRequest { limit: 500, ..QueueRequest::default() };
    let rows = desk.queue(request).await.expect("a page").rows;
    let tickets: Vec<String> =
        rows.iter().filter_map(|row| row.key.split_once('/')).map(|(_, id)| id.to_owned()).collect();
    // What a start brings is over.
    tokio::time::sleep(Duration::from_secs(10)).await;
    let mut times = Vec::new();
    for round in 0..TIMED {
        portal.note(tickets.iter().cycle().skip(round * CHANGES).take(CHANGES)).await;
        times.push(shown(&desk).await);
    }
    let mut measured = Incremented {
        longest_ms: times.iter().copied().fold(0.0, f64::max),
        median_ms: median(times),
        memory_mb: None,
    };
    if with_memory {
        let mut looks = [0.0; 2];
        for round in 1..=LOOKS[1] {
            portal.note(tickets.iter().cycle().skip(round * FEW).take(FEW)).await;
            shown(&desk).await;
            if let Some(at) = LOOKS.iter().position(|look| *look == round) {
                looks[at] = pss_mb(std::process::id());
            }
        }
        measured.memory_mb = Some(looks);
    }
    page.increments(portal.size, &measured);
}

/// Milliseconds from the sync until a new order is told.
async fn shown(desk: &Desk) -> f64 {
    let mut events = desk.events();
    let started = Instant::now();
    desk.sync_now().expect("an open folder");
    while !matches!(events.next().await, Some(DeskEvent::QueueChanged { .. })) {}
    started.elapsed().as_secs_f64() * 1e3
}
