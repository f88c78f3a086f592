//! Answers of Request Tracker.

use fuzz::portals::Kind;

fuzz::target!("rt", 12, holds);

pub const KIND: Kind = Kind {
    name: "rt",
    list: "/tickets?query=Status = '__Active__'",
    member: "items",
    good: include_str!("../good/rt.txt"),
};

fn holds(input: &[u8]) {
    KIND.holds(input);
}
