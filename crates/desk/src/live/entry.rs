//! One unsolved ticket, compactly: what a list shows, and what the engine made of its events.

use std::sync::Arc;

use calendar::Moment;
use policy::engine::{Standing, assess};
use policy::facts::{Contract, Facts};
use policy::pack::{Pack, Packs};
use policy::ticket::{Mapping, MappingGap, Ticket};

/// A ticket as the queue holds it. Subject and names are for lists; the rest of the ticket stays on disk.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// What is this ticket's alone, in one piece: there may be a million of them.
    texts: Texts,
    /// A number that the ticket keeps for as long as it is in the line; 0 outside of one.
    pub slot: u32,
    /// What many tickets have in common: the line keeps each once.
    pub names: Arc<Names>,
    pub created: Moment,
    /// Assigned to the user of its account.
    pub mine: bool,
    /// Solved or closed, by the portal's status.
    solved: bool,
    /// `None` when no policy applies to it.
    pub judged: Option<Judged>,
    pub gaps: Box<[MappingGap]>,
}

/// Key, number and subject, one after the other.
#[derive(Clone, Debug)]
struct Texts {
    all: Box<str>,
    key_ends: u32,
    number_ends: u32,
}

/// Who asked, and who answers.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Names {
    pub customer: Box<str>,
    /// The portal's identifier of the organisation; empty when it knows none.
    pub customer_id: Box<str>,
    /// Empty when nobody does.
    pub assignee: Box<str>,
}

/// A ticket under a policy.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub pack: Arc<Pack>,
    pub standing: Standing,
}

impl Entry {
    /// What the engine makes of a ticket at `now` of its portal.
    pub(crate) fn new(
        account: &str,
        user: &str,
        ticket: &Ticket,
        mapping: &Mapping,
        contract: Option<&Contract>,
        packs: &Packs,
        now: Moment,
    ) -> Self {
        Self::adjusted(account, user, ticket, mapping, contract, packs, now, |_| {})
    }

    /// The same with its facts adjusted before they are judged, for a dry run.
    #[allow(clippy::too_many_arguments, reason = "everything that an answer depends on, and nothing else")]
    pub(crate) fn adjusted(
        account: &str,
        user: &str,
        ticket: &Ticket,
        mapping: &Mapping,
        contract: Option<&Contract>,
        packs: &Packs,
        now: Moment,
        adjust: impl FnOnce(&mut Facts),
    ) -> Self {
        let key = key(account, &ticket.id);
        let (facts, gaps) = mapping.facts(ticket, &key, contract, packs);
        let judged = facts.and_then(|mut facts| {
            adjust(&mut facts);
            let pack = packs.get(&facts.policy)?;
            // The mapping speaks the pack's words, so a refusal here is a ticket without a usable event.
            let standing = assess(pack, &facts, now).ok()?;
            Some(Judged { pack: pack.clone(), standing })
        });
        let solved = mapping.is_solved(&ticket.status);
        Self { judged, gaps: gaps.into(), ..Self::bare(account, user, ticket, solved) }
    }

    /// A ticket of which nothing is worked out.
    pub(crate) fn bare(account: &str, user: &str, ticket: &Ticket, solved: bool) -> Self {
        let key = key(account, &ticket.id);
        let assignee = ticket.assignee.as_deref().unwrap_or_default();
        Self {
            slot: 0,
            texts: Texts::new(&key, &mail::one_line(&ticket.number), &mail::one_line(&ticket.subject)),
            names: Arc::new(Names {
                customer: mail::one_line(customer(ticket)).into(),
                customer_id: ticket.customer.as_ref().map_or("", |customer| &customer.id).into(),
                assignee: mail::one_line(assignee).into(),
            }),
            created: ticket.created,
            mine: !user.is_empty() && assignee == user,
            solved,
            judged: None,
            gaps: Box::default(),
        }
    }

    /// `account/id`.
    pub(crate) fn key(&self) -> &str {
        &self.texts.all[..self.texts.key_ends as usize]
    }

    pub(crate) fn number(&self) -> &str {
        &self.texts.all[self.texts.key_ends as usize..self.texts.number_ends as usize]
    }

    pub(crate) fn subject(&self) -> &str {
        &self.texts.all[self.texts.number_ends as usize..]
    }

    /// Whether it still belongs in the queue.
    pub(crate) fn is_open(&self) -> bool {
        !self.solved && self.judged.as_ref().is_none_or(|judged| !judged.standing.is_done())
    }
}

impl Texts {
    fn new(key: &str, number: &str, subject: &str) -> Self {
        // Far above what a portal can send in one answer.
        const MOST: usize = 1 << 30;
        let [key, number] = [key, number].map(|text| &text[..text.floor_char_boundary(MOST)]);
        let all = [key, number, subject].concat().into_boxed_str();
        Self { all, key_ends: key.len() as u32, number_ends: (key.len() + number.len()) as u32 }
    }
}

/// Names a ticket over all accounts.
pub(crate) fn key(account: &str, id: &str) -> String {
    format!("{account}/{id}")
}

/// The organisation, or else who wrote.
fn customer(ticket: &Ticket) -> &str {
    let contact = ticket.contact.as_ref();
    let person = contact.map(|c| if c.name.is_empty() { c.email.as_str() } else { c.name.as_str() });
    ticket.customer.as_ref().map(|customer| customer.name.as_str()).or(person).unwrap_or_default()
}
