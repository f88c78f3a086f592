//! What a console knows of a real Request Tracker after people have worked in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use super::gate::Gate;
use super::server::RequestTracker;
use crate::console::Console;

/// Two members of staff churn forty tickets while the console syncs; after they stop and one more overlapping
/// increment, every ticket is there and none is stale.
#[tokio::test(flavor = "multi_thread")]
async fn a_synced_queue_equals_the_portal_after_two_writers_churned_it() {
    let folder = tempfile::tempdir().unwrap();
    let rt = Arc::new(RequestTracker::start(&folder.path().join("rt")).await);
    let ids = file_some(&rt, 40).await;
    let console = Console::new(folder.path());
    console.connect("rt", &rt.address, &rt.token("alice"));

    let stop = Arc::new(AtomicBool::new(false));
    let writers = [churn(&rt, &ids, "alice", 3, &stop), churn(&rt, &ids, "bob", 5, &stop)];
    for _ in 0..4 {
        assert!(console.try_ask(&["sync"]).status.success());
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    stop.store(true, Ordering::SeqCst);
    for writer in writers {
        writer.await.unwrap();
    }
    rt.delete(ids[0]).await;
    rt.change("alice", ids[1], json!({"MergeInto": ids[2].to_string()})).await;
    console.ask(&["sync"]);

    let mut differences = Vec::new();
    let shown: BTreeMap<String, Value> = console.rows().into_iter().map(|row| (id_of(&row), row)).collect();
    for id in &ids[2..] {
        compare(&rt, *id, shown.get(&id.to_string()), &console, &mut differences).await;
    }
    assert!(differences.is_empty(), "{differences:#?}");
    for gone in [ids[0], ids[1]] {
        assert!(
            !shown.contains_key(&gone.to_string()),
            "ticket {gone} is gone in the portal and still shown"
        );
    }
}

/// Tickets of a page that Request Tracker is read in.
const PAGE: usize = 20;

/// At which request of its run each kill comes. Forty-five tickets are three pages, and a page is one list and two
/// requests a ticket: the first kills fall into the first page, the one at 50 into the second, and so on. So each of them
/// hits a sync that has begun and cannot be over.
const KILLS: [usize; 20] = [1, 2, 7, 13, 19, 30, 41, 50, 1, 2, 9, 17, 25, 33, 50, 1, 3, 5, 7, 11];

/// Killed at twenty moments of a sync and started again, the console asks only for the page again that was not stored,
/// and ends where an undisturbed one does.
#[tokio::test(flavor = "multi_thread")]
async fn kills_at_twenty_moments_of_a_sync_cost_a_page_each_and_change_nothing_in_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    file_some(&rt, 45).await;
    let gate = Gate::before(&rt.address).await;
    let killed = Console::new(&fresh(folder.path(), "killed"));
    killed.connect("rt", &gate.address, &rt.token("alice"));
    let mut progress = Progress::default();
    for (round, hold) in KILLS.into_iter().enumerate() {
        gate.open_for(hold).await;
        let mut child = killed.start(&["sync", "--watch"]);
        gate.holds().await;
        // Half of the kills come while answers to other requests are still being read.
        tokio::time::sleep(Duration::from_millis(round as u64 % 2 * 40)).await;
        assert!(child.try_wait().unwrap().is_none(), "round {round}: the sync had ended before its kill");
        child.kill().unwrap();
        child.wait().unwrap();
        progress.take(&format!("round {round}"), &gate.pages());
    }
    assert_eq!(progress.before.len(), 45, "the kills never came to the last page");
    gate.open_for(usize::MAX).await;
    killed.ask(&["sync"]);
    // After the page that was not stored come the changes of the last seconds, which are meant to be read again.
    progress.take("the last run", &gate.pages()[..1]);

    let calm = Console::new(&fresh(folder.path(), "calm"));
    calm.connect("rt", &gate.address, &rt.token("alice"));
    calm.ask(&["sync"]);
    let whole = essence(&calm);
    assert_eq!(whole.len(), 45);
    assert_eq!(essence(&killed), whole);
}

/// What was asked for in the runs so far.
#[derive(Default)]
struct Progress {
    /// All tickets.
    before: BTreeSet<u64>,
    /// Those of the page that was on when the last run was killed.
    unfinished: BTreeSet<u64>,
}

