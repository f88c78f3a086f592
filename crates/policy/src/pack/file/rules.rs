//! Lanes, flags, order, remote sessions and statements.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{At, SourceKeys};
use crate::answer::{Flag, Lane};
use crate::pack::{Fact, FactorKind};

/// One test of a condition. Exactly one of `is` and `is-not` is given.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct Condition {
    /// What is looked at.
    pub(in crate::pack) fact: At<Fact>,
    /// It holds when the fact has one of these words.
    pub(in crate::pack) is: Option<Vec<At<String>>>,
    /// It holds when the fact has none of these words.
    pub(in crate::pack) is_not: Option<Vec<At<String>>>,
}

/// A lane and the tickets in it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct LaneRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// The lane.
    pub(in crate::pack) lane: LaneWord,
    /// Tests that must all hold.
    pub(in crate::pack) when: Vec<Condition>,
    /// What to tell the user, one sentence.
    pub(in crate::pack) reason: String,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// Lanes that a pack can choose. Whose turn it is follows from the ticket's events and not from the pack.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) enum LaneWord {
    /// To be worked on: an exception to a later rule.
    Main,
    /// To be worked on when there is room.
    Deprioritized,
    /// The policy refuses it.
    Refused,
}

impl From<LaneWord> for Lane {
    fn from(word: LaneWord) -> Self {
        match word {
            LaneWord::Main => Self::Main,
            LaneWord::Deprioritized => Self::Deprioritized,
            LaneWord::Refused => Self::Refused,
        }
    }
}

/// A flag and the tickets that carry it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct FlagRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// The flag.
    pub(in crate::pack) flag: Flag,
    /// Tests that must all hold.
    pub(in crate::pack) when: Vec<Condition>,
    /// What to tell the user, one sentence.
    pub(in crate::pack) reason: String,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// Order within a lane.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct OrderTable {
    /// Weighted factors; the weights sum to 1.
    pub(in crate::pack) factors: Vec<FactorRow>,
    /// Waiting time at which the factor `waiting` is full.
    pub(in crate::pack) waiting_limit: WaitingLimit,
}

/// A weighted factor.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct FactorRow {
    /// What is measured.
    pub(in crate::pack) id: At<FactorKind>,
    /// Its weight, above 0 and at most 1.
    pub(in crate::pack) weight: At<f64>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// Waiting time at which the factor `waiting` is full.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct WaitingLimit {
    /// How long, around the clock, as in `72 h`.
    pub(in crate::pack) after: At<String>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// Remote sessions under this policy.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct RemoteTable {
    /// Tools that the vendor names, in its order; empty when it names none.
    pub(in crate::pack) tools: Vec<Tool>,
    /// Whether other tools are allowed too.
    pub(in crate::pack) open_list: At<bool>,
    /// When a session is refused.
    #[serde(default)]
    pub(in crate::pack) refuse: Vec<RefuseRow>,
    /// What the customer must have in place before a session.
    #[serde(default)]
    pub(in crate::pack) requires: Vec<RequireRow>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// Tools that the launcher knows.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) enum Tool {
    /// Secure shell.
    Ssh,
    /// Microsoft Remote Desktop.
    Rdp,
    /// VNC.
    Vnc,
    /// TeamViewer.
    Teamviewer,
    /// AnyDesk.
    Anydesk,
    /// RustDesk.
    Rustdesk,
    /// GoToAssist.
    Gotoassist,
    /// A session in the browser.
    Web,
}

impl Tool {
    /// The word of [`crate::pack::Remote::tools`].
    pub(in crate::pack) fn word(self) -> &'static str {
        match self {
            Self::Ssh => "ssh",
            Self::Rdp => "rdp",
            Self::Vnc => "vnc",
            Self::Teamviewer => "teamviewer",
            Self::Anydesk => "anydesk",
            Self::Rustdesk => "rustdesk",
            Self::Gotoassist => "gotoassist",
            Self::Web => "web",
        }
    }
}

/// A reason to refuse a remote session.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct RefuseRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// Tests that must all hold.
    pub(in crate::pack) when: Vec<Condition>,
    /// What to tell the user, one sentence.
    pub(in crate::pack) reason: String,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// Something that the customer must have in place.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct RequireRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// What, one sentence.
    pub(in crate::pack) text: String,
    /// What meets it by itself; where it is left out, a person confirms it.
    #[serde(default)]
    pub(in crate::pack) met_by: Option<MetBy>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// What meets a requirement by itself.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) enum MetBy {
    /// The customer's recorded consent.
    Consent,
}

/// One thing that the document says, for screens and for questions about entitlement, life cycle and charges.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct StatementRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// What it is about.
    pub(in crate::pack) topic: Topic,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// The same for machines. The keys `plans`, `severities`, `classifications` and `calendar` name rows of this
    /// pack; dates are text.
    pub(in crate::pack) value: Option<At<serde_json::Value>>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// What a statement is about.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) enum Topic {
    /// Who may ask for what, and under which conditions.
    Entitlement,
    /// Ways to reach support.
    Channel,
    /// Versions and how long they are supported.
    Lifecycle,
    /// What a request has to carry.
    Intake,
    /// What support does and does not cover.
    Scope,
    /// Prices, fees and discounts.
    Charge,
    /// Stages of a response.
    Stage,
    /// How many tickets are included.
    Quota,
    /// Credits and what they buy.
    Credit,
    /// Remote sessions and visits.
    Remote,
    /// Announcements and warnings that the vendor owes.
    Notice,
    /// How severities are given and changed.
    Severity,
    /// How clocks are counted.
    Clock,
    /// How the order of tickets comes about.
    Order,
    /// Support hours, zones and holidays.
    Calendar,
}

impl Topic {
    /// The word of [`crate::pack::Statement::topic`].
    pub(in crate::pack) fn word(self) -> &'static str {
        match self {
            Self::Entitlement => "entitlement",
            Self::Channel => "channel",
            Self::Lifecycle => "lifecycle",
            Self::Intake => "intake",
            Self::Scope => "scope",
            Self::Charge => "charge",
            Self::Stage => "stage",
            Self::Quota => "quota",
            Self::Credit => "credit",
            Self::Remote => "remote",
            Self::Notice => "notice",
            Self::Severity => "severity",
            Self::Clock => "clock",
            Self::Order => "order",
            Self::Calendar => "calendar",
        }
    }
}
