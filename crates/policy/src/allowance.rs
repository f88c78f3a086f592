//! Allowances: how much is included, used and left, and what to ask for before that is certain.

use calendar::Moment;
use chrono::{Datelike, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::engine::{Standing, fact_words, missing};
use crate::entitlement;
use crate::lifecycle::local_date;
use crate::pack::{Allowance, Counted, Fact, Pack, Part, Period, Unused};
use crate::ruling::Ground;

/// One allowance of a ticket's customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AllowanceAnswer {
    /// The row of the pack.
    pub row: String,
    /// What is counted.
    pub what: Counted,
    /// Where it stands.
    pub state: AllowanceState,
    /// How much is included in this period, without what was carried over; null without limit and where it is not known.
    pub granted: Option<u32>,
    /// What was carried over from the period before; null where nothing is carried over or it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried: Option<u32>,
    /// How much is used; null where it is not known.
    pub used: Option<u32>,
    /// How much is left, at least.
    pub left: Option<u32>,
    /// How much was used beyond what is included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<u32>,
    /// First day of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub from: Option<NaiveDate>,
    /// Last day of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub to: Option<NaiveDate>,
    /// One sentence for people.
    pub text: String,
    /// What to ask for before it is certain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<String>,
    /// The rows of the policy behind it: amount, period, unused part, what happens beyond.
    pub because: Vec<Ground>,
}

/// Where an allowance stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AllowanceState {
    /// Something is left.
    Left,
    /// All of it is used, and nothing more.
    UsedUp,
    /// More than it was used.
    Over,
    /// There is no limit.
    Unlimited,
    /// The customer has no such allowance.
    NotGranted,
    /// A fact is missing.
    Unknown,
}

/// The allowances of a ticket's customer at `now`, in the pack's order; those of other plans are left out.
#[must_use]
pub fn allowances(standing: &Standing, pack: &Pack, now: Moment) -> Vec<AllowanceAnswer> {
    pack.allowances.iter().filter_map(|row| allowance(row, standing, pack, now)).collect()
}

/// What is left of all allowances of a kind: `left`, `used-up` or `not-granted`; `None` where it is not known.
pub(crate) fn word(what: Counted, standing: &Standing, pack: &Pack, now: Moment) -> Option<&'static str> {
    let mut word = "not-granted";
    for answer in of(what, standing, pack, now) {
        match answer.state {
            AllowanceState::Left | AllowanceState::Unlimited => return Some("left"),
            AllowanceState::Unknown => return None,
            AllowanceState::UsedUp | AllowanceState::Over => word = "used-up",
            AllowanceState::NotGranted => {}
        }
    }
    Some(word)
}

/// What to ask for before [`word`] is known.
pub(crate) fn asks(what: Counted, standing: &Standing, pack: &Pack, now: Moment) -> Vec<String> {
    of(what, standing, pack, now).flat_map(|answer| answer.ask).collect()
}

fn of(what: Counted, standing: &Standing, pack: &Pack, now: Moment) -> impl Iterator<Item = AllowanceAnswer> {
    let rows = pack.allowances.iter().filter(move |row| row.what == what);
    rows.filter_map(move |row| allowance(row, standing, pack, now))
}

/// `None` where the plan has no word on it.
fn allowance(row: &Allowance, standing: &Standing, pack: &Pack, now: Moment) -> Option<AllowanceAnswer> {
    let plan = standing.plan();
    let amount = match plan {
        Some(plan) => Some(row.amounts.iter().find(|(named, _)| *named == plan)?.1),
        None => None,
    };
    let mut count = Count { row, asks: Vec::new(), granted: None, carried: None, used: used(row, standing) };
    if plan.is_none() {
        count.asks.push(fact_words(Fact::Plan).to_owned());
    }
    let unmet = missing(&row.when, standing, pack, now);
    let allowed = unmet.is_some();
    count.asks.extend(entitlement::asks(&unmet.unwrap_or_default(), standing, pack, now));
    let span = row.period.as_ref().and_then(|period| span(period.rule, standing, pack, now));
    let state = match amount {
        _ if !allowed => AllowanceState::NotGranted,
        Some(None) if count.asks.is_empty() => AllowanceState::Unlimited,
        Some(Some(amount)) => count.state(amount, span, standing),
        Some(None) | None => AllowanceState::Unknown,
    };
    Some(count.answer(state, span, pack, standing))
}

