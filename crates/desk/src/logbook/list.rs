//! The log: filtered, and summed up by customer.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Moment;
use chrono_tz::Tz;
use policy::charge::Money;
use policy::remote::Cost;
use store::SessionState;

use super::show::Read;
use crate::away::own_zone;
use crate::console::Console;
use crate::view::{SessionTotal, SessionsRequest, SessionsView};
use crate::{Desk, DeskError};

impl Desk {
    /// The log of remote sessions, with sums by customer.
    ///
    /// # Errors
    /// Nothing is open, or the data file cannot be read.
    pub async fn sessions(&self, request: SessionsRequest) -> Result<SessionsView, DeskError> {
        let console = self.console()?;
        self.off_thread(move || sessions(&console, &request)).await
    }
}

pub(super) fn sessions(console: &Console, request: &SessionsRequest) -> Result<SessionsView, DeskError> {
    let zone = own_zone();
    let all: Vec<Read> = console.store.sessions()?.into_iter().map(Read::of).collect();
    let customers: BTreeSet<String> = all.iter().map(Read::customer).collect();
    let months: BTreeSet<String> = all.iter().map(|one| month(one.row.started, zone)).collect();
    let waiting = all.iter().filter(|one| one.waits()).count();
    let wanted = |one: &&Read| {
        (request.customer.is_empty() || one.customer() == request.customer)
            && (request.month.is_empty() || month(one.row.started, zone) == request.month)
    };
    let chosen: Vec<&Read> = all.iter().filter(wanted).collect();
    Ok(SessionsView {
        sessions: chosen.iter().map(|one| one.view(console)).collect(),
        totals: totals(&chosen),
        customers: customers.into_iter().collect(),
        months: months.into_iter().rev().collect(),
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
    })
}

/// The month of an instant in a zone, as in `2026-11`.
fn month(at: Moment, zone: Tz) -> String {
    at.to_chrono().map_or_else(String::new, |at| at.with_timezone(&zone).format("%Y-%m").to_string())
}

/// Sums by customer. A session that failed and was not written about is none.
fn totals(chosen: &[&Read]) -> Vec<SessionTotal> {
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    for one in chosen.iter().filter(|one| one.closed.is_some() || one.row.state != SessionState::Failed) {
        sums.entry(one.customer()).or_default().add(one);
    }
    sums.into_iter().map(|(customer, sum)| sum.view(customer)).collect()
}

#[derive(Default)]
struct Sum {
    sessions: u32,
    worked_s: i64,
    charges: BTreeMap<String, Money>,
    unpublished: u32,
    not_known: u32,
    open: u32,
}

impl Sum {
    fn add(&mut self, one: &Read) {
        self.sessions += 1;
        let Some(closed) = &one.closed else {
            self.open += 1;
            return;
        };
        self.worked_s += closed.to.since(closed.from);
        match closed.cost.as_ref().map(|cost| &cost.cost) {
            Some(Cost::Amount(money)) => self.charge(money),
            Some(Cost::Included) => {}
            Some(Cost::Unpublished) => self.unpublished += 1,
            Some(Cost::NotKnown) | None => self.not_known += 1,
        }
    }

    /// Adds an amount to the others of its currency. A sum that is out of range is left to the person.
    fn charge(&mut self, money: &Money) {
        match self.charges.get_mut(&money.currency) {
            None => drop(self.charges.insert(money.currency.clone(), money.clone())),
            Some(sum) => match sum.plus(money) {
                Some(both) => *sum = both,
                None => self.not_known += 1,
            },
        }
    }

    fn view(self, customer: String) -> SessionTotal {
        SessionTotal {
            customer,
            sessions: self.sessions,
            worked_s: self.worked_s,
            charges: self.charges.values().map(ToString::to_string).collect(),
            unpublished: self.unpublished,
            not_known: self.not_known,
            open: self.open,
        }
    }
}
