//! A stored cursor: the kind of portal in the first line, then the cursor. It is in an encrypted file whose pages are
//! sealed, so garbage means a fault of ours; it must cost a sync from the start and no more.

use fuzz::portals::{Kind, Script, pull};
use portal::Cursor;

fuzz::target!("cursor", 6, holds);

pub const KINDS: [Kind; 6] = [
    crate::open::KIND,
    crate::rt::KIND,
    crate::zendesk::KIND,
    crate::freshdesk::KIND,
    crate::zammad::KIND,
    crate::jira::KIND,
];

fn holds(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let (name, cursor) = text.split_once('\n').unwrap_or(("open", &text));
    let Some(kind) = KINDS.iter().find(|kind| kind.name == name) else { return };
    let (adapter, portal) = (kind.adapter(), portal(kind));
    let cursor = Cursor(cursor.to_owned());
    let first = pull(&*adapter, adapter.start(Some(&cursor)), &portal);
    assert_eq!(format!("{first:?}"), format!("{:?}", pull(&*adapter, adapter.start(Some(&cursor)), &portal)));
    let is_json = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&cursor.0).is_ok();
    if !is_json {
        let anew = pull(&*adapter, adapter.start(None), &portal);
        assert_eq!(format!("{first:?}"), format!("{anew:?}"), "garbage begins anew");
    }
    kind.goes_on(&portal, first.ok().map(|(page, _)| page));
}

/// A portal with one good ticket.
pub fn portal(kind: &Kind) -> Script {
    around(kind, &Script::read(kind.good.as_bytes()))
}

/// What else the portal answers. Jira is asked for its desks and fields first.
pub fn around(kind: &Kind, good: &Script) -> Script {
    let jira = Script::read(include_bytes!("../corpus/jira/two-tickets.txt"));
    let more = if kind.name == "jsm" { jira } else { Script::default() };
    more.after(good).with_a_list_for_all()
}

/// Without this, the promise that a good ticket comes beside any other would be an empty one.
#[test]
fn the_good_ticket_of_every_portal_comes() {
    for kind in &KINDS {
        let portal = portal(kind);
        let (page, _) = pull(&*kind.adapter(), kind.adapter().start(None), &portal).expect(kind.name);
        assert!(page.tickets.iter().any(|ticket| ticket.id == "900001"), "{}: {:?}", kind.name, page.aside);
    }
}
