//! What a ticket's fields were at its creation: the changes are walked backwards from the present values.

use calendar::Moment;

use super::mapping::{FieldMap, Mapping};
use super::words::PortalWords;
use super::{Ticket, What};

/// The tracked values of a ticket through time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Past {
    /// At the creation, and set in its second.
    pub(super) first: PortalWords,
    /// After each second with a change, oldest first.
    pub(super) later: Vec<(Moment, PortalWords)>,
    /// Whether the changes do not lead from one to the next and to the present: some are missing.
    pub(super) torn: bool,
}

/// Rebuilds the past of a ticket's tracked values.
pub(super) fn rewind(mapping: &Mapping, ticket: &Ticket) -> Past {
    let mut at = present(mapping, ticket);
    let mut torn = false;
    let mut later = Vec::new();
    for event in ticket.events.iter().rev() {
        let What::Field { name, from, to } = &event.what else { continue };
        let mut before = at.clone();
        let mut tracked = false;
        for (field, slot) in slots(mapping, &mut before) {
            if field == name {
                tracked = true;
                torn |= !same_value(slot.as_deref(), to.as_deref());
                slot.clone_from(from);
            }
        }
        if tracked {
            later.push((event.at, std::mem::replace(&mut at, before)));
        }
    }
    later.reverse();
    let (first, later) = settled(at, later, ticket.created);
    Past { first, later, torn }
}

/// Portals write several changes in one second, in their order; only the last of a second was ever in force. What
/// was set in the second of the creation is the value at the creation.
fn settled(
    mut first: PortalWords,
    changes: Vec<(Moment, PortalWords)>,
    created: Moment,
) -> (PortalWords, Vec<(Moment, PortalWords)>) {
    let mut later: Vec<(Moment, PortalWords)> = Vec::with_capacity(changes.len());
    for (at, words) in changes {
        match later.last_mut() {
            _ if at <= created => first = words,
            Some(last) if last.0 == at => last.1 = words,
            Some(_) | None => later.push((at, words)),
        }
    }
    (first, later)
}

fn present(mapping: &Mapping, ticket: &Ticket) -> PortalWords {
    let value = |map: Option<&FieldMap>| map.and_then(|map| ticket.fields.get(&map.field)).cloned();
    PortalWords {
        queue: Some(ticket.queue.clone()),
        status: Some(ticket.status.clone()),
        severity: value(mapping.severity.as_ref()),
        classification: value(mapping.classification.as_ref()),
        plan: value(mapping.plan.as_ref()),
    }
}

/// Every tracked value with the name of its field. One field may carry several.
fn slots<'a>(
    mapping: &'a Mapping,
    words: &'a mut PortalWords,
) -> impl Iterator<Item = (&'a str, &'a mut Option<String>)> {
    let field = |map: &'a Option<FieldMap>| map.as_ref().map(|map| map.field.as_str());
    [
        (Some("queue"), &mut words.queue),
        (Some("status"), &mut words.status),
        (field(&mapping.severity), &mut words.severity),
        (field(&mapping.classification), &mut words.classification),
        (field(&mapping.plan), &mut words.plan),
    ]
    .into_iter()
    .filter_map(|(name, slot)| Some((name?, slot)))
}

/// An empty value and none are the same.
fn same_value(one: Option<&str>, other: Option<&str>) -> bool {
    one.unwrap_or_default() == other.unwrap_or_default()
}
