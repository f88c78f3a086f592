//! Charges as a filter: questions as JSON lines in, answers as JSON lines out. `gnomon charge` is this and a pipe.

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ChargeAnswer, ChargeAsk, charge};
use crate::engine::{FactsError, PackLookup};
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
#[must_use]
pub fn charge_lines(packs: &impl PackLookup, input: &str) -> ReckonOutput {
    let mut output = ReckonOutput::default();
    for (index, text) in input.trim_start_matches('\u{feff}').split('\n').enumerate() {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let line = line(packs, text).unwrap_or_else(|error| {
            output.failed = true;
            ChargeOutput::Failure(Failure { line: index + 1, error })
        });
        // Strings, numbers and lists: writing them cannot fail.
        output.lines.push(serde_json::to_string(&line).unwrap_or_default());
    }
    output
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

fn line(packs: &impl PackLookup, text: &str) -> Result<ChargeOutput, FactsError> {
    let ask: ChargeAsk = read(text)?;
    let pack = packs
        .pack(&ask.policy)
        .ok_or_else(|| FactsError::unknown("policy", &ask.policy, packs.ids().into_iter()))?;
    let answer = Box::new(charge(pack, &ask)?);
    Ok(ChargeOutput::Answer { id: ask.id, answer })
}
