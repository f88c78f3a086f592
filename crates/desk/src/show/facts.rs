//! What is known about customer, contract and product, and where it was read.

use policy::facts::{Contract, Payments};
use policy::ticket::Ticket;

use crate::live::Judged;
use crate::view::FactView;

/// Facts with their source, those that are not known included where it matters that they are not.
pub(crate) fn facts(ticket: &Ticket, judged: Option<&Judged>, contract: Option<&Contract>) -> Vec<FactView> {
    let mut facts = Vec::new();
    let mut add = |label: &str, value: Option<String>, source: &str| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.push(FactView { label: label.to_owned(), value, source: source.to_owned() });
        }
    };
    add("Customer", ticket.customer.as_ref().map(|customer| customer.name.clone()), "portal");
    add("Queue", Some(ticket.queue.clone()), "portal");
    add("Channel", ticket.channel.clone(), "portal");
    if let Some(Judged { pack, standing }) = judged {
        add("Product", Some(pack.title_words()), "policy");
        let source =
            if contract.is_some_and(|contract| contract.plan.is_some()) { "contract" } else { "mapping" };
        let plan = standing.plan().map_or("not known", |ix| pack.plan_name(ix));
        add("Plan", Some(plan.to_owned()), source);
        let class = standing.classification().map(|ix| pack.classification_name(ix).to_owned());
        add("Classification", class, "portal");
    }
    if let Some(contract) = contract {
        add("Contract", Some(term(contract)), "contract");
        add("Payments", contract.payments.map(payments), "contract");
        add("Named contacts", contract.named_contacts.as_ref().map(|names| names.join(", ")), "contract");
        add("Licences", contract.licenses.map(|count| count.to_string()), "contract");
    } else {
        add("Contract", Some("no record".to_owned()), "contract");
    }
    for (name, value) in &ticket.fields {
        add(name, Some(value.clone()), "portal");
    }
    facts
}

fn term(contract: &Contract) -> String {
    let day = |date: Option<chrono::NaiveDate>| date.map_or_else(|| "?".to_owned(), |date| date.to_string());
    format!("{} to {}", day(contract.starts), day(contract.ends))
}

fn payments(payments: Payments) -> String {
    match payments {
        Payments::Current => "current".to_owned(),
        Payments::Overdue => "overdue".to_owned(),
    }
}
