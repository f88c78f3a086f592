//! Policies to look up, to change and to try.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::status::ErrorView;

/// A policy with every value it is made of.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PolicyView {
    /// Identifier, as in `sep-sesam`.
    pub id: String,
    /// Vendor and product.
    pub name: String,
    /// Title of the document, with its date where it has one.
    pub title: String,
    /// File or address of the document.
    pub document: String,
    /// Whether the user has changed something in it.
    pub changed: bool,
    /// How many rows rest on an assumption.
    pub assumed: u32,
    /// Every row, in the file's order.
    pub rows: Vec<PolicyRow>,
}

/// One row of a policy.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PolicyRow {
    /// Where it stands, as in `clocks.first-response.targets.critical`.
    pub path: String,
    /// Part of the policy, as in `clocks`.
    pub section: String,
    /// What it is, in a few words.
    pub name: String,
    /// Its values.
    pub values: Vec<PolicyValue>,
    /// `stated`, `reading`, `assumed`, `none`, `override`.
    pub basis: String,
    /// What the pack's own basis is where the user changed the row; else empty.
    pub basis_before: String,
    /// Section of the document.
    pub clause: String,
    /// What is read or assumed.
    pub note: String,
}

/// One value of a row.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PolicyValue {
    /// Key, as in `target`.
    pub key: String,
    /// As a pack writes it; a text without quotes.
    pub text: String,
    /// What the pack says where the user changed it.
    pub before: Option<String>,
}

/// A change of one value.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PolicyChange {
    /// Row.
    pub path: String,
    /// Key in the row.
    pub key: String,
    /// New value; `null` goes back to what the pack says.
    pub value: Option<String>,
}

/// What changes to a policy would do. Nothing was changed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PolicyPreview {
    /// Why the changes cannot be kept; empty when they can.
    pub errors: Vec<ErrorView>,
    /// What would happen to the queue; `null` where the changes cannot be kept or no queue is open.
    pub effect: Option<super::whatif::Effect>,
}
