//! What can only be seen from inside: failures of the store that no portal can bring about.

use std::path::Path;

use store::{StoreError, TicketKey, Unreadable};

use crate::view::ConnectForm;
use crate::{Clock, Desk, DeskEvent, Options, serve_demo};

pub(crate) const PASSPHRASE: &str = "four words for tests";

fn desk(folder: &Path) -> Desk {
    Desk::new(Options { data: Some(folder.to_owned()), ..Options::default() }).unwrap()
}

pub(crate) async fn connected(folder: &Path) -> (Desk, demo::Running) {
    let portal = serve_demo(0, 40, 7, Clock::new(None).into()).unwrap();
    let desk = desk(folder);
    desk.start().await;
    let form = ConnectForm {
        kind: "open".to_owned(),
        name: String::new(),
        address: portal.address(),
        token: portal.token().to_owned(),
        passphrase: PASSPHRASE.to_owned(),
        company_ca: String::new(),
    };
    desk.connect(form).await.unwrap();
    desk.first_sync().await;
    (desk, portal)
}

#[tokio::test(flavor = "multi_thread")]
async fn case_218_a_ticket_that_the_engine_trips_over_stays_in_the_queue_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal) = connected(folder.path()).await;
    let console = desk.console().unwrap();
    let stored = console.store.resident().find_map(Result::ok).unwrap();
    let queued = console.line().entries().count();
    let entry =
        console.guarded(&stored.account, "", &stored.ticket, false, || panic!("the engine trips over it"));
    let key = entry.key().to_owned();
    assert!(entry.judged.is_none() && key == crate::live::key(&stored.account, &stored.ticket.id));
    console.line.write().unwrap().put(entry);
    console.reorder();
    let rows = desk.queue(crate::view::QueueRequest { limit: 500, ..Default::default() }).await.unwrap().rows;
    assert_eq!(rows.len(), queued);
    assert!(rows.iter().any(|row| row.key == key), "it is shown, without a policy");
    let aside = desk.aside().await.unwrap();
    assert_eq!(aside.len(), 1);
    assert!(aside[0].why.contains("a mistake of Gnomon's"), "{}", aside[0].why);
    // When it can be judged again, nothing of it stays.
    console.rejudge();
    assert!(console.line().get(&key).unwrap().judged.is_some());
}

/// A portal whose full list is suddenly empty: asked for anew, it shows nothing any more.
#[tokio::test(flavor = "multi_thread")]
async fn case_157_tickets_that_all_vanish_are_told_and_stay_until_the_user_lets_them_go() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal) = connected(folder.path()).await;
    let console = desk.console().unwrap();
    let account = console.accounts()[0].id.clone();
    let open = console.line().entries().count();
    assert!(open > 10);
    let page = || portal::Page { afresh: true, end: true, ..portal::Page::default() };
    console.store_page(&account, page(), console.clock.now(), &[]).unwrap();
    let status = desk.status().await;
    let told = status.accounts[0].missing.clone().unwrap();
    assert_eq!(told.code, "missing-tickets");
    assert_eq!(console.line().entries().count(), open);
    let gone = desk.take_away(account.clone()).await.unwrap();
    assert!(gone as usize >= open && told.message.contains(&format!("{gone} tickets")), "{gone} {told:?}");
    assert_eq!(console.line().entries().count(), 0);
    assert_eq!(desk.status().await.accounts[0].missing, None);
    assert_eq!(desk.take_away("nobody".to_owned()).await.unwrap_err().code, "unknown-account");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreadable_record_goes_aside_and_those_after_it_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal) = connected(folder.path()).await;
    let console = desk.console().unwrap();
    let whole: Vec<_> = console.store.resident().collect();
    let account = console.accounts()[0].id.clone();
    let queued = console.line().entries().count();
    console.line.write().unwrap().clear();

    let key = Some(TicketKey::new(&account, "4711"));
    let broken = Unreadable { key, error: StoreError::BadRecord { detail: "tickets.fields".to_owned() } };
    let read = std::iter::once(Err(broken)).chain(whole);
    console.take_tickets(read).unwrap();
    assert_eq!(console.line().entries().count(), queued);
    assert_eq!(desk.status().await.aside, 1);
    let aside = desk.aside().await.unwrap();
    assert_eq!(aside[0].id, "4711");
    assert!(aside[0].why.contains("comes back"), "{}", aside[0].why);

    // Not of one record: everything is told as before.
    let whole = Unreadable { key: None, error: StoreError::DiskFull };
    assert_eq!(console.take_tickets(std::iter::once(Err(whole))).unwrap_err().code, "disk-full");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_cannot_be_filled_is_told_in_the_status() {
    let folder = tempfile::tempdir().unwrap();
    let (_holder, _portal) = connected(folder.path()).await;
    let reader = desk(folder.path());
    reader.start().await;
    reader.unlock(PASSPHRASE.to_owned()).await.unwrap();
    reader.loaded().await;
    assert_eq!(reader.status().await.search_error, None);
    let mut events = reader.events();
    // Only the holder of the folder may fill it.
    reader.console().unwrap().index();
    let error = loop {
        if let Some(error) = reader.status().await.search_error {
            break error;
        }
        events.next().await.unwrap();
    };
    assert_eq!(error.code, "no-lease");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_of_a_file_whose_first_account_could_not_be_stored_is_in_the_next_answer() {
    let folder = tempfile::tempdir().unwrap();
    let portal = serve_demo(0, 5, 7, Clock::new(None).into()).unwrap();
    let desk = desk(folder.path());
    desk.start().await;
    // As far as a connect comes when the disk is full at the account.
    desk.make_data_file(PASSPHRASE.to_owned()).await.unwrap();
    let made = desk.unseen_recovery().unwrap();
    let form = ConnectForm {
        kind: "open".to_owned(),
        name: String::new(),
        address: portal.address(),
        token: portal.token().to_owned(),
        passphrase: PASSPHRASE.to_owned(),
        company_ca: String::new(),
    };
    assert_eq!(desk.connect(form).await.unwrap().recovery_code, Some(made));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_sleep_of_the_computer_is_announced_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal) = connected(folder.path()).await;
    let console = desk.console().unwrap();
    for (slept, times) in [(false, 0), (true, 1)] {
        let mut events = desk.events();
        console.time_went(slept);
        let mut woke = 0;
        while let Ok(event) = events.0.try_recv() {
            woke += usize::from(event == DeskEvent::ComputerWoke);
        }
        assert_eq!(woke, times, "slept: {slept}");
    }
}
