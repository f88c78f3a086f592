//! Outer tests of the pack loader and of the packs that come with the program.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

#[path = "pack/vendors.rs"]
mod vendors;

#[path = "pack/rows.rs"]
mod rows;

#[path = "pack/broken.rs"]
mod broken;

#[path = "pack/contradictions.rs"]
mod contradictions;

#[path = "pack/sixth.rs"]
mod sixth;

#[path = "pack/broken_life.rs"]
mod broken_life;

#[path = "pack/overrides.rs"]
mod overrides;

#[path = "pack/kinds.rs"]
mod kinds;

#[path = "pack/promises.rs"]
mod promises;

#[path = "pack/changes.rs"]
mod changes;
