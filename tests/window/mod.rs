//! The real window, driven through WebKit's WebDriver.

mod attachments;
mod away;
mod broken_account;
mod deadlines;
mod drawing;
mod driver;
mod first_start;
mod hostile_page;
mod hostile_portal;
mod keyboard;
mod looks;
mod offline;
mod outbox;
mod policies;
mod policy_mistakes;
mod queue;
mod remote;
mod secrets;
mod takeover;
mod trouble;
mod way_out;
mod writing;

pub use driver::Window;
