//! Scope: what support covers and what it does not. What a ticket is about is in its words, which nothing here reads:
//! the rows are listed, and a person chooses the one that fits.

use calendar::Moment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::engine::{Standing, missing};
use crate::entitlement::asks;
use crate::pack::{Covered, Pack, ScopeRow};
use crate::ruling::{Ground, Ruling, Yes};

/// The question's name.
const QUESTION: &str = "scope";

/// One row that a person can choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScopeChoice {
    /// The row of the pack.
    pub row: String,
    /// Whether it is covered.
    pub covered: Covered,
    /// What the row names, each in a few words; empty when its sentence says it all.
    pub items: Vec<String>,
    /// What to ask for before it is certain that the row is for this ticket.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<String>,
    /// Sentence, basis and clause.
    pub ground: Ground,
}

/// The rows that may fit a ticket at `now`, in the pack's order.
#[must_use]
pub fn choices(standing: &Standing, pack: &Pack, now: Moment) -> Vec<ScopeChoice> {
    let choice = |row: &ScopeRow| {
        let open = missing(&row.when, standing, pack, now)?;
        Some(ScopeChoice {
            row: path(row),
            covered: row.covered,
            items: row.items.clone(),
            ask: asks(&open, standing, pack, now),
            ground: ground(row),
        })
    };
    pack.scope.iter().filter_map(choice).collect()
}

/// The answer after a person has chosen the row with this identifier; `None` when the pack has no such row.
#[must_use]
pub fn chosen(pack: &Pack, id: &str) -> Option<Ruling> {
    let row = pack.scope.iter().find(|row| row.id == id)?;
    let answer = match row.covered {
        Covered::Yes => Yes::Yes,
        Covered::Partly | Covered::Paid => Yes::Limited,
        Covered::No => Yes::No,
    };
    Some(Ruling {
        question: QUESTION.to_owned(),
        answer,
        text: row.text.clone(),
        ask: Vec::new(),
        because: vec![ground(row)],
    })
}

/// The answer as long as nobody has chosen.
#[must_use]
pub fn not_chosen(standing: &Standing, pack: &Pack, now: Moment) -> Ruling {
    let choices = choices(standing, pack, now);
    let (answer, text, ask) = if choices.is_empty() {
        (Yes::Unpublished, "The policy does not say what support covers.", Vec::new())
    } else {
        (
            Yes::Unknown,
            "What the ticket is about is for a person to read: choose the row of the scope that fits.",
            vec!["what the ticket is about".to_owned()],
        )
    };
    let because = choices.into_iter().map(|choice| choice.ground).collect();
    Ruling { question: QUESTION.to_owned(), answer, text: text.to_owned(), ask, because }
}

fn path(row: &ScopeRow) -> String {
    format!("scope.{}", row.id)
}

fn ground(row: &ScopeRow) -> Ground {
    Ground::of(&path(row), &row.text, &row.source)
}
