//! The real window, driven through WebKit's WebDriver.

mod driver;
mod first_start;
mod keyboard;
mod offline;
mod pictures;
mod queue;
mod remote;

pub use driver::Window;
