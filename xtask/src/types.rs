//! The types that cross into the window: made from Rust by tests of `desk`, and committed.

use crate::house;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// `cargo xtask types`: writes them.
pub fn write() -> Result<(), String> {
    let before = read(&folder());
    match house::cargo(["test", "--quiet", "--package", "desk", "--lib", "export_bindings"]).status() {
        Ok(status) if status.success() => {}
        Ok(_) | Err(_) => {
            return Err("the types cannot be written: `desk` does not build; its output is above.".to_owned());
        }
    }
    let changed = changes(&before, &read(&folder()));
    println!(
        "{}",
        if changed.is_empty() {
            "All types are fresh.".to_owned()
        } else {
            format!("Written: {}", changed.join(", "))
        }
    );
    Ok(())
}

/// Where they are.
pub fn folder() -> PathBuf {
    house::ui().join("src").join("api").join("bindings")
}

/// The text of each file in a folder.
pub fn read(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let text = |entry: std::fs::DirEntry| {
        Some((entry.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(entry.path()).ok()?))
    };
    entries.filter_map(text).collect()
}

/// Names that are new, gone or different.
pub fn changes(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_changed() {
        let folder =
            |files: &[(&str, &str)]| files.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect();
        let before = folder(&[("A.ts", "1"), ("B.ts", "1"), ("C.ts", "1")]);
        let after = folder(&[("A.ts", "1"), ("B.ts", "2"), ("D.ts", "1")]);
        assert_eq!(changes(&before, &after), ["B.ts", "C.ts", "D.ts"]);
        assert!(changes(&before, &before).is_empty());
    }
}
