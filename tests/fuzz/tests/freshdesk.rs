//! Answers of Freshdesk.

use fuzz::portals::Kind;

fuzz::target!("freshdesk", 60, holds);

pub const KIND: Kind = Kind {
    name: "freshdesk",
    list: "/api/v2/tickets?",
    member: "",
    good: include_str!("../good/freshdesk.txt"),
};

fn holds(input: &[u8]) {
    KIND.holds(input);
}
