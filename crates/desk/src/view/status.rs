//! The status line and the phases of a start.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::rescue::WayOut;

/// Where a start stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "phase")]
#[ts(export)]
pub enum StartView {
    /// Nothing is set up: choose demo or connect.
    Welcome {
        /// Whether the system keeps keys; without it a passphrase is asked for.
        keyring: bool,
        /// Why the keyring cannot be used, one sentence; empty when it can.
        keyring_problem: String,
    },
    /// A passphrase is needed.
    Locked {
        /// Why, one sentence.
        reason: String,
        /// Whether the keyring was to open it: it may do so when it is asked again.
        keyring: bool,
    },
    /// A portal is connected, and the recovery code of its data file was not yet kept by the user.
    Recovery {
        /// The code.
        code: String,
    },
    /// The queue can be shown.
    Ready {
        /// Whether this is the demo.
        demo: bool,
    },
    /// It cannot go on; nothing was changed.
    Broken {
        /// What happened.
        error: ErrorView,
        /// What can be done about the data file.
        way_out: WayOut,
    },
}

/// What opens the data file at the next start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ProtectionView {
    /// There is no data file: nothing is open, or only the demo.
    Nothing,
    /// The system's keyring, which opens with the user's login.
    Keyring,
    /// A passphrase that is typed at each start.
    Passphrase,
}

/// An error as it crosses IPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ErrorView {
    /// Stable code.
    pub code: String,
    /// What happened, one sentence.
    pub message: String,
    /// What to do, one sentence.
    pub hint: String,
}

/// The status line.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatusView {
    /// The console's corrected time at this answer: the window adds `performance.now()` to it.
    pub now: i64,
    /// Milliseconds within that second.
    pub now_ms: u32,
    /// The computer's zone, as in `Europe/Berlin`.
    pub zone: String,
    /// Seconds that the computer's clock is ahead of the portal that corrects it, the one that agrees with it best;
    /// `null` when no portal told its time.
    pub clock_offset_s: Option<f64>,
    /// Name of that portal; empty when there is none.
    pub clock_portal: String,
    /// Whether no portal has told its time since the start: `clock_offset_s` is then from an earlier run.
    pub clock_remembered: bool,
    /// One entry an account.
    pub accounts: Vec<AccountStatus>,
    /// Tickets kept aside because they could not be read.
    pub aside: u32,
    /// Why the search index could not be filled: what came last may not be found by its text.
    pub search_error: Option<ErrorView>,
    /// Newest revision of the queue.
    pub revision: u64,
    /// Whether another process holds the data folder: this one shows and does not sync.
    pub read_only: bool,
    /// Damage of the data file that was found while it was used: nothing is written any more.
    pub damage: Option<ErrorView>,
    /// What is wrong with the user's policy files; the other policies are in force.
    pub policy_problems: Vec<ErrorView>,
}

/// One account in the status line.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AccountStatus {
    /// Identifier.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// Kind: `demo`, `open`, `rt`, `zendesk`, `freshdesk`, `zammad`, `jsm`.
    pub kind: String,
    /// Whether this kind was tried against the real portal, and not only written from its documentation.
    pub tried: bool,
    /// Whether the last exchange succeeded.
    pub online: bool,
    /// Until when its data are complete: when the last complete round began. `null` before the first sync ended.
    pub synced_at: Option<i64>,
    /// Whether a sync runs now.
    pub syncing: bool,
    /// Tickets read in this sync.
    pub done: u32,
    /// Of how many, where the portal tells.
    pub total: Option<u32>,
    /// Tickets a second in this sync.
    pub rate: Option<f64>,
    /// Seconds left, estimated.
    pub left_s: Option<u32>,
    /// When the next attempt is due.
    pub next_at: Option<i64>,
    /// Seconds that the computer's clock is ahead of this portal's; `null` when not known.
    pub clock_offset_s: Option<f64>,
    /// Seconds that this portal's clock is ahead of the time that the window shows; 0 when they agree.
    pub clock_ahead_s: i32,
    /// File of the company's authority that is trusted for it; empty when there is none.
    pub company_ca: String,
    /// Which groups the portal says that its user is in.
    pub groups: GroupsView,
    /// So many tickets are no longer shown by the portal at once that they are kept, until the user says that they are gone
    /// or the portal shows them again.
    pub missing: Option<ErrorView>,
    /// What is wrong.
    pub error: Option<ErrorView>,
}

/// The groups of a portal's user: who is in one that leads, by the settings, can overrule a policy for a remote session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GroupsView {
    /// Who the user is, as the portal writes it; empty when it does not tell.
    pub user: String,
    /// Their names, as the portal told them last; roles are among them.
    pub names: Vec<String>,
    /// When it told them; `null` when it never did.
    pub read_at: Option<i64>,
    /// Why it did not tell the last time, and what to do; empty when it did, or was not asked yet.
    pub untold: String,
}
