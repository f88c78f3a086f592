//! A policy as data. `packs/*.toml` is read into [`Pack`], which is proven whole when it is loaded: a pack that
//! loads has a target or an explicit none for every case, every name in it resolves, every calendar opens, and
//! every value has a clause and a basis.
//!
//! On the way from the text, `place` knows where an offset is, `shape` finds wrong keys, types and words, `merge` puts
//! a user's override on top, `file` holds the written form, and `load` makes the checked form of `model`. `collect`
//! gathers the packs that are in force; `values` and `change` read and write single values for a screen.

mod change;
mod charges;
mod collect;
mod describe;
mod duration;
mod embedded;
mod error;
mod file;
mod label;
mod lifecycle;
mod load;
mod locate;
mod merge;
mod model;
mod place;
mod read;
mod schema;
mod shape;
mod spelling;
mod values;

pub use change::{Change, ChangeError, change_override};
pub use charges::*;
pub use collect::{Collected, PackText};
pub use describe::describe;
pub use embedded::Packs;
pub use error::PackError;
pub(crate) use label::purchase_days;
pub use lifecycle::*;
pub use model::*;
pub use read::override_id;
pub use schema::schema;
pub use values::{PackValues, RowValue};
