//! The checked form of what a pack says of versions. [`crate::lifecycle`] answers from it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlanIx, SeverityIx, Source};
use crate::lifecycle::Version;
use crate::ruling::{Ground, Yes};

/// Index into [`Lifecycle::phases`], in the order in which a release passes through them.
pub type PhaseIx = usize;

/// One row: what it says, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Identifier in the pack.
    pub id: String,
    /// In our words, one sentence.
    pub text: String,
    /// Its clause.
    pub source: Source,
}

impl Said {
    /// The row as a reason for an answer.
    #[must_use]
    pub fn ground(&self) -> Ground {
        Ground::of(&self.id, &self.text, &self.source)
    }
}

/// What a policy says of versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// How a version number is read.
    pub numbering: Numbering,
    /// The platform that the version number names.
    pub platform: Option<Platform>,
    /// Phases in time order; never empty.
    pub phases: Vec<Phase>,
    /// What ends a phase.
    pub rules: Vec<EndRule>,
    /// How long ahead dates are announced.
    pub notices: Vec<Announcement>,
    /// What else is said.
    pub provisions: Vec<Provision>,
}

/// How a version number is read. The default: numbers with dots, the first one is the major version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// The row behind it; `None` for the default.
    pub said: Option<Said>,
    /// Names of the numbers; may be empty.
    pub parts: Vec<String>,
    /// Whether there are never more numbers than names.
    pub exact: bool,
    /// How many of the first numbers make a major version, at least 1.
    pub major_parts: usize,
    /// Whether a first number of four digits is a year and a major version by itself.
    pub year_alone: bool,
}

impl Default for Numbering {
    fn default() -> Self {
        Self { said: None, parts: Vec::new(), exact: false, major_parts: 1, year_alone: false }
    }
}

/// The platform whose version stands in a version number without its dot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Platform {
    /// The row behind it.
    pub said: Said,
    /// Product under which its releases are listed.
    pub product: String,
    /// Which number of a version names it, from 0.
    pub part: usize,
}

/// The words of [`super::Fact::Version`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VersionWord {
    /// Supported in full.
    Active,
    /// Supported with limits.
    Limited,
    /// At its end.
    EndOfLife,
    /// Older than what is supported, until it is updated.
    TooOld,
    /// Not generally available yet.
    PreRelease,
}

impl VersionWord {
    /// The word as conditions name it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Limited => "limited",
            Self::EndOfLife => "end-of-life",
            Self::TooOld => "too-old",
            Self::PreRelease => "pre-release",
        }
    }
}

/// A phase in the life of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// The row behind it.
    pub said: Said,
    /// Name to show.
    pub name: String,
    /// What a condition sees.
    pub word: VersionWord,
    /// Whether somebody helps; `None` where the document does not say.
    pub support: Option<Support>,
    /// What is fixed; `None` where the document does not say.
    pub fixes: Option<Fixes>,
    /// Whether it ends only on a day that was announced.
    pub until_announced: bool,
    /// What is helped with all the same.
    pub except: Vec<String>,
}

/// Whether somebody helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Support {
    /// In full.
    Full,
    /// As well as possible.
    BestEffort,
    /// Not at all.
    None,
}

/// What is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fixes {
    /// Everything that is found worth it.
    All,
    /// Critical problems only.
    Critical,
    /// Nothing.
    None,
}

/// A rule that ends phases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndRule {
    /// The row behind it.
    pub said: Said,
    /// Kinds of releases; `None` fits all.
    pub kinds: Option<Vec<String>>,
    /// Whether its periods are the shortest ones.
    pub at_least: bool,
    /// The ends.
    pub ends: Vec<End>,
}

/// An end of a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The phase.
    pub phase: PhaseIx,
    /// When.
    pub when: EndWhen,
}

/// When a phase ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndWhen {
    /// So many calendar months after a date.
    Months(u32, CountFrom),
    /// When so many newer major versions are out.
    NewerMajors(usize),
}

/// A date that a rule counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountFrom {
    /// A date of the release.
    Date(ReleaseDate),
    /// The end of an earlier phase.
    EndOf(PhaseIx),
}

/// Dates of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseDate {
    /// General availability.
    Released,
    /// End of its sale.
    EndOfSale,
    /// The next major version came out or went on sale.
    NextMajor,
}

impl ReleaseDate {
    /// All of them with their words.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Released, "released"), (Self::EndOfSale, "end-of-sale"), (Self::NextMajor, "next-major")];

    /// What to ask for.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Released => "the day of its release",
            Self::EndOfSale => "the day of the end of its sale, or that it is still sold",
            Self::NextMajor => "the day on which the next major version came out, or that there is none yet",
        }
    }
}

/// How long ahead a date is announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The row behind it.
    pub said: Said,
    /// Dates of the release.
    pub dates: Vec<ReleaseDate>,
    /// Phases whose first day is announced.
    pub phases: Vec<PhaseIx>,
    /// Calendar months ahead; `None` where the document gives no time.
    pub months: Option<u32>,
}

/// Something that is said of versions. `None` in a list fits all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// The row behind it.
    pub said: Said,
    /// `support fixes phone updates releases agreement`.
    pub about: &'static str,
    /// The answer that it gives.
    pub answer: Option<Yes>,
    /// Kinds of releases.
    pub kinds: Option<Vec<String>>,
    /// Phases of the release.
    pub phases: Option<Vec<PhaseIx>>,
    /// Phases of the platform.
    pub platform_phases: Option<Vec<PhaseIx>>,
    /// Severities of the ticket.
    pub severities: Option<Vec<SeverityIx>>,
    /// Plans; under another one the answer is no.
    pub plans: Option<Vec<PlanIx>>,
}

/// A release and its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The row behind it.
    pub said: Said,
    /// Product; `None` is for every product that has no releases of its own.
    pub product: Option<String>,
    /// The version, or its beginning.
    pub version: Version,
    /// Kind; `None` where it is not given.
    pub kind: Option<String>,
    /// First day on which it was generally available.
    pub released: NaiveDate,
    /// End of its sale.
    pub end_of_sale: Known,
    /// Day on which the next major version came out.
    pub next_major: Known,
    /// Days that the vendor has announced: the first day after each phase, in the order of the phases and without a
    /// gap.
    pub ends: Vec<NaiveDate>,
}

/// What is known of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is this day.
    On(NaiveDate),
    /// It has not come and has no day.
    NotYet,
    /// Nobody has said.
    No,
}

impl Release {
    /// What is known of one of its dates.
    #[must_use]
    pub const fn date(&self, date: ReleaseDate) -> Known {
        match date {
            ReleaseDate::Released => Known::On(self.released),
            ReleaseDate::EndOfSale => self.end_of_sale,
            ReleaseDate::NextMajor => self.next_major,
        }
    }
}
