//! The real window, driven through WebKit's WebDriver.

mod attachments;
mod away;
mod broken_account;
#[cfg(unix)]
mod canary;
mod deadlines;
mod drawing;
mod driver;
mod first_start;
#[cfg(unix)]
mod hostile_mail;
#[cfg(unix)]
mod hostile_page;
mod hostile_portal;
mod keyboard;
mod looks;
#[cfg(unix)]
mod names;
mod offline;
mod outbox;
mod policies;
mod policy_mistakes;
mod queue;
mod remote;
mod secrets;
mod takeover;
mod tools;
mod trouble;
mod way_out;
mod writing;

pub use driver::Window;

/// The words of all messages of the shown ticket, as an expression of JavaScript.
const CONVERSATION: &str =
    "[...document.querySelectorAll('#ticket li.message .said')].map(p => p.textContent).join('|')";
