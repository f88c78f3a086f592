//! The engine as a filter: tickets as JSON lines in, answers as JSON lines out. `gnomon reckon` is this and a pipe.

use std::collections::BTreeMap;

use calendar::Moment;
use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answer::Answer;
use crate::engine::{Entry, FactsError, PackLookup, Standing, assess, order};
use crate::facts::Facts;
use crate::lines;
use crate::pack::Pack;

/// What the filter writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReckonOutput {
    /// Ranked tickets first, then solved, closed and merged ones by id, then error lines by line number.
    pub lines: Vec<String>,
    /// Whether a line was in error: exit code 1.
    pub failed: bool,
}

/// One line of the output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum OutputLine {
    /// A ticket's answer.
    Answer(Answer),
    /// A line of the input that could not be answered.
    Failure(Failure),
}

/// What is wrong with one line of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// Line of the input, from 1; blank lines count.
    pub line: usize,
    /// What is wrong and what to do.
    pub error: FactsError,
}

/// Answers every line of `input` as of `now`. A bad line becomes an error line; the others are still answered. Blank
/// lines are skipped. Of two lines with one id, the first is answered and the second is in error.
#[must_use]
pub fn reckon_lines(packs: &impl PackLookup, input: &str, now: Moment) -> ReckonOutput {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let (tickets, failures) =
        lines::sorted_out(input, |text, line| ticket(packs, text, line, now, &mut seen));
    lines::failures_last(answers(&tickets, now), &failures)
}

/// JSON Schema of one line of the input.
#[must_use]
pub fn input_schema() -> Value {
    schema_for!(Facts).to_value()
}

/// JSON Schema of one line of the output.
#[must_use]
pub fn output_schema() -> Value {
    schema_for!(OutputLine).to_value()
}

/// A line of the input as it was read.
pub(crate) struct Ticket<'a> {
    pub(crate) facts: Facts,
    pub(crate) pack: &'a Pack,
    pub(crate) standing: Standing,
}

/// Reads one line; `seen` holds the ids of the lines before it.
pub(crate) fn ticket<'a>(
    packs: &'a impl PackLookup,
    text: &str,
    line: usize,
    now: Moment,
    seen: &mut BTreeMap<String, usize>,
) -> Result<Ticket<'a>, FactsError> {
    let facts = parse(text)?;
    if let Some(first) = seen.get(&facts.id) {
        return Err(FactsError::new(
            "duplicate-id",
            format!("ticket `{}` was given before, in line {first}", facts.id),
            "give each ticket once, with all its events in one line".to_owned(),
        ));
    }
    seen.insert(facts.id.clone(), line);
    let pack = packs
        .pack(&facts.policy)
        .ok_or_else(|| FactsError::unknown("policy", &facts.policy, packs.ids().into_iter()))?;
    let standing = assess(pack, &facts, now)?;
    Ok(Ticket { facts, pack, standing })
}

/// Reads the ticket of one line; an error names the field or the column.
pub(crate) fn parse(text: &str) -> Result<Facts, FactsError> {
    let facts: Facts = read(text)?;
    if facts.id.is_empty() {
        return Err(FactsError::new(
            "bad-field",
            "field `id` is empty".to_owned(),
            "give each ticket an id of its own".to_owned(),
        ));
    }
    Ok(facts)
}

/// Reads one JSON object; an error names the field or the column.
pub(crate) fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, FactsError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        if inner.is_data() { bad_field(&path, &inner) } else { bad_json(&inner) }
    })?;
    json.end().map_err(|error| bad_json(&error))?;
    Ok(value)
}

fn bad_json(error: &serde_json::Error) -> FactsError {
    let what = without_place(error);
    FactsError::new(
        "bad-json",
        format!("this is no JSON: {what}, at column {}", error.column()),
        "write one JSON object a line".to_owned(),
    )
}

fn bad_field(path: &str, error: &serde_json::Error) -> FactsError {
    let what = without_place(error);
    let place = if path == "." { String::new() } else { format!("field `{path}`: ") };
    FactsError::new(
        "bad-field",
        format!("{place}{what}, at column {}", error.column()),
        "compare the line with the JSON Schema of the input".to_owned(),
    )
}

/// The message without its end `at line 1 column 7`: the line is another one in the whole input.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&end).unwrap_or(&text).to_owned()
}

fn answers(tickets: &[Ticket<'_>], now: Moment) -> Vec<OutputLine> {
    let entry = |ticket: &'_ Ticket<'_>| -> (String, Answer) {
        (ticket.facts.id.clone(), ticket.standing.answer(&ticket.facts.id, ticket.pack, now, None))
    };
    let entries: Vec<Entry<'_>> = tickets
        .iter()
        .map(|ticket| Entry { id: &ticket.facts.id, pack: ticket.pack, standing: &ticket.standing, now })
        .collect();
    let mut position = 0;
    let mut lines: Vec<OutputLine> = Vec::with_capacity(tickets.len());
    for place in order(&entries) {
        position += 1;
        let ticket = &tickets[place];
        lines.push(OutputLine::Answer(ticket.standing.answer(
            &ticket.facts.id,
            ticket.pack,
            now,
            Some(position),
        )));
    }
    let done = tickets.iter().filter(|ticket| ticket.standing.is_done()).map(entry);
    let done: BTreeMap<String, Answer> = done.collect();
    lines.extend(done.into_values().map(OutputLine::Answer));
    lines
}
