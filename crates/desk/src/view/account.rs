//! Accounts: connecting a portal, and what its words mean.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::status::ErrorView;

/// The form that connects a portal.
#[derive(Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConnectForm {
    /// `rt` or `open`.
    pub kind: String,
    /// Name to show; empty means the host's name.
    pub name: String,
    /// Address of the portal's start page.
    pub address: String,
    /// Token; never shown again.
    pub token: String,
    /// Passphrase when there is no keyring; empty otherwise.
    pub passphrase: String,
    /// Path of a PEM file with the company's own authority, to be trusted for this portal; empty means none.
    #[serde(default)]
    pub company_ca: String,
}

impl std::fmt::Debug for ConnectForm {
    /// Without the secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConnectForm")
            .field("kind", &self.kind)
            .field("address", &self.address)
            .field("company_ca", &self.company_ca)
            .finish_non_exhaustive()
    }
}

/// The answer to a test of the connection.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConnectReport {
    /// Whether it works.
    pub ok: bool,
    /// Product and version.
    pub portal: String,
    /// Who the token belongs to.
    pub user: String,
    /// Queues it can see.
    pub queues: Vec<String>,
    /// What will not work well.
    pub warnings: Vec<String>,
    /// What is wrong.
    pub error: Option<ErrorView>,
}

/// The mapping of an account, to be edited.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MappingView {
    /// Account.
    pub account: String,
    /// Rows from queue to policy.
    pub queues: Vec<QueueMapView>,
    /// Field with the severity; empty means none.
    pub severity_field: String,
    /// From the portal's values to the packs' words.
    pub severity_values: Vec<WordView>,
    /// Field with the plan; empty means none.
    pub plan_field: String,
    /// From the portal's values to the packs' words.
    pub plan_values: Vec<WordView>,
    /// From the portal's statuses to ours.
    pub statuses: Vec<WordView>,
    /// Fields that tickets of this account have.
    pub fields: Vec<String>,
    /// Policies to choose from, with their words.
    pub packs: Vec<PackView>,
    /// Tickets whose words the mapping does not know, with the number of tickets.
    pub gaps: Vec<GapView>,
    /// The stored mapping cannot be read: this one is a suggestion, and no ticket is judged by it until it is saved.
    #[serde(default)]
    pub lost: bool,
}

/// From queue to policy.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QueueMapView {
    /// Queue, or `*`.
    pub queue: String,
    /// Pack id; empty means no policy.
    pub policy: String,
    /// Severity when the field is empty; empty means unknown.
    pub severity: String,
    /// Plan without a contract record; empty means unknown.
    pub plan: String,
}

/// One word and its meaning.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WordView {
    /// The portal's word.
    pub from: String,
    /// Our word; empty means unknown.
    pub to: String,
}

/// A policy to choose.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackView {
    /// Identifier.
    pub id: String,
    /// Vendor and product.
    pub title: String,
    /// Severity ids and names, highest first.
    pub severities: Vec<(String, String)>,
    /// Plan ids and names, highest first.
    pub plans: Vec<(String, String)>,
}

/// What a mapping does not know.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GapView {
    /// One sentence.
    pub text: String,
    /// Tickets.
    pub tickets: u32,
}

/// A ticket that was kept aside.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AsideView {
    /// Account's name.
    pub account: String,
    /// The portal's identifier; empty when not even that could be read.
    pub id: String,
    /// What was wrong.
    pub why: String,
    /// When.
    pub at: i64,
}

/// The answer to a connected portal.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConnectedView {
    /// The new account.
    pub account: String,
    /// Shown when the first real portal is connected, until `recovery_seen`: opens the data file when keyring or
    /// passphrase are lost.
    pub recovery_code: Option<String>,
}
