//! Entitlements, allowances, intake, scope and stages as text.

use super::{Page, tests, word};
use crate::pack::{Allowance, Entitlement, IntakeRow, Pack, Part, ScopeRow, StagePath, Test};

impl Page {
    pub(super) fn promises(&mut self, pack: &Pack) {
        self.list("Entitlements", &pack.entitlements, Self::entitlement);
        self.list("Allowances", &pack.allowances, |page, row| page.allowance(pack, row));
        self.list("Intake", &pack.intake, Self::intake);
        self.list("Scope", &pack.scope, Self::scope);
        self.list("Stages", &pack.stages, Self::stages);
    }

    fn list<T>(&mut self, heading: &str, rows: &[T], print: impl Fn(&mut Self, &T)) {
        if rows.is_empty() {
            return;
        }
        self.heading(heading);
        for row in rows {
            print(self, row);
        }
    }

    fn entitlement(&mut self, row: &Entitlement) {
        let questions: Vec<String> =
            row.questions.iter().map(|question| question.word().to_owned()).collect();
        let needed = row.needs.map_or(String::new(), |needed| format!(", needs {}", needed.word()));
        let refused = if row.even_if_refused { ", even if refused" } else { "" };
        let (id, answer) = (&row.id, word(row.answer));
        self.value(
            &format!(
                "{id}: {} {answer}{}{needed}{refused}: {}",
                questions.join(", "),
                when(&row.when),
                row.text
            ),
            &row.source,
        );
    }

    fn allowance(&mut self, pack: &Pack, row: &Allowance) {
        let amount = |amount: Option<u32>| amount.map_or("unlimited".to_owned(), |amount| amount.to_string());
        let amounts: Vec<String> = row
            .amounts
            .iter()
            .map(|(plan, many)| format!("{} {}", pack.plan_name(*plan), amount(*many)))
            .collect();
        let each = if row.per_license { " per license" } else { "" };
        let head = format!("{}: {}{each}{}: {}", row.id, word(row.what), when(&row.when), row.text);
        self.value(&head, &row.source);
        self.line(format_args!("      {}", amounts.join(", ")));
        self.part("period", row.period.as_ref());
        self.part("unused", row.unused.as_ref());
        self.part("beyond", row.beyond.as_ref());
    }

    fn part<T: serde::Serialize + Copy>(&mut self, name: &str, part: Option<&Part<T>>) {
        if let Some(part) = part {
            self.value(&format!("  {name} {}: {}", word(part.rule), part.text), &part.source);
        }
    }

    fn intake(&mut self, row: &IntakeRow) {
        self.value(&format!("{}: {}{}: {}", row.id, word(row.need), when(&row.when), row.text), &row.source);
        for item in &row.items {
            let shown = item.shown_by.map_or(String::new(), |shown| format!(" (shown by {})", word(shown)));
            self.line(format_args!("      - {}{shown}", item.ask));
        }
    }

    fn scope(&mut self, row: &ScopeRow) {
        self.value(
            &format!("{}: covered {}{}: {}", row.id, word(row.covered), when(&row.when), row.text),
            &row.source,
        );
        for item in &row.items {
            self.line(format_args!("      - {item}"));
        }
    }

    fn stages(&mut self, row: &StagePath) {
        self.value(&format!("{}{}: {}", row.id, when(&row.when), row.text), &row.source);
        for step in &row.steps {
            let seen = if step.seen_when.is_empty() {
                ", cannot be seen".to_owned()
            } else {
                format!(", seen when {}", tests(&step.seen_when))
            };
            self.value(&format!("  {} ({}){seen}: {}", step.name, step.id, step.text), &step.source);
        }
    }
}

fn when(rules: &[Test]) -> String {
    if rules.is_empty() { String::new() } else { format!(" when {}", tests(rules)) }
}
