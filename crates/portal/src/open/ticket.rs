//! From the wire to ticket facts.

use std::collections::BTreeMap;

use policy::facts;
use policy::ticket::{Attachment, Contact, Customer, Event, Gone, History, Party, Ticket, What};

use super::wire;
use crate::ContractRecord;

/// Keys of [`Ticket::fields`] for what the API has members of its own for.
pub(super) const SEVERITY: &str = "severity";
/// See [`SEVERITY`].
pub(super) const CLASSIFICATION: &str = "classification";
/// See [`SEVERITY`].
pub(super) const PLAN: &str = "plan";
/// See [`SEVERITY`].
pub(super) const PRODUCT: &str = "product";
/// See [`SEVERITY`].
pub(super) const VERSION: &str = "product-version";
/// See [`SEVERITY`]. Joined by [`COMMA`], as in the events that change them.
pub(super) const TAGS: &str = "tags";
/// See [`TAGS`].
const LINKS: &str = "links";
/// Between the members of a list.
pub(super) const COMMA: &str = ", ";
/// See [`SEVERITY`].
const POLICY: &str = "policy";

/// The most characters of an identifier.
const LONGEST_ID: usize = 255;

/// Whether a ticket can be known by this. What came is kept as it came: `1`, `01` and `1 ` are three tickets.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().take(LONGEST_ID + 1).count() <= LONGEST_ID
}

/// A ticket of the feed.
///
/// # Errors
/// One clause without a full stop.
pub(super) fn read(wire: wire::Ticket) -> Result<Ticket, String> {
    if wire.id.is_empty() {
        return Err("`id`: it is empty".to_owned());
    }
    if !is_id(&wire.id) {
        return Err(format!("`id`: it has more than {LONGEST_ID} characters"));
    }
    let gone = match &wire.gone {
        None => None,
        Some(wire::Gone::Deleted) => Some(Gone::Deleted),
        Some(wire::Gone::Merged { into }) if *into == wire.id => {
            return Err("`gone.into`: a ticket cannot be merged into itself".to_owned());
        }
        Some(wire::Gone::Merged { into }) => Some(Gone::MergedInto(into.clone())),
    };
    Ok(Ticket {
        fields: fields(&wire),
        gone,
        history: match wire.history {
            wire::History::Complete => History::Complete,
            wire::History::Incomplete => History::Incomplete,
        },
        version: Some(format!("\"{}\"", wire.version)),
        customer: wire.customer.map(|customer| Customer { id: customer.id, name: customer.name }),
        contact: wire.contact.map(|contact| Contact { name: contact.name, email: contact.email }),
        events: wire.events.into_iter().filter_map(event).collect(),
        id: wire.id,
        number: wire.number,
        subject: wire.subject,
        queue: wire.queue,
        status: wire.status,
        assignee: wire.assignee,
        channel: wire.channel,
        url: wire.url,
        created: wire.created,
        updated: wire.updated,
    })
}

/// A contract of the feed. A word for payments or remote access that is not known counts as not told.
pub(super) fn contract(wire: wire::Contract) -> ContractRecord {
    let payments = match wire.payments.as_deref() {
        Some("current") => Some(facts::Payments::Current),
        Some("overdue") => Some(facts::Payments::Overdue),
        _ => None,
    };
    let remote_access = match wire.remote_access.as_deref() {
        Some("given") => Some(facts::RemoteAccess::Given),
        Some("impossible") => Some(facts::RemoteAccess::Impossible),
        _ => None,
    };
    let appointments = wire.appointments.into_iter();
    let targets = wire.targets.into_iter();
    let contract = facts::Contract {
        plan: wire.plan,
        starts: wire.starts,
        ends: wire.ends,
        payments,
        remote_access,
        purchased: wire.purchased,
        named_contacts: wire.named_contacts,
        licenses: wire.licenses,
        licenses_covered: wire.licenses_covered,
        tickets_used: wire.tickets_used,
        // The open portal API has no word for it.
        tickets_used_last_year: None,
        credits_used: wire.credits_used,
        appointments: appointments
            .map(|booked| facts::Appointment { from: booked.from, to: booked.to })
            .collect(),
        targets: targets.map(target).collect(),
        standing: wire.standing,
    };
    ContractRecord { customer: wire.customer, policy: wire.policy, contract }
}

fn target(wire: wire::Target) -> facts::ContractTarget {
    let wire::Target { clock, severity, hours, calendar } = wire;
    facts::ContractTarget { clock, severity, hours, calendar }
}

/// The portal's own fields; members of the API win over fields of the same name.
fn fields(wire: &wire::Ticket) -> BTreeMap<String, String> {
    let product = wire.product.as_ref();
    let members = [
        (SEVERITY, wire.severity.as_ref()),
        (CLASSIFICATION, wire.classification.as_ref()),
        (PLAN, wire.plan.as_ref()),
        (POLICY, wire.policy.as_ref()),
        (PRODUCT, product.map(|product| &product.name)),
        (VERSION, product.and_then(|product| product.version.as_ref())),
    ];
    let members = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.clone())));
    let links: Vec<String> =
        wire.links.iter().map(|link| format!("{} {}", link.relation, link.ticket)).collect();
    let lists = [(TAGS.to_owned(), wire.tags.join(COMMA)), (LINKS.to_owned(), links.join(COMMA))];
    let own = wire.fields.iter().map(|(name, value)| (name.clone(), value.clone()));
    own.chain(members).chain(lists).filter(|(_, value)| !value.is_empty()).collect()
}

/// Kinds of events that are not known are passed over.
fn event(wire: wire::Event) -> Option<Event> {
    let what = match wire.what {
        wire::What::Created => What::Created,
        wire::What::Message { public, auto, body, mime } => What::Message { public, auto, body, mime },
        wire::What::Field { name, from, to } => What::Field { name, from, to },
        wire::What::Call { answered, begun, body } => What::Call { answered, begun: Some(begun), body },
        wire::What::Work { minutes, day, body } => What::Work { minutes, day, body },
        wire::What::Merged { ticket } => What::Merged { id: ticket },
        wire::What::Unknown => return None,
    };
    let by = match wire.by {
        Some(wire::Side::Customer) => Some(Party::Customer),
        Some(wire::Side::Agent) => Some(Party::Agent),
        Some(wire::Side::System) => Some(Party::System),
        Some(wire::Side::Unknown) | None => None,
    };
    Some(Event {
        id: wire.id,
        at: wire.at,
        by,
        author: wire.author,
        operation: wire.operation,
        attachments: wire.attachments.into_iter().map(attachment).collect(),
        what,
    })
}

fn attachment(wire: wire::Attachment) -> Attachment {
    let wire::Attachment { id, name, mime, size, content_id } = wire;
    Attachment { id, name, mime, size: Some(size), content_id, url: None }
}
