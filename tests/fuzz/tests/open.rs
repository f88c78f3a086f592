//! A page of the open portal API.

use fuzz::portals::Kind;

fuzz::target!("open", 60, holds);

pub const KIND: Kind =
    Kind { name: "open", list: "/v1/changes", member: "tickets", good: include_str!("../good/open.txt") };

fn holds(input: &[u8]) {
    KIND.holds(input);
}
