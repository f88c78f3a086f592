//! Answers of Jira Service Management, whose texts are trees.

use fuzz::portals::Kind;

fuzz::target!("jira", 60, holds);

pub const KIND: Kind = Kind {
    name: "jsm",
    list: "/rest/api/3/search/jql",
    member: "issues",
    good: include_str!("../good/jira.txt"),
};

fn holds(input: &[u8]) {
    KIND.holds(input);
}
