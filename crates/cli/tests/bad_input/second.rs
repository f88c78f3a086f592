//! A second Gnomon on the same data folder.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::console::{Console, portal, said};

/// A process that ends with the value.
struct Ends(Child);

impl Ends {
    fn end(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Ends {
    fn drop(&mut self) {
        self.end();
    }
}

/// `gnomon sync --watch`, which holds the data folder when this returns.
fn holder(console: &Console) -> Ends {
    let child = console.command(&["sync", "--watch"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let holder = Ends(child.unwrap());
    let lease = std::fs::File::open(console.data().join("lease")).unwrap();
    while lease.try_lock().is_ok() {
        lease.unlock().unwrap();
        std::thread::sleep(Duration::from_millis(50));
    }
    holder
}

#[test]
fn a_second_console_reads_says_who_syncs_and_changes_nothing() {
    let running = portal(20, 7);
    let console = Console::synced(&running);
    let before = console.tickets();
    let mut holder = holder(&console);
    assert_eq!(console.tickets(), before);
    let told = console.refused("sync", &["sync"]);
    assert_eq!(told.code, "folder-in-use");
    assert!(
        told.message.contains("Another Gnomon syncs") && told.hint.contains("When it has ended"),
        "{told:?}"
    );
    let list = console.run(&["contract", "list", "--json"]);
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    let (customer, policy) = (list[0]["customer"].as_str().unwrap(), list[0]["policy"].as_str().unwrap());
    let told = console.refused("set", &["contract", "set", customer, "licenses=3", "--policy", policy]);
    assert_eq!(told.code, "no-lease");
    holder.end();
    let synced = console.run(&["sync"]);
    assert!(synced.status.success(), "{}", said(&synced));
}

#[test]
fn a_watch_that_waits_for_another_one_takes_over_when_that_has_ended() {
    let running = portal(20, 7);
    let console = Console::synced(&running);
    let mut first = holder(&console);
    let child =
        console.command(&["sync", "--watch"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut second = Ends(child);
    let mut lines = BufReader::new(second.0.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert_eq!(lines.next().unwrap(), "gnomon: Another Gnomon syncs this data folder.");
    assert!(lines.next().unwrap().contains("When it has ended, this one syncs."));
    first.end();
    assert!(lines.any(|line| line == "The other Gnomon has ended; this one syncs now."));
    second.end();
    assert!(console.run(&["sync"]).status.success());
}
