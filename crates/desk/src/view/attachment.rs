//! Files that came with messages, and files that are to be sent.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorView;

/// Where a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum AttachmentShape {
    /// At the portal; perhaps a part of it is here.
    Absent,
    /// Waits for others that are fetched before it.
    Waiting,
    /// It comes.
    Fetching,
    /// Here, as a whole.
    Here,
    /// Larger than the limit.
    TooLarge,
    /// It could not be fetched.
    Failed,
}

/// A file that came with a message.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentView {
    /// Names it in every call, within its ticket.
    pub id: String,
    /// The event that it came with, as in [`super::EventView::id`].
    pub event: String,
    /// A name that may be shown and saved.
    pub name: String,
    /// What is really behind its last dot, in lower case; empty without one.
    pub ending: String,
    /// The name as it was given, when it is another one; hostile characters are made visible.
    pub given: String,
    /// The type that it was declared to be; may be empty.
    pub declared: String,
    /// The type by its bytes; empty while it is not here, and when they tell none.
    pub kind: String,
    /// Bytes; `null` when the portal does not tell.
    #[ts(type = "number | null")]
    pub size: Option<u64>,
    /// Bytes that are here.
    #[ts(type = "number")]
    pub have: u64,
    /// Where it is.
    pub shape: AttachmentShape,
    /// Why it could not be fetched, or is not.
    pub problem: Option<ErrorView>,
    /// What to know before it is opened, one sentence each: what it runs, that its type is another one.
    pub warnings: Vec<String>,
    /// It can be shown as a picture.
    pub picture: bool,
    /// The name by which the HTML of its message shows it; empty when it does not.
    pub content_id: String,
    /// Until when it stays here whatever else is fetched; `null` without such a promise.
    pub pinned: Option<i64>,
}

/// A file that is to be sent with a text that is not sent yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EnclosureView {
    /// Names it in every call.
    pub id: String,
    /// `reply` or `note`.
    pub with: String,
    /// The name that the portal is told.
    pub name: String,
    /// Bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// How much room files take, and how much they may.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FilesView {
    /// Bytes of fetched files that are here.
    #[ts(type = "number")]
    pub here: u64,
    /// The most bytes of one file.
    #[ts(type = "number")]
    pub each: u64,
    /// The most bytes of all together.
    #[ts(type = "number")]
    pub all: u64,
}

/// What there is to fetch for a time away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AheadView {
    /// Tickets of the plan. Their messages are here already.
    pub tickets: u32,
    /// Files that came with their messages.
    pub files: u32,
    /// Of them, files that are here already.
    pub here: u32,
    /// Files that would be fetched within the limit, in the order of the plan.
    pub fetched: u32,
    /// Bytes of these, as far as the portals tell.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Files of which the portal does not tell the size; they are fetched as long as there is room.
    pub unknown: u32,
    /// Files that are larger than the limit for one.
    pub too_large: u32,
    /// Files for which there is no room within the limit.
    pub no_room: u32,
    /// The limit, in bytes.
    #[ts(type = "number")]
    pub limit: u64,
    /// Files that could not be fetched, each with why; after fetching only.
    pub failed: Vec<String>,
}
