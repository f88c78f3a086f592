//! Answers of Zendesk.

use fuzz::portals::Kind;

fuzz::target!("zendesk", 60, holds);

pub const KIND: Kind = Kind {
    name: "zendesk",
    list: "/api/v2/search/export",
    member: "results",
    good: include_str!("../good/zendesk.txt"),
};

fn holds(input: &[u8]) {
    KIND.holds(input);
}
