//! Where the demo keeps its data: a folder of the system for what may go, which the next demo removes.

use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use store::Lease;

const PREFIX: &str = "gnomon-demo-";
/// A younger folder may be that of a demo that is just starting and does not hold its lease yet.
const YOUNG: Duration = Duration::from_secs(600);

/// A new folder below `temporary`. What demos that have ended left behind there is removed first: their key was in memory
/// only, so nobody can read it any more.
///
/// # Errors
/// When there is no room for it.
pub(crate) fn create(temporary: &Path) -> io::Result<PathBuf> {
    let new = tempfile::Builder::new().prefix(PREFIX).tempdir_in(temporary)?.keep();
    if let Ok(ours) = fs::metadata(&new) {
        sweep(temporary, &ours, YOUNG);
    }
    Ok(new)
}

/// Removes what ended demos left, where it belongs to the same user as `ours`.
fn sweep(temporary: &Path, ours: &Metadata, young: Duration) {
    let Ok(entries) = fs::read_dir(temporary) else { return };
    for entry in entries.flatten() {
        if is_old_demo(&entry, ours, young) && Lease::take(&entry.path()).is_ok() {
            // One that cannot be removed now is met again by the next demo.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Other users may put links and folders of this name there, and in such a folder a link that the lease would follow.
fn is_old_demo(entry: &DirEntry, ours: &Metadata, young: Duration) -> bool {
    let is_demo = entry.file_name().to_string_lossy().starts_with(PREFIX);
    let Ok(about) = entry.metadata() else { return false };
    let age = about.modified().ok().and_then(|at| at.elapsed().ok());
    is_demo && about.is_dir() && is_of_one_user(&about, ours) && age.is_some_and(|age| age >= young)
}

#[cfg(unix)]
fn is_of_one_user(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    one.uid() == other.uid()
}

/// Each user of Windows has a temporary folder of their own.
#[cfg(not(unix))]
const fn is_of_one_user(_one: &Metadata, _other: &Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_ended_demo_left_goes_and_nothing_else() {
        let temporary = tempfile::tempdir().unwrap();
        let make = |name: &str| {
            let folder = temporary.path().join(name);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("gnomon.db"), "x").unwrap();
            folder
        };
        let (ended, running, other) = (make("gnomon-demo-a"), make("gnomon-demo-b"), make("something"));
        let lease = Lease::take(&running).unwrap();
        // Only root can give a folder away; whoever cannot keeps it as one of their own.
        #[cfg(unix)]
        let theirs = make("gnomon-demo-c");
        #[cfg(unix)]
        let is_theirs = std::os::unix::fs::chown(&theirs, Some(65_534), None).is_ok();
        #[cfg(unix)]
        std::os::unix::fs::symlink(&other, temporary.path().join("gnomon-demo-link")).unwrap();
        fs::write(temporary.path().join("gnomon-demo-file"), "x").unwrap();

        let ours = fs::metadata(temporary.path()).unwrap();
        sweep(temporary.path(), &ours, YOUNG);
        assert!(ended.exists(), "it may be just starting");
        sweep(temporary.path(), &ours, Duration::ZERO);
        assert!(!ended.exists());
        #[cfg(unix)]
        assert_eq!(theirs.exists(), is_theirs);
        assert!(running.join("gnomon.db").exists() && other.join("gnomon.db").exists());
        assert!(!other.join("lease").exists() && temporary.path().join("gnomon-demo-file").exists());

        drop(lease);
        sweep(temporary.path(), &ours, Duration::ZERO);
        assert!(!running.exists());
        let new = create(temporary.path()).unwrap();
        assert!(new.is_dir() && new.parent() == Some(temporary.path()));
    }
}
