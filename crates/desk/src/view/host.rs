//! The host book: machines of customers that remote sessions may go to.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The host book of a ticket's customer, and what the ticket's text names.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HostBookView {
    /// Account.
    pub account: String,
    /// The portal's identifier of the customer; empty when the ticket names none, which then has no book.
    pub customer: String,
    /// Name of the customer.
    pub customer_name: String,
    /// The machines in it, by label and address.
    pub hosts: Vec<HostView>,
    /// What reads like a host or an ID in the ticket's text: proposals, each to be confirmed.
    pub found: Vec<FoundHostView>,
}

/// One machine of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HostView {
    /// Its number.
    pub id: u32,
    /// Account.
    pub account: String,
    /// The portal's identifier of the customer.
    pub customer: String,
    /// Name of the customer.
    pub customer_name: String,
    /// The user's own name for it; may be empty.
    pub label: String,
    /// Tool.
    pub tool: String,
    /// Name of the tool.
    pub tool_label: String,
    /// Host, ID, or host of a link.
    pub address: String,
    /// Port; empty means the tool's own, or none.
    pub port: String,
    /// Account on the machine; empty means none.
    pub user: String,
    /// Jump host; empty means none.
    pub jump: String,
    /// Fingerprints of its host keys that were confirmed.
    pub keys: Vec<String>,
    /// Fingerprints under which SSH on this computer knows it; only for SSH.
    pub known_keys: Vec<String>,
    /// SSH knows other keys than those that were confirmed.
    pub keys_differ: bool,
    /// When it was entered.
    pub added: i64,
    /// Who confirmed it; empty when nobody did yet.
    pub verified_by: String,
    /// When it was confirmed.
    pub verified: Option<i64>,
    /// When a session was last started to it from here.
    pub started: Option<i64>,
}

/// Something in a ticket's text that reads like a place for a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FoundHostView {
    /// Tool that the text names with it; empty where it may be any that takes a host.
    pub tool: String,
    /// Name of that tool.
    pub tool_label: String,
    /// Host or ID.
    pub address: String,
    /// Port; empty when the text names none.
    pub port: String,
    /// How the host book calls it; `null` when it is not in there.
    pub in_book: Option<String>,
}

/// A machine to be entered.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HostForm {
    /// Account.
    pub account: String,
    /// The portal's identifier of the customer.
    pub customer: String,
    /// The user's own name for it; may be empty.
    pub label: String,
    /// Tool.
    pub tool: String,
    /// Host, ID or link.
    pub address: String,
    /// Port; empty means the tool's own.
    pub port: String,
    /// Account on the machine; empty means none.
    pub user: String,
    /// Jump host; empty means none.
    pub jump: String,
    /// Fingerprints of its host keys.
    pub keys: Vec<String>,
    /// Who confirmed it; empty when nobody did yet.
    pub verified_by: String,
}

/// A confirmation that a machine is the customer's.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HostVerification {
    /// The machine's number.
    pub id: u32,
    /// Who confirmed it.
    pub by: String,
    /// Fingerprints of its host keys, in the place of those before.
    pub keys: Vec<String>,
}
