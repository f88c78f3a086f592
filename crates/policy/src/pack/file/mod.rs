//! The pack file as it is written: format 1. The types here are the format's one description: they read the file,
//! and the JSON Schema that editors and the shape check use is made from them.

mod at;
mod calendars;
mod charges;
mod clocks;
mod lifecycle;
mod promises;
mod rules;
mod terms;

use schemars::JsonSchema;
use serde::Deserialize;

pub(super) use at::At;
pub(super) use calendars::{CalendarRow, HolidayDay, HolidayRow, Observed, Weekly};
pub(super) use charges::{ChargeRow, PlanTermRow, RateRow, WhenRow};
pub(super) use clocks::{ClockRow, TargetRow};
pub(super) use lifecycle::{
    About, EndRow, LifecycleTable, NoticeRow, NumberingRow, PhaseRow, PlatformRow, ProvisionRow, ReleaseRow,
    RuleRow,
};
pub(super) use promises::{
    AllowanceRow, AmountRow, EntitlementRow, IntakeTable, ScopeTable, StagePathRow, StageStepRow,
};
pub(super) use rules::{
    Condition, FactorRow, FlagRow, LaneRow, OrderTable, RemoteTable, RequireRow, StatementRow,
};
pub(super) use terms::{ClassificationRow, SourceKeys, TermRow, WrittenBasis};

/// A vendor's support policy as data, format 1.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PackFile {
    /// Version of the file format: 1.
    pub(super) format: At<i64>,
    /// Identifier of the pack in lower case, as in `sep-sesam`.
    pub(super) id: At<String>,
    /// Who promises.
    pub(super) vendor: At<String>,
    /// For which product.
    pub(super) product: At<String>,
    /// Title of the document.
    pub(super) title: At<String>,
    /// Date of the document as it is printed; leave it out when it has none.
    #[serde(default)]
    pub(super) dated: String,
    /// File or address of the document that this pack was read from.
    #[serde(default)]
    pub(super) document: String,
    /// Lists of holidays and closures, which calendars name.
    #[serde(default)]
    pub(super) holidays: Vec<HolidayRow>,
    /// Support hours. The calendar `always`, around the clock, exists in every pack.
    #[serde(default)]
    pub(super) calendars: Vec<CalendarRow>,
    /// Severities, highest first.
    pub(super) severities: Vec<TermRow>,
    /// Classifications in order of precedence; leave them out where the policy has none.
    #[serde(default)]
    pub(super) classifications: Vec<ClassificationRow>,
    /// Plans, highest first; the last one is `none`, a customer without a contract.
    pub(super) plans: Vec<TermRow>,
    /// Promises that run against time, in the order in which they are shown.
    pub(super) clocks: Vec<ClockRow>,
    /// When a ticket leaves the main lane; the first rule that fits wins.
    #[serde(default)]
    pub(super) lanes: Vec<LaneRow>,
    /// When a ticket is flagged.
    #[serde(default)]
    pub(super) flags: Vec<FlagRow>,
    /// Order within a lane.
    pub(super) order: OrderTable,
    /// Remote sessions.
    pub(super) remote: RemoteTable,
    /// Versions and how long they are supported.
    pub(super) lifecycle: Option<LifecycleTable>,
    /// Releases and their dates.
    #[serde(default)]
    pub(super) releases: Vec<ReleaseRow>,
    /// What things cost.
    #[serde(default)]
    pub(super) charges: Vec<ChargeRow>,
    /// From when and how long a plan runs; the first row that fits is taken.
    #[serde(default)]
    pub(super) terms: Vec<PlanTermRow>,
    /// Who may have what.
    #[serde(default)]
    pub(super) entitlements: Vec<EntitlementRow>,
    /// How much of something is included.
    #[serde(default)]
    pub(super) allowances: Vec<AllowanceRow>,
    /// What a request has to carry.
    #[serde(default)]
    pub(super) intake: Vec<IntakeTable>,
    /// What support covers and what it does not.
    #[serde(default)]
    pub(super) scope: Vec<ScopeTable>,
    /// The ways that a ticket goes step by step.
    #[serde(default)]
    pub(super) stages: Vec<StagePathRow>,
    /// Everything else that the document says.
    #[serde(default)]
    pub(super) statements: Vec<StatementRow>,
}
