//! The tables that are read, and in which form their columns are saved.

use serde::Serialize;

/// How much of one kind of record could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableRead {
    /// What it is, in words.
    pub what: String,
    /// Name of the file that has it.
    pub file: String,
    /// Records that were read.
    pub rows: u64,
    /// Whether these are all that there were.
    pub whole: bool,
}

/// A column.
pub(super) struct Column {
    pub name: &'static str,
    /// Its text is JSON.
    pub json: bool,
}

/// A table.
pub(super) struct Table {
    pub name: &'static str,
    pub what: &'static str,
    pub columns: &'static [Column],
    /// Its key, when it has no row numbers of its own.
    pub key: Option<&'static str>,
    /// The first layout that has it.
    pub since: i64,
}

const fn plain(name: &'static str) -> Column {
    Column { name, json: false }
}

const fn json(name: &'static str) -> Column {
    Column { name, json: true }
}

pub(super) const ACCOUNTS: Table = Table {
    name: "accounts",
    what: "accounts",
    columns: &[
        plain("id"),
        plain("kind"),
        plain("name"),
        plain("address"),
        plain("user"),
        json("mapping"),
        plain("created"),
        plain("ca"),
        plain("ca_file"),
        plain("places"),
    ],
    key: None,
    since: 1,
};

pub(super) const OPERATIONS: Table = Table {
    name: "operations",
    what: "changes made here (outbox)",
    columns: &[
        plain("id"),
        plain("account"),
        plain("ticket"),
        plain("place"),
        plain("kind"),
        json("change"),
        json("seen"),
        plain("state"),
        plain("ask"),
        plain("due"),
        plain("composed"),
        plain("queued"),
        plain("hold_until"),
        json("sent"),
        plain("accepted"),
        plain("event"),
        json("detail"),
        plain("changed"),
        json("files"),
    ],
    key: None,
    since: 5,
};

pub(super) const DRAFTS: Table = Table {
    name: "drafts",
    what: "drafts",
    columns: &[plain("account"), plain("ticket"), plain("kind"), plain("text"), plain("changed")],
    key: None,
    since: 5,
};

/// Of these only files that were taken in to be sent are saved, with their bytes ([`super::files`]).
pub(super) const FILES: Table = Table {
    name: "contents",
    what: "files that were not sent yet",
    columns: &[
        plain("account"),
        plain("ticket"),
        plain("id"),
        plain("draft"),
        plain("operation"),
        plain("name"),
        plain("mime"),
        plain("size"),
        plain("sha256"),
        plain("used"),
    ],
    key: None,
    since: 8,
};

pub(super) const GIVEN: Table = Table {
    name: "contract_values",
    what: "values of contracts that were entered here",
    columns: &[
        plain("account"),
        plain("customer"),
        plain("policy"),
        plain("field"),
        json("value"),
        plain("source"),
        plain("file"),
        plain("at"),
    ],
    key: Some("account, customer, policy, field"),
    since: 4,
};

pub(super) const HOSTS: Table = Table {
    name: "hosts",
    what: "the host book",
    columns: &[
        plain("row"),
        plain("account"),
        plain("customer"),
        plain("label"),
        plain("tool"),
        plain("address"),
        plain("port"),
        plain("user"),
        plain("jump"),
        json("keys"),
        plain("added"),
        plain("verified_by"),
        plain("verified"),
        plain("started"),
    ],
    key: None,
    since: 7,
};

pub(super) const SETTINGS: Table = Table {
    name: "settings",
    what: "settings",
    columns: &[plain("key"), json("value")],
    key: Some("key"),
    since: 1,
};

pub(super) const AUDIT: Table = Table {
    name: "audit",
    what: "the log of remote sessions",
    columns: &[plain("row"), plain("at"), plain("account"), plain("ticket"), plain("what"), json("detail")],
    key: None,
    since: 1,
};

pub(super) const CONSENTS: Table = Table {
    name: "consents",
    what: "what customers agreed to",
    columns: &[
        plain("row"),
        plain("account"),
        plain("ticket"),
        plain("by"),
        plain("how"),
        plain("at"),
        plain("until"),
        plain("tool"),
        plain("host"),
        plain("revoked"),
    ],
    key: None,
    since: 9,
};

pub(super) const CHECKS: Table = Table {
    name: "checks",
    what: "what was said of requirements",
    columns: &[
        plain("account"),
        plain("ticket"),
        plain("requirement"),
        plain("by"),
        plain("waived"),
        plain("at"),
    ],
    key: Some("account, ticket, requirement"),
    since: 9,
};

pub(super) const SESSIONS: Table = Table {
    name: "sessions",
    what: "remote sessions",
    columns: &[
        plain("row"),
        plain("account"),
        plain("ticket"),
        json("begun"),
        plain("started"),
        plain("state"),
        plain("ended"),
        plain("outcome"),
        json("closed"),
        plain("closed_at"),
        plain("note"),
        plain("time"),
    ],
    key: None,
    since: 9,
};

pub(super) const CONTRACTS: Table = Table {
    name: "contracts",
    what: "contracts as the portals tell them",
    columns: &[plain("account"), plain("customer"), plain("policy"), json("contract")],
    key: Some("account, customer, policy"),
    since: 1,
};

pub(super) const ASIDE: Table = Table {
    name: "aside",
    what: "records that were kept aside",
    columns: &[plain("account"), plain("id"), plain("why"), plain("raw"), plain("at")],
    key: None,
    since: 1,
};

pub(super) const TICKETS: Table = Table {
    name: "tickets",
    what: "tickets with their events",
    columns: &[
        plain("row"),
        plain("account"),
        plain("id"),
        plain("number"),
        plain("subject"),
        plain("status"),
        plain("queue"),
        plain("customer_id"),
        plain("customer"),
        plain("contact"),
        plain("email"),
        plain("assignee"),
        plain("channel"),
        plain("url"),
        plain("created"),
        plain("updated"),
        plain("gone"),
        plain("merged_into"),
        json("fields"),
    ],
    key: None,
    since: 1,
};

/// Tokens: brought into a new database and never saved as a file.
pub(super) const SECRETS: Table = Table {
    name: "secrets",
    what: "tokens",
    columns: &[plain("account"), plain("name"), plain("value")],
    key: Some("account, name"),
    since: 1,
};

/// What is saved, the least replaceable first.
pub(super) const SAVED: &[&Table] = &[
    &OPERATIONS,
    &DRAFTS,
    &FILES,
    &GIVEN,
    &HOSTS,
    &SESSIONS,
    &CONSENTS,
    &CHECKS,
    &ACCOUNTS,
    &SETTINGS,
    &AUDIT,
    &CONTRACTS,
    &ASIDE,
    &TICKETS,
];
