//! What a request has to carry, and how far its ticket has come.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::promised::GroundView;

/// How much an entry of the checklist is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum IntakeNeed {
    /// Every request carries it.
    Mandatory,
    /// It may be asked for.
    OnRequest,
    /// Something that has to hold, or that the customer has to do.
    Condition,
}

/// Whether something is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum IntakeState {
    /// The ticket shows it.
    Given,
    /// It is to be asked for.
    ToAskFor,
    /// A person has to read the ticket.
    CannotTell,
}

/// One row of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IntakeView {
    /// The row of the pack.
    pub row: String,
    /// How much it is needed.
    pub need: IntakeNeed,
    /// What has to be known before the row is certain to be for this ticket.
    pub ask: Vec<String>,
    /// What it asks for.
    pub items: Vec<IntakeItemView>,
    /// The row itself.
    pub ground: GroundView,
}

/// One thing of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IntakeItemView {
    /// In a few words.
    pub name: String,
    /// Whether it is there.
    pub state: IntakeState,
    /// What the ticket shows; empty when it shows nothing.
    pub value: String,
}

/// Where a ticket is on one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StageView {
    /// The row of the pack.
    pub row: String,
    /// One sentence.
    pub text: String,
    /// What to ask for before it is certain.
    pub ask: Vec<String>,
    /// All steps in order.
    pub steps: Vec<StepView>,
    /// The rows behind it.
    pub because: Vec<GroundView>,
}

/// A step of a way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StepView {
    /// Name to show.
    pub name: String,
    /// The ticket is here.
    pub here: bool,
    /// What it says.
    pub ground: GroundView,
}
