//! A disk that gets full.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file system of its own that has little space; goes with the value.
pub struct SmallDisk {
    pub folder: PathBuf,
}

impl SmallDisk {
    /// Makes it under a folder that is not there yet.
    pub fn mount(folder: &Path) -> Self {
        std::fs::create_dir(folder).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=24m,mode=0777", "gnomon-test"])
            .arg(folder)
            .output()
            .expect("the command `mount`");
        let said = String::from_utf8_lossy(&mounted.stderr);
        assert!(mounted.status.success(), "only an administrator can make a disk that gets full: {said}");
        Self { folder: folder.to_owned() }
    }

    /// Leaves not a byte.
    pub fn fill(&self) {
        let mut ballast = std::fs::File::create(self.folder.join("ballast")).unwrap();
        for size in [64 * 1024, 4096, 1] {
            while ballast.write_all(&vec![0; size]).is_ok() {}
        }
    }

    /// Gives the space back.
    pub fn free(&self) {
        std::fs::remove_file(self.folder.join("ballast")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // A window that has not quite ended may still use it, so it is only unhooked.
        let _ = Command::new("umount").arg("--lazy").arg(&self.folder).status();
    }
}
