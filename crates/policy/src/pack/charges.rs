//! The checked form of prices. [`crate::charge`] answers from it.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CalendarIx, Pack, PlanIx, Said};
use crate::charge::Money;
use crate::facts::Payments;

/// A price, or something that is said of prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The row behind it.
    pub said: Said,
    /// What it is the price of.
    pub services: Vec<Service>,
    /// Plans that it is for; `None` for all.
    pub plans: Option<Vec<PlanIx>>,
    /// What else has to be so.
    pub when: When,
    /// The prices; empty where the row only adds to others.
    pub rates: Vec<Rate>,
    /// Work is charged for at least so many seconds.
    pub minimum_s: Option<i64>,
    /// Work is rounded up to a multiple of so many seconds.
    pub increment_s: Option<i64>,
    /// Working time of a day in seconds.
    pub day_s: Option<i64>,
    /// Only work outside of the hours of this calendar costs.
    pub outside: Option<CalendarIx>,
    /// What is charged besides at cost.
    pub plus: Vec<String>,
    /// Article in the vendor's price list; empty where there is none.
    pub article: String,
    /// Rows that contradict each other.
    pub conflict: Vec<String>,
}

/// What can be charged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// Support outside of the support hours.
    AfterHours,
    /// Help over a remote session.
    RemoteHelp,
    /// A visit.
    OnSite,
    /// Installation by the vendor.
    Installation,
    /// Consulting.
    Consulting,
    /// A call for immediate help.
    Emergency,
    /// A support plan for a year.
    Plan,
    /// The way to a newer major version.
    Upgrade,
    /// Updates within a major version.
    Update,
    /// Getting a lapsed plan back.
    Reinstatement,
    /// A training course.
    Training,
    /// A certification test.
    Certification,
    /// A ticket beyond those that the plan includes.
    ExtraTicket,
    /// A feature that a customer asks for.
    FeatureRequest,
    /// Help with making a test case.
    TestCase,
    /// Anything else.
    Other,
}

/// A price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How much.
    pub price: Price,
    /// For what.
    pub per: Option<Per>,
    /// A few words for this part; may be empty.
    pub text: String,
    /// What has to be so for this part.
    pub when: When,
}

/// How much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Price {
    /// An amount.
    Amount(Money),
    /// Nothing.
    Free,
    /// The document gives none.
    Unpublished,
    /// The customer's contract gives it.
    ByContract,
    /// A share of another price, divided by a number.
    Share {
        /// The share.
        share: Decimal,
        /// Of which price.
        of: PriceBase,
        /// Divided by this, at least 1.
        divided_by: u32,
    },
    /// Shares of another price by plan.
    SharesByPlan {
        /// The shares.
        shares: Vec<(PlanIx, Decimal)>,
        /// Of which price.
        of: PriceBase,
    },
    /// Another price less a share of it.
    Discount {
        /// What is taken off.
        off: Decimal,
        /// Of which price.
        of: PriceBase,
    },
}

/// Prices that others are shares of. All but the price of the plan are given with the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PriceBase {
    /// Retail price of the software when it was bought.
    RetailPriceAtPurchase,
    /// Retail price of the software today.
    CurrentRetailPrice,
    /// List price.
    ListPrice,
    /// Price of the licenses.
    LicensePrice,
    /// Price of the new version.
    ProductPrice,
    /// Price of the course.
    CoursePrice,
    /// Price of the plan for a year; worked out where it is not given.
    PlanPrice,
    /// What is past due.
    Arrears,
}

impl PriceBase {
    /// What to ask for.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::RetailPriceAtPurchase => "the retail price of the software when it was bought",
            Self::CurrentRetailPrice => "the retail price of the software today",
            Self::ListPrice => "the list price",
            Self::LicensePrice => "the price of the licenses",
            Self::ProductPrice => "the price of the new version",
            Self::CoursePrice => "the price of the course",
            Self::PlanPrice => "the price of the plan for a year",
            Self::Arrears => "how much is past due",
        }
    }
}

/// What a price is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// An hour of work.
    Hour,
    /// A day of work.
    Day,
    /// One incident, ticket, call, course or test.
    Incident,
    /// A year of a plan.
    Year,
    /// A day for which the plan had lapsed.
    LapsedDay,
}

/// Which year of a plan it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlanYear {
    /// The first one.
    First,
    /// Any other.
    Later,
}

/// What has to be so; `None` asks for nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// Which year of the plan.
    pub plan_year: Option<PlanYear>,
    /// Whether the plan has lapsed.
    pub lapsed: Option<bool>,
    /// Lapsed for so many years or more.
    pub lapse_years: Option<u32>,
    /// Whether a major update came out while the plan had lapsed.
    pub missed_major_update: Option<bool>,
    /// Whether payments are current.
    pub payments: Option<Payments>,
    /// More tickets than this were used.
    pub tickets_above: Option<u32>,
}

/// From when a plan runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TermStart {
    /// The day on which it is bought.
    #[default]
    Bought,
    /// The day of the installation.
    Installation,
}

/// Which plan holds once a contract has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterEnd {
    /// The row behind it.
    pub said: Said,
    /// Plans that it is for; `None` for all.
    pub plans: Option<Vec<PlanIx>>,
    /// The plan that holds then; `None` where the one that has ended holds on.
    pub plan: Option<PlanIx>,
}

impl Pack {
    /// Whether this is the plan of a customer without a contract.
    pub(crate) fn is_no_plan(&self, plan: PlanIx) -> bool {
        plan + 1 == self.plans.len()
    }

    /// The plan that holds once a contract with this plan has ended, and the row that says so. Where no row does, the
    /// plan holds on. A plan that is not known is among all plans.
    #[must_use]
    pub fn after_end(&self, plan: Option<PlanIx>) -> (Option<PlanIx>, Option<&AfterEnd>) {
        let fits = |row: &&AfterEnd| {
            row.plans.as_ref().is_none_or(|plans| plan.is_some_and(|plan| plans.contains(&plan)))
        };
        let row = self.after_end.iter().find(fits);
        (row.and_then(|row| row.plan).or(plan), row)
    }
}

/// From when and how long a plan runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTerm {
    /// The row behind it.
    pub said: Said,
    /// Plans that it is for; `None` for all.
    pub plans: Option<Vec<PlanIx>>,
    /// For plans bought within so many days of the software, and from when they are over.
    pub free_days: Option<u32>,
    /// From when it runs otherwise.
    pub from: TermStart,
    /// Calendar months; `None` where the document does not say.
    pub months: Option<u32>,
}
