//! Reading and changing the host book.

use launch::{Fingerprint, Target, Tool, Typed};
use store::HostEntry;

use super::propose::propose;
use super::view;
use crate::console::Console;
use crate::contract::Known;
use crate::view::{HostBookView, HostForm, HostVerification, HostView};
use crate::{Desk, DeskError};

/// The longest name that a user may give, in characters.
const LONGEST: usize = 100;

impl Desk {
    /// The host book of a ticket's customer, and the hosts and IDs that the ticket's text names.
    ///
    /// # Errors
    /// Nothing is open, there is no such ticket, or the data file cannot be read.
    pub async fn host_book(&self, key: &str) -> Result<HostBookView, DeskError> {
        let (console, key) = (self.console()?, key.to_owned());
        self.off_thread(move || book_of(&console, &key)).await
    }

    /// Every machine in the host book, by account, customer and label.
    ///
    /// # Errors
    /// Nothing is open, or the data file cannot be read.
    pub async fn hosts(&self) -> Result<Vec<HostView>, DeskError> {
        let console = self.console()?;
        self.off_thread(move || {
            let known = Known::of(&console)?;
            let name = |row: &store::HostRow| known.name(&row.entry.account, &row.entry.customer);
            Ok(console.store.hosts()?.iter().map(|row| view(row, &name(row))).collect())
        })
        .await
    }

    /// Enters a machine.
    ///
    /// # Errors
    /// A value is not of its grammar, the same machine is there already, no customer is named, or another process holds
    /// the data folder.
    pub async fn add_host(&self, form: HostForm) -> Result<HostView, DeskError> {
        let console = self.console()?;
        self.off_thread(move || add(&console, &form)).await
    }

    /// Writes down who confirmed that a machine is the customer's, and its host keys.
    ///
    /// # Errors
    /// Nobody is named, a fingerprint is none, the machine is gone, or another process holds the data folder.
    pub async fn verify_host(&self, verification: HostVerification) -> Result<HostView, DeskError> {
        let console = self.console()?;
        self.off_thread(move || verify(&console, &verification)).await
    }

    /// Takes a machine out of the book, and answers what it was.
    ///
    /// # Errors
    /// The machine is gone, or another process holds the data folder.
    pub async fn remove_host(&self, id: u32) -> Result<HostView, DeskError> {
        let console = self.console()?;
        self.off_thread(move || {
            let removed = console.store.remove_host(i64::from(id))?.ok_or_else(gone)?;
            let known = Known::of(&console)?;
            Ok(view(&removed, &known.name(&removed.entry.account, &removed.entry.customer)))
        })
        .await
    }
}

fn book_of(console: &Console, key: &str) -> Result<HostBookView, DeskError> {
    let (account, ticket) = console.ticket(key)?;
    let customer = ticket.customer.as_ref();
    let id = customer.map(|customer| customer.id.clone()).unwrap_or_default();
    let name = customer.map(|customer| mail::one_line(&customer.name)).unwrap_or_default();
    let rows = if id.is_empty() { Vec::new() } else { console.store.hosts_of(&account, &id)? };
    let found = propose(&ticket, &rows);
    let hosts = rows.iter().map(|row| view(row, &name)).collect();
    Ok(HostBookView { account, customer: id, customer_name: name, hosts, found })
}

fn add(console: &Console, form: &HostForm) -> Result<HostView, DeskError> {
    if form.customer.trim().is_empty() {
        let hint = "Name the customer in the portal first, or by its identifier.";
        return Err(DeskError::new("no-customer", "No customer is named.", hint));
    }
    let entry = entry(form)?;
    let by = named(&form.verified_by)?;
    let now = console.clock.now();
    let Some(id) = console.store.add_host(&entry, now)? else {
        let message = format!("{} is in the host book already.", entry.address);
        return Err(DeskError::new("host-exists", message, "Take that entry out first, or confirm it."));
    };
    if !by.is_empty() {
        console.store.verify_host(id, &by, &entry.keys, now)?;
    }
    one(console, id)
}

/// What is entered, in the one form in which targets are written.
fn entry(form: &HostForm) -> Result<HostEntry, DeskError> {
    let wrong = |message: String| DeskError::new("bad-target", message, "Correct the field and try again.");
    let tool = Tool::named(form.tool.trim()).filter(|tool| is_kept(*tool)).ok_or_else(|| {
        let words: Vec<&str> = Tool::ALL.into_iter().filter(|tool| is_kept(*tool)).map(Tool::id).collect();
        let message = format!("The host book has no machines for the tool \u{201c}{}\u{201d}.", form.tool);
        DeskError::new("unknown-tool", message, format!("Use one of: {}.", words.join(", ")))
    })?;
    let typed = Typed { address: &form.address, port: &form.port, user: &form.user, jump: &form.jump };
    let target = Target::read(tool, &typed).map_err(|error| wrong(error.to_string()))?;
    let host = target.host();
    Ok(HostEntry {
        account: form.account.clone(),
        customer: form.customer.clone(),
        label: named(&form.label)?,
        tool: tool.id().to_owned(),
        address: target.machine(),
        port: host.and_then(|host| host.port).map_or(0, launch::Port::number),
        user: host.and_then(|host| host.user.as_ref()).map(ToString::to_string).unwrap_or_default(),
        jump: host.and_then(|host| host.jump.as_ref()).map(ToString::to_string).unwrap_or_default(),
        keys: keys(&form.keys)?,
    })
}

/// A vendor's own page, and a computer that a code leads to, are the same for every customer.
pub(super) fn is_kept(tool: Tool) -> bool {
    !matches!(tool, Tool::GoTo | Tool::QuickAssist)
}

fn keys(texts: &[String]) -> Result<Vec<String>, DeskError> {
    let wanted = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    let read = wanted.map(|text| Fingerprint::parse(text).map(|key| key.to_string()));
    read.collect::<Result<_, _>>().map_err(|error| {
        DeskError::new("bad-fingerprint", error.to_string(), "Copy it from what the session showed.")
    })
}

fn named(text: &str) -> Result<String, DeskError> {
    let text = mail::one_line(text);
    if text.chars().count() > LONGEST {
        let message = format!("A name in the host book has at most {LONGEST} characters.");
        return Err(DeskError::new("name-too-long", message, "Shorten it."));
    }
    Ok(text)
}

fn verify(console: &Console, verification: &HostVerification) -> Result<HostView, DeskError> {
    let by = named(&verification.by)?;
    if by.is_empty() {
        let hint = "Name the person who confirmed that this machine is the customer's.";
        return Err(DeskError::new("nobody-named", "Nobody is named.", hint));
    }
    let id = i64::from(verification.id);
    if !console.store.verify_host(id, &by, &keys(&verification.keys)?, console.clock.now())? {
        return Err(gone());
    }
    one(console, id)
}

fn one(console: &Console, id: i64) -> Result<HostView, DeskError> {
    let known = Known::of(console)?;
    let row = console.store.hosts()?.into_iter().find(|row| row.id == id).ok_or_else(gone)?;
    Ok(view(&row, &known.name(&row.entry.account, &row.entry.customer)))
}

fn gone() -> DeskError {
    let hint = "See the host book anew; somebody may have taken it out.";
    DeskError::new("unknown-host", "This machine is not in the host book.", hint)
}
