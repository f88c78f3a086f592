//! Fetching ahead for a time away: in the order of the plan, within a limit, and kept until the landing.

use std::collections::BTreeSet;
use std::sync::Arc;

use calendar::Moment;
use policy::ticket::Attachment;
use store::{FileKey, TicketKey};

use super::{attachments, fetch, limits};
use crate::console::Console;
use crate::view::{AheadView, AwayRequest};
use crate::{Desk, DeskError};

/// What was fetched stays for so long after the landing, in seconds.
const AFTER_S: i64 = 86_400;

/// What there is to fetch, and how much of it fits. The texts of these tickets are always here: only those of closed ones are
/// ever erased.
#[derive(Debug, Default)]
struct Ahead {
    view: AheadView,
    /// Files within the limit that are not here, in the order of the plan.
    missing: Vec<(FileKey, Attachment)>,
    /// Files within the limit that are here.
    here: Vec<FileKey>,
    until: Moment,
}

impl Desk {
    /// What would be fetched for a time away, and how large it is. `limit_mb` is the user's for this time; `None` takes the one
    /// of the settings. Fetches nothing.
    ///
    /// # Errors
    /// As [`Desk::away`].
    pub async fn away_files(
        &self,
        request: AwayRequest,
        limit_mb: Option<u32>,
    ) -> Result<AheadView, DeskError> {
        let console = self.console()?;
        self.loaded().await;
        self.off_thread(move || Ok(ahead(&console, &request, limit_mb)?.view)).await
    }

    /// Fetches it, one after the other, and keeps it until a day after the landing. Ends when all is here or could not be
    /// had.
    ///
    /// # Errors
    /// As [`Desk::away`], and `folder-in-use` when another process holds the data folder. A file that cannot be had is told in
    /// the answer.
    pub async fn fetch_away(
        &self,
        request: AwayRequest,
        limit_mb: Option<u32>,
    ) -> Result<AheadView, DeskError> {
        let console = self.console()?;
        self.loaded().await;
        let Ahead { mut view, missing, here, until } = {
            let console = console.clone();
            self.off_thread(move || ahead(&console, &request, limit_mb)).await?
        };
        for key in here {
            pin(self, &console, key, until).await?;
        }
        for (key, file) in missing {
            let name = mail::name::file_name(&file.name).name;
            match fetch::fetch(&console, key.clone(), file).await {
                Ok(()) => pin(self, &console, key, until).await?,
                Err(error) if console.is_ending() => return Err(error),
                Err(error) => view.failed.push(format!("{name}: {}", error.message)),
            }
        }
        Ok(view)
    }
}

async fn pin(desk: &Desk, console: &Arc<Console>, key: FileKey, until: Moment) -> Result<(), DeskError> {
    let console = console.clone();
    desk.off_thread(move || Ok(console.store.pin_file(&key, until)?)).await
}

fn ahead(console: &Console, request: &AwayRequest, limit_mb: Option<u32>) -> Result<Ahead, DeskError> {
    let (keys, to) = crate::away::planned(console, request)?;
    let limit = limit_mb.map_or_else(|| limits::ahead(console), |limit| u64::from(limit) << 20);
    let each = limits::each(console);
    let mut ahead = Ahead {
        view: AheadView {
            limit,
            tickets: u32::try_from(keys.len()).unwrap_or(u32::MAX),
            ..AheadView::default()
        },
        until: to.plus(AFTER_S),
        ..Ahead::default()
    };
    let mut left = limit;
    for key in keys {
        let (account, ticket) = console.ticket(&key)?;
        let name = TicketKey::new(&account, &ticket.id);
        let whole: BTreeSet<String> = console
            .store
            .files(&name)?
            .into_iter()
            .filter(store::FileState::is_whole)
            .map(|state| state.id)
            .collect();
        for (_, file) in attachments(&ticket) {
            ahead.count(FileKey::new(&account, &ticket.id, &file.id), file, &whole, each, &mut left);
        }
    }
    Ok(ahead)
}

impl Ahead {
    fn count(
        &mut self,
        key: FileKey,
        file: &Attachment,
        whole: &BTreeSet<String>,
        each: u64,
        left: &mut u64,
    ) {
        self.view.files += 1;
        if whole.contains(&file.id) {
            self.view.here += 1;
            self.here.push(key);
            return;
        }
        match file.size {
            Some(size) if size > each => self.view.too_large += 1,
            Some(size) if size > *left => self.view.no_room += 1,
            size => {
                self.view.fetched += 1;
                self.view.unknown += u32::from(size.is_none());
                self.view.bytes += size.unwrap_or(0);
                *left -= size.unwrap_or(0);
                self.missing.push((key, file.clone()));
            }
        }
    }
}
