//! Everything on disk: one encrypted SQLite file in a data folder, and the keys to it. All SQL of Gnomon is here.
//!
//! To open a data folder: take the [`Lease`] (or go on as a reader when another process has it), get the [`DataKey`]
//! from [`Keys`], then [`Store::open`]. Each noun has its room below, and each room adds its calls to [`Store`].
//!
//! What holds for all calls:
//! - A change is one transaction: it is there whole and flushed to the disk when the call returns, or not at all.
//! - The cursor of a sync is written in the transaction of the rows that it covers.
//! - No row, index or log is ever on the disk in clear; temporary tables stay in memory.
//! - Time is an argument; nothing here reads a clock.
//! - Without the lease, operations can be queued, edited and taken back, and drafts saved; nothing else is written then.
//!
//! What it does not protect against: other programs of the same user while the keyring is unlocked, and whoever can
//! read the memory of the running process.

mod account;
mod afresh;
mod aside;
mod audit;
mod contract;
mod database;
mod error;
mod file;
mod folder;
mod host;
mod json;
mod keys;
mod lease;
mod missing;
mod order;
mod outbox;
mod page;
#[cfg(not(feature = "planted"))]
mod planted;
#[cfg(feature = "planted")]
pub mod planted;
mod rescue;
mod search;
mod secret;
mod session;
mod settings;
mod ticket;

pub use account::{Account, BrokenAccount, CompanyCa, Groups, Membership, NewAccount, Progress};
pub use aside::AsideRow;
pub use audit::{AuditEntry, AuditRow};
pub use contract::{ContractChange, ContractRow, CustomerRow, GivenValue, ToldContract, ValueSource};
pub use database::{Access, Store, Watch};
pub use error::StoreError;
pub use file::{Enclosed, FileKey, FileState, NewEnclosure};
pub use host::{HostEntry, HostRow};
pub use keys::{Cost, Created, DataKey, KeyError, Keyring, KeyringState, Keys, Passphrase, Protection};
pub use keys::{RecoveryCode, Unlock};
pub use lease::{Held, Lease};
pub use order::{LastOrder, OrderRow};
pub use outbox::{Decision, Draft, DraftKind, InTurn, NewOperation, OperationCounts, OperationFilter};
pub use outbox::{OperationRecord, OperationRow, OperationState};
pub use page::{Applied, AsideRecord, ContractRecord, PageWrite};
pub use rescue::{Anew, Brought, Rescue, TableRead, Undelivered, start_anew};
pub use search::{Hit, Hits, Slice};
pub use session::{CheckRow, ConsentRow, NewConsent, NewSession, Posted, SessionRow, SessionState};
pub use ticket::{Changes, Counts, Resident, StoredTicket, TicketKey, TicketRow, Unreadable};
