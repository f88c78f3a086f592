//! Who may import whom, read from the manifests.

use super::Finding;

/// Each room and the rooms it may import. Whoever may import a room may also use the types of the rooms below
/// it; what is below is listed, so that the table is the whole truth.
const ROOMS: &[(&str, &[&str])] = &[
    ("calendar", &[]),
    ("mail", &[]),
    ("policy", &["calendar"]),
    ("portal", &["policy", "calendar", "fakes"]),
    ("sync", &["portal", "policy", "calendar"]),
    ("store", &["policy", "calendar"]),
    ("launch", &["policy", "calendar"]),
    ("demo", &["portal", "policy", "calendar"]),
    // The desk starts the embedded demo portal.
    ("desk", &["calendar", "mail", "policy", "portal", "sync", "store", "launch", "demo", "fakes"]),
    ("gnomon", &["desk", "demo", "launch", "store", "sync", "portal", "policy", "mail", "calendar", "fakes"]),
    (
        "gnomon-desktop",
        &["desk", "demo", "launch", "store", "sync", "portal", "policy", "mail", "calendar", "fakes"],
    ),
    // Fake portals. They know nothing of ours: a fake and the adapter that it tests are written apart.
    ("fakes", &[]),
    ("xtask", &[]),
    // A shell of its own around the real engine and the real store.
    ("simulation", &["store", "sync", "portal", "policy", "calendar"]),
    // Hostile input for every door of the rooms.
    ("fuzz", &["desk", "demo", "launch", "store", "sync", "portal", "policy", "mail", "calendar"]),
    // Measures beside other programs; built by `cargo xtask bench` only.
    ("benchmarks", &["policy", "calendar"]),
];

/// Rooms that only tests may import: below `[dev-dependencies]` and nowhere else.
const FOR_TESTS: &[&str] = &["fakes"];

/// Dependencies that only some packages may have, and who.
const SPECIAL: &[(&str, &[&str], &str)] = &[
    // The outer tests look into a data file and damage it.
    ("rusqlite", &["store", "gnomon-desktop"], "SQL is in store only"),
    // The outer tests speak with a real Request Tracker, and fakes serve tests.
    ("reqwest", &["desk", "demo", "fakes", "gnomon-desktop"], "HTTP is in desk/wire and demo only"),
    ("hyper", &["demo", "fakes", "gnomon-desktop"], "HTTP is in desk/wire and demo only"),
    ("hyper-util", &["demo", "fakes", "gnomon-desktop"], "HTTP is in desk/wire and demo only"),
    ("ureq", &[], "reqwest is the one HTTP client"),
    ("axum", &["demo"], "the only server is demo"),
    ("fantoccini", &["gnomon-desktop"], "only the outer tests drive the window"),
    ("tauri", &["gnomon-desktop"], "only src-tauri knows Tauri"),
    ("tauri-build", &["gnomon-desktop"], "only src-tauri knows Tauri"),
];

/// Rooms import downwards only.
pub(super) fn rooms(path: &str, text: &str) -> Vec<Finding> {
    let Some(manifest) = Manifest::read(path, text) else { return Vec::new() };
    let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == manifest.package) else {
        let message = format!(
            "the room {:?} has no line in the table of rooms in xtask/src/tidy/manifests.rs",
            manifest.package
        );
        return vec![Finding::new(path, 0, message)];
    };
    let ours = |name: &str| ROOMS.iter().any(|(room, _)| *room == name);
    let wrong =
        manifest.dependencies.iter().filter(|(_, name)| ours(name) && !allowed.contains(&name.as_str()));
    wrong
        .map(|(line, name)| {
            let message = format!(
                "{} may not import {name}; move the type both need to the lower room",
                manifest.package
            );
            Finding::new(path, *line, message)
        })
        .collect()
}

/// What is for tests is in no product.
pub(super) fn test_rooms(path: &str, text: &str) -> Vec<Finding> {
    let Some(manifest) = Manifest::read(path, text) else { return Vec::new() };
    let wrong = manifest.product.iter().filter(|(_, name)| FOR_TESTS.contains(&name.as_str()));
    wrong
        .map(|(line, name)| {
            Finding::new(path, *line, format!("{name} is for tests: name it below [dev-dependencies] only"))
        })
        .collect()
}

/// Some dependencies belong to one room; every Tauri plugin counts as Tauri. This program has none at all.
pub(super) fn special_dependencies(path: &str, text: &str) -> Vec<Finding> {
    let Some(manifest) = Manifest::read(path, text) else { return Vec::new() };
    let mut findings = Vec::new();
    for (line, name) in &manifest.dependencies {
        let key = if name.starts_with("tauri-plugin-") { "tauri" } else { name };
        let special = SPECIAL.iter().find(|(special, _, _)| *special == key);
        if let Some((_, owners, why)) = special
            && !owners.contains(&manifest.package.as_str())
        {
            findings.push(Finding::new(
                path,
                *line,
                format!("{} may not depend on {name}: {why}", manifest.package),
            ));
        }
        if manifest.package == "xtask" {
            findings.push(Finding::new(path, *line, "xtask has no dependencies, so that it builds at once"));
        }
    }
    findings
}

/// What the rules need of a manifest.
struct Manifest {
    package: String,
    /// Line and package name of every dependency, those of tests and builds included.
    dependencies: Vec<(usize, String)>,
    /// The same without those of tests.
    product: Vec<(usize, String)>,
}

