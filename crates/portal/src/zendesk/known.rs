//! People, groups and fields that tickets name by number.

use std::collections::BTreeMap;

use policy::ticket::Party;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::wire::{Field, Named, Tickets, User};
use crate::read;

/// The author of what Zendesk does by itself:
/// <https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_audits/>.
pub(super) const SYSTEM: &str = "-1";
/// The most pages of names of groups and fields, of 100 each.
const MOST_PAGES: usize = 100;

/// What was told of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Known {
    /// By number; none where the portal would not tell.
    pub(super) users: BTreeMap<String, Option<User>>,
    pub(super) groups: BTreeMap<String, String>,
    pub(super) organizations: BTreeMap<String, String>,
    pub(super) fields: BTreeMap<String, Field>,
    /// So many pages of groups and fields were read.
    pages: usize,
}

/// Who belongs to a ticket.
#[derive(Clone, Debug, Default)]
pub(super) struct Circle {
    pub(super) requester: Option<String>,
    pub(super) organization: Option<String>,
    pub(super) copied: Vec<String>,
}

impl Known {
    /// Keeps what came with an answer.
    pub(super) fn learn(&mut self, answer: &Tickets) {
        for user in readable::<User>(&answer.users) {
            if let Some(id) = user.id.clone() {
                self.users.insert(id, Some(user));
            }
        }
        self.groups.extend(readable::<Named>(&answer.groups).map(|group| (group.id, group.name)));
        let organizations = readable::<Named>(&answer.organizations);
        self.organizations.extend(organizations.map(|one| (one.id, one.name)));
        let fields = readable::<Field>(&answer.ticket_fields);
        self.fields.extend(fields.map(|field| (field.id.clone(), field)));
    }

    /// Where the list of groups or fields goes on that was read from `after`. One that leads to itself, or never ends, is
    /// left: what has no name is shown by its number, and cannot be set by a name.
    pub(super) fn goes_on(&mut self, after: Option<&str>, answer: &Tickets) -> Option<String> {
        self.pages += 1;
        let next = answer.meta.next().filter(|next| Some(next.as_str()) != after);
        next.filter(|_| self.pages < MOST_PAGES)
    }

    /// Which side a user is on in a ticket; none where the portal does not tell who that is.
    ///
    /// First match wins: Zendesk itself is a machine; the requester is the customer, also when that person is staff;
    /// agents and administrators are staff; of the others, those of the ticket's organisation and those who get copies
    /// and belong to no other organisation are the customer, and all others are outsiders.
    pub(super) fn side(&self, user: &str, circle: &Circle) -> Option<Party> {
        if user == SYSTEM {
            return Some(Party::System);
        }
        if circle.requester.as_deref() == Some(user) {
            return Some(Party::Customer);
        }
        let known = self.users.get(user)?.as_ref()?;
        let copied = circle.copied.iter().any(|copied| copied == user);
        Some(match (known.role.as_str(), &known.organization_id) {
            ("agent" | "admin", _) => Party::Agent,
            (_, Some(own)) if circle.organization.as_ref() == Some(own) => Party::Customer,
            (_, None) if copied => Party::Customer,
            (_, Some(_) | None) => Party::Other,
        })
    }

    /// The name of a user to show, else the number.
    pub(super) fn name(&self, user: &str) -> String {
        let known = self.users.get(user).and_then(Option::as_ref);
        known.map(|user| user.name.clone()).filter(|name| !name.is_empty()).unwrap_or_else(|| user.to_owned())
    }

    /// The name of a group, else the number.
    pub(super) fn group(&self, id: &str) -> String {
        self.groups.get(id).filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// The key of a custom field: its title, with the number where two have the same or where there is none.
    pub(super) fn field_key(&self, id: &str) -> String {
        let title = self.fields.get(id).map_or("", |field| field.title.trim());
        let same = self.fields.values().filter(|field| field.title.trim() == title).count();
        match (title, same) {
            ("", _) => format!("CF.{id}"),
            (title, 1) => format!("CF.{title}"),
            (title, _) => format!("CF.{title} ({id})"),
        }
    }

    /// The custom field with this key.
    pub(super) fn field(&self, key: &str) -> Option<&Field> {
        self.fields.values().find(|field| self.field_key(&field.id) == key)
    }
}

fn readable<T: serde::de::DeserializeOwned>(items: &[Value]) -> impl Iterator<Item = T> {
    items.iter().filter_map(|item| read::typed(item.clone()).ok())
}
