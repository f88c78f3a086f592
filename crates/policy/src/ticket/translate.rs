//! A ticket in its portal's words becomes facts in its policy's words. What cannot be said is a gap and is left
//! unknown; a ticket is never hidden by a word.

use calendar::Moment;

use super::mapping::{Mapping, MappingGap};
use super::rewind::{Past, rewind};
use super::words::{PackWords, Translator};
use super::{Gone, History, Party, Ticket, What};
use crate::engine::{PackLookup, Status};
use crate::facts::{Contract, ContractTarget, Event, EventKind, Facts, Product};
use crate::pack::Pack;

impl Mapping {
    /// The facts of a ticket under the policy of its queue, and what could not be said. `key` becomes the id of the
    /// facts. `contract` is the customer's contract record as of now; its plan wins over the plan's field and the
    /// queue's plan. A ticket that was deleted in its portal, or has no policy, has no facts.
    #[must_use]
    pub fn facts(
        &self,
        ticket: &Ticket,
        key: &str,
        contract: Option<&Contract>,
        packs: &(impl PackLookup + ?Sized),
    ) -> (Option<Facts>, Vec<MappingGap>) {
        if ticket.gone == Some(Gone::Deleted) {
            return (None, Vec::new());
        }
        let Some(policy) = self.row(&ticket.queue).and_then(|row| row.policy.as_ref()) else {
            return (None, vec![MappingGap::NoPolicy { queue: ticket.queue.clone() }]);
        };
        let Some(pack) = packs.pack(policy) else {
            let gap = MappingGap::UnknownWord { what: "policy".to_owned(), word: policy.clone() };
            return (None, vec![gap]);
        };
        let mut translator = Translator { mapping: self, pack, gaps: Vec::new() };
        let facts = translator.facts(ticket, key, contract);
        (Some(facts), translator.gaps)
    }
}

impl Translator<'_> {
    fn facts(&mut self, ticket: &Ticket, key: &str, contract: Option<&Contract>) -> Facts {
        let past = rewind(self.mapping, ticket);
        let first = self.words(&past.first);
        let mut contract = contract.map(|contract| self.contract(contract));
        let plan_told = contract.as_ref().is_some_and(|contract| contract.plan.is_some());
        let mut events = vec![created(ticket)];
        events.extend(ticket.events.iter().filter_map(word));
        let present = self.changes(&first, &past, ticket.created, plan_told, &mut events);
        events.extend(merged(ticket));
        if !plan_told && present.plan.is_some() {
            contract.get_or_insert_default().plan = present.plan;
        }
        Facts {
            id: key.to_owned(),
            policy: self.pack.id.clone(),
            classification: first.classification,
            severity: first.severity,
            channel: self.channel(ticket.channel.as_deref()),
            customer: ticket.customer.as_ref().map(|customer| customer.name.clone()),
            contact: ticket
                .contact
                .as_ref()
                .map(|contact| contact.email.clone())
                .filter(|mail| !mail.is_empty()),
            contract,
            product: self.product(ticket),
            events,
            history_incomplete: past.torn || ticket.history == History::Incomplete,
        }
    }

    /// Turns changes of fields into events; gives the words at the end.
    fn changes(
        &mut self,
        first: &PackWords,
        past: &Past,
        created: Moment,
        plan_told: bool,
        events: &mut Vec<Event>,
    ) -> PackWords {
        let mut change = |at, kind| events.push(Event { at, by: Some(Party::System), kind });
        if first.status != Status::New {
            change(created, EventKind::Status { to: first.status.word().to_owned() });
        }
        let mut before = first.clone();
        let mut plan_changed = false;
        for (at, words) in &past.later {
            let after = self.words(words);
            if after.status != before.status {
                change(*at, EventKind::Status { to: after.status.word().to_owned() });
            }
            if let Some(to) = changed(&before.severity, &after.severity) {
                change(*at, EventKind::Severity { to });
            }
            if let Some(to) = changed(&before.classification, &after.classification) {
                change(*at, EventKind::Classification { to });
            }
            if let Some(to) = changed(&before.plan, &after.plan).filter(|_| !plan_told) {
                change(*at, EventKind::Plan { to });
                plan_changed = true;
            }
            before = after;
        }
        // The contract carries the plan as of now, so the one at the creation is told by an event.
        if let Some(to) = first.plan.clone().filter(|_| plan_changed) {
            change(created, EventKind::Plan { to });
        }
        before
    }

    /// The contract without what this pack has no word for.
    fn contract(&mut self, contract: &Contract) -> Contract {
        let pack = self.pack;
        let mut contract = contract.clone();
        contract.plan = contract.plan.and_then(|plan| self.term("plan", &plan, &pack.plans));
        contract.targets.retain_mut(|target| self.target(target, pack));
        contract.appointments.retain(|window| {
            let sound = window.from < window.to;
            if !sound {
                self.gap("appointment", &format!("{} to {}", window.from, window.to));
            }
            sound
        });
        contract.standing.retain(|_, word| {
            let sound = crate::engine::CONDUCTS.contains(&word.as_str());
            if !sound {
                self.gap("standing", word);
            }
            sound
        });
        contract
    }

    fn target(&mut self, target: &mut ContractTarget, pack: &Pack) -> bool {
        let clock = pack.clocks.iter().any(|clock| clock.name == target.clock);
        if !clock {
            self.gap("clock", &target.clock);
        }
        let calendar = pack.calendars.iter().any(|calendar| calendar.id == target.calendar);
        if !calendar {
            self.gap("calendar", &target.calendar);
        }
        let hours = crate::engine::is_target_hours(target.hours);
        if !hours {
            self.gap("hours", &target.hours.to_string());
        }
        let wanted = target.severity.take();
        target.severity = wanted.as_ref().and_then(|word| self.term("severity", word, &pack.severities));
        clock && calendar && hours && wanted.is_some() == target.severity.is_some()
    }

    fn product(&self, ticket: &Ticket) -> Option<Product> {
        let field = |name: &Option<String>| name.as_ref().and_then(|name| ticket.fields.get(name)).cloned();
        let (name, version) = (field(&self.mapping.product), field(&self.mapping.version));
        if name.is_none() && version.is_none() {
            return None;
        }
        Some(Product { name: name.unwrap_or_default(), version })
    }
}

fn created(ticket: &Ticket) -> Event {
    let told = ticket.events.iter().find(|event| event.what == What::Created);
    Event { at: ticket.created, by: told.and_then(|event| event.by), kind: EventKind::Created }
}

/// A message or a call. A call counts from when it began, which is never later than it was written down.
fn word(event: &super::Event) -> Option<Event> {
    let (at, kind) = match event.what {
        What::Message { public, auto, .. } => (event.at, EventKind::Message { public, auto }),
        What::Call { answered, begun, .. } => {
            (begun.map_or(event.at, |begun| begun.min(event.at)), EventKind::Call { answered })
        }
        What::Created | What::Field { .. } | What::Work { .. } | What::Merged { .. } => return None,
    };
    Some(Event { at, by: event.by, kind })
}

/// A ticket that was merged into another one ended when its portal last changed it.
fn merged(ticket: &Ticket) -> Option<Event> {
    let Some(Gone::MergedInto(id)) = &ticket.gone else { return None };
    let kind = EventKind::Merged { to: id.clone() };
    Some(Event { at: ticket.updated, by: Some(Party::System), kind })
}

fn changed(before: &Option<String>, after: &Option<String>) -> Option<String> {
    after.clone().filter(|_| before != after)
}
