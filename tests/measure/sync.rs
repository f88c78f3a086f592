//! A first sync by the real program, from the demo portal on loopback into an encrypted file.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::cpu::{Cost, cost_of};
use super::portal::Portal;
use super::{Page, RUNS, median};
use crate::console::gnomon;

/// Measures several runs, each into a new folder; gives the last one.
pub fn measure(page: &mut Page, portal: &Portal) -> TempDir {
    let mut costs = Vec::new();
    let mut last = None;
    for _ in 0..RUNS {
        let (folder, cost) = sync(portal);
        costs.push(cost);
        last = Some(folder);
    }
    let folder = last.expect("there was a run");
    let of = |part: fn(&Cost) -> f64| median(costs.iter().map(part).collect());
    let cost = Cost { wall_s: of(|c| c.wall_s), cpu_s: of(|c| c.cpu_s), peak_mb: of(|c| c.peak_mb) };
    page.sync(portal.size, cost, file_mb(folder.path()));
    folder
}

/// Syncs a new folder.
pub fn sync(portal: &Portal) -> (TempDir, Cost) {
    let folder = tempfile::tempdir().expect("a folder");
    connect(folder.path(), portal);
    let cost = cost_of(start(folder.path(), &["sync"]));
    (folder, cost)
}

/// Starts `gnomon` on a data folder that the keyring opens.
pub fn start(data: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(gnomon());
    command.args(arguments).env("GNOMON_DATA", data).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("gnomon starts")
}

fn connect(data: &Path, portal: &Portal) {
    let mut command = Command::new(gnomon());
    command.args(["connect", "--kind", "open", "--address", &portal.demo.address]).env("GNOMON_DATA", data);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("gnomon starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(portal.demo.token.as_bytes()).expect("the token is read");
    drop(input);
    assert!(child.wait().expect("gnomon ends").success(), "the demo could not be connected");
}

/// What the data take on the disk, in MB.
fn file_mb(data: &Path) -> f64 {
    let files = std::fs::read_dir(data).expect("a folder").flatten();
    let bytes: u64 = files.filter_map(|file| file.metadata().ok()).map(|about| about.len()).sum();
    bytes as f64 / 1e6
}
