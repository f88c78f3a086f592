//! All contracts as a file that a spreadsheet opens and that imports again to the same.

use std::collections::BTreeMap;

use serde_json::Value;
use store::ContractChange;

use super::change::fields_of;
use super::field::fields;
use super::known::Known;
use super::sheet;
use super::text::{self, NONE};
use crate::console::Console;
use crate::view::ContractsFile;
use crate::{Desk, DeskError, downloads};

impl Desk {
    /// All contracts as CSV: the values that count, one line for each customer and policy.
    ///
    /// # Errors
    /// Nothing is open, or the data file cannot be read.
    pub async fn export_contracts(&self) -> Result<ContractsFile, DeskError> {
        let console = self.console()?;
        self.off_thread(move || file(&console)).await
    }

    /// Writes all contracts into the user's folder for downloads and answers where they are. Never writes over a
    /// file that is there.
    ///
    /// # Errors
    /// As [`Desk::export_contracts`]; there is no such folder, or the file cannot be written.
    pub async fn save_contracts(&self) -> Result<String, DeskError> {
        let file = self.export_contracts().await?;
        let instead = "Write it with `gnomon contract export` into a folder of your own.";
        // The mark at the start tells spreadsheets that it is UTF-8.
        self.off_thread(move || {
            let path = downloads::save(&file.name, &format!("\u{feff}{}", file.text), instead)?;
            Ok(path.display().to_string())
        })
        .await
    }
}

/// Values of contracts that a user or a file gave, in the form that `gnomon contract import` reads. Where nothing was given,
/// the cell is empty and says nothing.
pub(crate) fn given_sheet(given: &[ContractChange]) -> Result<String, DeskError> {
    let mut rows: BTreeMap<[&str; 3], BTreeMap<&str, Value>> = BTreeMap::new();
    for ContractChange { account, customer, policy, field, value } in given {
        let row = rows.entry([account.as_str(), customer.as_str(), policy.as_str()]).or_default();
        row.insert(field, value.clone().unwrap_or(Value::Null));
    }
    let names = fields().iter().map(|field| field.name.as_str());
    let columns: Vec<&str> = ["account", "customer", "policy"].into_iter().chain(names).collect();
    let lines = rows.iter().map(|(place, values)| {
        let cell = |field: &super::field::Field| match values.get(field.name.as_str()) {
            Some(Value::Null) => NONE.to_owned(),
            Some(value) => text::write(field.kind, value),
            None => String::new(),
        };
        place.iter().map(|part| (*part).to_owned()).chain(fields().iter().map(cell)).collect()
    });
    sheet::write(&columns, lines)
}

fn file(console: &Console) -> Result<ContractsFile, DeskError> {
    let known = Known::of(console)?;
    let names = fields().iter().map(|field| field.name.as_str());
    let columns: Vec<&str> =
        ["account", "customer", "customer_name", "policy"].into_iter().chain(names).collect();
    let lines = known.keys.iter().map(|(account, customer, policy)| {
        let row = console.contract_row(account, customer, policy);
        let values = row.as_ref().map(|row| fields_of(&row.record.contract)).unwrap_or_default();
        let cell = |field: &super::field::Field| match values.get(&field.name) {
            Some(value) => text::write(field.kind, value),
            // Somebody said that there is none: that is more than saying nothing.
            None if row.as_ref().is_some_and(|row| row.given.contains_key(&field.name)) => NONE.to_owned(),
            None => text::write(field.kind, &Value::Null),
        };
        let place = [account.clone(), customer.clone(), known.name(account, customer), policy.clone()];
        place.into_iter().chain(fields().iter().map(cell)).collect()
    });
    let text = sheet::write(&columns, lines)?;
    let day =
        console.clock.now().to_chrono().map_or_else(String::new, |at| at.format("-%Y-%m-%d").to_string());
    Ok(ContractsFile {
        name: format!("gnomon-contracts{day}.csv"),
        lines: u32::try_from(known.keys.len()).unwrap_or(u32::MAX),
        text,
    })
}
