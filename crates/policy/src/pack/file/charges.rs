//! What things cost, and how long a plan runs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{At, SourceKeys};
use crate::facts::Payments;
use crate::pack::{Per, PlanYear, PriceBase, Service, TermStart};

/// A price, or something that is said of prices. Rows for the same service belong together: one may give the rate and
/// another one how it is rounded.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ChargeRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// What it is the price of.
    #[serde(rename = "for")]
    pub(in crate::pack) services: Vec<Service>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// Plans that it is for; all when it is left out.
    pub(in crate::pack) plans: Option<Vec<At<String>>>,
    /// What else has to be so.
    pub(in crate::pack) when: Option<WhenRow>,
    /// The prices, each a part of what is to be paid; empty where the row only adds to others.
    #[serde(default)]
    pub(in crate::pack) rates: Vec<RateRow>,
    /// Work is charged for at least so long, as in `1 h`.
    pub(in crate::pack) minimum: Option<At<String>>,
    /// Work is rounded up to a multiple of this, as in `30 min`.
    pub(in crate::pack) increment: Option<At<String>>,
    /// Working time of a day, as in `8 h`, where work is charged by the day.
    pub(in crate::pack) day: Option<At<String>>,
    /// Only work outside of the hours of this calendar costs.
    pub(in crate::pack) outside: Option<At<String>>,
    /// What is charged besides at cost, as in `["travel"]`; its amount is never known ahead.
    #[serde(default)]
    pub(in crate::pack) plus: Vec<String>,
    /// Number of the article in the vendor's price list.
    pub(in crate::pack) article: Option<String>,
    /// Rows of `charges` that contradict each other; where two of them apply, all are shown and none is added up.
    #[serde(default)]
    pub(in crate::pack) conflict: Vec<At<String>>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// A price: exactly one of `amount`, `share`, `shares` and `discount`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct RateRow {
    /// An amount in quotes, as in `"350"` or `"12.50"`; `free`; `unpublished` where the document gives none;
    /// `contract` where the customer's contract gives it.
    pub(in crate::pack) amount: Option<At<String>>,
    /// Currency of an amount, three capital letters.
    pub(in crate::pack) currency: Option<At<String>>,
    /// A share of another price in quotes, as in `"0.65"`.
    pub(in crate::pack) share: Option<At<String>>,
    /// The share by plan, as in `{ gold = "0.40" }`.
    pub(in crate::pack) shares: Option<At<BTreeMap<String, String>>>,
    /// What is taken off another price, in quotes, as in `"0.15"`.
    pub(in crate::pack) discount: Option<At<String>>,
    /// The other price; needed for `share`, `shares` and `discount`.
    pub(in crate::pack) of: Option<PriceBase>,
    /// The share is divided by this, as by 365 for a daily rate.
    pub(in crate::pack) divided_by: Option<At<i64>>,
    /// What it is the price of; once when it is left out.
    pub(in crate::pack) per: Option<At<Per>>,
    /// A few words for this part, where the row has several.
    #[serde(default)]
    pub(in crate::pack) text: String,
    /// What has to be so for this part.
    pub(in crate::pack) when: Option<WhenRow>,
}

/// What has to be so. All that is given must hold.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct WhenRow {
    /// Which year of the plan it is.
    pub(in crate::pack) plan_year: Option<PlanYear>,
    /// Whether the plan has lapsed.
    pub(in crate::pack) lapsed: Option<bool>,
    /// The plan has lapsed for so many years or more.
    pub(in crate::pack) lapse_years: Option<At<i64>>,
    /// Whether a major update came out while the plan had lapsed.
    pub(in crate::pack) missed_major_update: Option<bool>,
    /// Whether payments are current.
    pub(in crate::pack) payments: Option<Payments>,
    /// More tickets than this were used in the year.
    pub(in crate::pack) tickets_above: Option<At<i64>>,
}

/// From when and how long a plan runs, or which plan holds once a contract has ended.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct PlanTermRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// Plans that it is for; all when it is left out.
    pub(in crate::pack) plans: Option<Vec<At<String>>>,
    /// It is for plans that are bought within so many days of the software; then it also starts when they are over.
    pub(in crate::pack) free_days: Option<At<i64>>,
    /// The day from which it runs: the day on which it is bought, or the day of the installation.
    pub(in crate::pack) from: Option<At<TermStart>>,
    /// So many calendar months; left out where the document does not say.
    pub(in crate::pack) months: Option<At<i64>>,
    /// The plan that holds once a contract has ended, or `as-before` where the one that has ended holds on. Such a row
    /// has neither days nor months.
    pub(in crate::pack) after: Option<At<String>>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}
