//! Deadlines and order, measured beside the field's other programs in one run, and written to `docs/benchmarks.md`.
//!
//! Every figure is CPU time of one thread, the median of several rounds; peers run in turn, so the ratios hold on a
//! busy machine too. Answers are compared in the same run; where a peer differs, the table says so.

mod change;
mod deadlines;
mod engine;
mod random;
mod scripts;
mod table;
mod timing;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let large = std::env::args().any(|word| word == "--large");
    let mut table = table::Table::default();
    deadlines::measure(&mut table);
    engine::measure(&mut table, 100_000);
    if large {
        engine::measure(&mut table, 1_000_000);
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/benchmarks.md");
    std::fs::write(&path, table.page())?;
    println!("{}", table.page());
    Ok(())
}
