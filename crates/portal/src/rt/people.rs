//! Who is on which side, and what the numbers in a history stand for.
//!
//! The rule, first match wins: `RT_System` is a machine; a requestor of the ticket is the customer, also when that
//! person is staff; a user whom the portal calls privileged is staff, also with a copy of the ticket; every other is
//! the customer. Where the portal does not show a user, those who get copies are the customer and all others staff.

use std::collections::{BTreeMap, BTreeSet};

use policy::ticket::Party;
use serde::{Deserialize, Serialize};

use super::row::Row;
use super::wire::Transaction;
use super::{NOBODY, SYSTEM};

/// Something that only a request of its own can tell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Unknown {
    /// A user by login name.
    Login(String),
    /// A user by number, as a change of owner names one.
    User(String),
    /// A queue by number, as a change of queue names one.
    Queue(String),
}

/// What such requests told; `None` where the portal would not tell.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Known {
    /// Whether a login name is staff.
    pub(super) privileged: BTreeMap<String, Option<bool>>,
    /// Name to show by number.
    pub(super) users: BTreeMap<String, Option<String>>,
    /// Name by number.
    pub(super) queues: BTreeMap<String, Option<String>>,
}

impl Known {
    /// Which side a user is on, in this ticket.
    pub(super) fn side(&self, login: &str, row: &Row) -> Party {
        let among = |people: &[String]| people.iter().any(|person| person == login);
        match self.privileged.get(login).copied().flatten() {
            _ if login == SYSTEM => Party::System,
            _ if among(&row.requestors) => Party::Customer,
            Some(true) => Party::Agent,
            Some(false) => Party::Customer,
            None if among(&row.copied) => Party::Customer,
            None => Party::Agent,
        }
    }

    /// Name of an owner by number; nobody is `None`.
    pub(super) fn owner(&self, number: &str) -> Option<String> {
        let name = self.users.get(number).cloned().flatten().unwrap_or_else(|| number.to_owned());
        (!name.is_empty() && name != NOBODY).then_some(name)
    }

    /// Name of a queue by number.
    pub(super) fn queue(&self, number: &str) -> Option<String> {
        let name = self.queues.get(number).cloned().flatten().unwrap_or_else(|| number.to_owned());
        (!name.is_empty()).then_some(name)
    }
}

/// What has to be looked up for a ticket's history.
pub(super) fn unknown(row: &Row, history: &[Transaction]) -> BTreeSet<Unknown> {
    let mut open = BTreeSet::new();
    for item in history {
        let login = &item.creator.id;
        if login != SYSTEM && !login.is_empty() && !row.requestors.contains(login) {
            open.insert(Unknown::Login(login.clone()));
        }
        for value in [&item.old_value, &item.new_value].into_iter().filter(|value| is_number(value)) {
            match item.field.as_str() {
                "Owner" => open.insert(Unknown::User(value.clone())),
                "Queue" => open.insert(Unknown::Queue(value.clone())),
                _ => false,
            };
        }
    }
    open
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
