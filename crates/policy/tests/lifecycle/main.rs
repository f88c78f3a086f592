//! Where a version is in its life cycle, on the packs that come with the program and releases from overrides. The
//! dates of the releases are made up: no policy has any.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod dates;
mod lanes;
mod properties;
mod vendors;
mod versions;

use chrono::NaiveDate;
use policy::facts::Product;
use policy::lifecycle::{LifecycleAnswer, Question, answer};
use policy::pack::{Pack, Packs};
use policy::ruling::{Ruling, Yes};

/// A pack with an override whose rows are given.
pub(crate) fn with(id: &str, rows: &str) -> Pack {
    let (name, text) = Packs::embedded_text(id).unwrap();
    let mine = format!("format = 1\nid = \"{id}\"\n{rows}");
    Pack::parse_with_override(text, name, &mine, "mine.toml").unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

/// A release row from keys such as `version = "2.9"`.
pub(crate) fn release(id: &str, keys: &str) -> String {
    let keys = keys.replace("; ", "\n");
    format!("[[releases]]\nid = \"{id}\"\n{keys}\nclause = \"Release notes\"\n")
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn product(name: &str, version: &str) -> Product {
    Product { name: name.to_owned(), version: (!version.is_empty()).then(|| version.to_owned()) }
}

/// The answer for a version on a day, for a plan and a severity where they are given.
pub(crate) fn ask(pack: &Pack, version: &str, today: &str, plan: &str, severity: &str) -> LifecycleAnswer {
    let product = product("", version);
    let question =
        Question { product: Some(&product), plan: pack.plan(plan), severity: pack.severity(severity) };
    answer(pack, &question, day(today))
}

/// Phase, first day, first day after it, and whether it is supported and fixed, in one line.
pub(crate) fn short(answer: &LifecycleAnswer) -> String {
    let date = |date: Option<NaiveDate>| date.map_or("-".to_owned(), |date| date.to_string());
    let phase = answer.phase.as_ref().map_or("-", |phase| phase.name.as_str());
    let yes: Vec<String> = answer.rulings.iter().map(|ruling| format!("{:?}", ruling.answer)).collect();
    format!("{phase} {} {} {}", date(answer.since), date(answer.until), yes.join(" "))
}

pub(crate) fn ruling<'a>(answer: &'a LifecycleAnswer, question: &str) -> &'a Ruling {
    answer.rulings.iter().find(|ruling| ruling.question == question).unwrap()
}

/// Rows behind a ruling, the deciding one first.
pub(crate) fn rows(ruling: &Ruling) -> Vec<&str> {
    ruling.because.iter().map(|ground| ground.row.as_str()).collect()
}

#[test]
fn a_policy_that_says_nothing_of_versions_says_so() {
    let sep = Packs::embedded().unwrap();
    let answer = ask(sep.get("sep-sesam").unwrap(), "5.1", "2026-11-21", "", "");
    assert_eq!(ruling(&answer, "version-supported").answer, Yes::Unpublished);
    assert_eq!(answer.phase, None);
}

#[test]
fn without_releases_the_answer_is_unknown_and_says_what_to_ask_for() {
    let packs = Packs::embedded().unwrap();
    for (id, rule) in [
        ("sepasoft", "lts-periods"),
        ("expecco", "supported-versions"),
        ("infotecs", "end-of-mainstream-support"),
    ] {
        let answer = ask(packs.get(id).unwrap(), "3.81.2", "2026-11-21", "", "");
        let supported = ruling(&answer, "version-supported");
        assert_eq!(supported.answer, Yes::Unknown, "{id}");
        assert_eq!(
            supported.ask,
            ["the releases of the product with their dates, as rows of `[[releases]]` in an override"]
        );
        assert_eq!(rows(supported).first(), Some(&rule), "what the policy says is told all the same");
        assert_eq!((answer.phase, answer.until, answer.next), (None, None, None));
    }
}