impl Progress {
    /// Of what was asked for before, `pages` may hold nothing but the page that was not finished.
    fn take(&mut self, run: &str, pages: &[BTreeSet<u64>]) {
        for page in pages {
            assert!(page.len() <= PAGE, "{run}: a page of {} tickets", page.len());
            let again: BTreeSet<u64> = page.intersection(&self.before).copied().collect();
            let finished: Vec<&u64> = again.difference(&self.unfinished).collect();
            assert!(finished.is_empty(), "{run}: asked again for tickets of a finished page: {finished:?}");
        }
        match pages {
            [] => {}
            // The same page once more, as far as this run came with it.
            [page] if !page.is_disjoint(&self.unfinished) => self.unfinished.extend(page),
            [.., page] => self.unfinished = page.clone(),
        }
        self.before.extend(pages.iter().flatten());
    }
}

async fn file_some(rt: &RequestTracker, count: usize) -> Vec<u64> {
    let mut ids = Vec::new();
    for n in 0..count {
        let queue = ["SEP", "Sepasoft"][n % 2];
        let severity = ["critical", "major", "minor", "cosmetic"][n / 2 % 4];
        let customer = format!("customer{}@example.test", n % 5);
        ids.push(rt.file(queue, &customer, &format!("Backup job {n} fails"), severity).await);
    }
    ids
}

fn churn(
    rt: &Arc<RequestTracker>,
    ids: &[u64],
    who: &'static str,
    stride: usize,
    stop: &Arc<AtomicBool>,
) -> tokio::task::JoinHandle<()> {
    let (rt, ids, stop) = (rt.clone(), ids.to_vec(), stop.clone());
    tokio::spawn(async move {
        let mut n = stride;
        while !stop.load(Ordering::SeqCst) {
            let id = ids[n % ids.len()];
            match n % 4 {
                0 => rt.write(who, id, "correspond", &format!("Answer {n}")).await,
                1 => rt.write(who, id, "comment", &format!("Note {n}")).await,
                2 => rt.change(who, id, json!({"Subject": format!("Backup job {n} fails again")})).await,
                _ => {
                    let status = ["open", "stalled"][n / 4 % 2];
                    rt.change(who, id, json!({"Status": status})).await;
                }
            }
            n += stride;
        }
    })
}

async fn compare(
    rt: &RequestTracker,
    id: u64,
    row: Option<&Value>,
    console: &Console,
    out: &mut Vec<String>,
) {
    let Some(row) = row else { return out.push(format!("ticket {id} is missing")) };
    let there = rt.get(&format!("ticket/{id}")).await;
    let here = console.ask(&["show", row["key"].as_str().unwrap()]);
    for (name, ours, theirs) in [
        ("subject", plain(&row["subject"]), plain(&there["Subject"])),
        ("status", plain(&here["status"]), plain(&there["Status"])),
        ("messages", count_here(&here).to_string(), count_there(rt, id).await.to_string()),
    ] {
        if ours != theirs {
            out.push(format!("ticket {id}: {name} is {ours:?} here and {theirs:?} there"));
        }
    }
}

fn count_here(ticket: &Value) -> usize {
    let events = ticket["events"].as_array().expect("events");
    events.iter().filter(|event| matches!(event["kind"].as_str(), Some("message" | "note"))).count()
}

async fn count_there(rt: &RequestTracker, id: u64) -> usize {
    let history = rt.get(&format!("ticket/{id}/history?fields=Type&per_page=100")).await;
    let items = history["items"].as_array().expect("items");
    let is_message =
        |item: &&Value| matches!(item["Type"].as_str(), Some("Create" | "Correspond" | "Comment"));
    items.iter().filter(is_message).count()
}

/// What two consoles must agree on. Their order depends on the second in which each was asked, so it is left out.
fn essence(console: &Console) -> Vec<(String, String, String, String)> {
    let word = |row: &Value, name: &str| plain(&row[name]);
    let tell = |row: &Value| {
        let due = plain(&row["clock"]["due"]);
        (word(row, "number"), word(row, "subject"), word(row, "severity"), due)
    };
    let mut all: Vec<_> = console.rows().iter().map(tell).collect();
    all.sort();
    all
}

fn fresh(folder: &std::path::Path, name: &str) -> std::path::PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// The portal's id: what stands behind the account in a ticket's key.
fn id_of(row: &Value) -> String {
    let key = row["key"].as_str().expect("a row has a key");
    key.split_once('/').expect("account/id").1.to_owned()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
