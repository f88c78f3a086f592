//! What is known about customer, contract and product, where it was read, and when.

use calendar::Moment;
use policy::ticket::Ticket;
use serde_json::Value;
use store::ContractRow;

use crate::contract::{fields, origin, write};
use crate::live::Judged;
use crate::view::{FactView, OriginView};

/// Facts with their source, those that are not known included where it matters that they are not. `read_at` is when
/// the ticket was last read from its portal.
pub(crate) fn facts(
    ticket: &Ticket,
    judged: Option<&Judged>,
    contract: Option<&ContractRow>,
    read_at: Moment,
) -> Vec<FactView> {
    let mut facts = Vec::new();
    let mut add = |label: &str, value: Option<String>, source: &str, origin: Option<OriginView>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.push(FactView { label: label.to_owned(), value, source: source.to_owned(), origin });
        }
    };
    let portal = || Some(OriginView { kind: "portal".to_owned(), file: String::new(), at: Some(read_at.0) });
    add("Customer", ticket.customer.as_ref().map(|customer| customer.name.clone()), "portal", portal());
    add("Queue", Some(ticket.queue.clone()), "portal", portal());
    add("Channel", ticket.channel.clone(), "portal", portal());
    if let Some(Judged { pack, standing }) = judged {
        add("Product", Some(pack.title_words()), "policy", None);
        let plan = standing.plan().map_or("not known", |ix| pack.plan_name(ix));
        let told = contract.and_then(|row| origin(row, "plan"));
        let source = if told.is_some() { "contract" } else { "mapping" };
        add("Plan", Some(plan.to_owned()), source, told);
        let class = standing.classification().map(|ix| pack.classification_name(ix).to_owned());
        add("Classification", class, "portal", portal());
    }
    match contract {
        Some(row) => {
            for (label, value, from) in of_contract(row) {
                add(&label, Some(value), "contract", from);
            }
        }
        None => add("Contract", Some("no record".to_owned()), "contract", None),
    }
    for (name, value) in &ticket.fields {
        let name = match name.as_str() {
            "tags" => "Tags",
            "links" => "Links",
            name => name,
        };
        add(name, Some(value.clone()), "portal", portal());
    }
    facts
}

/// Every value that the contract has, but for the plan, which is told by its name.
fn of_contract(row: &ContractRow) -> impl Iterator<Item = (String, String, Option<OriginView>)> {
    let values = serde_json::to_value(&row.record.contract).unwrap_or_default();
    let known = fields().iter().filter(|field| field.name != "plan");
    known.filter_map(move |field| {
        let value = values.get(&field.name).unwrap_or(&Value::Null);
        (!value.is_null()).then(|| {
            let label = match field.name.as_str() {
                "starts" => "Contract from".to_owned(),
                "ends" => "Contract until".to_owned(),
                _ => field.label.clone(),
            };
            (label, mail::one_line(&write(field.kind, value)), origin(row, &field.name))
        })
    })
}
