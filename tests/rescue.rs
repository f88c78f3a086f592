//! A damaged data file on the command line: what can be read is saved, a new one is begun, and nothing is sent by itself.

use std::path::Path;

use portal::open::wire::What;
use serde_json::Value;

use crate::console::Console;
use crate::data_file;
use crate::faulty::FaultyPortal;

/// A reply that was not delivered.
pub const REPLY: &str = "Only in the outbox of the damaged file";
/// The name of the file that goes with it.
const FILE: &str = "fix.txt";
/// A text that was not sent.
pub const DRAFT: &str = "Only a draft in the damaged file";

/// A console that has synced, with a reply in its outbox and a draft, and then lost the pages of its tickets. Answers the
/// portal's identifier of the ticket of both.
pub fn damaged(console: &Console, portal: &FaultyPortal) -> String {
    console.connect("open", &portal.address(), portal.token());
    console.ask(&["sync"]);
    let key = console.rows()[0]["key"].as_str().expect("a key").to_owned();
    let file = console.folder.with_file_name(FILE);
    std::fs::write(&file, "as it was").expect("a file to send");
    console.ask(&["reply", &key, REPLY, "--attach", file.to_str().expect("a plain path")]);
    let (account, ticket) = key.split_once('/').expect("account and ticket");
    let raw = data_file::open(&console.folder);
    raw.execute("INSERT INTO drafts VALUES (?, ?, 'note', ?, 1795262400)", [account, ticket, DRAFT]).unwrap();
    damage_tickets(&console.folder, raw);
    ticket.to_owned()
}

/// Flips a bit in the page from which all tickets are found.
fn damage_tickets(folder: &Path, raw: rusqlite::Connection) {
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'tickets'";
    let root: i64 = raw.query_row(sql, [], |row| row.get(0)).unwrap();
    raw.close().expect("the log is written back");
    let path = folder.join("gnomon.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[usize::try_from(root).unwrap() * 4096 - 2000] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

/// How often the reply is at the portal.
pub fn delivered(portal: &FaultyPortal, ticket: &str) -> usize {
    let ticket = portal.control().ticket(ticket).expect("it is at the portal");
    let is_reply = |what: &What| matches!(what, What::Message { body, .. } if body.contains(REPLY));
    let replies: Vec<_> = ticket.events.iter().filter(|event| is_reply(&event.what)).collect();
    for reply in &replies {
        let files: Vec<_> = reply.attachments.iter().map(|file| (file.name.as_str(), file.size)).collect();
        assert_eq!(files, [(FILE, 9)], "with the file as it was");
    }
    replies.len()
}

#[test]
fn a_damaged_file_is_rescued_and_begun_anew_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let (console, portal) = (Console::new(folder.path()), FaultyPortal::start(40));
    let ticket = damaged(&console, &portal);
    let before = std::fs::read(console.folder.join("gnomon.db")).unwrap();
    let untouched =
        |path: &Path| assert!(std::fs::read(path).unwrap() == before, "the damaged file was changed");
    let error = |output: std::process::Output| {
        assert!(!output.status.success());
        let text = String::from_utf8_lossy(&output.stderr);
        let line =
            text.lines().find(|line| line.starts_with('{')).unwrap_or_else(|| panic!("no error: {text}"));
        serde_json::from_str::<Value>(line).unwrap()["error"].clone()
    };

    let to = folder.path().join("saved");
    let lease = store::Lease::take(&console.folder).unwrap();
    for arguments in [&["rescue", "--to", to.to_str().unwrap()][..], &["start-anew", "--yes"]] {
        assert_eq!(error(console.try_ask(arguments))["code"], "folder-in-use", "{arguments:?}");
    }
    drop(lease);

    let saved = console.ask(&["rescue", "--to", to.to_str().unwrap()]);
    assert_eq!(saved["whole"], false, "{saved}");
    let lines = |name: &str| std::fs::read_to_string(to.join(name)).unwrap();
    assert!(lines("operations.jsonl").contains(REPLY) && lines("drafts.jsonl").contains(DRAFT));
    let file: Value = serde_json::from_str(&lines("files.jsonl")).unwrap();
    assert_eq!(lines(file["saved"].as_str().unwrap()), "as it was");
    assert!(lines("summary.txt").contains("the others could not be read"));
    assert!(
        !lines("accounts.jsonl").contains(portal.token()) && lines("accounts.jsonl").contains("127.0.0.1")
    );
    assert_eq!(error(console.try_ask(&["rescue", "--to", to.to_str().unwrap()]))["code"], "not-empty");
    untouched(&console.folder.join("gnomon.db"));

    assert_eq!(error(console.try_ask(&["start-anew"]))["code"], "say-yes");
    untouched(&console.folder.join("gnomon.db"));
    let anew = console.ask(&["start-anew", "--yes"]);
    assert_eq!(anew["has_accounts"], true, "{anew}");
    untouched(&Path::new(anew["aside"].as_str().unwrap()).join("gnomon.db"));

    // It also says, by its exit code, that something waits for a decision.
    assert!(!console.try_ask(&["sync"]).status.success());
    assert_eq!(console.rows().len(), unsolved(&portal), "everything is synced again");
    assert_eq!(delivered(&portal, &ticket), 0, "nothing is sent by itself");
    let outbox: Value = serde_json::from_slice(&console.try_ask(&["outbox"]).stdout).unwrap();
    assert_eq!((&outbox["deciding"], &outbox["drafts"][0]["text"]), (&1.into(), &DRAFT.into()), "{outbox}");
    let operation = outbox["operations"][0]["id"].as_str().unwrap();
    console.ask(&["outbox", "again", operation]);
    console.ask(&["sync"]);
    assert_eq!(delivered(&portal, &ticket), 1);
    assert_eq!(error(console.try_ask(&["start-anew", "--yes"]))["code"], "not-damaged");
}

/// Tickets that a fresh console shows.
fn unsolved(portal: &FaultyPortal) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let fresh = Console::new(folder.path());
    fresh.connect("open", &portal.address(), portal.token());
    fresh.ask(&["sync"]);
    fresh.rows().len()
}
