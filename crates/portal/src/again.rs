//! Tickets that could not be read, and rows that need not be read twice.

use calendar::Moment;
use serde::{Deserialize, Serialize};

/// How often a ticket that could not be read is tried again before its next change.
const TRIES: u8 = 3;
/// Seconds after a change by which no other can have the same stamp.
const SETTLED_S: i64 = 2;

/// Tickets to try again, with how often each was tried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Again(Vec<(String, u8)>);

impl Again {
    /// The first ones to try.
    pub(crate) fn first(&self, most: usize) -> Vec<String> {
        self.0.iter().take(most).map(|(id, _)| id.clone()).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes tickets that could not be read. After some tries each waits for its next change.
    pub(crate) fn failed(&mut self, ids: &[String]) {
        for id in ids {
            match self.0.iter_mut().find(|(known, _)| known == id) {
                Some((_, tries)) => *tries = tries.saturating_add(1),
                None => self.0.push((id.clone(), 1)),
            }
        }
        self.0.retain(|(_, tries)| *tries <= TRIES);
    }

    /// These were read, or are gone.
    pub(crate) fn done<'a>(&mut self, ids: impl IntoIterator<Item = &'a String>) {
        let ids: Vec<&String> = ids.into_iter().collect();
        self.0.retain(|(id, _)| !ids.contains(&id));
    }
}

/// Rows of the overlap of two searches: what was read long enough after its stamp is not read again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SeenRows(Vec<(String, Moment)>);

impl SeenRows {
    /// Whether this row was read and cannot have changed since.
    pub(crate) fn has(&self, id: &str, at: Moment) -> bool {
        self.0.iter().any(|(known, stamp)| known == id && *stamp == at)
    }

    /// Notes a row that was read at `now`, the portal's clock. One as young as that may change under the same stamp and is
    /// not noted.
    pub(crate) fn note(&mut self, id: &str, at: Moment, now: Option<Moment>) {
        self.0.retain(|(known, _)| known != id);
        if now.is_some_and(|now| now.since(at) > SETTLED_S) {
            self.0.push((id.to_owned(), at));
        }
    }

    /// This one is to be read whenever it comes.
    pub(crate) fn forget(&mut self, id: &str) {
        self.0.retain(|(known, _)| known != id);
    }

    /// Forgets what lies before.
    pub(crate) fn keep_from(&mut self, from: Moment) {
        self.0.retain(|(_, at)| *at >= from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_tried_three_times_and_then_waits() {
        let mut again = Again::default();
        let ids = ["7".to_owned()];
        for _ in 0..3 {
            again.failed(&ids);
            assert_eq!(again.first(9), ids);
        }
        again.failed(&ids);
        assert!(again.is_empty());
    }

    #[test]
    fn a_count_at_its_end_is_no_fault() {
        let mut again: Again = serde_json::from_str(r#"[["7",255]]"#).unwrap();
        again.failed(&["7".to_owned()]);
        assert!(again.is_empty());
    }

    #[test]
    fn a_young_row_is_read_again() {
        let mut seen = SeenRows::default();
        seen.note("1", Moment(100), Some(Moment(101)));
        assert!(!seen.has("1", Moment(100)));
        seen.note("1", Moment(100), Some(Moment(103)));
        assert!(seen.has("1", Moment(100)) && !seen.has("1", Moment(101)));
        seen.keep_from(Moment(101));
        assert!(!seen.has("1", Moment(100)));
    }
}
