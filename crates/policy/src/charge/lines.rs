//! The parts of a charge.

use rust_decimal::Decimal;

use super::answer::{ChargeLine, LineState, Part};
use super::ask::ChargeAsk;
use super::when::{Case, DAY_ASKED, Fit};
use super::work::{Work, hours, work};
use super::{Money, charge};
use crate::pack::{Basis, Charge, Pack, Per, Price, PriceBase, Rate, Service};

/// A question with the rows that are, or may be, for it.
pub(super) struct Pricing<'a> {
    pub(super) pack: &'a Pack,
    pub(super) ask: &'a ChargeAsk,
    pub(super) case: &'a Case<'a>,
    pub(super) rows: &'a [(&'a Charge, Fit)],
}

/// How many units, and what is missing for them.
#[derive(Default)]
struct Units {
    /// Times this, divided by that: a part of an hour need not be a decimal fraction.
    factor: Option<(Decimal, Decimal)>,
    work: Option<Work>,
    ask: Option<String>,
}

/// An amount, or why there is none.
enum Amount {
    Is(Money),
    Not(LineState),
    Ask(Vec<String>),
}

impl Pricing<'_> {
    /// A part for each rate of each row, and for what is charged besides.
    pub(super) fn lines(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        for (row, fit) in self.rows {
            for rate in &row.rates {
                let fit = fit.clone().and(self.case.when(&rate.when)).and(self.by_plan(&rate.price));
                if fit != Fit::No {
                    parts.push(self.part(row, rate, fit));
                }
            }
            for cost in &row.plus {
                parts.push(self.at_cost(row, cost, fit.clone()));
            }
            parts.extend(self.inside_hours(row).filter(|_| row.outside.is_some()));
        }
        parts
    }

    fn by_plan(&self, price: &Price) -> Fit {
        match price {
            Price::SharesByPlan { shares, .. } => {
                let plans: Vec<usize> = shares.iter().map(|(plan, _)| *plan).collect();
                self.case.plan_fit(Some(&plans))
            }
            Price::Amount(_)
            | Price::Free
            | Price::Unpublished
            | Price::ByContract
            | Price::Share { .. }
            | Price::Discount { .. } => Fit::Yes,
        }
    }

    fn part(&self, row: &Charge, rate: &Rate, fit: Fit) -> Part {
        let units = self.units(row, rate.per);
        let mut ask: Vec<String> = units.ask.iter().cloned().collect();
        let mut line = self.line(row, if rate.text.is_empty() { &row.said.text } else { &rate.text });
        line.per = rate.per;
        line.units = units.factor.and_then(|(factor, divisor)| factor.checked_div(divisor)).map(four_places);
        line.worked_s = units.work.map(|work| work.worked_s);
        line.billed_s = units.work.map(|work| work.billed_s);
        line.increments = units.work.and_then(|work| work.increments);
        match self.amount(&rate.price, units.factor) {
            Amount::Is(money) => line.amount = Some(money),
            Amount::Not(state) => line.state = state,
            Amount::Ask(missing) => {
                line.state = LineState::Missing;
                ask.extend(missing);
            }
        }
        if let Fit::Unknown(missing) = fit {
            line.state = LineState::Possible;
            ask.extend(missing);
        }
        self.rest_on_hours(&mut line);
        Part { line, ask }
    }

    /// What is charged at cost: it has no amount before it is spent.
    fn at_cost(&self, row: &Charge, cost: &str, fit: Fit) -> Part {
        let mut line = self.line(row, cost);
        line.state = LineState::Unpublished;
        let ask = match fit {
            Fit::Unknown(ask) => {
                line.state = LineState::Possible;
                ask
            }
            Fit::Yes | Fit::No => Vec::new(),
        };
        Part { line, ask }
    }

    /// The part of the work that lies inside of the hours and costs nothing.
    fn inside_hours(&self, row: &Charge) -> Option<Part> {
        let work = work(self.pack, self.ask, self.rows)?;
        let inside_s = work.whole_s.saturating_sub(work.worked_s);
        let hours = hours(self.pack, self.rows).filter(|_| inside_s > 0)?;
        let mut line = self.line(row, &format!("Work within the hours {} is not charged.", hours.label));
        line.worked_s = Some(inside_s);
        line.billed_s = Some(0);
        if let Amount::Is(money) = self.free() {
            line.amount = Some(money);
        }
        self.rest_on_hours(&mut line);
        Some(Part { line, ask: Vec::new() })
    }

    fn line(&self, row: &Charge, text: &str) -> ChargeLine {
        ChargeLine {
            row: row.said.id.clone(),
            text: text.to_owned(),
            state: LineState::Due,
            amount: None,
            units: None,
            per: None,
            worked_s: None,
            billed_s: None,
            increments: None,
            article: row.article.clone(),
            basis: row.said.source.basis,
            clause: row.said.source.clause.clone(),
            note: row.said.source.note.clone(),
        }
    }

    /// Billed time rests on the rows that round it and on the hours it lies outside of; where one of them is assumed
    /// or read, so is the amount.
    fn rest_on_hours(&self, line: &mut ChargeLine) {
        if line.billed_s.is_none() {
            return;
        }
        let rounding = self.rows.iter().filter(|(row, _)| row.rates.is_empty() && row.increment_s.is_some());
        let sources = rounding.map(|(row, _)| &row.said.source);
        let calendar = hours(self.pack, self.rows).map(|hours| &hours.source);
        for source in sources.chain(calendar) {
            if matches!(source.basis, Basis::Assumed | Basis::Reading) && line.basis != Basis::Assumed {
                line.basis = source.basis;
            }
            if !source.note.is_empty() {
                let gap = if line.note.is_empty() { "" } else { " " };
                line.note = format!("{}{gap}{}", line.note, source.note);
            }
        }
    }

    fn units(&self, row: &Charge, per: Option<Per>) -> Units {
        let plain = |number: i64| Units { factor: Some((number.into(), Decimal::ONE)), ..Units::default() };
        match per {
            None | Some(Per::Year) => plain(1),
            Some(Per::Incident) => plain(i64::from(self.ask.count.unwrap_or(1))),
            Some(Per::LapsedDay) => match self.case.lapse() {
                Some(lapse) => plain(lapse.to.signed_duration_since(lapse.from).num_days()),
                None => {
                    Units { ask: Some("the first and last day of the lapse".to_owned()), ..Units::default() }
                }
            },
            Some(Per::Hour) => self.worked(3_600),
            Some(Per::Day) => self.worked(row.day_s.unwrap_or(86_400)),
        }
    }

    fn worked(&self, unit_s: i64) -> Units {
        let Some(work) = work(self.pack, self.ask, self.rows) else {
            return Units { ask: Some("when the work began and ended".to_owned()), ..Units::default() };
        };
        let factor = Some((work.billed_s.into(), unit_s.into()));
        Units { factor, work: Some(work), ask: None }
    }

    fn amount(&self, price: &Price, units: Option<(Decimal, Decimal)>) -> Amount {
        let (money, factor, divisor) = match price {
            Price::Unpublished => return Amount::Not(LineState::Unpublished),
            Price::ByContract => return Amount::Not(LineState::ByContract),
            Price::Free => return self.free(),
            Price::Amount(money) => (money.clone(), Decimal::ONE, Decimal::ONE),
            Price::Share { share, of, divided_by } => match self.base(*of) {
                Ok(money) => (money, *share, Decimal::from(*divided_by)),
                Err(missing) => return Amount::Ask(missing),
            },
            Price::SharesByPlan { shares, of } => {
                let named = |plan| shares.iter().find(|(named, _)| Some(*named) == plan);
                let of_plan = |plan| named(plan).map(|(_, share)| *share);
                let Some(share) = self.case.by_plan(of_plan) else {
                    return Amount::Ask(vec![DAY_ASKED.to_owned()]);
                };
                match (share, self.base(*of)) {
                    (Some(share), Ok(money)) => (money, share, Decimal::ONE),
                    (None, Ok(_)) => return Amount::Ask(Vec::new()),
                    (_, Err(missing)) => return Amount::Ask(missing),
                }
            }
            Price::Discount { off, of } => match self.base(*of) {
                Ok(money) => (money, Decimal::ONE - off, Decimal::ONE),
                Err(missing) => return Amount::Ask(missing),
            },
        };
        // What units are missing for is asked for with them.
        let Some((units, per)) = units else { return Amount::Ask(Vec::new()) };
        let product = factor.checked_mul(units).zip(divisor.checked_mul(per));
        match product.and_then(|(factor, divisor)| money.times(factor, divisor)) {
            Some(money) => Amount::Is(money),
            None => Amount::Ask(vec!["a smaller quantity: the amount is out of range".to_owned()]),
        }
    }

    /// Nothing, in the currency of the prices that are known.
    fn free(&self) -> Amount {
        let currency = self.ask.prices.values().next().map(|money| money.currency.clone());
        let in_pack =
            self.pack.charges.iter().flat_map(|row| &row.rates).find_map(|rate| match &rate.price {
                Price::Amount(money) => Some(money.currency.clone()),
                Price::Free
                | Price::Unpublished
                | Price::ByContract
                | Price::Share { .. }
                | Price::SharesByPlan { .. }
                | Price::Discount { .. } => None,
            });
        // ISO 4217 has this code for a sum that is in no currency.
        let currency = currency.or(in_pack).unwrap_or_else(|| "XXX".to_owned());
        Amount::Is(Money { amount: Decimal::new(0, 2), currency })
    }

    /// A price that others are a share of; what to ask for where it is missing.
    fn base(&self, of: PriceBase) -> Result<Money, Vec<String>> {
        if let Some(money) = self.ask.prices.get(&of) {
            return Ok(money.clone());
        }
        let missing = || vec![of.text().to_owned()];
        if of != PriceBase::PlanPrice || self.ask.what == Service::Plan {
            return Err(missing());
        }
        let mut plan = ChargeAsk { what: Service::Plan, lapse: None, ..self.ask.clone() };
        // The price of the plan itself, as if it had not lapsed.
        plan.contract.iter_mut().for_each(|contract| contract.ends = None);
        let answer = charge(self.pack, &plan).map_err(|_| missing())?;
        answer.total.ok_or_else(|| if answer.ask.is_empty() { missing() } else { answer.ask })
    }
}

fn four_places(units: Decimal) -> Decimal {
    units.round_dp(4).normalize()
}
