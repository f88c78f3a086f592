//! How a wish to connect stands against the host book, and what the user has to confirm before it is started.

use launch::{Place, Target, Tool};
use policy::ticket::Ticket;
use store::HostRow;

use super::book::is_kept;
use super::{differ, keys_known_to_ssh, target_of};
use crate::DeskError;
use crate::console::Console;
use crate::view::NoticeView;

/// What the host book says to a target.
#[derive(Clone, Debug, Default)]
pub(crate) struct HostCheck {
    /// Its entry in the book.
    pub entry: Option<i64>,
    /// What the user must know before; each on its own is a reason to ask.
    pub warnings: Vec<NoticeView>,
    /// What is confirmed, in words; empty when nothing has to be.
    pub confirm: String,
}

impl HostCheck {
    /// Whether a session may be started with what the user confirmed.
    pub(crate) fn is_confirmed(&self, confirmed: &str) -> bool {
        self.confirm.is_empty() || self.confirm == confirmed
    }
}

/// Holds a target against the host book of a ticket's customer.
pub(crate) fn check(
    console: &Console,
    account: &str,
    ticket: &Ticket,
    target: &Target,
) -> Result<HostCheck, DeskError> {
    if !is_kept(target.tool()) {
        return Ok(HostCheck::default());
    }
    let customer = ticket.customer.as_ref();
    let rows = match customer {
        Some(customer) => console.store.hosts_of(account, &customer.id)?,
        None => Vec::new(),
    };
    let name = customer.map(|customer| mail::one_line(&customer.name)).unwrap_or_default();
    let row = rows.iter().find(|row| is_same(row, target));
    let mut warnings = Vec::new();
    if target.is_loopback() {
        warnings.push(warn(
            "own-machine",
            format!("{} is this computer and not the customer's.", target.machine()),
        ));
    }
    match row {
        None => warnings.push(unknown(target, &name, &rows)),
        Some(row) => warnings.extend(doubts(row, target)),
    }
    let confirm = if warnings.is_empty() { String::new() } else { words(target) };
    Ok(HostCheck { entry: row.map(|row| row.id), warnings, confirm })
}

/// Whether an entry is for the machine of a target: the same tool, address and port. The user on it may be another.
fn is_same(row: &HostRow, target: &Target) -> bool {
    target_of(row).is_some_and(|known| {
        known.tool() == target.tool() && known.machine() == target.machine() && known.port() == target.port()
    })
}

fn unknown(target: &Target, customer: &str, rows: &[HostRow]) -> NoticeView {
    let machine = target.machine();
    let text = if customer.is_empty() {
        format!("{machine} is not in the host book: the ticket names no customer, so it has none.")
    } else if rows.is_empty() {
        format!("{machine} is not in the host book of {customer}, which is empty.")
    } else {
        let mut known: Vec<String> = rows.iter().take(5).map(shown).collect();
        if rows.len() > known.len() {
            known.push(format!("{} more", rows.len() - known.len()));
        }
        format!("{machine} is not in the host book of {customer}. Known there: {}.", known.join(", "))
    };
    warn("not-in-host-book", text)
}

/// What speaks against an entry that is there.
fn doubts(row: &HostRow, target: &Target) -> Vec<NoticeView> {
    let mut doubts = Vec::new();
    let entry = shown(row);
    if row.verified.is_none() {
        doubts.push(warn(
            "host-not-verified",
            format!("{entry} is in the host book, and nobody has confirmed it yet."),
        ));
    }
    if row.started.is_none() {
        doubts.push(warn("first-session", format!("This is the first session to {entry} from here.")));
    }
    let known = keys_known_to_ssh(target);
    if differ(&row.entry.keys, &known) {
        let text = format!(
            "SSH on this computer knows {entry} under another key ({}) than the host book ({}): ask the customer first.",
            known.join(", "),
            row.entry.keys.join(", "),
        );
        doubts.push(warn("host-key-differs", text));
    }
    doubts
}

fn shown(row: &HostRow) -> String {
    let entry = &row.entry;
    let tool = Tool::named(&entry.tool).map_or(entry.tool.as_str(), |tool| tool.label());
    let port = if entry.port == 0 { String::new() } else { format!(" port {}", entry.port) };
    if entry.label.is_empty() {
        format!("{} ({tool}{port})", entry.address)
    } else {
        format!("{} ({}, {tool}{port})", entry.label, entry.address)
    }
}

/// What is confirmed: program, host in ASCII, port, user and the way there.
fn words(target: &Target) -> String {
    let mut words = format!("{} to {}", target.tool().label(), target.machine());
    if let Place::Host(host) = target.place() {
        words += &target.port().map(|port| format!(", port {port}")).unwrap_or_default();
        words += &host.user.as_ref().map(|user| format!(", as {user}")).unwrap_or_default();
        words += &host.jump.as_ref().map(|jump| format!(", through {jump}")).unwrap_or_default();
    }
    words
}

fn warn(code: &str, text: String) -> NoticeView {
    NoticeView { code: code.to_owned(), text, clause: String::new(), basis: String::new() }
}
