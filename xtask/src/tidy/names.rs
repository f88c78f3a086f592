//! Names of rooms, sizes of files, and what no file of the project says.

use super::Finding;

/// Files that may be longer than [`LONGEST`], each with its reason.
const LONG: &str = include_str!("long-files.txt");
/// Lines; about 200 is usual.
const LONGEST: usize = 450;

/// A room or module is named after what it holds.
pub(super) fn rooms(path: &str, _text: &str) -> Vec<Finding> {
    const EMPTY: &[&str] = &[
        "common", "core", "utils", "util", "models", "services", "helpers", "helper", "manager", "misc",
        "shared",
    ];
    let ours =
        ["crates/", "src-tauri/", "ui/src/", "tests/", "xtask/"].iter().any(|home| path.starts_with(home));
    let empty = |part: &str| {
        let stem = part.split('.').next().unwrap_or_default();
        EMPTY.contains(&stem.to_ascii_lowercase().as_str())
    };
    match path.split('/').find(|part| empty(part)) {
        Some(part) if ours => {
            vec![Finding::new(path, 0, format!("{part:?} says nothing: name it after what it holds"))]
        }
        _ => Vec::new(),
    }
}

/// No source is longer than a reader can hold.
pub(super) fn size(path: &str, text: &str) -> Vec<Finding> {
    let source =
        [".rs", ".ts", ".js", ".svelte", ".css", ".sql", ".sh"].iter().any(|end| path.ends_with(end));
    let lines = text.lines().count();
    if !source || lines <= LONGEST || allowed(LONG, path) {
        return Vec::new();
    }
    let message =
        format!("{lines} lines: split it, or list it with a reason in xtask/src/tidy/long-files.txt");
    vec![Finding::new(path, 0, message)]
}

/// Whether a list of `path: reason` has this path, with a reason.
fn allowed(list: &str, path: &str) -> bool {
    let mut entries =
        list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
    entries.any(|(listed, reason)| listed.trim() == path && !reason.trim().is_empty())
}

/// No path of somebody's machine and no host of a package registry; a lock file may name the public one of npm.
pub(super) fn places(path: &str, text: &str) -> Vec<Finding> {
    // Written in two parts, so that the rule does not find itself.
    const MACHINE: &[&str] = &[
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("/t", "mp/"),
        concat!(r"C:\Us", "ers"),
    ];
    const HOSTS: &[&str] = &[
        concat!("registry.npm", "js.org"),
        concat!("static.crates", ".io"),
        concat!("index.crates", ".io"),
        concat!("pypi", ".org"),
        concat!("deb.debian", ".org"),
        concat!("archive.ubuntu", ".com"),
    ];
    let lock = path.ends_with("package-lock.json");
    let mut findings = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(place) = MACHINE.iter().find(|place| starts_a_path(line, place)) {
            findings.push(Finding::new(
                path,
                number,
                format!("{place} is a path of a machine: leave it out"),
            ));
        }
        if lock && line.trim_start().starts_with("\"resolved\"") {
            if !line.contains(concat!("https://registry.npm", "js.org/")) {
                findings.push(Finding::new(path, number, "a lock file names the public registry or none"));
            }
        } else if let Some(host) = HOSTS.iter().find(|host| line.contains(**host)) {
            findings.push(Finding::new(
                path,
                number,
                format!("{host} is the host of a registry: leave it out"),
            ));
        }
    }
    findings
}

/// Whether the folder stands at the start of a path, not in the middle of an address.
fn starts_a_path(line: &str, place: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || "._-~*/".contains(c);
    line.match_indices(place).any(|(at, _)| !line[..at].chars().next_back().is_some_and(inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_names_are_found() {
        for path in [
            "crates/desk/src/utils.rs",
            "crates/core/src/lib.rs",
            "ui/src/parts/helpers/x.ts",
            "tests/common/mod.rs",
        ] {
            assert_eq!(rooms(path, "").len(), 1, "{path}");
        }
        for path in ["crates/policy/src/pack/model.rs", "crates/desk/src/queue.rs", "docs/common.md"] {
            assert_eq!(rooms(path, ""), [], "{path}");
        }
    }

    #[test]
    fn long_files_are_found() {
        assert_eq!(size("crates/desk/src/queue.rs", &"x\n".repeat(LONGEST)), []);
        assert_eq!(size("crates/desk/src/queue.rs", &"x\n".repeat(LONGEST + 1)).len(), 1);
        assert_eq!(size("packs/ensim.toml", &"x\n".repeat(2_000)), []);
    }

    #[test]
    fn a_long_file_needs_a_reason() {
        assert!(allowed("# note\na/b.rs: one table\n", "a/b.rs"));
        assert!(!allowed("a/b.rs:\n", "a/b.rs"));
        assert!(!allowed("a/b.rs: one table\n", "a/c.rs"));
    }

    #[test]
    fn places_are_found() {
        for line in [
            concat!("see /wo", "rk/notes"),
            concat!("\"/ro", "ot/x\""),
            concat!("cd /t", "mp/x"),
            concat!("(/ho", "me/jo)"),
        ] {
            assert_eq!(places("docs/a.md", line).len(), 1, "{line}");
        }
        for line in [concat!("https://acme.test/wo", "rk/1"), concat!("target/t", "mp/x"), "/usr/bin/ssh"] {
            assert_eq!(places("docs/a.md", line), [], "{line}");
        }
        let npm = concat!("\"resolved\": \"https://registry.npm", "js.org/svelte\"");
        assert_eq!(places("ui/package-lock.json", npm), []);
        assert_eq!(
            places("ui/package-lock.json", "\"resolved\": \"https://mirror.acme.test/svelte\"").len(),
            1
        );
        assert_eq!(places("ui/.npmrc", npm).len(), 1);
    }
}
