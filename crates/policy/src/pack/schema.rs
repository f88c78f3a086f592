//! JSON Schema of the pack file, for editors and for the shape check.

use schemars::{Schema, schema_for};

use super::file::PackFile;

/// JSON Schema (draft 2020-12) of a pack file.
#[must_use]
pub fn schema() -> Schema {
    schema_for!(PackFile)
}