fn used(row: &Allowance, standing: &Standing) -> Option<u32> {
    let counts = standing.counts();
    match row.what {
        Counted::Tickets => counts.tickets_used.get(),
        Counted::Credits => counts.credits_used.get(),
        Counted::NamedContacts => counts.named_contacts.get(),
        // No contract record counts them.
        Counted::TrainingSessions => None,
    }
}

/// First and last day of the period that `now` is in.
type Span = (NaiveDate, NaiveDate);

fn span(period: Period, standing: &Standing, pack: &Pack, now: Moment) -> Option<Span> {
    let local = |at: Moment| local_date(pack, at);
    let (from, to) = standing.contract();
    let first = local(from?)?;
    let end = to.and_then(|to| local(to)?.pred_opt());
    match period {
        Period::Contract => Some((first, end?)),
        Period::ContractYear => {
            let today = local(now)?;
            let years = u32::try_from(today.year() - first.year()).unwrap_or(0);
            let begins = |years: u32| first.checked_add_months(Months::new(12 * years));
            let years = if begins(years)? > today { years.saturating_sub(1) } else { years };
            let last = begins(years + 1)?.pred_opt()?;
            Some((begins(years)?, end.map_or(last, |end| end.min(last))))
        }
    }
}

/// The numbers as they are gathered.
struct Count<'a> {
    row: &'a Allowance,
    asks: Vec<String>,
    granted: Option<u32>,
    carried: Option<u32>,
    used: Option<u32>,
}

