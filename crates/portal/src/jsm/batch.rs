//! Reads the tickets of a page whole. What goes wrong with one ticket puts only that one aside.

use std::collections::BTreeMap;

use policy::ticket::{History, Ticket};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::{Api, COMMENTS, MOST};
use super::known::Known;
use super::wire::{Change, Comment};
use super::{history, ticket};
use crate::{Aside, Fault, Request, Response, loose, read};

/// Parts of one ticket's comments or history that are read; a longer history is delivered as incomplete.
const PARTS: usize = 50;

/// The tickets of one page, being read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Batch {
    open: Vec<Open>,
    asked: Vec<Ask>,
    phase: Phase,
    known: Known,
}

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) tickets: Vec<Ticket>,
    pub(super) aside: Vec<Aside>,
    /// Identifiers of those put aside.
    pub(super) failed: Vec<String>,
    /// Identifiers of those that the portal does not show.
    pub(super) missing: Vec<String>,
}

/// What is asked, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    /// Tickets of which only the identifier is known.
    #[default]
    Rows,
    /// Comments, histories and the names of fields.
    Parts,
    /// Properties of comments, where they were not told.
    Marks,
    Done,
}

#[derive(Debug, Serialize, Deserialize)]
struct Open {
    id: String,
    row: Option<Value>,
    said: Vec<Comment>,
    changes: Vec<Change>,
    whole: bool,
    failed: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Ask {
    Row { place: usize },
    Said { place: usize, start: usize },
    Changes { place: usize, start: usize },
    Fields,
    Marks(Vec<u64>),
}

impl Batch {
    /// These tickets, each with its issue where a search has told it.
    pub(super) fn new(rows: Vec<(String, Option<Value>)>) -> Self {
        let mut open: Vec<Open> = Vec::with_capacity(rows.len());
        for (id, row) in rows {
            match open.iter_mut().find(|known| known.id == id) {
                Some(known) => known.row = row.or(known.row.take()),
                None => {
                    let (said, changes) = (Vec::new(), Vec::new());
                    open.push(Open { id, row, said, changes, whole: true, failed: None });
                }
            }
        }
        let missing = (0..open.len()).filter(|place| open.get(*place).is_some_and(|open| open.row.is_none()));
        let asked = missing.map(|place| Ask::Row { place }).collect();
        let mut batch = Self { open, asked, ..Self::default() };
        batch.go_on();
        batch
    }

    /// What has to be asked next; nothing when all is read.
    pub(super) fn requests(&self, api: &Api) -> Vec<Request> {
        self.asked.iter().map(|ask| self.request(api, ask)).collect()
    }

    /// Takes the answers to [`Batch::requests`].
    ///
    /// # Errors
    /// Only what stops everything: the token is refused, the portal asks to wait, or the fields cannot be read for now.
    pub(super) fn take(&mut self, api: &Api, answers: &[Response]) -> Result<(), Fault> {
        let asked = std::mem::take(&mut self.asked);
        for (ask, answer) in asked.into_iter().zip(answers) {
            let url = self.request(api, &ask).url;
            match read::json(&url, answer) {
                Ok(json) => self.read(&ask, json),
                Err(fault) => self.miss(&ask, fault)?,
            }
        }
        self.go_on();
        Ok(())
    }

    pub(super) fn finish(self, api: &Api) -> Outcome {
        let mut outcome = Outcome::default();
        for open in self.open {
            let Some(json) = open.row else {
                outcome.missing.push(open.id);
                continue;
            };
            let row = match (open.failed, ticket::row(&json)) {
                (None, Ok(row)) => row,
                (Some(why), _) => {
                    let raw = json!({"id": open.id, "key": json.get("key")});
                    outcome.aside.push(read::aside(Some(open.id.clone()), &why, &raw));
                    outcome.failed.push(open.id);
                    continue;
                }
                (None, Err(aside)) => {
                    outcome.aside.push(aside);
                    outcome.failed.push(open.id);
                    continue;
                }
            };
            let (events, whole) = history::events(&row, &open.said, &open.changes, &self.known);
            let history = if whole && open.whole { History::Complete } else { History::Incomplete };
            outcome.tickets.push(ticket::ticket(api, &row, events, history, &self.known));
        }
        outcome
    }

    fn request(&self, api: &Api, ask: &Ask) -> Request {
        let id = |place: &usize| self.open.get(*place).map_or("", |open| open.id.as_str());
        match ask {
            Ask::Row { place } => api.issue(id(place)),
            Ask::Said { place, start } => api.comments(id(place), *start),
            Ask::Changes { place, start } => api.changes(id(place), *start),
            Ask::Fields => api.fields(),
            Ask::Marks(ids) => api.comments_by_id(ids),
        }
    }

    fn read(&mut self, ask: &Ask, json: Value) {
        match *ask {
            Ask::Row { place } => {
                if let Some(open) = self.open.get_mut(place) {
                    open.row = Some(json);
                }
            }
            Ask::Said { place, start } => {
                let next = self.open.get_mut(place).and_then(|open| open.add_said(json, start));
                self.asked.extend(next.map(|start| Ask::Said { place, start }));
            }
            Ask::Changes { place, start } => {
                let next = self.open.get_mut(place).and_then(|open| open.add_changes(json, start));
                self.asked.extend(next.map(|start| Ask::Changes { place, start }));
            }
            Ask::Fields => self.known.learn_fields(json),
            Ask::Marks(_) => self.mark(&json),
        }
    }

