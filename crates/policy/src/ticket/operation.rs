//! A change that was made here and is to be carried out in the portal.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Gone, Ticket, What};

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
        /// Whether the customer was reached.
        answered: bool,
        /// What was said.
        body: String,
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
    },
    /// Work that was done.
    Time {
        /// Whole minutes.
        minutes: u32,
        /// What was done; may be empty.
        body: String,
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
        }
    }
}

impl Ticket {
    /// The value of `status`, `queue`, `assignee`, or a key of [`Ticket::fields`]; an empty one counts as unset.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let value = match name {
            "status" => Some(self.status.as_str()),
            "queue" => Some(self.queue.as_str()),
            "assignee" => self.assignee.as_deref(),
            field => self.fields.get(field).map(String::as_str),
        };
        value.filter(|value| !value.is_empty())
    }
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
