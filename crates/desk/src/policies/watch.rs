//! Policy files that change while the desk runs: edited by hand, brought by a version control, or kept by another console
//! on the same data folder.

use std::path::PathBuf;
use std::sync::Weak;
use std::time::{Duration, SystemTime};

use super::{Policies, files};
use crate::console::Console;

/// How often the folders are looked at; a look reads no file.
const PACE: Duration = Duration::from_secs(2);

/// What a look sees of each file: where it is, when it was written, and how long it is.
type Look = Vec<(PathBuf, Option<SystemTime>, u64)>;

/// Runs until the console is gone. Takes changed files in once they have kept still from one look to the next, so that one
/// that is being written is not read half.
pub(crate) async fn keep(console: Weak<Console>) {
    let (mut taken, mut last): (Option<Look>, Option<Look>) = (None, None);
    loop {
        tokio::time::sleep(PACE).await;
        let Some(console) = console.upgrade() else { return };
        let looked = tokio::task::spawn_blocking(move || {
            let seen = Some(look(&console.policies));
            if seen == last && seen != taken {
                if console.policies.refresh() {
                    console.rejudge();
                }
                taken.clone_from(&seen);
            }
            (taken, seen)
        });
        match looked.await {
            Ok(next) => (taken, last) = next,
            Err(_) => return,
        }
    }
}

fn look(policies: &Policies) -> Look {
    let folder = policies.folder.as_deref();
    let paths = folder.into_iter().flat_map(files::paths);
    paths
        .map(|path| {
            // A file that cannot be looked at is told when it is read.
            let seen = std::fs::metadata(&path).ok();
            let written = seen.as_ref().and_then(|seen| seen.modified().ok());
            (path, written, seen.map_or(0, |seen| seen.len()))
        })
        .collect()
}
