//! A stored cursor: the kind of portal in the first line, then the cursor. It is in an encrypted file whose pages are
//! sealed, so garbage means a fault of ours; it must cost a sync from the start and no more.

use fuzz::portals::{Kind, Script, pull};
use portal::Cursor;

fuzz::target!("cursor", 25, holds);

const KINDS: [Kind; 6] = [
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
    let (adapter, portal) = (kind.adapter(), Script::read(kind.good.as_bytes()).with_a_list_for_all());
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
