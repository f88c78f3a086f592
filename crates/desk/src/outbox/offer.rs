//! What a portal takes, and the words to choose from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

use policy::ticket::{Change, Mapping, Ticket};
use portal::{Adapter, Delivery};
use store::OperationRow;

use crate::console::{Account, Console};
use crate::view::{OfferView, ValueView};

/// Tickets that are looked at to learn which tags there are.
const SAMPLE: usize = 5_000;
/// So many tags are suggested, the most used ones.
const MOST_TAGS: usize = 200;

impl Console {
    /// Everything that this portal takes and that this console has words for.
    pub(super) fn offers(
        &self,
        account: &Account,
        adapter: &dyn Adapter,
        ticket: &Ticket,
        waiting: &[OperationRow],
    ) -> Vec<OfferView> {
        let (body, text) = (String::new(), String::new);
        let mut offers: Vec<OfferView> = [
            ("reply", "Reply", Change::Reply { body: text() }),
            ("note", "Note", Change::Note { body: text() }),
            ("call", "Phone call", Change::Call { answered: true, body, by_customer: false, begun: None }),
            ("time", "Time", Change::Time { minutes: 1, body: text(), day: None }),
            ("merge", "Merge", Change::Merge { into: "1".to_owned() }),
        ]
        .into_iter()
        .filter_map(|(kind, label, change)| plain(adapter, kind, label, &change))
        .collect();
        offers.extend(self.tag_offer(account, adapter, ticket, waiting));
        let link = Change::Link { to: "1".to_owned(), relation: text() };
        let relations = adapter.relations().iter().map(|word| value((*word).to_owned()));
        let link = plain(adapter, "link", "Link", &link);
        offers.extend(link.map(|offer| OfferView { values: relations.collect(), ..offer }));
        let mapping = &account.mapping;
        offers.extend(set_offer(adapter, ticket, "status", "Status", statuses(mapping)));
        if let Some(severity) = &mapping.severity {
            let words = self.severities(account, &ticket.queue);
            offers.extend(set_offer(adapter, ticket, &severity.field, "Severity", words));
        }
        if let Some(classification) = &mapping.classification {
            let words = self.words(account, &ticket.queue, &classification.values, |pack| {
                pack.classifications.iter().map(|one| one.id.clone()).collect()
            });
            offers.extend(set_offer(adapter, ticket, &classification.field, "Classification", words));
        }
        offers.extend(set_offer(adapter, ticket, "assignee", "Assignee", self.staff(account)));
        offers
    }

    /// The portal's words for the severity in a queue; none where the mapping names no field for it.
    pub(super) fn severities(&self, account: &Account, queue: &str) -> Vec<String> {
        let Some(severity) = &account.mapping.severity else { return Vec::new() };
        self.words(account, queue, &severity.values, |pack| {
            pack.severities.iter().map(|severity| severity.id.clone()).collect()
        })
    }

    /// The portal's words for a field: those of the mapping, or else the policy's own.
    fn words(
        &self,
        account: &Account,
        queue: &str,
        values: &BTreeMap<String, String>,
        own: impl Fn(&policy::pack::Pack) -> Vec<String>,
    ) -> Vec<String> {
        if !values.is_empty() {
            return values.keys().cloned().collect();
        }
        let packs = self.packs();
        let pack = account.mapping.policy_of(queue).and_then(|policy| packs.get(policy));
        pack.map(|pack| own(pack)).unwrap_or_default()
    }

    /// The user of an account and everybody who handles one of its unsolved tickets.
    fn staff(&self, account: &Account) -> Vec<String> {
        let line = self.line.read().unwrap_or_else(PoisonError::into_inner);
        let of_account = line.entries().filter(|entry| entry.key().split('/').next() == Some(&account.id));
        let names = of_account.map(|entry| entry.names.assignee.to_string()).chain([account.user.clone()]);
        let names: BTreeSet<String> = names.filter(|name| !name.is_empty()).collect();
        names.into_iter().collect()
    }

    fn tag_offer(
        &self,
        account: &Account,
        adapter: &dyn Adapter,
        ticket: &Ticket,
        waiting: &[OperationRow],
    ) -> Option<OfferView> {
        let change = Change::Tag { add: vec!["a".to_owned()], remove: Vec::new() };
        let offer = plain(adapter, "tag", "Tags", &change)?;
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for stored in self.store.resident().take(SAMPLE).filter_map(Result::ok) {
            if stored.account == account.id {
                for tag in adapter.tags(&stored.ticket) {
                    *seen.entry(tag).or_default() += 1;
                }
            }
        }
        let mut tags: Vec<(String, usize)> = seen.into_iter().collect();
        tags.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        let values = tags.into_iter().take(MOST_TAGS).map(|(tag, _)| value(tag)).collect();
        Some(OfferView { values, chosen: tags_with(adapter.tags(ticket), waiting), ..offer })
    }
}

/// The tags of a ticket when what waits is carried out.
fn tags_with(mut tags: Vec<String>, waiting: &[OperationRow]) -> Vec<String> {
    for row in waiting.iter().filter(|row| row.state.is_open()) {
        if let Change::Tag { add, remove } = &row.operation.change {
            tags.retain(|tag| !remove.contains(tag));
            let new: Vec<String> = add.iter().filter(|tag| !tags.contains(tag)).cloned().collect();
            tags.extend(new);
        }
    }
    tags
}

/// What a class means to the user.
pub(super) const fn delivery_words(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Key { .. } => "The portal carries it out once, also when an answer is lost.",
        Delivery::Marker { .. } => {
            "When an answer is lost, Gnomon looks whether it arrived before it sends again."
        }
        Delivery::Once => "It is sent once; when the answer is lost, you decide whether it is sent again.",
    }
}

pub(super) fn value(value: String) -> ValueView {
    ValueView { label: mail::one_line(&value), value }
}

fn plain(adapter: &dyn Adapter, kind: &str, label: &str, change: &Change) -> Option<OfferView> {
    let delivery = adapter.delivery(change)?;
    let with_files = adapter.delivery_with_files(change);
    Some(OfferView {
        kind: kind.to_owned(),
        name: String::new(),
        label: label.to_owned(),
        now: String::new(),
        chosen: Vec::new(),
        values: Vec::new(),
        clears: false,
        takes_files: with_files.is_some(),
        delivery: delivery_words(delivery).to_owned(),
        delivery_with_files: with_files.map_or("", delivery_words).to_owned(),
    })
}

fn set_offer(
    adapter: &dyn Adapter,
    ticket: &Ticket,
    name: &str,
    label: &str,
    values: Vec<String>,
) -> Option<OfferView> {
    let set = |to: Option<String>| Change::Set { name: name.to_owned(), to };
    let first = set(Some(values.first()?.clone()));
    let clears = adapter.delivery(&set(None)).is_some();
    Some(OfferView {
        name: name.to_owned(),
        now: ticket.value(name).unwrap_or_default().to_owned(),
        values: values.into_iter().map(value).collect(),
        clears,
        ..plain(adapter, "set", label, &first)?
    })
}

/// The portal's words for the status, from new to closed.
fn statuses(mapping: &Mapping) -> Vec<String> {
    const COURSE: [&str; 7] =
        ["new", "open", "waiting-on-customer", "waiting-on-vendor", "on-hold", "solved", "closed"];
    let mut words: Vec<(&String, &String)> = mapping.statuses.iter().collect();
    words.sort_by_key(|(_, meaning)| COURSE.iter().position(|word| word == meaning));
    words.into_iter().map(|(word, _)| word.clone()).collect()
}
