//! A change that was made here and is to be carried out in the portal.

use std::collections::BTreeSet;

use calendar::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Enclosure, Gone, Ticket, What};

/// One named change of one ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// Made here and never used twice, a UUID: the key and the marker by which a portal knows it again.
    pub id: String,
    /// The portal's identifier of the ticket. For [`Change::Create`], and for what follows it until the portal has made the
    /// ticket, a name made here.
    pub ticket: String,
    /// What is to be changed.
    pub change: Change,
    /// Files that go out with it; only with a reply or a note.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Enclosure>,
    /// What its writer saw.
    pub seen: Seen,
}

/// What is to be changed. Texts are plain text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Change {
    /// A message that the customer sees.
    Reply {
        /// The text.
        body: String,
    },
    /// A message that only staff sees.
    Note {
        /// The text.
        body: String,
    },
    /// A new value of a field: `status`, `assignee`, or a key of [`Ticket::fields`].
    Set {
        /// Which field.
        name: String,
        /// The value; `None` unsets it.
        to: Option<String>,
    },
    /// Tags come and go; others stay.
    Tag {
        /// To be there.
        add: Vec<String>,
        /// Not to be there.
        remove: Vec<String>,
    },
    /// A new ticket.
    Create {
        /// Queue, project or brand; empty where the portal has none.
        queue: String,
        /// Subject line.
        subject: String,
        /// The first message.
        body: String,
        /// Mail address of the person who asks.
        contact: String,
        /// Values of further fields, by the portal's names.
        fields: std::collections::BTreeMap<String, String>,
    },
    /// A phone call, for the record.
    Call {
        /// Whether the two spoke with each other.
        answered: bool,
        /// What was said.
        body: String,
        /// The customer called; otherwise we did.
        #[serde(default)]
        by_customer: bool,
        /// When it began, by the portal's clock; `None` is when it is written down there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        begun: Option<Moment>,
    },
    /// Ends this ticket in favour of another.
    Merge {
        /// Identifier of the one that goes on.
        into: String,
    },
    /// Notes that two tickets belong together.
    Link {
        /// Identifier of the other one.
        to: String,
        /// In which way, a word of the portal; empty where it knows only one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        relation: String,
    },
    /// Work that was done.
    Time {
        /// Whole minutes.
        minutes: u32,
        /// What was done; may be empty.
        body: String,
        /// The day on which it was done; `None` is the day on which it is written down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<NaiveDate>,
    },
}

/// What the writer of an operation saw of the ticket, so that what came in between is noticed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// [`Ticket::version`].
    pub version: Option<String>,
    /// Identifiers of the public messages.
    pub messages: BTreeSet<String>,
    /// Who handled it.
    pub assignee: Option<String>,
    /// For [`Change::Set`]: the value then.
    pub value: Option<String>,
    /// The portal had not made the ticket yet: its writer saw what the portal made of [`Change::Create`], and nothing
    /// that came after it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unborn: bool,
}

impl Change {
    /// The stable word for the kind, as it is stored.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Reply { .. } => "reply",
            Self::Note { .. } => "note",
            Self::Set { .. } => "set",
            Self::Tag { .. } => "tag",
            Self::Create { .. } => "create",
            Self::Call { .. } => "call",
            Self::Merge { .. } => "merge",
            Self::Link { .. } => "link",
            Self::Time { .. } => "time",
        }
    }

    /// Whether files can go out with it at all.
    #[must_use]
    pub const fn takes_files(&self) -> bool {
        matches!(self, Self::Reply { .. } | Self::Note { .. })
    }

    /// The message that it writes, and whether the customer sees it.
    #[must_use]
    pub fn message(&self) -> Option<(&str, bool)> {
        match self {
            Self::Reply { body } => Some((body, true)),
            Self::Note { body } | Self::Call { body, .. } => Some((body, false)),
            Self::Time { body, .. } if !body.is_empty() => Some((body, false)),
            Self::Set { .. }
            | Self::Tag { .. }
            | Self::Create { .. }
            | Self::Merge { .. }
            | Self::Link { .. }
            | Self::Time { .. } => None,
        }
    }
}

