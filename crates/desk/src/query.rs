//! What a window or a terminal asks of an open queue.

use std::collections::BTreeMap;

use crate::console::Console;
use crate::freshness::{Freshness, synced_at};
use crate::live::Ranked;
use crate::remote::remote_view;
use crate::show;
use crate::view::{AsideView, BoardView, QueuePage, QueueRequest, TicketView};
use crate::{Desk, DeskError};

impl Desk {
    /// A page of the queue.
    ///
    /// # Errors
    /// Nothing is open, or the search index cannot be read.
    pub async fn queue(&self, request: QueueRequest) -> Result<QueuePage, DeskError> {
        let console = self.console()?;
        self.off_thread(move || {
            let freshness = Freshness::of(&console);
            if let Some(mut saved) = console.snapshot(&request) {
                freshness.date(&mut saved.rows);
                return Ok(saved);
            }
            let found = console.search(&request.search)?;
            let (mut page, solved) = show::page(&console.line(), &request, found.as_deref(), &freshness);
            page.rows.extend(console.solved_rows(solved)?);
            freshness.date(&mut page.rows);
            Ok(page)
        })
        .await
    }

    /// A ticket with its clocks, reasons and conversation.
    ///
    /// # Errors
    /// No such ticket, or the data file cannot be read.
    pub async fn ticket(&self, key: &str) -> Result<TicketView, DeskError> {
        let (console, key) = (self.console()?, key.to_owned());
        self.off_thread(move || read_ticket(&console, &key)).await
    }

    /// [`Desk::ticket`] by key or by the number that people use, solved ones included.
    ///
    /// # Errors
    /// No such ticket.
    pub async fn find(&self, name: &str) -> Result<TicketView, DeskError> {
        let (console, name) = (self.console()?, name.trim().to_owned());
        self.off_thread(move || {
            if console.line().get(&name).is_some() {
                return read_ticket(&console, &name);
            }
            let numbered = console.store.numbered(&name)?.into_iter().next();
            let key = numbered.map_or(name, |key| crate::live::key(&key.account, &key.id));
            read_ticket(&console, &key)
        })
        .await
    }

    /// The board.
    ///
    /// # Errors
    /// Nothing is open.
    pub async fn board(&self) -> Result<BoardView, DeskError> {
        let console = self.console()?;
        let freshness = Freshness::of(&console);
        let revision = console.line().newest().clone();
        Ok(show::board(&revision, freshness.oldest(), freshness.is_stale()))
    }

    /// Records that could not be read.
    ///
    /// # Errors
    /// Nothing is open, or the data file cannot be read.
    pub async fn aside(&self) -> Result<Vec<AsideView>, DeskError> {
        let console = self.console()?;
        self.off_thread(move || {
            let names: BTreeMap<String, String> =
                console.accounts().into_iter().map(|a| (a.id, a.name)).collect();
            let rows = console.store.aside()?.into_iter();
            let view = |row: store::AsideRow| AsideView {
                account: names.get(&row.account).cloned().unwrap_or(row.account),
                id: row.record.id.unwrap_or_default(),
                why: row.record.why,
                at: row.at.0,
            };
            Ok(rows.map(view).collect())
        })
        .await
    }

    /// Opens a ticket's page in the user's browser. The window has shown the host and asked.
    ///
    /// # Errors
    /// The portal gave no page, or it is none that may be opened.
    pub async fn open_ticket_page(&self, key: &str) -> Result<(), DeskError> {
        let (console, key) = (self.console()?, key.to_owned());
        self.off_thread(move || {
            let (_, ticket) = console.ticket(&key)?;
            let url = ticket.url.ok_or_else(|| {
                DeskError::new(
                    "no-page",
                    "The portal names no page for this ticket.",
                    "Open the portal by yourself.",
                )
            })?;
            launch::open_page(&url)
                .map_err(|error| DeskError::new(error.code(), error.to_string(), error.hint()))
        })
        .await
    }

    /// The user's settings, by name.
    ///
    /// # Errors
    /// The data file cannot be read.
    pub async fn settings(&self) -> Result<BTreeMap<String, String>, DeskError> {
        let Some(console) = self.try_console() else { return Ok(BTreeMap::new()) };
        self.off_thread(move || console.settings()).await
    }

