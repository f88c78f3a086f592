//! All contracts as a file that a spreadsheet opens and that imports again to the same.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::change::fields_of;
use super::field::fields;
use super::known::Known;
use super::sheet;
use super::text::{self, NONE};
use crate::console::Console;
use crate::view::ContractsFile;
use crate::{Desk, DeskError};

/// Files of one name and day that are tried before giving up.
const MOST_NAMES: u32 = 1_000;

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
        self.off_thread(move || {
            let folders = directories::UserDirs::new();
            let home = folders.as_ref().map(|folders| folders.download_dir().unwrap_or(folders.home_dir()));
            let Some(folder) = home else {
                let hint = "Write it with `gnomon contract export` into a folder of your own.";
                return Err(DeskError::new("no-home", "There is no folder for downloads.", hint));
            };
            Ok(save(folder, &file)?.display().to_string())
        })
        .await
    }
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

/// Writes under the first name that is free. The mark at the start tells spreadsheets that it is UTF-8.
fn save(folder: &Path, file: &ContractsFile) -> Result<PathBuf, DeskError> {
    let failed = |path: &Path, error: &std::io::Error| {
        let message = format!("{} cannot be written: {error}.", path.display());
        DeskError::new("not-written", message, "Free some space or mend the folder's rights.")
    };
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let stem = file.name.trim_end_matches(".csv");
    for number in 1..=MOST_NAMES {
        let name = if number == 1 { file.name.clone() } else { format!("{stem}-{number}.csv") };
        let path = folder.join(name);
        let mut opened = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(opened) => opened,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(failed(&path, &error)),
        };
        let written =
            opened.write_all("\u{feff}".as_bytes()).and_then(|()| opened.write_all(file.text.as_bytes()));
        return written.map(|()| path.clone()).map_err(|error| failed(&path, &error));
    }
    let message = format!("{} has too many files of this name.", folder.display());
    Err(DeskError::new("not-written", message, "Move some of them away."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("new");
        let file = |text: &str| ContractsFile { name: "c.csv".to_owned(), lines: 1, text: text.to_owned() };
        let first = save(&inside, &file("a")).unwrap();
        let second = save(&inside, &file("b")).unwrap();
        assert_eq!((first, second.clone()), (inside.join("c.csv"), inside.join("c-2.csv")));
        assert_eq!(std::fs::read_to_string(inside.join("c.csv")).unwrap(), "\u{feff}a");
        assert_eq!(save(&second, &file("x")).unwrap_err().code, "not-written");
    }
}