impl Count<'_> {
    fn state(&mut self, amount: u32, span: Option<Span>, standing: &Standing) -> AllowanceState {
        let licenses = if self.row.per_license { standing.counts().licenses.get() } else { Some(1) };
        self.granted =
            if amount == 0 { Some(0) } else { licenses.map(|number| amount.saturating_mul(number)) };
        if self.granted == Some(0) {
            return if self.asks.is_empty() { AllowanceState::NotGranted } else { AllowanceState::Unknown };
        }
        self.carried = self.carried_over(standing);
        self.ask_for_counts(span);
        let (Some(granted), Some(used), true) = (self.granted, self.used, self.asks.is_empty()) else {
            return AllowanceState::Unknown;
        };
        if self.may_carry() && self.carried.is_none() {
            self.asks.push(format!("the {} used up in the contract year before", self.noun()));
            return if used < granted { AllowanceState::Left } else { AllowanceState::Unknown };
        }
        let total = granted.saturating_add(self.carried.unwrap_or(0));
        match used.cmp(&total) {
            std::cmp::Ordering::Less => AllowanceState::Left,
            std::cmp::Ordering::Equal => AllowanceState::UsedUp,
            std::cmp::Ordering::Greater => AllowanceState::Over,
        }
    }

    fn may_carry(&self) -> bool {
        self.row.unused.as_ref().is_some_and(|part| part.rule == Unused::CarriedOver)
    }

    /// What last year left over. Only the use of tickets is known for the year before.
    fn carried_over(&self, standing: &Standing) -> Option<u32> {
        let known = self.may_carry() && self.row.what == Counted::Tickets;
        let used = standing.counts().tickets_used_last_year.get().filter(|_| known)?;
        Some(self.granted?.saturating_sub(used))
    }

    fn ask_for_counts(&mut self, span: Option<Span>) {
        if self.granted.is_none() {
            self.asks.push("the number of licenses".to_owned());
        }
        let contract_asked = self.asks.iter().any(|ask| ask == fact_words(Fact::Contract));
        if self.row.period.is_some() && span.is_none() && !contract_asked {
            self.asks.push("the first day of the contract".to_owned());
        }
        if self.used.is_none() {
            let noun = self.noun();
            self.asks.push(match self.row.what {
                Counted::NamedContacts => "the named contacts of the contract".to_owned(),
                Counted::Tickets | Counted::Credits | Counted::TrainingSessions => {
                    format!("the {noun} used up so far")
                }
            });
        }
    }

    const fn noun(&self) -> &'static str {
        match self.row.what {
            Counted::Tickets => "tickets",
            Counted::Credits => "credits",
            Counted::NamedContacts => "named contacts",
            Counted::TrainingSessions => "training sessions",
        }
    }

    fn answer(
        mut self,
        state: AllowanceState,
        span: Option<Span>,
        pack: &Pack,
        standing: &Standing,
    ) -> AllowanceAnswer {
        self.asks = entitlement::each_once(self.asks);
        let total = self.granted.map(|granted| granted.saturating_add(self.carried.unwrap_or(0)));
        let counted = total.zip(self.used).filter(|_| {
            matches!(state, AllowanceState::Left | AllowanceState::UsedUp | AllowanceState::Over)
        });
        let over = counted.map(|(total, used)| used.saturating_sub(total)).filter(|over| *over > 0);
        AllowanceAnswer {
            row: format!("allowances.{}", self.row.id),
            what: self.row.what,
            state,
            granted: self.granted,
            carried: self.carried,
            used: self.used,
            left: counted.map(|(total, used)| total.saturating_sub(used)),
            over,
            from: span.map(|(from, _)| from),
            to: span.map(|(_, to)| to),
            text: self.sentence(state, total, plan_name(pack, standing)),
            because: self.grounds(),
            ask: self.asks,
        }
    }

    fn sentence(&self, state: AllowanceState, total: Option<u32>, plan: &str) -> String {
        let noun = self.noun();
        let (total, used) = (total.unwrap_or(0), self.used.unwrap_or(0));
        let beyond = self.row.beyond.as_ref().map_or(String::new(), |part| format!(" {}", part.text));
        match state {
            AllowanceState::Left if self.asks.is_empty() => {
                format!("{used} of {total} {noun} are used, {} are left.", total.saturating_sub(used))
            }
            AllowanceState::Left => {
                let left = total.saturating_sub(used);
                format!(
                    "{used} of {total} {noun} are used, {left} are left, and what was carried over: ask for {}.",
                    entitlement::joined(&self.asks)
                )
            }
            AllowanceState::UsedUp => format!("All {total} {noun} are used.{beyond}"),
            AllowanceState::Over => {
                format!(
                    "{used} {noun} are used, {} more than the {total} included.{beyond}",
                    used.saturating_sub(total)
                )
            }
            AllowanceState::Unlimited => format!("{plan} has no limit of {noun}."),
            AllowanceState::NotGranted => format!("No {noun} are included here."),
            AllowanceState::Unknown => {
                format!(
                    "Not known yet how many {noun} are left: ask for {}.",
                    entitlement::joined(&self.asks)
                )
            }
        }
    }

    fn grounds(&self) -> Vec<Ground> {
        let row = self.row;
        let path = format!("allowances.{}", row.id);
        let mut grounds = vec![Ground::of(&path, &row.text, &row.source)];
        grounds.extend(row.period.as_ref().map(|part| part_ground(&path, "period", part)));
        grounds.extend(row.unused.as_ref().map(|part| part_ground(&path, "unused", part)));
        grounds.extend(row.beyond.as_ref().map(|part| part_ground(&path, "beyond", part)));
        grounds
    }
}

fn part_ground<T>(path: &str, name: &str, part: &Part<T>) -> Ground {
    Ground::of(&format!("{path}.{name}"), &part.text, &part.source)
}

fn plan_name<'a>(pack: &'a Pack, standing: &Standing) -> &'a str {
    standing.plan().map_or("The plan", |plan| pack.plan_name(plan))
}
