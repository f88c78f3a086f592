//! The order within a lane: factors and weights.

use serde_json::json;

use super::Loader;
use crate::pack::file::{FactorRow, PackFile};
use crate::pack::{Factor, FactorKind, Statement, duration};

/// Weights are decimal fractions, so their sum may miss 1 by a rounding error.
const ROUNDING: f64 = 1e-9;

impl Loader<'_, '_> {
    /// Factors, the waiting limit in seconds, and the statement about it.
    pub(super) fn order(&mut self, file: &PackFile) -> (Vec<Factor>, i64, Statement) {
        let factors = self.factors(file);
        let limit = &file.order.waiting_limit;
        let after = &limit.after;
        let seconds = duration::parse(after.get()).filter(|seconds| *seconds > 0);
        if seconds.is_none() {
            self.problems.add(
                &after.span(),
                "bad-duration",
                format!("`{}` is no waiting limit.", after.get()),
                "Write a length of time above zero, such as `72 h`.",
            );
        }
        let seconds = seconds.unwrap_or(1);
        let source = self.source("order.waiting-limit".to_owned(), &after.span(), &limit.source);
        let statement = Statement {
            id: "order.waiting-limit".to_owned(),
            topic: "order".to_owned(),
            text: format!("A ticket that has waited {} counts as waiting fully.", duration::text(seconds)),
            value: json!({ "seconds": seconds }),
            source,
        };
        (factors, seconds, statement)
    }

    fn factors(&mut self, file: &PackFile) -> Vec<Factor> {
        let rows = &file.order.factors;
        let mut factors: Vec<Factor> = Vec::new();
        for row in rows {
            let kind = *row.id.get();
            if factors.iter().any(|factor| factor.kind == kind) {
                self.problems.add(
                    &row.id.span(),
                    "duplicate-id",
                    format!("The factor `{}` is there already.", word(kind)),
                    "Give each factor once.",
                );
            }
            self.tells_apart(row, file);
            let weight = self.weight(row);
            let source = self.source(format!("order.factors.{}", word(kind)), &row.id.span(), &row.source);
            factors.push(Factor { kind, weight, source });
        }
        let sum: f64 = factors.iter().map(|factor| factor.weight).sum();
        if (sum - 1.0).abs() > ROUNDING {
            let at = rows.last().map_or_else(|| file.id.span(), |row| row.weight.span());
            self.problems.add(
                &at,
                "weights",
                format!("The weights sum to {}.", rounded(sum)),
                "Change them so that they sum to 1.",
            );
        }
        factors
    }

    fn weight(&mut self, row: &FactorRow) -> f64 {
        let weight = *row.weight.get();
        if !(weight > 0.0 && weight <= 1.0) {
            self.problems.add(
                &row.weight.span(),
                "bad-weight",
                format!("The weight {weight} is not above 0 and at most 1."),
                "Take the factor out, or give it a weight.",
            );
        }
        weight
    }
}

fn rounded(sum: f64) -> f64 {
    (sum * 1e6).round() / 1e6
}

/// The word of a factor in the file.
fn word(kind: FactorKind) -> &'static str {
    match kind {
        FactorKind::Plan => "plan",
        FactorKind::Severity => "severity",
        FactorKind::Classification => "classification",
        FactorKind::Urgency => "urgency",
        FactorKind::Waiting => "waiting",
    }
}
