//! Reading contracts from a file: what would change first, then exactly that.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use store::{ContractChange, ValueSource};

use super::known::Known;
use super::line::{Reader, column, columns};
use super::sheet;
use crate::console::Console;
use crate::view::{ImportDone, ImportLine, ImportPreview};
use crate::{Desk, DeskError};

/// Lines that a preview shows.
const MOST: usize = 1_000;

impl Desk {
    /// What the import of a CSV file would change; changes nothing.
    ///
    /// # Errors
    /// Nothing is open, or the first line names no columns. What is wrong with a line is in the preview.
    pub async fn preview_contracts(&self, name: &str, text: String) -> Result<ImportPreview, DeskError> {
        let (console, name) = (self.console()?, name.to_owned());
        self.off_thread(move || Ok(Import::of(&console, &text)?.preview(&name))).await
    }

    /// Makes exactly the changes of a preview: `mark` is its. The customers' tickets are judged anew at once.
    ///
    /// # Errors
    /// `stale-preview` when the same file would change something else now; and as [`Desk::edit_contract`].
    pub async fn import_contracts(
        &self,
        name: &str,
        text: String,
        mark: &str,
    ) -> Result<ImportDone, DeskError> {
        let (console, name, mark) = (self.console()?, name.to_owned(), mark.to_owned());
        self.off_thread(move || {
            let import = Import::of(&console, &text)?;
            if import.mark() != mark {
                let message =
                    "The file or the contracts have changed since the preview, so nothing was imported.";
                return Err(DeskError::new("stale-preview", message, "Look at the preview again."));
            }
            console.change_contracts(&import.changes, &ValueSource::File(mail::one_line(&name)))?;
            let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            Ok(ImportDone {
                contracts: count(import.good.len()),
                values: count(import.changes.len()),
                refused: count(import.refused.len()),
            })
        })
        .await
    }
}

/// A file that was read, line by line.
struct Import {
    changes: Vec<ContractChange>,
    good: Vec<ImportLine>,
    refused: Vec<ImportLine>,
    unchanged: usize,
    notes: Vec<String>,
}

impl Import {
    fn of(console: &Console, text: &str) -> Result<Self, DeskError> {
        let sheet = sheet::read(text, |name| column(name).is_some())?;
        let (columns, notes) = columns(&sheet)?;
        let known = Known::of(console)?;
        let reader = Reader { console, known: &known, by_name: known.by_name(), columns };
        let mut import =
            Self { changes: Vec::new(), good: Vec::new(), refused: Vec::new(), unchanged: 0, notes };
        let mut seen = BTreeMap::new();
        for line in &sheet.lines {
            import.take(reader.read(line, &mut seen));
        }
        Ok(import)
    }

    fn take(&mut self, (line, changes): (ImportLine, Vec<ContractChange>)) {
        if !line.mistakes.is_empty() {
            self.refused.push(line);
        } else if changes.is_empty() {
            self.unchanged += 1;
        } else {
            self.changes.extend(changes);
            self.good.push(line);
        }
    }

    /// Names the changes: the same for the same changes, in the same order, and for no others.
    fn mark(&self) -> String {
        let mut digest = Sha256::new();
        for ContractChange { account, customer, policy, field, value } in &self.changes {
            let whole = serde_json::json!([account, customer, policy, field, value.is_some(), value]);
            digest.update(whole.to_string());
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn preview(self, name: &str) -> ImportPreview {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mark = self.mark();
        let added = self.good.iter().filter(|line| line.what == "added").count();
        let (good, refused) = (self.good.len(), self.refused.len());
        let rows: Vec<ImportLine> = self.refused.into_iter().chain(self.good).take(MOST).collect();
        ImportPreview {
            name: mail::one_line(name),
            mark,
            lines: count(good + refused + self.unchanged),
            added: count(added),
            changed: count(good - added),
            unchanged: count(self.unchanged),
            refused: count(refused),
            notes: self.notes,
            more: count(good + refused - rows.len()),
            rows,
        }
    }
}
