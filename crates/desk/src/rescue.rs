//! The way out of a data file that is damaged: saving what can be read, and starting anew. Both leave the damaged file
//! as it is.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use store::{Access, DataKey, Rescue, Store, StoreError, TableRead};

use crate::lock::{in_use, take_lease};
use crate::view::{AnewView, RescueView, RescuedPart, WayOut};
use crate::{Desk, DeskError, contract, downloads, outbox};

/// What can be done about an error of opening.
pub(crate) fn way_out(error: &DeskError) -> WayOut {
    match error.code.as_str() {
        "damaged-database" => WayOut::Rescue,
        "not-a-database" | "wrong-key" | "newer-database" | "damaged-keys" | "keys-missing"
        | "newer-keys" => WayOut::LeaveAlone,
        _ => WayOut::None,
    }
}

impl Desk {
    /// Saves what can be read of the data file, whether it is damaged or not, as files that are not encrypted: in the folder
    /// `to`, which must be empty or new, or in a new one among the user's downloads. No token is in them.
    ///
    /// # Errors
    /// `folder-in-use`, `no-key` when nothing has opened the keys yet, `not-empty`, `not-written`, and those of a data file of
    /// which nothing at all can be read.
    pub async fn save_readable(&self, to: Option<PathBuf>) -> Result<RescueView, DeskError> {
        let _one = self.inner().opening.lock().await;
        let folder = self.inner().options.folder()?;
        let key = self.held_key().ok_or_else(|| no_key(&folder))?;
        let held_here = self.holds()?;
        let today = self.today();
        self.off_thread(move || {
            let _lease = if held_here { None } else { Some(take_lease(&folder)?) };
            let to = match to {
                Some(to) => empty_folder(to)?,
                None => downloads::new_folder(
                    &format!("gnomon-rescue-{today}"),
                    "Name a folder with `gnomon rescue --to FOLDER`.",
                )?,
            };
            save(&folder, &key, &to, &today).inspect_err(|_| {
                // Nothing is in it yet when nothing could be read.
                let _ = std::fs::remove_dir(&to);
            })
        })
        .await
    }

    /// Moves the data file aside, as it is, and begins a new one with the accounts, drafts and changes that could be read;
    /// what was not delivered waits there for the user. Everything else is synced again.
    ///
    /// # Errors
    /// `folder-in-use`; `not-damaged` when every page of the file is as it was written; the disk is full or cannot be
    /// written. The file stays where it is then.
    pub async fn start_anew(&self) -> Result<AnewView, DeskError> {
        let opening = self.inner().opening.lock().await;
        let folder = self.inner().options.folder()?;
        let (lease, is_checked) = match self.try_console().filter(|console| !console.is_demo) {
            Some(console) => {
                self.holds()?;
                // What was met while it was used is reason enough.
                if console.store.damage().is_none() {
                    let checked = console.clone();
                    self.off_thread(move || refuse_whole(&checked.store)).await?;
                }
                // The folder is free when nobody has the console any more.
                drop(console);
                (self.close(&folder).await?, true)
            }
            None => {
                self.until_closed(&folder).await;
                (take_lease(&folder)?, false)
            }
        };
        let key = self.held_key();
        let (now, today, with) = (self.inner().clock.now(), self.today(), key.clone());
        let anew = self
            .off_thread(move || {
                if !is_checked
                    && let Some(key) = &with
                    && let Ok(store) = Store::open(&folder, key, Access::Holder(&lease))
                {
                    refuse_whole(&store)?;
                }
                Ok(store::start_anew(&lease, with.as_deref(), &outbox::undelivered(now), &today)?)
            })
            .await?;
        let has_accounts = !anew.brought.is_empty();
        match key.filter(|_| has_accounts) {
            Some(key) => drop(self.open_with(key).await?),
            None => self.let_go(),
        }
        drop(opening);
        Ok(AnewView {
            aside: anew.aside.display().to_string(),
            parts: anew
                .brought
                .iter()
                .map(|part| self::part(&part.what, "", part.rows, part.whole))
                .collect(),
            has_accounts,
        })
    }

