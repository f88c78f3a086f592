//! What only one room of Rust may do.

use super::Finding;
use super::files::{is_product, product_lines};

/// SQL only in store.
pub(super) fn sql(path: &str, text: &str) -> Vec<Finding> {
    const WORDS: &[&str] = &[
        "SELECT ",
        "INSERT INTO ",
        "INSERT OR ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "CREATE INDEX ",
        "PRAGMA ",
        "rusqlite::",
    ];
    outside(path, text, &["crates/store/"], WORDS, "SQL is in store only: give store a method for it")
}

/// Programs are started by launch only.
pub(super) fn programs(path: &str, text: &str) -> Vec<Finding> {
    let words = &["Command::new(", "process::Command"];
    outside(path, text, &["crates/launch/src/"], words, "only launch starts programs, with a grant")
}

/// The clock is read by desk only.
pub(super) fn clock(path: &str, text: &str) -> Vec<Finding> {
    let words = &["SystemTime::now", "Instant::now", "Utc::now", "Local::now"];
    outside(
        path,
        text,
        &["crates/desk/src/"],
        words,
        "only desk reads the clock: take the time as an argument",
    )
}

/// HTTP is in desk/wire and in demo only.
pub(super) fn http(path: &str, text: &str) -> Vec<Finding> {
    let words = &["reqwest::", "axum::", "hyper::", "TcpStream", "TcpListener", "UdpSocket"];
    let homes = &["crates/desk/src/wire/", "crates/desk/src/wire.rs", "crates/demo/src/"];
    outside(path, text, homes, words, "the network is for desk/wire and demo only")
}

/// Tauri is known by the shell only.
pub(super) fn tauri(path: &str, text: &str) -> Vec<Finding> {
    outside(path, text, &["src-tauri/"], &["tauri::", "use tauri"], "only src-tauri knows Tauri")
}

/// Rooms that do no IO.
pub(super) fn pure_rooms(path: &str, text: &str) -> Vec<Finding> {
    const PURE: &[&str] = &["calendar", "policy", "portal", "sync", "mail"];
    const WORDS: &[&str] = &["std::fs", "std::env", "std::process", "std::thread", "std::io::std", "tokio::"];
    if !PURE.iter().any(|room| path.starts_with(&format!("crates/{room}/src/"))) {
        return Vec::new();
    }
    outside(path, text, &[], WORDS, "this room does no IO: let desk do it and pass the result in")
}

/// The demo portal knows the open API and nothing else of the console's portals.
pub(super) fn demo_speaks_the_open_api(path: &str, text: &str) -> Vec<Finding> {
    if !path.starts_with("crates/demo/src/") {
        return Vec::new();
    }
    let foreign = |line: &str| line.replace("portal::open", "");
    let wrong = product_lines(text).filter(|(_, line)| holds(&foreign(line), "portal::"));
    wrong.map(|(line, _)| Finding::new(path, line, "demo uses the wire types in portal::open only")).collect()
}

/// Findings for each product line with one of `words`, unless the file is below one of `homes`. This program is
/// outside of the rules: it is a tool for developers.
fn outside(path: &str, text: &str, homes: &[&str], words: &[&str], message: &str) -> Vec<Finding> {
    if !is_product(path)
        || ["xtask/", "benchmarks/"].iter().any(|tool| path.starts_with(tool))
        || homes.iter().any(|home| path.starts_with(home))
    {
        return Vec::new();
    }
    let wrong = product_lines(text).filter(|(_, line)| words.iter().any(|word| holds(line, word)));
    wrong.map(|(line, _)| Finding::new(path, line, message)).collect()
}

/// Whether the word stands in the line by itself, not as the end of a longer name.
fn holds(line: &str, word: &str) -> bool {
    let name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| !line[..at].chars().next_back().is_some_and(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rule: super::super::Rule, path: &str, text: &str) -> Vec<usize> {
        rule(path, text).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn sql_outside_store_is_found() {
        let text = "// SELECT in a comment is fine\nlet q = \"SELECT id FROM ticket\";\n";
        assert_eq!(lines(sql, "crates/desk/src/queue.rs", text), [2]);
        assert_eq!(lines(sql, "crates/store/src/ticket.rs", text), []);
        assert_eq!(
            lines(
                sql,
                "crates/desk/src/queue.rs",
                "//! x\nfn f() {}\n#[cfg(test)]\nconst Q: &str = \"SELECT 1\";"
            ),
            []
        );
    }

    #[test]
    fn programs_outside_launch_are_found() {
        for text in ["Command::new(\"ssh\")", "use std::process::Command;", "tokio::process::Command::new(x)"]
        {
            assert_eq!(lines(programs, "crates/desk/src/open.rs", text), [1], "{text}");
            assert_eq!(lines(programs, "crates/launch/src/session.rs", text), []);
            assert_eq!(lines(programs, "tests/window/driver.rs", text), []);
        }
    }

    #[test]
    fn a_clock_outside_desk_is_found() {
        for text in ["SystemTime::now()", "std::time::Instant::now()", "chrono::Utc::now()", "Local::now()"] {
            assert_eq!(lines(clock, "crates/policy/src/order.rs", text), [1], "{text}");
            assert_eq!(lines(clock, "crates/desk/src/clock.rs", text), []);
        }
    }

    #[test]
    fn http_outside_its_rooms_is_found() {
        assert_eq!(lines(http, "crates/desk/src/queue.rs", "let c = reqwest::Client::new();"), [1]);
        assert_eq!(lines(http, "crates/desk/src/wire/client.rs", "let c = reqwest::Client::new();"), []);
        assert_eq!(lines(http, "crates/cli/src/main.rs", "TcpListener::bind(a)"), [1]);
        assert_eq!(lines(http, "crates/demo/src/server.rs", "TcpListener::bind(a)"), []);
    }

    #[test]
    fn tauri_outside_the_shell_is_found() {
        assert_eq!(lines(tauri, "crates/desk/src/lib.rs", "use tauri::Manager;"), [1]);
        assert_eq!(lines(tauri, "src-tauri/lib.rs", "use tauri::Manager;"), []);
        assert_eq!(lines(tauri, "crates/desk/src/lib.rs", "gnomon_tauri::x"), []);
    }

    #[test]
    fn io_in_a_pure_room_is_found() {
        assert_eq!(lines(pure_rooms, "crates/sync/src/engine.rs", "let t = std::fs::read(p);"), [1]);
        assert_eq!(lines(pure_rooms, "crates/store/src/file.rs", "let t = std::fs::read(p);"), []);
        assert_eq!(lines(pure_rooms, "crates/sync/tests/replay.rs", "let t = std::fs::read(p);"), []);
    }
    #[test]
    fn demo_uses_nothing_of_portal_but_the_open_api() {
        let rule = demo_speaks_the_open_api;
        assert_eq!(lines(rule, "crates/demo/src/page.rs", "use portal::open::wire::Page;"), []);
        assert_eq!(lines(rule, "crates/demo/src/page.rs", "use portal::rt::Page;"), [1]);
        assert_eq!(lines(rule, "crates/desk/src/page.rs", "use portal::rt::Page;"), []);
    }
}
