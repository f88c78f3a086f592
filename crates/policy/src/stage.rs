//! Stages: how far a ticket has come, as far as its events and its contract show it.

use calendar::Moment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::engine::{Standing, missing};
use crate::entitlement::{asks, each_once, joined};
use crate::pack::{Pack, StagePath, StageStep};
use crate::ruling::Ground;

/// Where a ticket is on each of the ways that it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stage {
    /// One entry a way; empty where the policy names none for this ticket.
    pub paths: Vec<PathAnswer>,
}

/// Where a ticket is on one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PathAnswer {
    /// The row of the pack.
    pub row: String,
    /// Identifier of the step; null when it is not known.
    pub step: Option<String>,
    /// One sentence for people.
    pub text: String,
    /// What to ask for before it is certain; empty too where only a person can tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<String>,
    /// All steps in order.
    pub steps: Vec<StepWords>,
    /// The way itself, and the step behind the answer.
    pub because: Vec<Ground>,
}

/// A step for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StepWords {
    /// Identifier.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// Sentence, basis and clause.
    pub ground: Ground,
}

/// Where a ticket is at `now`.
#[must_use]
pub fn stage(standing: &Standing, pack: &Pack, now: Moment) -> Stage {
    let paths = pack.stages.iter().filter_map(|path| answer(path, standing, pack, now));
    Stage { paths: paths.collect() }
}

/// `None` where the ticket does not go this way.
fn answer(path: &StagePath, standing: &Standing, pack: &Pack, now: Moment) -> Option<PathAnswer> {
    let mut open = missing(&path.when, standing, pack, now)?;
    let mut at: Option<&StageStep> = None;
    for step in path.steps.iter().filter(|step| !step.seen_when.is_empty()) {
        match missing(&step.seen_when, standing, pack, now) {
            Some(unknown) if unknown.is_empty() => {
                at = Some(step);
                break;
            }
            Some(unknown) => open.extend(unknown),
            None => {}
        }
    }
    let at = at.filter(|_| open.is_empty());
    let ask = each_once(asks(&open, standing, pack, now));
    let text = match at {
        Some(step) => format!("{}: {}", step.name, step.text),
        None if ask.is_empty() => "The events do not show which step it is: a person has to tell.".to_owned(),
        None => format!("Not known yet which step it is: ask for {}.", joined(&ask)),
    };
    let row = format!("stages.{}", path.id);
    let way = Ground::of(&row, &path.text, &path.source);
    Some(PathAnswer {
        step: at.map(|step| step.id.clone()),
        text,
        ask,
        steps: path.steps.iter().map(|step| words(&row, step)).collect(),
        because: at.map(|step| ground(&row, step)).into_iter().chain([way]).collect(),
        row,
    })
}

fn words(row: &str, step: &StageStep) -> StepWords {
    StepWords { id: step.id.clone(), name: step.name.clone(), ground: ground(row, step) }
}

fn ground(row: &str, step: &StageStep) -> Ground {
    Ground::of(&format!("{row}.steps.{}", step.id), &step.text, &step.source)
}