    /// Whether this desk holds the data folder.
    fn holds(&self) -> Result<bool, DeskError> {
        match self.try_console().filter(|console| !console.is_demo) {
            Some(console) if console.store.is_read_only() => Err(in_use()),
            Some(_) => Ok(true),
            None => Ok(false),
        }
    }

    fn today(&self) -> String {
        let now = self.inner().clock.now();
        now.to_chrono().map_or_else(String::new, |at| at.format("%Y-%m-%d").to_string())
    }
}

fn no_key(folder: &Path) -> DeskError {
    let message = format!("Without its key nothing can be read in {}.", folder.display());
    let hint =
        "Restore keys.json from a backup, or open the data with the passphrase or the recovery code first.";
    DeskError::new("no-key", message, hint)
}

/// Starting anew is for a file that is of no use.
fn refuse_whole(store: &Store) -> Result<(), DeskError> {
    match store.check() {
        Ok(()) => {
            let message = "The data file is not damaged: every page is as it was written.";
            Err(DeskError::new("not-damaged", message, "Go on with it; nothing was changed."))
        }
        Err(StoreError::DamagedDatabase { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn empty_folder(to: PathBuf) -> Result<PathBuf, DeskError> {
    let failed = |error: std::io::Error| {
        let message = format!("{} cannot be used: {error}.", to.display());
        DeskError::new("not-written", message, "Name another folder.")
    };
    std::fs::create_dir_all(&to).map_err(failed)?;
    if std::fs::read_dir(&to).map_err(failed)?.next().is_some() {
        let message = format!("{} has something in it.", to.display());
        return Err(DeskError::new(
            "not-empty",
            message,
            "Name an empty folder, or one that does not exist.",
        ));
    }
    Ok(to)
}

fn save(folder: &Path, key: &Arc<DataKey>, to: &Path, today: &str) -> Result<RescueView, DeskError> {
    let mut rescue = Rescue::open(folder, key, to)?;
    let tables = rescue.save(to)?;
    let given = rescue.given_contracts()?;
    let mut parts: Vec<RescuedPart> = tables.iter().map(of_table).collect();
    if !given.is_empty() {
        downloads::write_new(&to.join(CONTRACTS), &contract::given_sheet(&given)?)?;
        let whole = tables.iter().any(|table| table.file == "contract-values.jsonl" && table.whole);
        let lines = u64::try_from(given.len()).unwrap_or(u64::MAX);
        let what = "the same values, for `gnomon contract import`";
        let place = tables.iter().position(|table| table.file == "contract-values.jsonl");
        parts.insert(place.map_or(parts.len(), |place| place + 1), part(what, CONTRACTS, lines, whole));
    }
    let whole = parts.iter().all(|part| part.whole);
    downloads::write_new(&to.join("summary.txt"), &summary(folder, &parts, today))?;
    Ok(RescueView { folder: to.display().to_string(), parts, whole })
}

const CONTRACTS: &str = "contracts.csv";

fn of_table(table: &TableRead) -> RescuedPart {
    part(&table.what, &table.file, table.rows, table.whole)
}

fn part(what: &str, file: &str, rows: u64, whole: bool) -> RescuedPart {
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    RescuedPart { what: what.to_owned(), file: file.to_owned(), rows, whole }
}

fn summary(folder: &Path, parts: &[RescuedPart], today: &str) -> String {
    let mut text = format!(
        "What could be read of the data file in {} on {today}.\n\n\
         These files are not encrypted. Keep them where nobody else can read them, and delete them when you do not need \
         them any more. No token is in them. In the .jsonl files each line is one record, as JSON; instants are seconds \
         since 1970, UTC. The bytes of files that were not sent are in the folder `files`.\n\n",
        folder.display()
    );
    for RescuedPart { what, file, rows, whole } in parts {
        let how = if *whole { "all of them" } else { "the others could not be read" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{rows:>8}  {file:<22} {what}: {how}");
    }
    text
}
