//! Recording what the customer agreed to and confirmed. A consent is also noted in the ticket, where the team sees it.

use launch::{Target, Tool, Typed};
use policy::remote::Scope;
use store::{CheckRow, NewConsent, TicketKey};

use crate::console::Console;
use crate::outbox::Origin;
use crate::view::{ChangeRequest, CheckRequest, ConsentRequest, ConsentSaved};
use crate::{Desk, DeskError};

/// The longest time for which a consent is recorded, in hours: thirty days.
const MOST_HOURS: u32 = 720;
/// The longest name or reason, in letters.
const LONGEST: usize = 500;

impl Desk {
    /// Records who at the customer agreed to sessions, for what and for how long, and notes it in the ticket.
    ///
    /// # Errors
    /// No such ticket, nobody is named, a time or a scope that makes no sense, or the data file cannot be written. That
    /// the portal takes no note is no error: the answer says so.
    pub async fn record_consent(&self, request: ConsentRequest) -> Result<ConsentSaved, DeskError> {
        let console = self.console()?;
        self.off_thread(move || record(&console, &request)).await
    }

    /// Takes a consent back, and notes that in the ticket.
    ///
    /// # Errors
    /// No such ticket or consent, or the data file cannot be written.
    pub async fn revoke_consent(&self, key: &str, id: u32) -> Result<ConsentSaved, DeskError> {
        let (console, key) = (self.console()?, key.to_owned());
        self.off_thread(move || revoke(&console, &key, id)).await
    }

    /// Keeps who confirmed or waived a requirement of remote sessions, for all sessions of this ticket.
    ///
    /// # Errors
    /// No such ticket, a waiver without a reason, or the data file cannot be written.
    pub async fn set_check(&self, request: CheckRequest) -> Result<(), DeskError> {
        let console = self.console()?;
        self.off_thread(move || check(&console, &request)).await
    }
}

fn record(console: &Console, request: &ConsentRequest) -> Result<ConsentSaved, DeskError> {
    let consent = read(console, request)?;
    console.store.give_consent(&consent)?;
    let how = if consent.how.is_empty() { String::new() } else { format!(" ({})", consent.how) };
    let scope = Scope { ticket: String::new(), tool: consent.tool, host: consent.host };
    let text = format!(
        "Consent to remote sessions: {} agreed on {}{how} to {}, until {}.",
        consent.by,
        consent.at.to_minute(),
        scope.words(),
        consent.until.to_minute(),
    );
    Ok(noted(console, &request.key, &text))
}

fn read(console: &Console, request: &ConsentRequest) -> Result<NewConsent, DeskError> {
    let (account, ticket) = console.ticket(&request.key)?;
    let by = needed(&request.by, "who agreed", "Enter the name of the person.")?;
    if !(1..=MOST_HOURS).contains(&request.hours) {
        let message = format!("A consent cannot hold for {} hours.", request.hours);
        return Err(DeskError::new("bad-hours", message, "Give 1 to 720 hours; ask anew after that."));
    }
    let tool = given(&request.tool);
    if let Some(tool) = tool.as_deref().filter(|tool| Tool::named(tool).is_none()) {
        let message = format!("There is no tool `{tool}`.");
        return Err(DeskError::new("unknown-tool", message, "Choose a tool of the list, or any."));
    }
    let at = console.clock.now();
    Ok(NewConsent {
        ticket: TicketKey::new(&account, &ticket.id),
        by,
        how: short(&request.how)?,
        at,
        until: at.plus(i64::from(request.hours) * 3_600),
        tool,
        host: given(&request.host).map(|host| short(&machine(&request.tool, &host))).transpose()?,
    })
}

fn revoke(console: &Console, key: &str, id: u32) -> Result<ConsentSaved, DeskError> {
    let (account, ticket) = console.ticket(key)?;
    let now = console.clock.now();
    let ticket = TicketKey::new(&account, &ticket.id);
    let rows = console.store.consents(&ticket)?;
    let row = rows.into_iter().find(|row| row.number == i64::from(id));
    let revoked = console.store.revoke_consent(&ticket, i64::from(id), now)?;
    let Some(row) = row.filter(|_| revoked) else {
        let message = "This consent was taken back already, or is none of this ticket.";
        return Err(DeskError::new("unknown-consent", message, "Look at the ticket again."));
    };
    let text = format!(
        "Consent to remote sessions taken back on {}: that of {} of {} holds no more.",
        now.to_minute(),
        row.consent.by,
        row.consent.at.to_minute(),
    );
    Ok(noted(console, key, &text))
}

fn check(console: &Console, request: &CheckRequest) -> Result<(), DeskError> {
    let (account, ticket) = console.ticket(&request.key)?;
    let ticket = TicketKey::new(&account, &ticket.id);
    if request.by.trim().is_empty() {
        return Ok(console.store.clear_check(&ticket, &request.requirement)?);
    }
    let by = needed(&request.by, "who said so", "Enter the name of the person.")?;
    let why = || needed(&request.why, "why it is not needed", "Write the reason in one line.");
    let waived = request.waived.then(why).transpose()?;
    let requirement = request.requirement.clone();
    Ok(console.store.set_check(&ticket, &CheckRow { requirement, by, waived, at: console.clock.now() })?)
}

/// Writes a note into the ticket through the outbox. What was recorded stays so also when the portal takes no note.
fn noted(console: &Console, key: &str, text: &str) -> ConsentSaved {
    let written = note(console, key, text);
    let told = |error: DeskError| format!("It is recorded here, but not in the ticket: {}", error.message);
    ConsentSaved { not_noted: written.err().map(told).unwrap_or_default() }
}

/// A note for the team, as one operation of the outbox; its identifier.
pub(crate) fn note(console: &Console, key: &str, text: &str) -> Result<String, DeskError> {
    let (key, kind, text) = (key.to_owned(), "note".to_owned(), text.to_owned());
    let request = ChangeRequest { key, kind, text, ..ChangeRequest::default() };
    console.compose(&request, Origin::Written).map(|operation| operation.id)
}

/// What identifies the other side over time: a consent outlives the link of one session.
fn machine(tool: &str, address: &str) -> String {
    let typed = Typed { address, ..Typed::default() };
    let target = Tool::named(tool).and_then(|tool| Target::read(tool, &typed).ok());
    target.map_or_else(|| address.to_owned(), |target| target.machine())
}

fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn needed(text: &str, what: &str, hint: &str) -> Result<String, DeskError> {
    let text = short(text)?;
    if text.is_empty() {
        return Err(DeskError::new("nothing-given", format!("It is not said {what}."), hint));
    }
    Ok(text)
}

fn short(text: &str) -> Result<String, DeskError> {
    let text = ::mail::one_line(text);
    if text.chars().count() > LONGEST {
        let message = format!("A line has more than {LONGEST} letters.");
        return Err(DeskError::new("long-text", message, "Shorten it; the note in the ticket takes more."));
    }
    Ok(text)
}
