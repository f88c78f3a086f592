//! The real window, driven through WebKit's WebDriver.

mod driver;
mod first_start;
mod keyboard;
mod looks;
mod offline;
mod policies;
mod queue;
mod remote;
mod trouble;

pub use driver::Window;
