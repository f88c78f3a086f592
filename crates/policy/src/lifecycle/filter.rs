//! Life cycles as a filter: tickets as JSON lines in, answers as JSON lines out. `gnomon lifecycle` is this and a pipe.

use calendar::Moment;
use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{LifecycleAnswer, Question, answer, local_date};
use crate::engine::{FactsError, PackLookup, assess};
use crate::lines;
use crate::reckon::{Failure, ReckonOutput, parse};

/// One line of the output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum LifecycleLine {
    /// Where the version of a ticket is in its life cycle.
    Answer {
        /// The ticket's id.
        id: String,
        /// The answer.
        #[serde(flatten)]
        answer: Box<LifecycleAnswer>,
    },
    /// A line of the input that could not be answered.
    Failure(Failure),
}

/// Answers every line of `input`, a ticket as for [`crate::reckon::reckon_lines`], on the day of `now` in the zone of
/// its pack; in the order of the input. A bad line becomes an error line in its place. Blank lines are skipped.
#[must_use]
pub fn lifecycle_lines(packs: &impl PackLookup, input: &str, now: Moment) -> ReckonOutput {
    lines::in_place(input, |text| line(packs, text, now))
}

/// JSON Schema of one line of the output.
#[must_use]
pub fn output_schema() -> Value {
    schema_for!(LifecycleLine).to_value()
}

fn line(packs: &impl PackLookup, text: &str, now: Moment) -> Result<LifecycleLine, FactsError> {
    let facts = parse(text)?;
    let pack = packs
        .pack(&facts.policy)
        .ok_or_else(|| FactsError::unknown("policy", &facts.policy, packs.ids().into_iter()))?;
    let standing = assess(pack, &facts, now)?;
    let today = local_date(pack, now).ok_or_else(|| {
        let hint = "give an instant within the years 1 to 9999".to_owned();
        FactsError::new("bad-now", format!("there is no local date at {now}"), hint)
    })?;
    let question = Question {
        product: facts.product.as_ref(),
        plan: standing.plan_in_force(pack, now),
        severity: standing.severity(),
    };
    let answer = Box::new(answer(pack, &question, today));
    Ok(LifecycleLine::Answer { id: facts.id, answer })
}
