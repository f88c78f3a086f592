//! What is asked: one line of `gnomon charge`'s input. A public format.

use std::collections::BTreeMap;

use calendar::Moment;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Money;
use crate::facts::Contract;
use crate::pack::{PriceBase, Service};

/// A question about a price. Only `policy` and `what` are needed; what is missing for an answer is named in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChargeAsk {
    /// Identifier to find the answer by; may be left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Pack id, as in `sepasoft`.
    pub policy: String,
    /// What is to be paid for.
    pub what: Service,
    /// The customer's contract. Its plan decides; for a reinstatement it is the plan that lapsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    /// When the work began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub from: Option<Moment>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub to: Option<Moment>,
    /// How many incidents, tickets, courses or tests; one when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Prices that others are a share of, as in `{"list-price":{"amount":"1000","currency":"EUR"}}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prices: BTreeMap<PriceBase, Money>,
    /// Day for which is asked, `YYYY-MM-DD`: it tells whether the contract has ended. Where it is left out, the day on
    /// which the plan is bought, or that of the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub on: Option<NaiveDate>,
    /// Day of the installation, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub installed: Option<NaiveDate>,
    /// Day on which the plan is bought, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub bought: Option<NaiveDate>,
    /// Which year of the plan it is, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_year: Option<u32>,
    /// The time without a plan; where it is left out, it follows from the end of the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapse: Option<Lapse>,
}

/// A time without a plan. Dates are local dates `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lapse {
    /// First day without it.
    #[schemars(with = "String")]
    pub from: NaiveDate,
    /// Day on which it is taken up again.
    #[schemars(with = "String")]
    pub to: NaiveDate,
    /// Whether a major update came out in between; left out where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed_major_update: Option<bool>,
}
