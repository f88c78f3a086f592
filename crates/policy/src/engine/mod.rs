//! From facts to an answer, in two phases, because a console recomputes a hundred thousand tickets a minute.
//!
//! [`assess`] reads the events of a ticket once and yields a compact [`Standing`]: where each clock started, paused
//! and stopped, and what was in force. Everything that depends on the time of day is then asked of the standing
//! with `now` as an argument, for any `now` from the one it was assessed at until the ticket changes:
//! [`Standing::key`] for ordering (no allocation), [`Standing::answer`] for a whole answer, [`order`] for the queue,
//! [`Ranking`] for a queue in which single tickets change.

mod after_end;
mod assess;
mod clock;
mod condition;
mod error;
mod explain;
mod lane;
mod notice;
mod order;
mod packed;
mod ranking;
mod scale;
mod score;
mod standing;
mod status;
mod step;
mod target;
mod track;
mod walk;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::pack::{Pack, Packs};

pub use assess::assess;
pub use clock::ClockReading;
pub use error::FactsError;
pub use notice::Notice;
pub use order::{Entry, order, ranked, why_before};
pub use ranking::Ranking;
pub use score::{Key, Millionths, Rank};
pub use standing::Standing;
pub use status::Status;

pub(crate) use assess::{CHANNELS, CONDUCTS};
pub(crate) use condition::{Verdict, is_idle, lacks_releases, missing, verdict};
pub(crate) use notice::fact_words;
pub(crate) use target::is_target_hours;

/// Where packs are found by their id.
pub trait PackLookup {
    /// The pack with this id.
    fn pack(&self, id: &str) -> Option<&Pack>;
    /// All ids, sorted, to tell what there is.
    fn ids(&self) -> Vec<&str>;
}

impl PackLookup for Packs {
    fn pack(&self, id: &str) -> Option<&Pack> {
        self.get(id).map(Arc::as_ref)
    }

    fn ids(&self) -> Vec<&str> {
        Self::ids(self)
    }
}

impl PackLookup for BTreeMap<String, Arc<Pack>> {
    fn pack(&self, id: &str) -> Option<&Pack> {
        self.get(id).map(Arc::as_ref)
    }

    fn ids(&self) -> Vec<&str> {
        self.keys().map(String::as_str).collect()
    }
}
