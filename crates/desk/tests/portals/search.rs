//! A search finds every ticket.

use std::collections::BTreeSet;

use desk::view::{ClockShape, QueueRequest, QueueView};
use desk::{Desk, Options};
use policy::ticket::{Event, History, Ticket, What};
use store::{Access, Keys, Lease, PageWrite, Passphrase, Store, Unlock};

use crate::world::{PASSPHRASE, form_of, options, page, portal};

#[tokio::test(flavor = "multi_thread")]
async fn unsolved_tickets_come_first_then_solved_ones_and_pages_fit_together() {
    let desk = Desk::new(Options { demo: true, demo_size: 300, demo_seed: 7, ..Options::default() }).unwrap();
    desk.start().await;
    desk.first_sync().await;
    let mut events = desk.events();
    // The index is filled after the first sync; each event is worth another look.
    let keys = |rows: &[desk::view::QueueRow]| rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>();
    let (whole, across) = loop {
        let whole = page(&desk, "the", 0, 500).await;
        if whole.solved > 20 && whole.total > whole.solved {
            // A page that begins among the unsolved ones and ends among the solved ones.
            let across = page(&desk, "the", whole.total - whole.solved - 3, 10).await;
            // Both are of one state when it is still the same one after them.
            let again = page(&desk, "the", 0, 500).await;
            if (again.revision, keys(&again.rows)) == (whole.revision, keys(&whole.rows)) {
                break (whole, across);
            }
            continue;
        }
        events.next().await.unwrap();
    };
    let unsolved = (whole.total - whole.solved) as usize;
    let (queued, done) = whole.rows.split_at(unsolved);
    assert!(queued.iter().all(|row| !row.solved && row.position > 0 && !row.lane.is_empty()));
    assert!(queued.windows(2).all(|pair| pair[0].position < pair[1].position));
    assert!(done.iter().all(|row| row.solved && row.position == 0 && row.lane.is_empty()));
    let shapes: BTreeSet<String> = done.iter().map(|row| format!("{:?}", row.clock.shape)).collect();
    assert!(shapes.contains("Met") && shapes.contains("MetLate"), "{shapes:?}");
    assert!(done.iter().all(|row| !row.clock.ticking && row.clock.next_change.is_none()));
    assert!(done.iter().all(|row| !matches!(row.clock.shape, ClockShape::Running | ClockShape::DueSoon)));

    assert_eq!(keys(&across.rows), keys(&whole.rows[unsolved - 3..unsolved + 7]));
    let all: BTreeSet<String> = keys(&whole.rows).into_iter().collect();
    assert_eq!(all.len(), whole.rows.len(), "no ticket twice");

    // A search looks beyond the view; the view without a search has no solved ones.
    let elsewhere = QueueRequest {
        view: QueueView::Mine,
        search: done[0].number.clone(),
        limit: 9,
        ..Default::default()
    };
    assert!(desk.queue(elsewhere).await.unwrap().rows.iter().any(|row| row.key == done[0].key));
    assert_eq!(page(&desk, "", 0, 500).await.solved, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_solved_ticket_is_opened_by_key_and_by_number_with_its_clocks() {
    let desk = Desk::new(Options { demo: true, demo_size: 200, demo_seed: 7, ..Options::default() }).unwrap();
    desk.start().await;
    desk.first_sync().await;
    let mut events = desk.events();
    let solved = loop {
        if let Some(row) = page(&desk, "the", 0, 500)
            .await
            .rows
            .into_iter()
            .find(|row| row.clock.met_at.is_some() && row.solved)
        {
            break row;
        }
        events.next().await.unwrap();
    };
    let ticket = desk.find(&solved.number).await.unwrap();
    assert_eq!(
        (ticket.row.key.as_str(), ticket.row.position, ticket.row.solved),
        (solved.key.as_str(), 0, true)
    );
    assert!(ticket.clocks.iter().any(|clock| clock.met_at == solved.clock.met_at));
    assert!(ticket.clocks.iter().all(|clock| !clock.ticking));
    assert!(ticket.why.is_empty() && ticket.before_next.is_empty() && !ticket.events.is_empty());
    assert_eq!(desk.ticket(&solved.key).await.unwrap().row.key, solved.key);
    assert_eq!(desk.find("no such number").await.unwrap_err().code, "unknown-ticket");
}

fn ticket(id: &str, word: &str) -> Ticket {
    let created = calendar::Moment(1_795_262_400);
    let what =
        What::Message { public: true, auto: false, body: word.to_owned(), mime: "text/plain".to_owned() };
    Ticket {
        id: id.to_owned(),
        number: id.to_owned(),
        subject: "Subject".to_owned(),
        queue: "General".to_owned(),
        status: "open".to_owned(),
        fields: std::collections::BTreeMap::new(),
        customer: None,
        contact: None,
        assignee: None,
        channel: None,
        url: None,
        created,
        updated: created,
        version: None,
        gone: None,
        history: History::Complete,
        events: vec![Event {
            id: "1".to_owned(),
            at: created,
            by: None,
            author: String::new(),
            operation: None,
            attachments: Vec::new(),
            what,
        }],
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_was_left_half_built_is_finished_when_the_file_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(5, 7, 0);
    let offline = || Options { offline: true, ..options(folder.path()) };
    let desk = Desk::new(offline()).unwrap();
    desk.start().await;
    let account = desk.connect(form_of(&portal, "")).await.unwrap().account;
    drop(desk);

    // What a process leaves that is killed after it has stored a page.
    let data = folder.path().join("data");
    let key = Keys::in_dir(&data).open(Unlock::Passphrase(Passphrase::new(PASSPHRASE.to_owned()))).unwrap();
    let lease = loop {
        // The desk gives its lease back when its last task has ended.
        match Lease::take(&data) {
            Ok(lease) => break lease,
            Err(_) => tokio::task::yield_now().await,
        }
    };
    let store = Store::open(&data, &key, Access::Holder(&lease)).unwrap();
    let tickets = [ticket("77", "quagga")];
    let page_write =
        PageWrite { account: &account, tickets: &tickets, cursor: Some("c"), ..Default::default() };
    store.apply_page(&page_write, calendar::Moment(1_795_262_400)).unwrap();
    drop((store, lease));

    let desk = Desk::new(offline()).unwrap();
    desk.start().await;
    desk.unlock(PASSPHRASE.to_owned()).await.unwrap();
    while page(&desk, "quagga", 0, 10).await.total == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(desk.status().await.search_error, None);
}
