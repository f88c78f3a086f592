//! A pack as a text that a person can read: what `gnomon pack show` prints.

mod charges;
mod lifecycle;
mod promises;

use std::fmt::Write;

use serde::Serialize;
use serde_json::Value;

use super::{Clock, Pack, Promise, Source, Target, Test, duration};

/// The whole pack, one line a value, each with its clause and basis.
#[must_use]
pub fn describe(pack: &Pack) -> String {
    let mut page = Page { text: String::new() };
    page.line(format_args!("{}: {} ({})", pack.vendor, pack.product, pack.id));
    page.line(format_args!("{}", pack.dated_title()));
    for clock in &pack.clocks {
        page.clock(pack, clock);
    }
    page.terms(pack);
    page.rules(pack);
    page.order(pack);
    page.remote(pack);
    page.lifecycle(pack);
    page.charges(pack);
    page.promises(pack);
    page.statements(pack);
    page.text
}

struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn heading(&mut self, heading: &str) {
        self.line(format_args!("\n{heading}"));
    }

    fn value(&mut self, what: &str, source: &Source) {
        self.line(format_args!("  {what}  {}", origin(source)));
        if !source.note.is_empty() {
            self.line(format_args!("      {}", source.note));
        }
    }

    fn clock(&mut self, pack: &Pack, clock: &Clock) {
        self.heading(&format!("Clock {}", clock.name));
        let pauses = if clock.pause_on.is_empty() { "nothing".to_owned() } else { clock.pause_on.join(", ") };
        self.value(
            &format!("from {} to {}, paused by {pauses}", word(clock.start), word(clock.stop)),
            &clock.source,
        );
        self.line(format_args!("  severity | classification | plan | target | counted"));
        for plan in 0..=pack.plans.len() {
            for classification in 0..=pack.classifications.len() {
                self.cases(pack, clock, plan, classification);
            }
        }
        for target in clock.targets.iter().filter(|target| !target.source.note.is_empty()) {
            let Source { clause, basis, note } = &target.source;
            self.line(format_args!("      {}: {clause}: {note}", word(basis)));
        }
    }

    /// The severities of one plan and classification; severities with the same row share a line.
    fn cases(&mut self, pack: &Pack, clock: &Clock, plan: usize, classification: usize) {
        let rows = clock.table.get(plan).map_or(&[][..], Vec::as_slice);
        let row_of =
            |severity: usize| rows.get(severity).and_then(|cells| cells.get(classification)).copied();
        let mut from = 0;
        while from < rows.len() {
            let same = (from..rows.len()).take_while(|severity| row_of(*severity) == row_of(from)).count();
            let severities = if same == rows.len() {
                "any".to_owned()
            } else {
                let names: Vec<&str> = (from..from + same).map(|index| pack.severity_name(index)).collect();
                names.join(", ")
            };
            let class =
                if pack.classifications.is_empty() { "-" } else { pack.classification_name(classification) };
            if let Some(target) = row_of(from).and_then(|row| clock.targets.get(row)) {
                let text = target_text(pack, target);
                let case = format!("{severities} | {class} | {}", pack.plan_name(plan));
                self.line(format_args!("  {case} | {text}  {}", origin(&target.source)));
            }
            from += same;
        }
    }

    fn terms(&mut self, pack: &Pack) {
        let lists = [
            ("Severities", &pack.severities),
            ("Classifications", &pack.classifications),
            ("Plans", &pack.plans),
        ];
        for (heading, terms) in lists.into_iter().filter(|(_, terms)| !terms.is_empty()) {
            self.heading(heading);
            for term in terms {
                self.value(&format!("{} ({}): {}", term.name, term.id, term.definition), &term.source);
            }
        }
        self.heading("Calendars");
        for calendar in &pack.calendars {
            self.value(&format!("{}: {}", calendar.id, calendar.label), &calendar.source);
        }
    }

    fn rules(&mut self, pack: &Pack) {
        if !pack.lanes.is_empty() {
            self.heading("Lanes");
        }
        for rule in &pack.lanes {
            self.value(
                &format!("{} when {}: {}", word(rule.lane), tests(&rule.when), rule.reason),
                &rule.source,
            );
        }
        if !pack.flags.is_empty() {
            self.heading("Flags");
        }
        for rule in &pack.flags {
            self.value(
                &format!("{} when {}: {}", word(rule.flag), tests(&rule.when), rule.reason),
                &rule.source,
            );
        }
    }

    fn order(&mut self, pack: &Pack) {
        self.heading("Order");
        for factor in &pack.order {
            self.value(&format!("{} {}", word(factor.kind), factor.weight), &factor.source);
        }
        self.line(format_args!("  waiting is full after {}", duration::text(pack.waiting_limit_s)));
    }

    fn remote(&mut self, pack: &Pack) {
        self.heading("Remote sessions");
        let remote = &pack.remote;
        let named = remote.tools.join(", ");
        let tools = match (remote.tools.is_empty(), remote.open_list) {
            (false, false) => named,
            (false, true) => format!("{named}, and others"),
            (true, false) => "none".to_owned(),
            (true, true) => "none is named, so all are allowed".to_owned(),
        };
        if let Some(source) = &remote.source {
            self.value(&format!("tools: {tools}"), source);
        }
        for rule in &remote.refuse {
            self.value(&format!("refused when {}: {}", tests(&rule.when), rule.reason), &rule.source);
        }
        for row in &remote.requires {
            let how = if row.met_by_consent { " (met by the recorded consent)" } else { "" };
            self.value(&format!("needed: {}{how}", row.text), &row.source);
        }
    }

    fn statements(&mut self, pack: &Pack) {
        let mut topics: Vec<&str> = Vec::new();
        for statement in &pack.statements {
            if !topics.contains(&statement.topic.as_str()) {
                topics.push(&statement.topic);
            }
        }
        for topic in topics {
            self.heading(&format!("Statements: {topic}"));
            for statement in pack.statements.iter().filter(|statement| statement.topic == topic) {
                self.value(&format!("{}: {}", statement.id, statement.text), &statement.source);
                if !statement.value.is_null() {
                    self.line(format_args!("      {}", statement.value));
                }
            }
        }
    }
}

/// Basis and clause, as in `[stated: Severity Level]`.
fn origin(source: &Source) -> String {
    format!("[{}: {}]", word(source.basis), source.clause)
}

fn target_text(pack: &Pack, target: &Target) -> String {
    match target.promise {
        Promise::Seconds(seconds) => {
            format!("{} | {}", duration::text(seconds), pack.calendar_label(target.calendar))
        }
        Promise::Unpublished => "no published target | -".to_owned(),
        Promise::ByContract => format!("by contract | {}", pack.calendar_label(target.calendar)),
    }
}

fn tests(tests: &[Test]) -> String {
    let words: Vec<String> = tests
        .iter()
        .map(|test| {
            let verb = if test.negated { "is not" } else { "is" };
            format!("{} {verb} {}", word(test.fact), test.any_of.join(" or "))
        })
        .collect();
    words.join(" and ")
}

/// A word as the file has it.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