impl Manifest {
    /// `None` for a file that is no manifest of a package.
    fn read(path: &str, text: &str) -> Option<Self> {
        if path != "Cargo.toml" && !path.ends_with("/Cargo.toml") {
            return None;
        }
        let mut package = None;
        let mut dependencies = Vec::new();
        let mut product = Vec::new();
        let mut section = String::new();
        for (number, line) in (1..).zip(text.lines().map(str::trim)) {
            if let Some(header) = line.strip_prefix('[') {
                section = header.trim_end_matches(']').to_owned();
                dependencies.extend(of_header(&section).map(|name| (number, name)));
                if !section.contains("dev-dependencies") {
                    product.extend(of_header(&section).map(|name| (number, name)));
                }
            } else if let Some((key, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
                if section == "package" && key.trim() == "name" {
                    package = Some(value.trim().trim_matches('"').to_owned());
                } else if is_dependencies(&section) {
                    dependencies.push((number, of_entry(key, value)));
                    if !section.contains("dev-dependencies") {
                        product.push((number, of_entry(key, value)));
                    }
                }
            }
        }
        Some(Self { package: package?, dependencies, product })
    }
}

/// `[dependencies]`, `[dev-dependencies]`, `[build-dependencies]`, each also below `[target.'..']`.
fn is_dependencies(section: &str) -> bool {
    let last = section.rsplit('.').next().unwrap_or_default();
    last.ends_with("dependencies") && !section.starts_with("workspace")
}

/// The name in `[dependencies.NAME]`.
fn of_header(section: &str) -> Option<String> {
    let (before, name) = section.rsplit_once('.')?;
    is_dependencies(before).then(|| name.trim_matches('"').to_owned())
}

/// The package behind `name.workspace = true`, `name = ".."` or `alias = { package = "name", .. }`.
fn of_entry(key: &str, value: &str) -> String {
    let renamed = value.split_once("package").and_then(|(_, rest)| rest.split('"').nth(1));
    let name = key.split('.').next().unwrap_or_default();
    renamed.unwrap_or(name).trim().trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(package: &str, rest: &str) -> String {
        format!("[package]\nname = \"{package}\"\n\n{rest}")
    }

    fn breaches(rule: super::super::Rule, package: &str, rest: &str) -> usize {
        rule("crates/x/Cargo.toml", &manifest(package, rest)).len()
    }

    #[test]
    fn a_room_imports_downwards_only() {
        assert_eq!(
            breaches(rooms, "policy", "[dependencies]\ncalendar.workspace = true\nserde = \"1\"\n"),
            0
        );
        for rest in [
            "[dependencies]\nstore.workspace = true\n",
            "[dependencies]\nstore = { path = \"../store\" }\n",
            "[dependencies]\nbase = { package = \"store\", path = \"../store\" }\n",
            "[dependencies.store]\npath = \"../store\"\n",
            "[dev-dependencies]\nstore.workspace = true\n",
            "[target.'cfg(unix)'.dependencies]\nstore.workspace = true\n",
        ] {
            assert_eq!(breaches(rooms, "policy", rest), 1, "{rest}");
        }
        assert_eq!(breaches(rooms, "mail", "[dependencies]\ncalendar.workspace = true\n"), 1);
        assert_eq!(breaches(rooms, "store", "[dependencies]\nportal.workspace = true\n"), 1);
    }

    #[test]
    fn a_room_that_is_not_in_the_table_is_named() {
        let found = rooms("crates/attic/Cargo.toml", &manifest("attic", ""));
        assert!(found[0].message.contains("attic"), "{found:?}");
    }

    #[test]
    fn fakes_are_imported_by_tests_only_and_import_nothing_of_ours() {
        for (rest, expected) in [
            ("[dev-dependencies]\nfakes.workspace = true\n", 0),
            ("[target.'cfg(unix)'.dev-dependencies]\nfakes.workspace = true\n", 0),
            ("[dev-dependencies.fakes]\nworkspace = true\n", 0),
            ("[dependencies]\nfakes.workspace = true\n", 1),
            ("[dependencies]\nx = { package = \"fakes\", path = \"../../tests/portals\" }\n", 1),
            ("[dependencies.fakes]\nworkspace = true\n", 1),
            ("[build-dependencies]\nfakes.workspace = true\n", 1),
        ] {
            assert_eq!(breaches(test_rooms, "portal", rest), expected, "{rest}");
            assert_eq!(breaches(rooms, "portal", rest), 0, "{rest}");
            assert_eq!(breaches(rooms, "policy", rest), 1, "{rest}");
        }
        for ours in ["portal", "policy", "calendar"] {
            let rest = format!("[dev-dependencies]\n{ours}.workspace = true\n");
            assert_eq!(breaches(rooms, "fakes", &rest), 1, "{ours}");
        }
    }

    #[test]
    fn the_workspace_table_is_no_import() {
        assert_eq!(
            breaches(rooms, "gnomon-desktop", "[workspace.dependencies]\nxtask = { path = \"xtask\" }\n"),
            0
        );
    }

    #[test]
    fn some_dependencies_have_one_owner() {
        for (package, name, expected) in [
            ("store", "rusqlite", 0),
            ("desk", "rusqlite", 1),
            ("desk", "reqwest", 0),
            ("portal", "reqwest", 1),
            ("desk", "tauri", 1),
            ("gnomon-desktop", "tauri-plugin-dialog", 0),
            ("gnomon", "tauri-plugin-dialog", 1),
            ("desk", "axum", 1),
            ("xtask", "serde", 1),
        ] {
            let rest = format!("[dependencies]\n{name}.workspace = true\n");
            assert_eq!(breaches(special_dependencies, package, &rest), expected, "{package} {name}");
        }
    }
}
