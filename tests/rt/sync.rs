//! What a console knows of a real Request Tracker after people have worked in it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

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

/// Killed at twenty moments of a sync and started again, the console ends where an undisturbed one does.
#[tokio::test(flavor = "multi_thread")]
async fn kills_at_twenty_moments_of_a_sync_change_nothing_in_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    file_some(&rt, 45).await;
    let calm = Console::new(&fresh(folder.path(), "calm"));
    calm.connect("rt", &rt.address, &rt.token("alice"));
    calm.ask(&["sync"]);

    let killed = Console::new(&fresh(folder.path(), "killed"));
    killed.connect("rt", &rt.address, &rt.token("alice"));
    for round in 0..20_u64 {
        let mut child = killed.start(&["sync", "--watch"]);
        // The moments are spread over a whole sync; where exactly each falls is the machine's own chance.
        tokio::time::sleep(Duration::from_millis(120 + round * 83 % 900)).await;
        let _ = child.kill();
        let _ = child.wait();
    }
    killed.ask(&["sync"]);
    assert_eq!(essence(&killed), essence(&calm));
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
