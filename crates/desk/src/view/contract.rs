//! Contracts: what counts for a customer under a policy, and where each value comes from.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which contracts are wanted.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContractsRequest {
    /// Words that customer, portal, policy or plan must have; empty means all.
    pub filter: String,
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted, at most 500.
    pub limit: u32,
}

/// A part of the list of contracts.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContractsPage {
    /// Rows that the filter leaves.
    pub total: u32,
    /// Rows without a filter.
    pub all: u32,
    /// The part that was asked for, by customer and policy.
    pub rows: Vec<ContractLine>,
}

/// One customer under one policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContractLine {
    /// Account.
    pub account: String,
    /// Its name.
    pub account_name: String,
    /// The portal's identifier of the customer.
    pub customer: String,
    /// Name of the customer; its identifier when no ticket tells the name.
    pub customer_name: String,
    /// Pack.
    pub policy: String,
    /// Its vendor and product.
    pub policy_title: String,
    /// Name of the plan; empty when it is not known.
    pub plan: String,
    /// First day, `2026-01-01`; empty when it is not known.
    pub starts: String,
    /// Last day; empty when it is not known.
    pub ends: String,
    /// `current`, `overdue`, or empty.
    pub payments: String,
    /// Whether the customer gives remote access: `given`, `impossible`, or empty.
    pub remote_access: String,
    /// How many values a user or a file gave.
    pub given: u32,
    /// Whether the portal tells a contract.
    pub told: bool,
}

/// Where a value comes from, and when it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OriginView {
    /// `portal`, `user` or `file`.
    pub kind: String,
    /// Name of the file; empty otherwise.
    pub file: String,
    /// When it was read, entered or imported; `null` when that is not known.
    pub at: Option<i64>,
}

/// One contract with every value.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContractView {
    /// As in the list.
    pub line: ContractLine,
    /// Every field, those without a value included.
    pub fields: Vec<ContractField>,
}

/// One field of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContractField {
    /// Name, as in the columns of the file.
    pub field: String,
    /// Label.
    pub label: String,
    /// How the value is written.
    pub hint: String,
    /// The only values that there are, with their names; empty when anything can be written.
    pub choices: Vec<(String, String)>,
    /// Whether it is a list, whose entries stand with semicolons between them.
    pub is_list: bool,
    /// The value that counts, as in the file; empty when there is none.
    pub value: String,
    /// Where it comes from; `null` when there is no value.
    pub origin: Option<OriginView>,
    /// Whether a user or a file gave it, so that it can be taken back.
    pub given: bool,
    /// What the portal tells, when something else was given.
    pub told: Option<String>,
}

/// Changes of one contract.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContractEdit {
    /// Account.
    pub account: String,
    /// The portal's identifier of the customer.
    pub customer: String,
    /// Pack.
    pub policy: String,
    /// Values as they were written; an empty one says that there is none.
    pub set: Vec<FieldText>,
    /// Fields whose given value is taken back.
    pub take_back: Vec<String>,
}

/// A field and what was written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldText {
    /// Name of the field.
    pub field: String,
    /// What was written.
    pub text: String,
}

/// What became of an edit.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContractSaved {
    /// What is wrong; nothing was changed when there is anything.
    pub mistakes: Vec<MistakeView>,
    /// The contract as it counts now.
    pub contract: ContractView,
}

/// Something that was written and cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MistakeView {
    /// Field or column; empty when it is about the whole line.
    pub field: String,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do, one sentence.
    pub hint: String,
}

/// What an import would do. Nothing is changed yet.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportPreview {
    /// The file's name.
    pub name: String,
    /// Names exactly these changes: to be sent back in order to make them.
    pub mark: String,
    /// Lines with content below the first.
    pub lines: u32,
    /// Lines that give a contract to a customer that has none under the policy.
    pub added: u32,
    /// Lines that change a contract.
    pub changed: u32,
    /// Lines that say what is known already.
    pub unchanged: u32,
    /// Lines with a mistake: they change nothing.
    pub refused: u32,
    /// What else to know, one sentence each: columns that are not read.
    pub notes: Vec<String>,
    /// Refused lines, then those that add or change; at most 1,000.
    pub rows: Vec<ImportLine>,
    /// How many more there are.
    pub more: u32,
}

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportLine {
    /// Its number in the file; the first line is 1.
    pub line: u32,
    /// Name of the customer, or what was written.
    pub customer: String,
    /// Policy, or what was written.
    pub policy: String,
    /// `refused`, `added` or `changed`.
    pub what: String,
    /// Values before and after.
    pub changes: Vec<ImportChange>,
    /// What is wrong.
    pub mistakes: Vec<MistakeView>,
    /// What else to know, or empty.
    pub note: String,
}

/// One value that an import would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportChange {
    /// Label of the field.
    pub label: String,
    /// What counts now; empty when there is no value.
    pub before: String,
    /// What would count.
    pub after: String,
}

/// What an import did.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportDone {
    /// Contracts that were added or changed.
    pub contracts: u32,
    /// Values that were written.
    pub values: u32,
    /// Lines that were refused.
    pub refused: u32,
}

/// All contracts as a file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContractsFile {
    /// A name for it.
    pub name: String,
    /// How many lines below the first.
    pub lines: u32,
    /// CSV (RFC 4180, commas), in UTF-8.
    pub text: String,
}
