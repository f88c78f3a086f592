//! Which rows are for a question.

use super::ask::{ChargeAsk, Lapse};
use super::lapsed::Lapsed;
use crate::engine::FactsError;
use crate::lifecycle::months_after;
use crate::pack::{AfterEnd, Charge, Counted, Pack, PlanIx, PlanYear, Service, Term, Unused, When};

pub(super) const DAY_ASKED: &str = "the day for which is asked";

/// Whether a row is for a question, and what to ask for where that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is not.
    No,
    /// A fact is missing.
    Unknown(Vec<String>),
    /// It is.
    Yes,
}

impl Fit {
    /// Both have to hold.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Unknown(mut asks), Self::Unknown(more)) => {
                asks.extend(more);
                Self::Unknown(asks)
            }
            (Self::Unknown(asks), Self::Yes) | (Self::Yes, Self::Unknown(asks)) => Self::Unknown(asks),
            (Self::Yes, Self::Yes) => Self::Yes,
        }
    }

    fn of(fact: Option<bool>, ask: &str) -> Self {
        match fact {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown(vec![ask.to_owned()]),
        }
    }
}

/// A question that was checked.
pub(super) struct Case<'a> {
    pack: &'a Pack,
    ask: &'a ChargeAsk,
    /// The plan; `None` where it is not known.
    pub(super) plan: Option<PlanIx>,
    /// Whether there is a time without it.
    pub(super) lapsed: Lapsed,
}

impl<'a> Case<'a> {
    /// Checks plan, work and lapse of a question.
    pub(super) fn of(pack: &'a Pack, ask: &'a ChargeAsk) -> Result<Self, FactsError> {
        let plan = ask.contract.as_ref().and_then(|contract| contract.plan.as_deref());
        let plan = plan.map(|word| known_plan(word, &pack.plans)).transpose()?;
        if let (Some(from), Some(to)) = (ask.from, ask.to)
            && to <= from
        {
            let message = format!("the work ends at {to} and begins at {from}");
            return Err(FactsError::new("bad-work", message, "give an end after the beginning".to_owned()));
        }
        if let Some(lapse) = ask.lapse.filter(|lapse| lapse.to < lapse.from) {
            let message = format!("the lapse ends on {} and begins on {}", lapse.to, lapse.from);
            return Err(FactsError::new("bad-lapse", message, "give an end after the beginning".to_owned()));
        }
        Ok(Self { pack, ask, plan, lapsed: Lapsed::of(pack, ask) })
    }

    /// The time without a plan; `None` where there is none, and where that is not known.
    pub(super) fn lapse(&self) -> Option<Lapse> {
        match self.lapsed {
            Lapsed::For(lapse) => Some(lapse),
            Lapsed::No | Lapsed::NotKnown => None,
        }
    }

