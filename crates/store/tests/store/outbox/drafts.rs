//! Texts that are not sent yet.

use store::{DraftKind, TicketKey};

use crate::world::{NOON, key, ticket, tombstone, world};

#[test]
fn a_draft_is_saved_over_the_one_before_and_deleted_by_an_empty_text() {
    let w = world();
    let (one, kind) = (key("1"), DraftKind::Reply);
    assert_eq!(w.store.draft(&one, kind).unwrap(), None);
    w.store.save_draft(&one, kind, "First", NOON).unwrap();
    w.store.save_draft(&one, kind, "Second \u{1F600}\n", NOON.plus(1)).unwrap();
    w.store.save_draft(&one, DraftKind::Note, "For us", NOON.plus(2)).unwrap();
    let w = w.reopened();
    let draft = w.store.draft(&one, kind).unwrap().unwrap();
    assert_eq!((draft.text.as_str(), draft.kind, draft.changed), ("Second \u{1F600}\n", kind, NOON.plus(1)));
    let texts = || w.store.drafts().unwrap().into_iter().map(|draft| draft.text).collect::<Vec<_>>();
    assert_eq!(texts(), ["For us", "Second \u{1F600}\n"]);
    w.store.save_draft(&one, kind, "", NOON.plus(3)).unwrap();
    w.store.save_draft(&key("2"), kind, "", NOON.plus(3)).unwrap();
    assert_eq!(texts(), ["For us"]);
}

#[test]
fn a_draft_needs_an_account() {
    let w = world();
    let error =
        w.store.save_draft(&TicketKey::new("nobody", "1"), DraftKind::Note, "Text", NOON).unwrap_err();
    assert_eq!(error.code(), "unknown-account");
}

#[test]
fn a_sync_leaves_drafts_alone_even_when_the_ticket_is_gone() {
    let w = world();
    w.apply(&[ticket("1", "One")], "c1");
    w.store.save_draft(&key("1"), DraftKind::Reply, "Mine", NOON).unwrap();
    w.apply(&[ticket("1", "Changed")], "c2");
    w.apply(&[tombstone("1", policy::ticket::Gone::Deleted)], "c3");
    w.store.purge_gone(NOON.plus(1)).unwrap();
    assert_eq!(w.store.draft(&key("1"), DraftKind::Reply).unwrap().unwrap().text, "Mine");
}
