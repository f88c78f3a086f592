//! Prices.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Loader;
use super::names::{Vocabulary, unique};
use crate::charge::Money;
use crate::pack::file::{At, ChargeRow, PackFile, RateRow, WhenRow};
use crate::pack::{Charge, Per, Price, PriceBase, Rate, When, duration, spelling};

/// Days, tickets, years: no policy counts further.
pub(super) const HIGHEST: u32 = 100_000;

impl Loader<'_, '_> {
    pub(super) fn charges(&mut self, file: &PackFile, words: &Vocabulary) -> Vec<Charge> {
        unique(file.charges.iter().map(|row| &row.id), self.problems);
        let ids: Vec<String> = file.charges.iter().map(|row| row.id.get().clone()).collect();
        file.charges.iter().map(|row| self.charge(row, &ids, words)).collect()
    }

    fn charge(&mut self, row: &ChargeRow, ids: &[String], words: &Vocabulary) -> Charge {
        let said = self.said("charges", &row.id, &row.text, &row.source);
        if row.services.is_empty() {
            self.bad_rate(
                &row.id.span(),
                "This row is the price of nothing.",
                "Name at least one service in `for`.",
            );
        }
        let day_s = self.length(row.day.as_ref());
        for rate in &row.rates {
            if let Some(per) = rate.per.as_ref().filter(|per| *per.get() == Per::Day && day_s.is_none()) {
                self.bad_rate(
                    &per.span(),
                    "How long a day is, is not said.",
                    "Give `day`, as in `day = \"8 h\"`.",
                );
            }
        }
        if let [one] = row.conflict.as_slice() {
            self.bad_rate(
                &one.span(),
                "A conflict needs two rows.",
                "Name all rows that contradict each other.",
            );
        }
        for name in &row.conflict {
            self.place_of(name, "charge", ids);
        }
        Charge {
            said,
            services: row.services.clone(),
            plans: words.plans.indices(row.plans.as_deref(), self.problems),
            when: self.when(row.when.as_ref()),
            rates: row.rates.iter().filter_map(|rate| self.rate(row, rate, words)).collect(),
            minimum_s: self.length(row.minimum.as_ref()),
            increment_s: self.length(row.increment.as_ref()),
            day_s,
            outside: row.outside.as_ref().and_then(|name| words.calendars.index(name, self.problems)),
            plus: row.plus.clone(),
            article: row.article.clone().unwrap_or_default(),
            conflict: row.conflict.iter().map(|name| name.get().clone()).collect(),
        }
    }

    fn length(&mut self, written: Option<&At<String>>) -> Option<i64> {
        let written = written?;
        let seconds = duration::parse(written.get()).filter(|seconds| *seconds > 0);
        if seconds.is_none() {
            self.problems.add(
                &written.span(),
                "bad-duration",
                format!("`{}` is no length of time.", written.get()),
                "Write a length of time above zero, such as `30 min` or `8 h`.",
            );
        }
        seconds
    }

    fn rate(&mut self, row: &ChargeRow, rate: &RateRow, words: &Vocabulary) -> Option<Rate> {
        let price = self.price(row, rate, words)?;
        Some(Rate {
            price,
            per: rate.per.as_ref().map(|per| *per.get()),
            text: rate.text.clone(),
            when: self.when(rate.when.as_ref()),
        })
    }

