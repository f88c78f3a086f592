//! A policy as data. `packs/*.toml` is read into [`Pack`], which is proven whole when it is loaded.

mod model;

pub use model::*;
