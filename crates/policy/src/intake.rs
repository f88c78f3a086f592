//! Intake: what a request has to carry, what the ticket's fields show of it, and what is still to ask for.

use calendar::Moment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::engine::{Standing, missing};
use crate::entitlement::asks;
use crate::facts::Facts;
use crate::pack::{IntakeItem, IntakeRow, Need, Pack, Shown};
use crate::ruling::Ground;

/// One row of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IntakeAnswer {
    /// The row of the pack.
    pub row: String,
    /// How much it is needed.
    pub need: Need,
    /// What has to be known before it is certain that the row is for this ticket; empty when it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<String>,
    /// What it asks for.
    pub items: Vec<ItemAnswer>,
    /// Sentence, basis and clause.
    pub ground: Ground,
}

/// One thing of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ItemAnswer {
    /// In a few words.
    pub ask: String,
    /// Whether it is there.
    pub state: ItemState,
    /// What the ticket shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Whether something is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ItemState {
    /// A field of the ticket shows it.
    Given,
    /// The field is empty.
    ToAskFor,
    /// No field can show it: a person reads the ticket.
    CannotTell,
}

/// The checklist of a ticket at `now`, in the pack's order; rows for other tickets are left out.
#[must_use]
pub fn intake(facts: &Facts, standing: &Standing, pack: &Pack, now: Moment) -> Vec<IntakeAnswer> {
    let row = |row: &IntakeRow| {
        let open = missing(&row.when, standing, pack, now)?;
        let path = format!("intake.{}", row.id);
        Some(IntakeAnswer {
            need: row.need,
            ask: asks(&open, standing, pack, now),
            items: row.items.iter().map(|one| item(one, facts, standing, pack)).collect(),
            ground: Ground::of(&path, &row.text, &row.source),
            row: path,
        })
    };
    pack.intake.iter().filter_map(row).collect()
}

/// A text to send: what every request has to carry and is not there, or cannot be seen to be there. Rows that may not
/// be for this ticket, and what is only asked for when needed, are left out; empty when nothing is to be asked.
#[must_use]
pub fn request_text(checklist: &[IntakeAnswer]) -> String {
    let certain = checklist.iter().filter(|row| row.need == Need::Mandatory && row.ask.is_empty());
    let items: Vec<&ItemAnswer> = certain.flat_map(|row| &row.items).collect();
    let block = |heading: &str, state: ItemState| {
        let lines: Vec<String> =
            items.iter().filter(|item| item.state == state).map(|item| format!("- {}\n", item.ask)).collect();
        if lines.is_empty() { String::new() } else { format!("{heading}\n{}", lines.concat()) }
    };
    let missing = block("To work on your request, we need from you:", ItemState::ToAskFor);
    let unseen = block("Please add these, unless your message has them already:", ItemState::CannotTell);
    let gap = if missing.is_empty() || unseen.is_empty() { "" } else { "\n" };
    format!("{missing}{gap}{unseen}")
}

fn item(item: &IntakeItem, facts: &Facts, standing: &Standing, pack: &Pack) -> ItemAnswer {
    let value = item.shown_by.map(|shown| value(shown, facts, standing, pack));
    let (state, value) = match value {
        None => (ItemState::CannotTell, None),
        Some(None) => (ItemState::ToAskFor, None),
        Some(Some(value)) => (ItemState::Given, Some(value)),
    };
    ItemAnswer { ask: item.ask.clone(), state, value }
}

/// What a field shows; a blank one shows nothing.
fn value(shown: Shown, facts: &Facts, standing: &Standing, pack: &Pack) -> Option<String> {
    let product = facts.product.as_ref();
    let contract = facts.contract.as_ref();
    let value = match shown {
        Shown::Product => product.map(|product| product.name.clone()),
        Shown::ProductVersion => product.and_then(|product| product.version.clone()),
        Shown::Severity => standing.severity().map(|index| pack.severity_name(index).to_owned()),
        Shown::Classification => {
            standing.classification().map(|index| pack.classification_name(index).to_owned())
        }
        Shown::Customer => facts.customer.clone(),
        Shown::Contact => facts.contact.clone(),
        Shown::Plan => standing.plan().map(|index| pack.plan_name(index).to_owned()),
        Shown::ContractDates => contract
            .and_then(|contract| contract.starts.zip(contract.ends))
            .map(|(starts, ends)| format!("{starts} to {ends}")),
    };
    value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}
