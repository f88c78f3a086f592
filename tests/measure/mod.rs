//! Measures this machine and writes `docs/measurements.md`. Not a test of anything: `cargo xtask measure` runs it with
//! the release programs, and no figure is ever a limit.

mod cpu;
mod increment;
mod insert;
mod machine;
mod memory;
mod page;
mod portal;
mod search;
mod start;
mod sync;

use page::Page;

/// Tickets of a small team's queue.
const SMALL: u32 = 300;
/// Where it is read how figures grow, and what only `--large` adds.
const MEDIUM: u32 = 10_000;
const LARGE: u32 = 100_000;
/// Runs of which the median is written.
const RUNS: usize = 3;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures for minutes and writes docs/measurements.md: `cargo xtask measure` runs it"]
async fn the_page_of_measurements_is_written() {
    let most = if std::env::var_os("GNOMON_MEASURE_LARGE").is_some() { LARGE } else { MEDIUM };
    let mut page = Page::new();
    for size in [SMALL, most] {
        let portal = portal::Portal::start(size);
        insert::measure(&mut page, &portal).await;
        let folder = sync::measure(&mut page, &portal);
        search::measure(&mut page, folder.path(), size).await;
        increment::measure(&mut page, &portal, folder.path(), size == most).await;
        start::measure(&mut page, folder.path(), size).await;
    }
    page.write();
}

/// Of as many tickets as the variable says: syncing a million takes a quarter of an hour and five gigabytes of disk.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes many minutes: `cargo xtask measure --increments 1000000` runs it"]
async fn increments_of_a_long_queue() {
    let size = std::env::var("GNOMON_MEASURE_TICKETS").expect("how many tickets").parse().expect("a number");
    let portal = portal::Portal::start(size);
    let (folder, _) = sync::sync(&portal);
    increment::measure(&mut Page::new(), &portal, folder.path(), false).await;
}

/// The middle one of several runs.
fn median(mut runs: Vec<f64>) -> f64 {
    runs.sort_by(f64::total_cmp);
    runs[runs.len() / 2]
}