    /// The row that says which plan holds instead of one that has lapsed. A plan that is bought or taken up again is
    /// itself what is priced.
    pub(super) fn replaced(&self) -> Option<&'a AfterEnd> {
        let of_plan = matches!(self.ask.what, Service::Plan | Service::Reinstatement);
        let row = if of_plan || self.lapsed == Lapsed::No { None } else { self.pack.after_end(self.plan).1 };
        row.filter(|_| !self.plan.is_some_and(|plan| self.pack.is_no_plan(plan)))
    }

    /// Whether a row is for the question.
    pub(super) fn fit(&self, row: &Charge) -> Fit {
        self.plan_fit(row.plans.as_deref()).and(self.when(&row.when))
    }

    /// Whether the plan is one of these.
    pub(super) fn plan_fit(&self, plans: Option<&[PlanIx]>) -> Fit {
        let Some(plans) = plans else { return Fit::Yes };
        let among = |plan: Option<PlanIx>| plan.map(|plan| plans.contains(&plan));
        match self.by_plan(among) {
            Some(fits) => Fit::of(fits, "the customer's plan"),
            None => Fit::of(None, DAY_ASKED),
        }
    }

    /// What follows from the plan: from the one that was told, or from the one that holds once it has lapsed. `None`
    /// where the two differ and the day for which is asked is missing.
    pub(super) fn by_plan<T: PartialEq>(&self, of: impl Fn(Option<PlanIx>) -> T) -> Option<T> {
        let (told, instead) = (of(self.plan), of(self.plan_instead()));
        match self.lapsed {
            Lapsed::NotKnown if told != instead => None,
            Lapsed::NotKnown | Lapsed::For(_) => Some(instead),
            Lapsed::No => Some(told),
        }
    }

    /// The plan that holds once this one has lapsed.
    fn plan_instead(&self) -> Option<PlanIx> {
        self.replaced().and_then(|row| row.plan).or(self.plan)
    }

    /// Whether all that is asked for is so.
    pub(super) fn when(&self, when: &When) -> Fit {
        let lapse = self.lapse();
        let contract = self.ask.contract.as_ref();
        let mut fit = Fit::Yes;
        if let Some(year) = when.plan_year {
            let asked = self.ask.plan_year.map(|asked| (asked == 1) == (year == PlanYear::First));
            fit = fit.and(Fit::of(asked, "which year of the plan it is"));
        }
        if let Some(lapsed) = when.lapsed {
            let known = match self.lapsed {
                Lapsed::NotKnown => None,
                Lapsed::For(_) => Some(lapsed),
                Lapsed::No => Some(!lapsed),
            };
            fit = fit.and(Fit::of(known, DAY_ASKED));
        }
        if let Some(years) = when.lapse_years {
            fit = fit
                .and(Fit::of(lapse.map(|lapse| lasts(&lapse, years)), "the first and last day of the lapse"));
        }
        if let Some(missed) = when.missed_major_update {
            let known = lapse.and_then(|lapse| lapse.missed_major_update).map(|known| known == missed);
            fit = fit.and(Fit::of(known, "whether a major update came out while the plan had lapsed"));
        }
        if let Some(payments) = when.payments {
            let known = contract.and_then(|contract| contract.payments).map(|known| known == payments);
            fit = fit.and(Fit::of(known, "whether payments are current"));
        }
        if let Some(above) = when.tickets_above {
            fit = fit.and(self.tickets_above(above));
        }
        fit
    }

    /// Whether the ticket that is asked about, on top of those that were used, goes beyond the tickets of a year and
    /// what the year before left over, where the policy carries that over.
    fn tickets_above(&self, above: u32) -> Fit {
        let contract = self.ask.contract.as_ref();
        let Some(used) = contract.and_then(|contract| contract.tickets_used) else {
            return Fit::of(None, "how many tickets were used this year");
        };
        let most = self.most_carried_over();
        let last_year = contract.and_then(|contract| contract.tickets_used_last_year);
        let beyond = match last_year {
            Some(last_year) => Some(used >= above.saturating_add(most.saturating_sub(last_year))),
            None if used < above => Some(false),
            None => (used >= above.saturating_add(most)).then_some(true),
        };
        Fit::of(beyond, "how many tickets were used up in the contract year before")
    }

    /// How many tickets a year can leave over for the next one: all that the plan includes, or none.
    fn most_carried_over(&self) -> u32 {
        let mut rows = self.pack.allowances.iter().filter(|row| row.what == Counted::Tickets);
        let row = rows.find(|row| row.unused.as_ref().is_some_and(|part| part.rule == Unused::CarriedOver));
        let amount = row.and_then(|row| row.amounts.iter().find(|(plan, _)| Some(*plan) == self.plan));
        amount.and_then(|(_, amount)| *amount).unwrap_or(0)
    }
}

/// Whether a lapse is so many years long, or longer. A year that ends after the last date there is never ends.
fn lasts(lapse: &Lapse, years: u32) -> bool {
    let months = years.saturating_mul(12);
    months_after(lapse.from, months).is_some_and(|end| lapse.to >= end)
}

fn known_plan(word: &str, plans: &[Term]) -> Result<PlanIx, FactsError> {
    plans.iter().position(|plan| plan.id == word).ok_or_else(|| FactsError::unknown_term("plan", word, plans))
}
