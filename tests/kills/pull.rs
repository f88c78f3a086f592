//! Kills in the middle of a sync.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use store::{Access, Store};

use super::{Delays, connected, key, killed_sync, kills};
use crate::console::Console;
use crate::faulty::FaultyPortal;

const TICKETS: u32 = 400;

#[test]
fn a_sync_that_is_killed_anywhere_goes_on_and_misses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let portal = FaultyPortal::start(TICKETS);
    portal.control().set_requests_per_minute(None);
    portal.control().set_latency(Duration::from_millis(15));
    let calm = {
        let folder = folder.path().join("calm");
        std::fs::create_dir(&folder).unwrap();
        connected(&folder, &portal)
    };
    let began = Instant::now();
    calm.ask(&["sync"]);
    let whole = began.elapsed();
    let expected = stored(&calm);
    assert_eq!(expected.len(), portal.control().tickets() as usize);

    let (mut delays, mut at_work, mut progressed) = (Delays(1), 0, 0);
    let mut console = None;
    for round in 0..kills() {
        // Each folder is killed several times: in its first sync, and in those that go on.
        if round % 5 == 0 {
            finish(console.take(), &expected);
            let folder = folder.path().join(format!("killed-{round}"));
            std::fs::create_dir(&folder).unwrap();
            console = Some(connected(&folder, &portal));
        }
        let console = console.as_ref().expect("made in the first round");
        at_work += u64::from(killed_sync(console, delays.below(whole)));
        let there = stored(console);
        progressed += u64::from(!there.is_empty());
        for (id, version) in there {
            assert_eq!(expected.get(&id), Some(&version), "round {round}: ticket {id}");
        }
    }
    finish(console, &expected);
    assert!(at_work >= kills() / 2, "{at_work} of {} kills hit a running sync", kills());
    assert!(progressed >= kills() / 4, "{progressed} of {} kills left tickets behind", kills());
    eprintln!("{} kills of a sync, {at_work} of them at work, {progressed} with tickets stored", kills());
}

/// After the kills: one undisturbed sync, and everything is there.
fn finish(console: Option<Console>, expected: &BTreeMap<String, usize>) {
    let Some(console) = console else { return };
    console.ask(&["sync"]);
    assert!(stored(&console) == *expected, "not every ticket is as it is at the portal");
}

/// Every stored ticket with the number of its events; the file itself is whole.
fn stored(console: &Console) -> BTreeMap<String, usize> {
    let store =
        Store::open(&console.folder, &key(console), Access::Reader).expect("a kill leaves a good file");
    store.check().expect("every page is whole");
    let raw = crate::data_file::open(&console.folder);
    let count = "SELECT id, (SELECT count(*) FROM events WHERE ticket = tickets.row) FROM tickets";
    let mut rows = raw.prepare(count).expect("tickets");
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)));
    rows.expect("rows")
        .map(|row| row.map(|(id, events)| (id, usize::try_from(events).unwrap())).unwrap())
        .collect()
}
