//! The part of TicketSQL that the adapter uses: comparisons with AND, OR and parentheses.

use crate::fake::{Ticket, seconds};

type Fits = Box<dyn Fn(u64, &Ticket) -> bool>;

/// Whether a ticket fits; dates are read in a zone that is `zone_s` ahead of UTC.
pub fn parse(text: &str, zone_s: i64) -> Fits {
    let tokens = tokens(text);
    let mut rest = tokens.as_slice();
    let fits = any_of(&mut rest, zone_s);
    assert!(rest.is_empty(), "{text}: {rest:?} is left");
    fits
}

fn any_of(rest: &mut &[String], zone_s: i64) -> Fits {
    let mut left = all_of(rest, zone_s);
    while accept(rest, "OR") {
        let (one, other) = (left, all_of(rest, zone_s));
        left = Box::new(move |id, ticket| one(id, ticket) || other(id, ticket));
    }
    left
}

fn all_of(rest: &mut &[String], zone_s: i64) -> Fits {
    let mut left = one(rest, zone_s);
    while accept(rest, "AND") {
        let (first, other) = (left, one(rest, zone_s));
        left = Box::new(move |id, ticket| first(id, ticket) && other(id, ticket));
    }
    left
}

fn one(rest: &mut &[String], zone_s: i64) -> Fits {
    if accept(rest, "(") {
        let inner = any_of(rest, zone_s);
        assert!(accept(rest, ")"), "a parenthesis is open");
        return inner;
    }
    let [field, operator, value, ..] = *rest else { panic!("{rest:?} is no comparison") };
    *rest = &rest[3..];
    let (operator, value) = (operator.clone(), value.trim_matches('\'').to_owned());
    match field.as_str() {
        "id" => {
            let value: i64 = value.parse().expect("a number");
            Box::new(move |id, _| compare(id.cast_signed(), &operator, value))
        }
        "LastUpdated" => {
            let value = match seconds(&value) {
                0 => 0,
                at => at - zone_s,
            };
            Box::new(move |_, ticket| compare(ticket.updated, &operator, value))
        }
        "Status" => {
            assert_eq!(value, "__Active__");
            let wanted = operator == "=";
            Box::new(move |_, ticket| matches!(ticket.status.as_str(), "new" | "open" | "stalled") == wanted)
        }
        other => panic!("{other} is no field"),
    }
}

fn compare(left: i64, operator: &str, right: i64) -> bool {
    match operator {
        "=" => left == right,
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        other => panic!("{other} is no operator"),
    }
}

fn accept(rest: &mut &[String], word: &str) -> bool {
    let found = rest.first().is_some_and(|token| token == word);
    if found {
        *rest = &rest[1..];
    }
    found
}

fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '(' | ')' => 1,
            '\'' => rest[1..].find('\'').expect("a closing quote") + 2,
            _ => rest.find([' ', '(', ')']).unwrap_or(rest.len()),
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}
