//! Groups, states and priorities, pages `api/group`, `api/ticket/states` and `api/ticket/priorities`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::account::{Account, NOBODY};

/// A group of agents; each ticket is in one.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) agents: BTreeSet<u64>,
}

/// A state, of which there are several for one type.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) kind: Kind,
    /// What a state of the type `pending action` ends with.
    pub(super) next: Option<u64>,
}

/// The type of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    New = 1,
    Open = 2,
    PendingReminder = 3,
    PendingAction = 4,
    Closed = 5,
    Merged = 6,
    Removed = 7,
}

pub(super) const NEW: u64 = 1;
pub(super) const OPEN: u64 = 2;
pub(super) const MERGED: u64 = 5;
/// Their names begin with a number, so that they sort.
pub(super) const PRIORITIES: [(u64, &str); 3] = [(1, "1 low"), (2, "2 normal"), (3, "3 high")];

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Open => "open",
            Self::PendingReminder => "pending reminder",
            Self::PendingAction => "pending action",
            Self::Closed => "closed",
            Self::Merged => "merged",
            Self::Removed => "removed",
        }
    }

    pub(super) const fn is_pending(self) -> bool {
        matches!(self, Self::PendingReminder | Self::PendingAction)
    }

    /// `ignore_escalation`: no deadlines run in states of this type.
    const fn is_quiet(self) -> bool {
        !matches!(self, Self::New | Self::Open)
    }
}

impl State {
    /// The states of a new installation.
    pub(super) fn seeds() -> BTreeMap<u64, Self> {
        let seeds = [
            (NEW, "new", Kind::New, None),
            (OPEN, "open", Kind::Open, None),
            (3, "pending reminder", Kind::PendingReminder, None),
            (4, "closed", Kind::Closed, None),
            (MERGED, "merged", Kind::Merged, None),
            (6, "removed", Kind::Removed, None),
            (7, "pending close", Kind::PendingAction, Some(4)),
        ];
        seeds.map(|(id, name, kind, next)| (id, Self { id, name: name.to_owned(), kind, next })).into()
    }
}

impl Account {
    pub(super) fn add_group(&mut self, name: &str, agents: &[u64]) -> u64 {
        let id = self.groups.keys().last().map_or(1, |last| last + 1);
        let agents = agents.iter().copied().collect();
        self.groups.insert(id, Group { id, name: name.to_owned(), agents });
        id
    }

    pub(super) fn group_json(&self, group: &Group) -> Value {
        self.seeded(json!({
            "id": group.id,
            "signature_id": null,
            "email_address_id": null,
            "name": group.name,
            "name_last": group.name,
            "parent_id": null,
            "assignment_timeout": null,
            "follow_up_possible": "yes",
            "follow_up_assignment": true,
            "shared_drafts": true,
            "active": true,
            "note": null,
            "user_ids": group.agents,
        }))
    }

    /// `expand` names the type of the state; there is no list of the types themselves.
    pub(super) fn state_json(&self, state: &State, expand: bool) -> Value {
        let mut json = self.seeded(json!({
            "id": state.id,
            "state_type_id": state.kind as u64,
            "name": state.name,
            "next_state_id": state.next,
            "ignore_escalation": state.kind.is_quiet(),
            "default_create": state.id == NEW,
            "default_follow_up": state.id == OPEN,
            "note": null,
            "active": state.kind != Kind::Removed,
        }));
        if expand {
            let next = state.next.and_then(|id| self.states.get(&id));
            json["state_type"] = json!(state.kind.name());
            json["next_state"] = next.map_or(Value::Null, |next| json!(next.name));
            json["created_by"] = json!("-");
            json["updated_by"] = json!("-");
        }
        json
    }

    pub(super) fn priority_json(&self, (id, name): (u64, &str)) -> Value {
        let icon = match id {
            1 => json!("low-priority"),
            3 => json!("important"),
            _ => Value::Null,
        };
        self.seeded(json!({
            "id": id,
            "name": name,
            "default_create": id == 2,
            "ui_icon": icon,
            "ui_color": null,
            "note": null,
            "active": true,
        }))
    }

    /// Who made it, and when.
    fn seeded(&self, mut json: Value) -> Value {
        json["updated_by_id"] = json!(NOBODY);
        json["created_by_id"] = json!(NOBODY);
        json["created_at"] = json!(self.stamp(0));
        json["updated_at"] = json!(self.stamp(0));
        json
    }
}
