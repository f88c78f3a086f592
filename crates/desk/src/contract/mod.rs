//! Contracts: listed with where each value comes from, edited, imported and exported.
//!
//! A value has one written form, in the window, on the command line and in a file: see [`field`].

mod change;
mod check;
mod edit;
mod export;
mod field;
mod import;
mod known;
mod line;
mod list;
pub(crate) mod sheet;
mod text;

pub(crate) use export::given_sheet;
pub(crate) use field::fields;
pub(crate) use known::Known;
pub(crate) use list::origin;
pub(crate) use text::write;