    /// A guess would decide whether a promise was kept, so a passing fault is no answer.
    fn miss(&mut self, ask: &Ask, fault: Fault) -> Result<(), Fault> {
        if matches!(fault, Fault::Unauthorized { .. } | Fault::RateLimited { .. }) {
            return Err(fault);
        }
        match *ask {
            // The portal shows no such ticket.
            Ask::Row { .. } if matches!(fault, Fault::NotFound { .. }) => {}
            // A search still finds an issue for a while after it is gone. Its parts are not found in the two cases in which it
            // is not found itself:
            // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-get
            Ask::Said { place, .. } | Ask::Changes { place, .. }
                if matches!(fault, Fault::NotFound { .. }) =>
            {
                if let Some(open) = self.open.get_mut(place) {
                    open.row = None;
                }
            }
            Ask::Row { place } | Ask::Said { place, .. } | Ask::Changes { place, .. } => {
                self.fail(place, &fault);
            }
            Ask::Fields | Ask::Marks(_) if fault.is_transient() => return Err(fault),
            Ask::Fields | Ask::Marks(_) => {}
        }
        Ok(())
    }

    fn fail(&mut self, place: usize, fault: &Fault) {
        if let Some(open) = self.open.get_mut(place) {
            open.row.get_or_insert_with(|| json!({"id": open.id}));
            open.failed = Some(fault.to_string().trim_end_matches('.').to_owned());
        }
    }

    fn go_on(&mut self) {
        while self.asked.is_empty() && self.phase != Phase::Done {
            (self.phase, self.asked) = match self.phase {
                Phase::Rows => (Phase::Parts, self.ask_parts()),
                Phase::Parts => (Phase::Marks, self.ask_marks()),
                Phase::Marks | Phase::Done => (Phase::Done, Vec::new()),
            };
        }
    }

    fn ask_parts(&self) -> Vec<Ask> {
        let there = |place: &usize| {
            self.open.get(*place).is_some_and(|open| open.row.is_some() && open.failed.is_none())
        };
        let places: Vec<usize> = (0..self.open.len()).filter(there).collect();
        let fields = (!places.is_empty()).then_some(Ask::Fields);
        let parts = places
            .into_iter()
            .flat_map(|place| [Ask::Said { place, start: 0 }, Ask::Changes { place, start: 0 }]);
        fields.into_iter().chain(parts).collect()
    }

    fn ask_marks(&self) -> Vec<Ask> {
        let said = self.open.iter().flat_map(|open| &open.said);
        let untold = said.filter(|comment| comment.properties.is_none());
        let ids: Vec<u64> = untold.filter_map(|comment| comment.id.parse().ok()).collect();
        ids.chunks(COMMENTS).map(|some| Ask::Marks(some.to_vec())).collect()
    }

    /// Takes the properties of comments.
    fn mark(&mut self, json: &Value) {
        let list = json.get("values").and_then(Value::as_array).into_iter().flatten();
        let marks = list.filter_map(|one| {
            Some((one.get("id").and_then(loose::id_of)?, one.get("properties")?.as_array()?.clone()))
        });
        let marks: BTreeMap<String, Vec<Value>> = marks.collect();
        for comment in self.open.iter_mut().flat_map(|open| &mut open.said) {
            if let Some(properties) = marks.get(&comment.id) {
                comment.properties = Some(properties.clone());
            }
        }
    }
}

impl Open {
    /// Takes a part of the comments; gives where the next one begins. One that cannot be read puts the ticket aside, because
    /// an answer that is not seen would look like a promise that was not kept.
    fn add_said(&mut self, json: Value, start: usize) -> Option<usize> {
        let (list, next) = self.part(json, "comments", start)?;
        let before = self.said.len();
        for comment in list {
            match read::typed::<Comment>(comment) {
                Ok(comment) if self.said.iter().any(|known| known.id == comment.id) => {}
                Ok(comment) => match super::date::millis(&comment.created) {
                    Ok(_) => self.said.push(comment),
                    Err(why) => self.failed = Some(format!("in a comment, `created`: {why}")),
                },
                Err(why) => self.failed = Some(format!("in a comment, {why}")),
            }
        }
        let grew = self.said.len() > before;
        self.follow(next, grew)
    }

    /// The same of the history. An entry that cannot be read leaves it incomplete.
    fn add_changes(&mut self, json: Value, start: usize) -> Option<usize> {
        let (list, next) = self.part(json, "values", start)?;
        let before = self.changes.len();
        for change in list {
            match read::typed::<Change>(change) {
                Ok(change) if self.changes.iter().any(|known| known.id == change.id) => {}
                Ok(change) => self.changes.push(change),
                Err(_) => self.whole = false,
            }
        }
        let grew = self.changes.len() > before;
        self.follow(next, grew)
    }

    /// A part that brings nothing new would be followed by the same one for ever.
    fn follow(&mut self, next: Option<usize>, grew: bool) -> Option<usize> {
        self.whole &= grew || next.is_none();
        next.filter(|_| grew)
    }

    /// The entries of a part, and where the next one begins.
    fn part(&mut self, mut json: Value, name: &str, start: usize) -> Option<(Vec<Value>, Option<usize>)> {
        let total = json.get("total").and_then(Value::as_u64).and_then(|total| usize::try_from(total).ok());
        let is_last = json.get("isLast").and_then(Value::as_bool);
        let Some(Value::Array(list)) = json.get_mut(name).map(Value::take) else {
            self.failed = Some(format!("its {name} came in a form that is not known"));
            return None;
        };
        let read = start.saturating_add(list.len());
        let more = !list.is_empty() && is_last != Some(true) && total.is_none_or(|total| read < total);
        let over = read >= PARTS * MOST;
        self.whole &= !(more && over);
        Some((list, (more && !over).then_some(read)))
    }
}
