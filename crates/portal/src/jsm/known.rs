//! Fields of the account, people, and which side each of them is on.

use policy::ticket::Party;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::wire::{Comment, Field, Fields, Person};
use crate::{loose, read};

/// Before the name of a field of the account's own.
pub(super) const CUSTOM: &str = "CF.";
/// Before the identifier of one.
const NUMBERED: &str = "customfield_";

/// Fields that every service desk has, with the end of their kind and their name in English: they have no number that is the
/// same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Built {
    /// Who takes part in a request besides its reporter.
    Participants,
    /// Organizations that a request is shared with.
    Organizations,
}

impl Built {
    const fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Participants => ("sd-request-participants", "Request participants"),
            Self::Organizations => ("sd-customer-organizations", "Organizations"),
        }
    }
}

/// The fields that the account has of its own.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Known {
    fields: Vec<Field>,
}

impl Known {
    /// Keeps the list of fields.
    pub(super) fn learn_fields(&mut self, json: Value) {
        let Value::Array(fields) = json else { return };
        let fields = fields.into_iter().filter_map(|field| read::typed::<Field>(field).ok());
        self.fields = fields.filter(|field| field.custom && !field.name.is_empty()).collect();
    }

    pub(super) fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The key of a field by its identifier: its name, with the number where several have that name, which is allowed:
    /// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-post>.
    /// None for a field that is not the account's own.
    pub(super) fn key(&self, id: &str) -> Option<String> {
        let number = id.strip_prefix(NUMBERED)?;
        let Some(field) = self.fields.iter().find(|field| field.id == id) else {
            return Some(format!("{CUSTOM}{id}"));
        };
        let alike = self.fields.iter().filter(|other| other.name == field.name).count();
        Some(if alike > 1 {
            format!("{CUSTOM}{} ({number})", field.name)
        } else {
            format!("{CUSTOM}{}", field.name)
        })
    }

    /// Whether a field is one of those that every service desk has.
    pub(super) fn is(&self, id: &str, built: Built) -> bool {
        let (kind, name) = built.marks();
        let field = self.fields.iter().find(|field| field.id == id);
        field.is_some_and(|field| loose::at(&field.schema, &["custom"]).ends_with(kind) || field.name == name)
    }

    /// The identifier of a field by its key.
    pub(super) fn id(&self, key: &str) -> Option<String> {
        let named = self.fields.iter().find(|field| self.key(&field.id).as_deref() == Some(key));
        let numbered = || key.strip_prefix(CUSTOM).filter(|id| id.starts_with(NUMBERED)).map(str::to_owned);
        named.map(|field| field.id.clone()).or_else(numbered)
    }
}

/// The people of a request, apart from staff.
#[derive(Debug, Default)]
pub(super) struct Circle {
    reporter: String,
    others: Vec<String>,
}

impl Circle {
    /// The reporter, and who takes part.
    pub(super) fn of(fields: &Fields, known: &Known) -> Self {
        let lists = fields.others.iter().filter(|(id, _)| known.is(id, Built::Participants));
        let people = lists.filter_map(|(_, people)| people.as_array()).flatten();
        let others = people.map(|one| loose::at(one, &["accountId"]).to_owned());
        Self {
            reporter: fields.reporter.account.clone(),
            others: others.filter(|id| !id.is_empty()).collect(),
        }
    }

    /// Which side a writer is on. First match wins: the mail of somebody who does not take part is an outsider's; the
    /// reporter is the customer, also when that person is staff; an app is a machine; only staff writes what customers do
    /// not see; whoever has a customer's account or takes part in the request is the customer; all others are staff.
    pub(super) fn writer(&self, comment: &Comment) -> Party {
        if comment.takes_part == Some(false) {
            return Party::Other;
        }
        let side = self.side(&comment.author);
        let hidden = !is_public(comment) && comment.author.account != self.reporter;
        if hidden && side == Party::Customer { Party::Agent } else { side }
    }

    /// Which side a person is on, whatever that person did.
    pub(super) fn side(&self, person: &Person) -> Party {
        if !person.account.is_empty() && person.account == self.reporter {
            return Party::Customer;
        }
        match person.kind.as_str() {
            "app" => Party::System,
            "customer" => Party::Customer,
            _ if self.others.contains(&person.account) => Party::Customer,
            _ => Party::Agent,
        }
    }
}

/// Whether the customer sees a comment.
pub(super) fn is_public(comment: &Comment) -> bool {
    comment.public.unwrap_or(true) && comment.visibility.is_null()
}
