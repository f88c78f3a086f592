//! Clocks and their target rows.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{At, SourceKeys};
use crate::pack::{ClockStart, ClockStop};

/// A promise that runs against time.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ClockRow {
    /// Name of the clock, as in `first-response`.
    pub(in crate::pack) id: At<String>,
    /// What starts it.
    pub(in crate::pack) start: ClockStart,
    /// What stops it.
    pub(in crate::pack) stop: ClockStop,
    /// Statuses that pause it; empty when nothing does.
    #[serde(default)]
    pub(in crate::pack) pause_on: Vec<At<String>>,
    /// Target rows; the first row that fits a ticket gives its target.
    pub(in crate::pack) targets: Vec<TargetRow>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// A target and the tickets it is for. A list that is left out fits every ticket; `unknown` in a list fits a
/// ticket whose value is not known.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct TargetRow {
    /// Identifier within the clock; overrides name it.
    pub(in crate::pack) id: At<String>,
    /// Plans it is for.
    pub(in crate::pack) plans: Option<Vec<At<String>>>,
    /// Severities it is for.
    pub(in crate::pack) severities: Option<Vec<At<String>>>,
    /// Classifications it is for.
    pub(in crate::pack) classifications: Option<Vec<At<String>>>,
    /// How long: as in `4 h`, `1 h 30 min` or `336 h`, counted in open hours of the calendar; `none` where no
    /// target is published; `contract` where only the customer's contract can say.
    pub(in crate::pack) target: At<String>,
    /// Calendar it is counted on; `always` when it is left out.
    pub(in crate::pack) calendar: Option<At<String>>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}