impl Seen {
    /// What somebody sees who looks at this ticket and then makes this change.
    #[must_use]
    pub fn of(ticket: &Ticket, change: &Change) -> Self {
        let public =
            ticket.events.iter().filter(|event| matches!(event.what, What::Message { public: true, .. }));
        let value = match change {
            Change::Set { name, .. } => ticket.value(name).map(str::to_owned),
            Change::Reply { .. }
            | Change::Note { .. }
            | Change::Tag { .. }
            | Change::Create { .. }
            | Change::Call { .. }
            | Change::Merge { .. }
            | Change::Link { .. }
            | Change::Time { .. } => None,
        };
        Self {
            version: ticket.version.clone(),
            messages: public.map(|event| event.id.clone()).collect(),
            assignee: ticket.assignee.clone(),
            value,
            unborn: false,
        }
    }

    /// What the maker of a ticket knows of it without having looked: its first message, and its values as it was made.
    /// With what is known of earlier operations of the same maker.
    #[must_use]
    pub fn at_birth(&self, ticket: &Ticket, change: &Change) -> Self {
        let is_public = |event: &&super::Event| {
            matches!(event.what, What::Message { public: true, .. }) && event.at == ticket.created
        };
        let first = ticket.events.iter().find(is_public).map(|event| event.id.clone());
        let value = match change {
            Change::Set { name, .. } => ticket.value_at_birth(name),
            Change::Reply { .. }
            | Change::Note { .. }
            | Change::Tag { .. }
            | Change::Create { .. }
            | Change::Call { .. }
            | Change::Merge { .. }
            | Change::Link { .. }
            | Change::Time { .. } => None,
        };
        Self {
            version: None,
            messages: self.messages.iter().cloned().chain(first).collect(),
            assignee: ticket.value_at_birth("assignee"),
            value: self.value.clone().or(value),
            unborn: true,
        }
    }
}

impl Ticket {
    /// The value of `status`, `queue`, `assignee`, `subject`, or a key of [`Ticket::fields`]; an empty one counts as unset.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let value = match name {
            "status" => Some(self.status.as_str()),
            "queue" => Some(self.queue.as_str()),
            "assignee" => self.assignee.as_deref(),
            "subject" => Some(self.subject.as_str()),
            field => self.fields.get(field).map(String::as_str),
        };
        value.filter(|value| !value.is_empty())
    }

    /// The value that a field had when the ticket was made, as far as its history tells.
    fn value_at_birth(&self, name: &str) -> Option<String> {
        let first = self.events.iter().find_map(|event| match &event.what {
            What::Field { name: changed, from, .. } if changed == name => Some(from.clone()),
            What::Created
            | What::Message { .. }
            | What::Field { .. }
            | What::Call { .. }
            | What::Work { .. }
            | What::Merged { .. } => None,
        });
        let value = first.unwrap_or_else(|| self.value(name).map(str::to_owned));
        value.filter(|value| !value.is_empty())
    }
}

const fn is_false(value: &bool) -> bool {
    !*value
}

/// Something that happened in the portal since the writer of an operation looked, and that should be seen before it is
/// carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Clash {
    /// The customer, or somebody outside, wrote.
    Wrote {
        /// Identifiers of the messages, oldest first.
        events: Vec<String>,
    },
    /// Somebody else of the staff answered the customer.
    Answered {
        /// Name to show; may be empty.
        by: String,
        /// Identifier of the message.
        event: String,
    },
    /// Somebody else took the ticket.
    Taken {
        /// Name to show.
        by: String,
    },
    /// The field that is to be changed has another value than its writer saw.
    Changed {
        /// Which field.
        name: String,
        /// The value that was seen.
        from: Option<String>,
        /// The value now.
        to: Option<String>,
    },
    /// The ticket no longer exists, or the token may not see it any more.
    Gone {
        /// The ticket that took it over, when it was merged.
        into: Option<String>,
    },
}

impl Clash {
    /// Of a ticket that is gone.
    #[must_use]
    pub fn gone(gone: Option<&Gone>) -> Self {
        let into = match gone {
            Some(Gone::MergedInto(into)) => Some(into.clone()),
            Some(Gone::Deleted) | None => None,
        };
        Self::Gone { into }
    }
}
