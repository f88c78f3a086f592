//! Consents, checks, and the log of sessions, also after a kill.
#![allow(clippy::disallowed_methods, reason = "kills a process of its own")]

use std::io::BufReader;
use std::io::prelude::*;
use std::time::Duration;

use store::{Access, CheckRow, Keys, Lease, NewConsent, NewSession, Posted, SessionState, Store};

use crate::damaged::Random;
use crate::kills::{folder, start, unlock, wait_for};
use crate::world::{NOON, key, new_account, world};

fn new(number: u32) -> NewSession {
    NewSession { ticket: key("1"), begun: format!(r#"{{"host":"db{number}"}}"#) }
}

fn consent(by: &str) -> NewConsent {
    NewConsent {
        ticket: key("1"),
        by: by.to_owned(),
        how: "by phone".to_owned(),
        at: NOON,
        until: NOON.plus(3600),
        tool: Some("ssh".to_owned()),
        host: None,
    }
}

#[test]
fn a_session_goes_from_its_start_to_its_charge_and_never_back() {
    let w = world();
    let number = w.store.begin_session(&new(1), NOON).unwrap();
    let row = w.store.session(number).unwrap().unwrap();
    assert_eq!((row.state, row.started, row.ended), (SessionState::Running, NOON, None));
    assert!(!w.store.close_session(number, "{}", NOON).unwrap(), "it runs still");
    let end = Some(NOON.plus(60));
    assert!(w.store.end_session(number, SessionState::Ended, end, "It has ended.").unwrap());
    assert!(!w.store.end_session(number, SessionState::Failed, None, "No.").unwrap(), "a session ends once");
    assert!(w.store.close_session(number, r#"{"cost":1}"#, NOON.plus(90)).unwrap());
    assert!(!w.store.close_session(number, r#"{"cost":2}"#, NOON.plus(99)).unwrap(), "it is closed once");
    w.store.session_posted(number, Posted::Note, "op-1").unwrap();
    w.store.session_posted(number, Posted::Note, "op-2").unwrap();

    let w = w.reopened();
    let row = w.store.sessions().unwrap().remove(0);
    assert_eq!((row.state, row.ended, row.outcome.as_str()), (SessionState::Ended, end, "It has ended."));
    assert_eq!(row.closed, Some((r#"{"cost":1}"#.to_owned(), NOON.plus(90))));
    assert_eq!((row.note.as_deref(), row.time), (Some("op-1"), None));
}

#[test]
fn a_session_that_is_still_watched_is_not_lost() {
    let w = world();
    let [watched, left] = [NOON, NOON.plus(1)].map(|at| (w.store.begin_session(&new(1), at).unwrap(), at));
    // The same number in another file is another session.
    let elsewhere = (left.0, NOON.plus(99));
    assert_eq!(w.store.lose_sessions(&[watched, elsewhere], "Nobody saw it.").unwrap(), 1);
    let state = |number: i64| w.store.session(number).unwrap().unwrap().state;
    assert_eq!((state(watched.0), state(left.0)), (SessionState::Running, SessionState::Unknown));
}

#[test]
fn the_log_outlives_its_account_and_consents_do_not() {
    let w = world();
    let number = w.store.begin_session(&new(1), NOON).unwrap();
    w.store.give_consent(&consent("Jo")).unwrap();
    w.store.remove_account("acme").unwrap();
    assert!(w.store.session(number).unwrap().is_some());
    assert_eq!(w.store.consents(&key("1")).unwrap(), []);
}

#[test]
fn a_consent_is_taken_back_once_and_only_for_its_ticket() {
    let w = world();
    let older = w.store.give_consent(&consent("Jo")).unwrap();
    let newer = w.store.give_consent(&consent("Al")).unwrap();
    let other = key("2");
    assert!(!w.store.revoke_consent(&other, older, NOON).unwrap());
    assert!(w.store.revoke_consent(&key("1"), older, NOON.plus(5)).unwrap());
    assert!(!w.store.revoke_consent(&key("1"), older, NOON.plus(9)).unwrap());
    let rows = w.store.consents(&key("1")).unwrap();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [newer, older], "newest first");
    assert_eq!((rows[0].revoked, rows[1].revoked), (None, Some(NOON.plus(5))));
    assert_eq!(rows[1].consent, consent("Jo"));
    assert_eq!(w.store.consents(&other).unwrap(), []);
}

#[test]
fn what_was_said_of_a_requirement_is_replaced_and_forgotten() {
    let w = world();
    let said = |waived: Option<&str>| CheckRow {
        requirement: "dns".to_owned(),
        by: "Jo".to_owned(),
        waived: waived.map(str::to_owned),
        at: NOON,
    };
    w.store.set_check(&key("1"), &said(None)).unwrap();
    w.store.set_check(&key("1"), &said(Some("We use addresses."))).unwrap();
    assert_eq!(w.store.checks(&key("1")).unwrap(), [said(Some("We use addresses."))]);
    w.store.clear_check(&key("1"), "dns").unwrap();
    assert_eq!(w.store.checks(&key("1")).unwrap(), []);
}

/// What the process does that is killed: every second session ends before the next one is started.
pub fn work(store: &Store, say: &dyn Fn(&str)) {
    for round in 0_u32.. {
        let number = store.begin_session(&new(round), NOON.plus(i64::from(round))).unwrap();
        say(&format!("begun {number}"));
        if round.is_multiple_of(2) {
            let at = Some(NOON.plus(i64::from(round) + 1));
            store.end_session(number, SessionState::Ended, at, "It has ended.").unwrap();
            say(&format!("ended {number}"));
        }
    }
}

/// Case 124: the row is there before anything is started, and an end that nobody saw is never made up.
#[test]
fn a_session_that_a_kill_cut_off_is_unknown_after_the_restart() {
    let dir = folder();
    let data_key = Keys::in_dir(dir.path()).open(unlock()).unwrap();
    {
        let lease = Lease::take(dir.path()).unwrap();
        let store = Store::open(dir.path(), &data_key, Access::Holder(&lease)).unwrap();
        store.add_account(&new_account("acme"), "token", NOON).unwrap();
    }
    let mut random = Random(124);
    let mut child = start(dir.path(), "session");
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    wait_for(&mut lines, "begun 2");
    std::thread::sleep(Duration::from_micros(random.below(60_000) as u64));
    child.kill().unwrap();
    child.wait().unwrap();
    let said: Vec<String> = lines.map_while(Result::ok).collect();
    let last = |word: &str| {
        let told = said.iter().filter_map(|line| line.strip_prefix(word)?.trim().parse::<i64>().ok());
        told.max().unwrap_or(if word == "begun" { 2 } else { 1 })
    };

    let lease = Lease::take(dir.path()).unwrap();
    let store = Store::open(dir.path(), &data_key, Access::Holder(&lease)).unwrap();
    store.check().unwrap();
    let before = store.sessions().unwrap();
    assert!(before[0].number >= last("begun"), "a start that was confirmed is gone");
    let ended = before.iter().filter(|row| row.state == SessionState::Ended).map(|row| row.number).max();
    assert!(ended >= Some(last("ended")), "an end that was confirmed is gone");

    let lost = store.lose_sessions(&[], "Nobody saw it.").unwrap();
    assert!(lost > 0);
    let after = store.sessions().unwrap();
    let unknown: Vec<_> = after.iter().filter(|row| row.state == SessionState::Unknown).collect();
    assert_eq!(unknown.len(), lost);
    assert!(unknown.iter().all(|row| row.ended.is_none() && row.outcome == "Nobody saw it."));
    assert!(after.iter().all(|row| row.state != SessionState::Running));
    assert_eq!(store.lose_sessions(&[], "Again.").unwrap(), 0);
}
