//! What forms show before anything is written down: where a new ticket can go, and what a phone call would count for.

use std::collections::{BTreeMap, BTreeSet};

use policy::facts::{Event, EventKind};
use policy::ticket::{Change, Party};

use super::compose::{cannot_reach, unknown_account};
use super::offer::{delivery_words, value};
use super::read;
use crate::console::{Account, Console};
use crate::live::Entry;
use crate::show::clocks;
use crate::view::{
    CallEffectView, ChangeRequest, ContactView, CustomerChoice, NewTicketAccount, NewTicketView, NoticeView,
    QueueChoice,
};
use crate::{Desk, DeskError};

/// Tickets that are looked at to learn who asks.
const SAMPLE: usize = 5_000;

impl Desk {
    /// Where a new ticket can be filed, and for whom.
    ///
    /// # Errors
    /// Nothing is open, or the data file cannot be read.
    pub async fn new_ticket(&self) -> Result<NewTicketView, DeskError> {
        let console = self.console()?;
        self.off_thread(move || Ok(console.new_ticket())).await
    }

    /// What a phone call, written down as asked, would do to the ticket's clocks. Changes nothing.
    ///
    /// # Errors
    /// As [`Desk::change`].
    pub async fn call_effect(&self, request: ChangeRequest) -> Result<CallEffectView, DeskError> {
        let console = self.console()?;
        self.off_thread(move || console.call_effect(&request)).await
    }
}

impl Console {
    fn new_ticket(&self) -> NewTicketView {
        let people = self.people();
        let mut accounts = self.accounts();
        accounts.sort_by(|one, other| one.name.cmp(&other.name));
        let accounts = accounts.iter().filter_map(|account| {
            let customers = people.get(&account.id).map(known_customers).unwrap_or_default();
            self.new_ticket_in(account, customers)
        });
        NewTicketView { accounts: accounts.collect() }
    }

    fn new_ticket_in(&self, account: &Account, customers: Vec<CustomerChoice>) -> Option<NewTicketAccount> {
        let (adapter, _) = account.reach()?;
        let change = Change::Create {
            queue: String::new(),
            subject: String::new(),
            body: String::new(),
            contact: String::new(),
            fields: BTreeMap::new(),
        };
        let delivery = adapter.delivery(&change)?;
        let queues = self.new_ticket_queues(account);
        let choice = |name: String| QueueChoice {
            severities: self.severities(account, &name).into_iter().map(value).collect(),
            name,
        };
        Some(NewTicketAccount {
            id: account.id.clone(),
            name: account.name.clone(),
            queues: queues.into_iter().map(choice).collect(),
            customers,
            delivery: delivery_words(delivery).to_owned(),
            untried: !adapter.capability().tried,
        })
    }

    /// Queues that a new ticket can be filed in: those of the mapping and those that tickets are in.
    pub(super) fn new_ticket_queues(&self, account: &Account) -> BTreeSet<String> {
        let named = account.mapping.queues.iter().map(|row| row.queue.clone()).filter(|queue| queue != "*");
        let all = named.chain(self.queue_names(&account.id));
        all.filter(|name| !name.is_empty()).collect()
    }

    /// Who asked in the first few thousand unsolved tickets: by account, customer and mail address.
    fn people(&self) -> BTreeMap<String, People> {
        let mut people: BTreeMap<String, People> = BTreeMap::new();
        for stored in self.store.resident().take(SAMPLE).filter_map(Result::ok) {
            let Some(contact) = stored.ticket.contact.filter(|contact| !contact.email.is_empty()) else {
                continue;
            };
            let customer = stored.ticket.customer.map(|customer| customer.name).unwrap_or_default();
            let of = people.entry(stored.account).or_default().entry(mail::one_line(&customer)).or_default();
            of.insert(mail::one_line(&contact.email), mail::one_line(&contact.name));
        }
        people
    }

    fn call_effect(&self, request: &ChangeRequest) -> Result<CallEffectView, DeskError> {
        let (account, ticket) = self.ticket(&request.key)?;
        let of = self.account(&account).ok_or_else(unknown_account)?;
        let (adapter, _) = of.reach().ok_or_else(|| cannot_reach(&of))?;
        let at = self.at(&account);
        let change = read::change(request, &ticket, at, self.today())?;
        let Change::Call { answered, by_customer, begun: Some(begun), .. } = change else {
            return Err(DeskError::new(
                "unknown-change",
                "This is no phone call.",
                "Choose the kind `call`.",
            ));
        };
        if !adapter.tells_calls() {
            let text = format!("{} keeps a call as a note, so it counts for no clock.", of.name);
            return Ok(CallEffectView { counts: false, notices: vec![notice(text, "", "")] });
        }
        let by = if by_customer { Party::Customer } else { Party::Agent };
        let call = Event { at: begun, by: Some(by), kind: EventKind::Call { answered } };
        let judged = |with: Option<Event>| {
            let packs = self.packs();
            let row = self.contract_of(&account, &ticket, &of.mapping);
            let contract = row.as_ref().map(|row| &row.record.contract);
            let until = self.judging_at(&account);
            Entry::adjusted(&account, &of.user, &ticket, &of.mapping, contract, &packs, until, |facts| {
                facts.events.extend(with);
            })
            .judged
        };
        let (Some(before), Some(after)) = (judged(None), judged(Some(call))) else {
            let text = "No policy applies to this ticket, so there is no clock.".to_owned();
            return Ok(CallEffectView { counts: false, notices: vec![notice(text, "", "")] });
        };
        let sources = after.pack.clocks.iter().map(|clock| &clock.source);
        let pairs = clocks(&before, at).into_iter().zip(clocks(&after, at)).zip(sources);
        let mut effect = CallEffectView { counts: false, notices: Vec::new() };
        for ((before, after), source) in pairs {
            let stops = before.met_at != after.met_at && after.met_at.is_some();
            let open = before.met_at.is_none() && before.due.is_some();
            let text = match (stops, open) {
                (true, _) if after.met_at.zip(after.due).is_some_and(|(met, due)| met > due) => {
                    format!("{}: this call counts, but it came after the deadline.", after.label)
                }
                (true, _) => format!("{}: this call counts, and stops the clock in time.", after.label),
                (false, true) if !answered => {
                    format!("{}: a call in which nobody spoke does not count.", after.label)
                }
                (false, true) => format!("{}: this call does not count.", after.label),
                (false, false) => continue,
            };
            effect.counts |= stops;
            effect.notices.push(notice(text, &source.clause, crate::show::basis_word(source.basis)));
        }
        if effect.notices.is_empty() {
            let text = "No clock of this ticket waits for an answer, so the call changes none.".to_owned();
            effect.notices.push(notice(text, "", ""));
        }
        Ok(effect)
    }
}

/// Names by mail address, by customer.
type People = BTreeMap<String, BTreeMap<String, String>>;

fn known_customers(people: &People) -> Vec<CustomerChoice> {
    let contact =
        |(email, name): (&String, &String)| ContactView { name: name.clone(), email: email.clone() };
    people
        .iter()
        .map(|(name, contacts)| CustomerChoice {
            name: name.clone(),
            contacts: contacts.iter().map(contact).collect(),
        })
        .collect()
}

fn notice(text: String, clause: &str, basis: &str) -> NoticeView {
    NoticeView { code: "call".to_owned(), text, clause: clause.to_owned(), basis: basis.to_owned() }
}
