//! Changing one contract by hand.

use std::sync::Arc;

use store::ValueSource;

use super::change::{Blank, Place, plan};
use super::check::Mistake;
use super::field::{Field, fields, find};
use super::list::{unknown_policy, view};
use crate::console::Console;
use crate::contract::known::Known;
use crate::view::{ContractEdit, ContractSaved, MistakeView};
use crate::{Desk, DeskError};

impl Desk {
    /// Gives values of a contract and takes values back. What is wrong is told, and nothing is changed then.
    /// The customer's tickets are judged anew at once.
    ///
    /// # Errors
    /// Nothing is open, there is no such account or policy, another process holds the data folder, or the data file
    /// cannot be written.
    pub async fn edit_contract(&self, edit: ContractEdit) -> Result<ContractSaved, DeskError> {
        let console = self.console()?;
        self.off_thread(move || save(&console, &edit)).await
    }
}

fn save(console: &Console, edit: &ContractEdit) -> Result<ContractSaved, DeskError> {
    let ContractEdit { account, customer, policy, set, take_back } = edit;
    if customer.trim().is_empty() {
        let hint = "Name the customer by its identifier in the portal.";
        return Err(DeskError::new("no-customer", "No customer is named.", hint));
    }
    let known = Known::of(console)?;
    let pack = known.packs.get(policy).map(Arc::clone).ok_or_else(|| unknown_policy(&known, policy))?;
    let row = console.contract_row(account, customer, policy);
    let place = Place { account, customer, pack: &pack, row: row.as_deref() };
    let mut mistakes = Vec::new();
    let mut texts = Vec::new();
    for wanted in set {
        if let Some(field) = known_field(&wanted.field, &mut mistakes) {
            texts.push((field, wanted.text.as_str()));
        }
    }
    let back: Vec<_> = take_back.iter().filter_map(|name| known_field(name, &mut mistakes)).collect();
    let planned = plan(place, texts, &back, Blank::NoValue);
    mistakes.extend(planned.mistakes);
    if mistakes.is_empty() {
        console.change_contracts(&planned.changes, &ValueSource::User)?;
    }
    Ok(ContractSaved { mistakes, contract: view(console, account, customer, policy)? })
}

fn known_field(name: &str, mistakes: &mut Vec<MistakeView>) -> Option<&'static Field> {
    let found = find(name);
    if found.is_none() {
        let names: Vec<&str> = fields().iter().map(|field| field.name.as_str()).collect();
        let message = format!("A contract has no field \u{201c}{name}\u{201d}.");
        mistakes.push(Mistake::new(message, format!("Use one of: {}.", names.join(", "))).view(name));
    }
    found
}
