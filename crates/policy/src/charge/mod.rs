//! What something costs under a policy: an hour after closing time, a plan, an upgrade, a lapse.
//!
//! An answer has a line for each part, with the row of the policy that it comes from. A price that the document does
//! not publish has no amount, but the units that would be billed are there. The total is given only when every part
//! is certain and has an amount.
//!
//! # Money
//!
//! Amounts are decimal, never binary fractions. Each line is rounded to cents, half a cent upwards, and the total is
//! the sum of the rounded lines.
//!
//! # Time
//!
//! Work from one instant to another is one piece of work. Where only time outside of a calendar's hours costs, the
//! time inside, holidays considered, is taken out; what is left is summed, raised to the minimum, and rounded up to
//! the increment. A part of a second or minute that has begun counts as the whole increment.
//!
//! # Lapse
//!
//! A lapse lasts from the first day without a plan to the day on which it is taken up again, which does not count:
//! from 1 March to 31 March are 30 days. A lapse is a year long from the same day of the next year on. Where none is
//! given, it follows from the last day of the contract and the day for which is asked.

mod answer;
mod ask;
mod filter;
mod lapsed;
mod lines;
mod money;
mod term;
mod when;
mod work;

pub use answer::{ChargeAnswer, ChargeLine, ChargeState, LineState, TermAnswer};
pub use ask::{ChargeAsk, Lapse};
pub use filter::{ChargeOutput, charge_lines, input_schema, output_schema};
pub use money::Money;

use crate::engine::FactsError;
use crate::pack::{Charge, Pack};
use lines::Pricing;
use when::Fit;

/// Works out what something costs.
///
/// # Errors
/// A plan that the pack does not have, work that ends before it begins, a lapse that ends before it begins.
pub fn charge(pack: &Pack, ask: &ChargeAsk) -> Result<ChargeAnswer, FactsError> {
    let case = when::Case::of(pack, ask)?;
    let rows: Vec<(&Charge, Fit)> = pack
        .charges
        .iter()
        .filter(|row| row.services.contains(&ask.what))
        .map(|row| (row, case.fit(row)))
        .filter(|(_, fit)| *fit != Fit::No)
        .collect();
    let pricing = Pricing { pack, ask, case: &case, rows: &rows };
    let mut answer = answer::of(&pricing.lines(), &rows);
    answer.term = term::term(pack, ask, case.plan);
    let replaced = case.lapse().and_then(|_| case.replaced());
    answer.because.extend(replaced.map(|row| row.said.ground()));
    Ok(answer)
}
