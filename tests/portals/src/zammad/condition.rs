//! Search by condition, page `api/intro`, section "Condition Based Search", and `lib/selector/sql.rb`.

use chrono::DateTime;
use serde_json::Value;

use super::account::Account;
use super::refusal::Refusal;
use super::ticket::{Shown, Ticket};

/// What a ticket must be; all parts of it.
#[derive(Debug, Default)]
pub(super) struct Condition(Vec<Part>);

/// One attribute, with what it must be.
#[derive(Debug)]
struct Part {
    attribute: String,
    operator: Operator,
    value: Value,
}

/// The operators that this fake knows; Zammad knows more.
#[derive(Clone, Copy, Debug)]
enum Operator {
    Is,
    IsNot,
    Contains,
    ContainsNot,
    /// "after (absolute)" is `>=` in the source: the instant itself is in it.
    After,
    /// "before (absolute)" is `<=`.
    Before,
}

impl Condition {
    /// Reads `{"ticket.state_id": {"operator": "is", "value": ["2"]}}`. A part without a value takes the whole
    /// condition away, without a word: `Selector::Sql#get` returns nothing then, and the search finds every ticket.
    pub(super) fn of(body: &Value) -> Result<Self, Refusal> {
        let mut parts = Vec::new();
        for (name, said) in body["condition"].as_object().into_iter().flatten() {
            let word = said["operator"].as_str().unwrap_or_default();
            let operator = match word {
                "is" => Operator::Is,
                "is not" => Operator::IsNot,
                "contains" => Operator::Contains,
                "contains not" => Operator::ContainsNot,
                "after (absolute)" => Operator::After,
                "before (absolute)" => Operator::Before,
                _ => {
                    return Err(Refusal::failed(&format!("Invalid condition, operator '{word}' is invalid")));
                }
            };
            let Some(attribute) = name.strip_prefix("ticket.") else {
                return Err(Refusal::failed(&format!("invalid selector {name}")));
            };
            let Some(value) = said.get("value") else { return Ok(Self::default()) };
            parts.push(Part { attribute: attribute.to_owned(), operator, value: value.clone() });
        }
        Ok(Self(parts))
    }
}

impl Account {
    /// Whether a ticket is as it must be, by the database.
    pub(super) fn meets(&self, ticket: &Ticket, condition: &Condition) -> Result<bool, Refusal> {
        if condition.0.is_empty() {
            return Ok(true);
        }
        let json = self.ticket_json(ticket, Shown::Plain);
        for part in &condition.0 {
            let Some(own) = json.get(&part.attribute) else {
                let why = format!("PG::UndefinedColumn: column tickets.{} does not exist", part.attribute);
                return Err(Refusal::unprocessable(&why));
            };
            if !part.is_met(own) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Part {
    fn is_met(&self, own: &Value) -> bool {
        let contains = || text(own).to_lowercase().contains(&text(&self.value).to_lowercase());
        let instants = || instant(own).zip(instant(&self.value));
        match self.operator {
            Operator::Is => self.names(own),
            Operator::IsNot => !self.names(own),
            Operator::Contains => contains(),
            Operator::ContainsNot => !contains(),
            Operator::After => instants().is_some_and(|(own, value)| own >= value),
            Operator::Before => instants().is_some_and(|(own, value)| own <= value),
        }
    }

    /// Values come alone or as a list, numbers as numbers or as texts.
    fn names(&self, own: &Value) -> bool {
        let list = self.value.as_array().map_or(std::slice::from_ref(&self.value), Vec::as_slice);
        list.iter().any(|one| text(one) == text(own))
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// In milliseconds.
fn instant(value: &Value) -> Option<i64> {
    DateTime::parse_from_rfc3339(value.as_str()?).ok().map(|at| at.timestamp_millis())
}