    fn price(&mut self, row: &ChargeRow, rate: &RateRow, words: &Vocabulary) -> Option<Price> {
        let by_share = rate.share.is_some() || rate.shares.is_some() || rate.discount.is_some();
        if let Some(currency) = rate.currency.as_ref().filter(|_| rate.amount.is_none()) {
            self.bad_rate(&currency.span(), "Only an amount has a currency.", "Take `currency` out.");
        }
        if let Some(divided) = rate.divided_by.as_ref().filter(|_| rate.share.is_none()) {
            self.bad_rate(&divided.span(), "Only a share is divided.", "Take `divided-by` out.");
        }
        let divided_by = rate.divided_by.as_ref().map(|number| self.count(number, HIGHEST));
        match (&rate.amount, &rate.share, &rate.shares, &rate.discount) {
            (Some(amount), None, None, None) if rate.of.is_none() => {
                self.amount(amount, rate.currency.as_ref())
            }
            (None, Some(share), None, None) => {
                let (share, of) = (self.share(share)?, self.base(row, rate)?);
                Some(Price::Share { share, of, divided_by: divided_by.unwrap_or(1) })
            }
            (None, None, Some(shares), None) => {
                let mut by_plan = Vec::new();
                for (plan, share) in shares.get() {
                    let index = words.plans.ids().iter().position(|id| id == plan);
                    match (index, decimal_share(share)) {
                        (Some(index), Some(share)) => by_plan.push((index, share)),
                        (None, _) => self.problems.add(
                            &shares.span(),
                            "unknown-name",
                            format!("There is no plan `{plan}` in this pack."),
                            spelling::hint(plan, words.plans.ids().iter().map(String::as_str)),
                        ),
                        (Some(_), None) => self.bad_share(&shares.span(), share),
                    }
                }
                Some(Price::SharesByPlan { shares: by_plan, of: self.base(row, rate)? })
            }
            (None, None, None, Some(off)) => {
                Some(Price::Discount { off: self.share(off)?, of: self.base(row, rate)? })
            }
            _ => {
                let hint = if by_share && rate.amount.is_none() {
                    "Keep one of `share`, `shares` and `discount`."
                } else {
                    "Give `amount`, or one of `share`, `shares` and `discount` together with `of`."
                };
                self.bad_rate(&row.id.span(), "A rate of this row has not exactly one form.", hint);
                None
            }
        }
    }

    fn amount(&mut self, written: &At<String>, currency: Option<&At<String>>) -> Option<Price> {
        let word = match written.get().as_str() {
            "free" => Some(Price::Free),
            "unpublished" => Some(Price::Unpublished),
            "contract" => Some(Price::ByContract),
            _ => None,
        };
        match (word, currency) {
            (Some(price), None) => Some(price),
            (Some(_), Some(currency)) => {
                self.bad_rate(&currency.span(), "Only an amount has a currency.", "Take `currency` out.");
                None
            }
            (None, None) => {
                let hint = "Give `currency`, or write `free`, `unpublished` or `contract`.";
                self.bad_rate(&written.span(), &format!("`{}` has no currency.", written.get()), hint);
                None
            }
            (None, Some(currency)) => match Money::parse(written.get(), currency.get()) {
                Ok(money) => Some(Price::Amount(money)),
                Err(advice) => {
                    let message = format!("`{} {}` is no amount of money.", written.get(), currency.get());
                    self.problems.add(&written.span(), "bad-amount", message, advice);
                    None
                }
            },
        }
    }

    fn share(&mut self, written: &At<String>) -> Option<Decimal> {
        let share = decimal_share(written.get());
        if share.is_none() {
            self.bad_share(&written.span(), written.get());
        }
        share
    }

    fn bad_share(&mut self, at: &Range<usize>, written: &str) {
        let hint = "Write a decimal fraction above 0 and at most 1 in quotes, as in `\"0.65\"` for 65 %.";
        self.problems.add(at, "bad-share", format!("`{written}` is no share."), hint);
    }

    fn base(&mut self, row: &ChargeRow, rate: &RateRow) -> Option<PriceBase> {
        if rate.of.is_none() {
            self.bad_rate(&row.id.span(), "A share has to be a share of something.", "Give `of`.");
        }
        rate.of
    }

    fn bad_rate(&mut self, at: &Range<usize>, message: &str, hint: &str) {
        self.problems.add(at, "bad-rate", message, hint);
    }

    fn when(&mut self, row: Option<&WhenRow>) -> When {
        let Some(row) = row else { return When::default() };
        When {
            plan_year: row.plan_year,
            lapsed: row.lapsed,
            lapse_years: row.lapse_years.as_ref().map(|years| self.count(years, 100)),
            missed_major_update: row.missed_major_update,
            payments: row.payments,
            tickets_above: row.tickets_above.as_ref().map(|tickets| self.count(tickets, HIGHEST)),
        }
    }

    /// A whole number from 1 to `most`.
    pub(super) fn count(&mut self, written: &At<i64>, most: u32) -> u32 {
        let count = u32::try_from(*written.get()).ok().filter(|count| (1..=most).contains(count));
        if count.is_none() {
            self.problems.add(
                &written.span(),
                "bad-number",
                format!("{} is out of range.", written.get()),
                format!("Write a whole number from 1 to {most}."),
            );
        }
        count.unwrap_or(1)
    }
}

fn decimal_share(text: &str) -> Option<Decimal> {
    let share = Decimal::from_str_exact(text.trim()).ok()?;
    (share > Decimal::ZERO && share <= Decimal::ONE).then_some(share)
}
