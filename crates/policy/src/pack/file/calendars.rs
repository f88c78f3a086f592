//! Support hours and holidays.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{At, SourceKeys};

/// Support hours. The row's own clause is that of the hours.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct CalendarRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// A few words for screens, as in `Mon-Fri 08:00-18:00 Berlin`.
    pub(in crate::pack) label: String,
    /// Open hours of each day.
    pub(in crate::pack) weekly: Weekly,
    /// Whose wall clock the hours follow.
    pub(in crate::pack) zone: ZoneRow,
    /// Which whole days are closed.
    pub(in crate::pack) holidays: HolidayUse,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// Open hours of each day, as in `mon-fri = ["08:00-18:00"]`. A window may run past midnight; `00:00-24:00` is a
/// whole day. Windows given for several days and for one day add up.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct Weekly {
    /// Every day of the week.
    #[serde(default)]
    pub(in crate::pack) every_day: Vec<At<String>>,
    /// Monday to Friday.
    #[serde(default)]
    pub(in crate::pack) mon_fri: Vec<At<String>>,
    /// Monday.
    #[serde(default)]
    pub(in crate::pack) mon: Vec<At<String>>,
    /// Tuesday.
    #[serde(default)]
    pub(in crate::pack) tue: Vec<At<String>>,
    /// Wednesday.
    #[serde(default)]
    pub(in crate::pack) wed: Vec<At<String>>,
    /// Thursday.
    #[serde(default)]
    pub(in crate::pack) thu: Vec<At<String>>,
    /// Friday.
    #[serde(default)]
    pub(in crate::pack) fri: Vec<At<String>>,
    /// Saturday.
    #[serde(default)]
    pub(in crate::pack) sat: Vec<At<String>>,
    /// Sunday.
    #[serde(default)]
    pub(in crate::pack) sun: Vec<At<String>>,
}

/// Whose wall clock the hours follow.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ZoneRow {
    /// IANA name, as in `Europe/Berlin`.
    pub(in crate::pack) name: At<String>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// Which whole days a calendar leaves out.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct HolidayUse {
    /// Names of holiday lists of this pack; empty when no day is left out.
    pub(in crate::pack) lists: At<Vec<At<String>>>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// A list of holidays and closures.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct HolidayRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// A few words for screens.
    pub(in crate::pack) label: String,
    /// The days.
    pub(in crate::pack) days: Vec<HolidayDay>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// A holiday by rule, or a closure on one date.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct HolidayDay {
    /// Name to show.
    pub(in crate::pack) name: String,
    /// When: `12-25` every year, `2026-12-24` once, `easter-2` or `easter+39` in days from Easter Sunday,
    /// `3rd mon of jan`, `last mon of may`.
    pub(in crate::pack) on: At<String>,
    /// First year in which it is kept.
    pub(in crate::pack) since: Option<i32>,
    /// Last year in which it is kept.
    pub(in crate::pack) until: Option<i32>,
    /// Which day is closed too when it falls on a weekend; none when it is left out.
    pub(in crate::pack) observed: Option<Observed>,
}

/// The day that is closed too when a holiday falls on a weekend.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) enum Observed {
    /// Friday for a Saturday, Monday for a Sunday.
    NearestWeekday,
    /// Monday for both.
    NextMonday,
}
