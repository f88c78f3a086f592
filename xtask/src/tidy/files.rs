//! Which files the rules look at.

use crate::house;
use std::path::Path;

/// What tools make.
const MADE: &[&str] = &[".git", "node_modules", "dist", "gen", "permissions", ".svelte-kit"];

/// Every text file of the checkout: its path from the root, with `/`, and its text; sorted.
pub(super) fn all() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&house::root(), "", &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    let entries = std::fs::read_dir(folder).expect("a folder of the checkout can be read");
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let (path, name_from_root) = (entry.path(), format!("{prefix}{name}"));
        // A room may have a module of the same name as Cargo's folder.
        let is_of_cargo = name == "target" && path.join("CACHEDIR.TAG").exists();
        if MADE.contains(&name.as_str()) || is_of_cargo {
            continue;
        }
        if path.is_dir() {
            collect(&path, &format!("{name_from_root}/"), files);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            files.push((name_from_root, text));
        }
    }
}

/// The lines of a Rust file that are the product's: without comments, and without the tests at its end. Numbers
/// from 1.
pub(super) fn product_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]") && !line.starts_with("#[cfg(all(test"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line))
}

/// Whether a Rust file is the product's source: no test, bench or example.
pub(super) fn is_product(path: &str) -> bool {
    path.ends_with(".rs")
        && !path.split('/').any(|part| ["tests", "benches", "examples", "fuzz", "tests.rs"].contains(&part))
}

#[test]
fn product_lines_end_where_the_tests_begin() {
    let text = "fn a() {}\n// SystemTime::now\nfn b() {}\n#[cfg(test)]\nmod tests {}\n";
    assert_eq!(product_lines(text).collect::<Vec<_>>(), [(1, "fn a() {}"), (3, "fn b() {}")]);
}

#[test]
fn tests_are_no_product() {
    for (path, expected) in [
        ("crates/desk/src/lib.rs", true),
        ("crates/desk/tests/away.rs", false),
        ("crates/desk/benches/queue.rs", false),
        ("tests/main.rs", false),
        ("README.md", false),
    ] {
        assert_eq!(is_product(path), expected, "{path}");
    }
}
