//! Customers and their contracts, each computed from its number.

use calendar::Moment;
use chrono::NaiveDate;
use portal::open::wire::{Appointment, Contract, Customer, Target};

use super::draw::Draw;
use super::people;
use super::vendor::VENDORS;
use super::{Dataset, stream};

const DAY: i64 = 86_400;

/// What is special about a customer's contract. It follows from the customer's place among its vendor's, so that each
/// vendor has some of every kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Good,
    EndsSoon,
    Ended,
    Overdue,
    NoPlan,
    PartlyCovered,
}

impl Dataset {
    /// Number of the customer at a place among one vendor's; the place wraps around.
    #[must_use]
    pub const fn customer_number(&self, vendor: usize, place: usize) -> usize {
        vendor * self.customers_each + place % self.customers_each
    }

    /// A customer with its people.
    #[must_use]
    pub fn customer(&self, number: usize) -> Customer {
        let mut draw = Draw::of(&[self.seed, stream::CUSTOMER, number as u64]);
        let name = people::company(number);
        let contacts = (0..draw.between(2, 5)).map(|_| people::contact(&mut draw, &name)).collect();
        Customer { id: format!("c-{number}"), name, contacts }
    }

    /// The one contract of a customer.
    #[must_use]
    pub fn contract(&self, number: usize) -> Contract {
        let mut draw = Draw::of(&[self.seed, stream::CONTRACT, number as u64]);
        let vendor = &VENDORS[number / self.customers_each];
        let place = number % self.customers_each;
        let standing = standing(place);
        let (starts, ends) = self.term(standing, &mut draw);
        let licenses = u32::try_from(draw.between(2, 60)).unwrap_or(2);
        let mut contract = Contract {
            id: format!("k-{number}"),
            customer: format!("c-{number}"),
            policy: vendor.policy.to_owned(),
            plan: Some(plan(vendor.plans, standing, place).to_owned()),
            starts: date(starts),
            ends: date(ends),
            payments: Some(if standing == Standing::Overdue { "overdue" } else { "current" }.to_owned()),
            purchased: date(starts.plus(-draw.between(0, 900) * DAY)),
            licenses: Some(licenses),
            licenses_covered: Some(if standing == Standing::PartlyCovered { licenses / 2 } else { licenses }),
            ..Contract::default()
        };
        if standing == Standing::NoPlan {
            (contract.starts, contract.ends, contract.licenses_covered) = (None, None, None);
        }
        self.add_particulars(&mut contract, number, place, &mut draw);
        contract
    }

    /// What only one vendor's contracts have.
    fn add_particulars(&self, contract: &mut Contract, number: usize, place: usize, draw: &mut Draw) {
        let contacts = self.customer(number).contacts;
        match contract.policy.as_str() {
            "sepasoft" if contract.plan.as_deref() == Some("prospect") => {
                contract.purchased = date(self.origin.plus(-draw.between(10, 80) * DAY));
            }
            "sepasoft" if place % 12 == 9 => {
                let standing = if place % 24 == 9 { "deprioritized" } else { "suspended" };
                contract.standing =
                    contacts.iter().take(1).map(|c| (c.email.clone(), standing.to_owned())).collect();
            }
            "expecco" => {
                let named = contacts.len().saturating_sub(usize::from(place % 5 == 3)).max(1);
                contract.named_contacts = Some(contacts.into_iter().take(named).map(|c| c.email).collect());
                contract.credits_used = Some(u32::try_from(draw.between(0, 40)).unwrap_or(0));
                if place.is_multiple_of(4) {
                    contract.appointments.push(self.tonight(draw));
                }
            }
            "infotecs" => {
                contract.tickets_used = Some(u32::try_from(draw.between(3, 44)).unwrap_or(3));
                contract.targets = own_targets(place);
            }
            "sep-sesam" => {
                let access = match place % 6 {
                    1 => Some("impossible"),
                    4 => None,
                    _ => Some("given"),
                };
                contract.remote_access = access.map(str::to_owned);
            }
            _ => {}
        }
    }

    /// First and last day.
    fn term(&self, standing: Standing, draw: &mut Draw) -> (Moment, Moment) {
        let ends = match standing {
            Standing::Ended => self.origin.plus(-draw.between(5, 300) * DAY),
            Standing::EndsSoon => self.origin.plus(draw.between(1, 12) * DAY),
            Standing::Good | Standing::Overdue | Standing::NoPlan | Standing::PartlyCovered => {
                self.origin.plus(draw.between(40, 360) * DAY)
            }
        };
        (ends.plus(-364 * DAY), ends)
    }

    /// A booked window of eight hours that begins in the evening of the first day.
    fn tonight(&self, draw: &mut Draw) -> Appointment {
        let from = Moment(self.origin.0.div_euclid(DAY) * DAY + draw.between(18, 21) * 3600);
        Appointment { from, to: from.plus(8 * 3600) }
    }
}

/// Infotecs publishes no times; about two of three customers have theirs in the contract.
fn own_targets(place: usize) -> Vec<Target> {
    let target = |severity: &str, hours| Target {
        clock: "first-response".to_owned(),
        severity: Some(severity.to_owned()),
        hours,
        calendar: "always".to_owned(),
    };
    match place % 3 {
        0 => vec![target("critical", 2.0), target("minor", 24.0)],
        1 => vec![target("critical", 4.0)],
        _ => Vec::new(),
    }
}

const fn standing(place: usize) -> Standing {
    match place % 20 {
        4 => Standing::NoPlan,
        7 => Standing::Overdue,
        11 => Standing::Ended,
        13 => Standing::EndsSoon,
        14 => Standing::NoPlan,
        17 => Standing::PartlyCovered,
        _ => Standing::Good,
    }
}

/// Higher plans are more common among those who call for help.
fn plan(plans: &'static [&'static str], standing: Standing, place: usize) -> &'static str {
    let rank = match place % 7 {
        0 | 2 | 5 => 0,
        1 | 4 => 1,
        3 => 2,
        _ => 3,
    };
    match (standing, plans) {
        (Standing::NoPlan, _) => "none",
        // At SEP an emergency call is one incident and a demo is a trial: few have them.
        (_, ["business-support", rest @ ..]) if place % 9 < 2 => rest[place % 9],
        (_, ["business-support", ..]) => "business-support",
        (_, [paid @ .., _none]) => paid[rank % paid.len()],
        (_, []) => "none",
    }
}

fn date(at: Moment) -> Option<NaiveDate> {
    at.to_chrono().map(|at| at.date_naive())
}
