//! Charges as a filter: questions as JSON lines in, answers as JSON lines out. `gnomon charge` is this and a pipe.

use calendar::Moment;
use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ChargeAnswer, ChargeAsk, charge};
use crate::engine::{FactsError, PackLookup};
use crate::lifecycle::local_date;
use crate::lines;
use crate::reckon::{Failure, ReckonOutput, read};

/// One line of the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ChargeOutput {
    /// What something costs.
    Answer {
        /// The question's id; absent where it had none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        id: String,
        /// The answer.
        #[serde(flatten)]
        answer: Box<ChargeAnswer>,
    },
    /// A line of the input that could not be answered.
    Failure(Failure),
}

/// Answers every line of `input` in its order. A bad line becomes an error line in its place. Blank lines are skipped.
/// Questions that name no day are asked for the day of `now` in the zone of their pack, where it is given.
#[must_use]
pub fn charge_lines(packs: &impl PackLookup, input: &str, now: Option<Moment>) -> ReckonOutput {
    lines::in_place(input, |text| line(packs, text, now))
}

/// JSON Schema of one line of the input.
#[must_use]
pub fn input_schema() -> Value {
    schema_for!(ChargeAsk).to_value()
}

/// JSON Schema of one line of the output.
#[must_use]
pub fn output_schema() -> Value {
    schema_for!(ChargeOutput).to_value()
}

fn line(packs: &impl PackLookup, text: &str, now: Option<Moment>) -> Result<ChargeOutput, FactsError> {
    let mut ask: ChargeAsk = read(text)?;
    let pack = packs
        .pack(&ask.policy)
        .ok_or_else(|| FactsError::unknown("policy", &ask.policy, packs.ids().into_iter()))?;
    if ask.bought.is_none() && ask.from.is_none() {
        ask.on = ask.on.or_else(|| local_date(pack, now?));
    }
    let answer = Box::new(charge(pack, &ask)?);
    Ok(ChargeOutput::Answer { id: ask.id, answer })
}
