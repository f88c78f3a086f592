//! Entitlement, allowances, checklist and stage as a filter: tickets as JSON lines in, answers as JSON lines out.
//! `gnomon entitled` is this and a pipe.

use std::collections::BTreeMap;

use calendar::Moment;
use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::allowance::{AllowanceAnswer, allowances};
use crate::engine::{PackLookup, Standing};
use crate::entitlement::entitlements;
use crate::facts::Facts;
use crate::intake::{IntakeAnswer, intake, request_text};
use crate::lines;
use crate::pack::Pack;
use crate::reckon::{Failure, ReckonOutput, ticket};
use crate::ruling::Ruling;
use crate::scope::{ScopeChoice, choices, not_chosen};
use crate::stage::{Stage, stage};

/// What was promised for one ticket besides its clocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entitled {
    /// The ticket.
    pub id: String,
    /// One answer a question, the one about the scope last.
    pub rulings: Vec<Ruling>,
    /// How much is included and left.
    pub allowances: Vec<AllowanceAnswer>,
    /// What the request has to carry.
    pub intake: Vec<IntakeAnswer>,
    /// A text that asks the customer for what is missing; empty when nothing is.
    pub request: String,
    /// The rows of the scope that a person can choose from.
    pub scope: Vec<ScopeChoice>,
    /// How far the ticket has come.
    pub stage: Stage,
}

/// One line of the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum EntitledLine {
    /// A ticket's answers.
    Answer(Box<Entitled>),
    /// A line of the input that could not be answered.
    Failure(Failure),
}

/// All answers for one ticket at `now`.
#[must_use]
pub fn entitled(facts: &Facts, standing: &Standing, pack: &Pack, now: Moment) -> Entitled {
    let mut rulings = entitlements(standing, pack, now);
    rulings.push(not_chosen(standing, pack, now));
    let checklist = intake(facts, standing, pack, now);
    Entitled {
        id: facts.id.clone(),
        rulings,
        allowances: allowances(standing, pack, now),
        request: request_text(&checklist),
        intake: checklist,
        scope: choices(standing, pack, now),
        stage: stage(standing, pack, now),
    }
}

/// Answers every line of `input` as of `now`, tickets in the order of the input and then error lines by line number.
/// Blank lines are skipped. Of two lines with one id, the first is answered and the second is in error.
#[must_use]
pub fn entitled_lines(packs: &impl PackLookup, input: &str, now: Moment) -> ReckonOutput {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let (answers, failures) = lines::sorted_out(input, |text, line| {
        let ticket = ticket(packs, text, line, now, &mut seen)?;
        Ok(entitled(&ticket.facts, &ticket.standing, ticket.pack, now))
    });
    lines::failures_last(answers, &failures)
}

/// JSON Schema of one line of the output.
#[must_use]
pub fn output_schema() -> Value {
    schema_for!(EntitledLine).to_value()
}