    /// Keeps a setting; an empty value forgets it.
    ///
    /// # Errors
    /// `bad-setting` for a name or a value that no setting has; the data file cannot be written.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), DeskError> {
        refuse_strange(name, value)?;
        let mut settings = self.settings().await?;
        if value.is_empty() {
            settings.remove(name);
        } else {
            settings.insert(name.to_owned(), value.to_owned());
        }
        let Some(console) = self.try_console() else { return Ok(()) };
        let text = serde_json::to_string(&settings).unwrap_or_default();
        self.off_thread(move || Ok(console.store.set_setting(SETTINGS, Some(&text))?)).await
    }

    /// Syncs at once.
    ///
    /// # Errors
    /// Nothing is open, or another process holds the data folder.
    pub fn sync_now(&self) -> Result<(), DeskError> {
        let console = self.console()?;
        console.go_online()?;
        console.tell(sync::Input::SyncNow);
        Ok(())
    }

    /// Begins to sync a console that was opened to stay offline.
    ///
    /// # Errors
    /// Nothing is open, or another process holds the data folder.
    pub async fn go_online(&self) -> Result<(), DeskError> {
        let console = self.console()?;
        self.off_thread(move || console.go_online()).await
    }
}

const SETTINGS: &str = "window";
/// Characters of a setting's name and of its value; a name is made of small letters and underscores.
const LONGEST_NAME: usize = 40;
const LONGEST_VALUE: usize = 1_000;

fn refuse_strange(name: &str, value: &str) -> Result<(), DeskError> {
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_'));
    if name.len() <= LONGEST_NAME && is_name(name) && value.len() <= LONGEST_VALUE {
        return Ok(());
    }
    let message = "A setting of this name or with so long a value does not exist.";
    Err(DeskError::new("bad-setting", message, "Change settings on the settings page."))
}

impl Console {
    /// One of the user's settings.
    pub(crate) fn setting(&self, name: &str) -> Option<String> {
        self.settings().ok()?.remove(name)
    }

    fn settings(&self) -> Result<BTreeMap<String, String>, DeskError> {
        let stored = self.store.setting(SETTINGS)?;
        Ok(stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }
}

/// The ticket is not lost: nothing else of it was erased.
fn texts_erased() -> crate::view::NoticeView {
    crate::view::NoticeView {
        code: "texts-erased".to_owned(),
        text: "The texts and files of this closed ticket were erased here, as the settings ask. They are at the portal, and are read \
               again when the ticket changes."
            .to_owned(),
        clause: String::new(),
        basis: String::new(),
    }
}

fn read_ticket(console: &Console, key: &str) -> Result<TicketView, DeskError> {
    let (account, ticket) = console.ticket(key)?;
    let unknown =
        || DeskError::new("unknown-account", "The ticket's account is gone.", "Go back to the queue.");
    let of = console.account(&account).ok_or_else(unknown)?;
    let contract = console.contract_of(&account, &ticket, &of.mapping);
    let deadlines = of.reach().map_or_else(Vec::new, |(adapter, _)| adapter.deadlines(&ticket));
    let revision = console.line().newest().clone();
    let place = revision.rows.iter().position(|row| row.entry.key() == key);
    let kept: Option<&Ranked> = place.and_then(|place| revision.rows.get(place));
    let fresh = if kept.is_none() { console.judge(&account, &ticket) } else { None };
    let entry = kept.map(|row| &*row.entry).or(fresh.as_ref()).ok_or_else(unknown)?;
    let at = match kept {
        Some(row) => row.at(revision.as_of),
        None if entry.is_open() => console.at(&account),
        None => console.ended(&account, &ticket),
    };
    // Whether a session may be started is asked for now, also of a ticket that ended long ago.
    let now = if kept.is_some() { at.portal_now() } else { console.at(&account).portal_now() };
    let numbered = |place: usize| u32::try_from(place + 1).unwrap_or(u32::MAX);
    let erased = console.store.erased(&store::TicketKey::new(&account, &ticket.id))?;
    let mut view = show::ticket(show::Reading {
        ticket: &ticket,
        entry,
        place: place.zip(kept).map(|(place, row)| (numbered(place), row.lane, revision.rows.get(place + 1))),
        contract: contract.as_deref(),
        remote: remote_view(entry, now),
        deadlines: &deadlines,
        read_at: synced_at(console, &account).unwrap_or(ticket.updated),
        at,
    });
    view.notices.extend(erased.map(|_| texts_erased()));
    Ok(view)
}
