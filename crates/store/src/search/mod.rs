//! Full-text search over numbers, subjects, customers and messages.
//!
//! Pages are stored first and indexed afterwards, in slices, newest tickets first: a first sync stays quick, and a
//! ticket is found by its old text until its slice comes.

mod find;
mod index;
mod text;

pub use find::{Hit, Hits};
pub use index::Slice;
pub(crate) use index::{forget, forget_account};
