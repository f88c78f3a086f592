//! Answers of Zammad.

use fuzz::portals::Kind;

fuzz::target!("zammad", 60, holds);

pub const KIND: Kind = Kind {
    name: "zammad",
    list: "/api/v1/tickets/search?",
    member: "",
    good: include_str!("../good/zammad.txt"),
};

fn holds(input: &[u8]) {
    KIND.holds(input);
}
