//! Inputs that are kept as files.

use std::path::{Path, PathBuf};

/// A file's name and its bytes.
pub type Named = (String, Vec<u8>);

/// What a target knows as its beginnings.
#[must_use]
pub fn seeds(target: &str) -> Vec<Named> {
    read(&folder("corpus", target))
}

/// What once broke a target.
#[must_use]
pub fn crashes(target: &str) -> Vec<Named> {
    read(&folder("crashes", target))
}

fn folder(kind: &str, target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(kind).join(target)
}

/// Files of a folder by name; none where there is no folder.
fn read(folder: &Path) -> Vec<Named> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
    files.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), std::fs::read(path).expect("a file of the corpus"))).collect()
}
