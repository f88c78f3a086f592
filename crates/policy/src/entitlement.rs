//! Who may have what: one reasoned answer to each question. A fact that is not known never makes a silent yes.
//!
//! The first row that fits decides. Rows that hold even if the ticket is refused come first, then the lanes that refuse
//! it, then, for a remote session, what the pack refuses there, then all other rows. Where a fact is missing, every row
//! that could decide is looked at: when all of them answer the same, that is the answer, else it is `unknown`.

use calendar::Moment;

use crate::answer::Lane;
use crate::engine::{Standing, fact_words, is_idle, lacks_releases, missing};
use crate::pack::{
    Basis, Counted, Entitlement, EntitlementAnswer, Fact, LaneRule, Pack, Question, Source, Test,
};
use crate::ruling::{Ground, Ruling, Yes};

/// The answers to all questions, in the order of [`Question::ALL`].
#[must_use]
pub fn entitlements(standing: &Standing, pack: &Pack, now: Moment) -> Vec<Ruling> {
    Question::ALL.into_iter().map(|question| entitlement(question, standing, pack, now)).collect()
}

/// The answer to one question at `now`.
#[must_use]
pub fn entitlement(question: Question, standing: &Standing, pack: &Pack, now: Moment) -> Ruling {
    let case = Case { standing, pack, now };
    let mut open: Vec<Candidate<'_>> = Vec::new();
    let mut decided = None;
    for candidate in case.candidates(question) {
        if candidate.ask.is_empty() {
            decided = Some(candidate);
            break;
        }
        open.push(candidate);
    }
    let decided = decided.or_else(|| case.remote_default(question));
    let answer = decided.as_ref().map_or(Yes::Unpublished, |decided| decided.answer);
    let grounds = decided.iter().chain(&open).map(Candidate::ground);
    if open.iter().any(|candidate| candidate.answer != answer) {
        return unknown(question, &open, grounds.collect());
    }
    let because: Vec<Ground> = grounds.collect();
    let text = decided.as_ref().map_or_else(
        || format!("The policy does not say {}.", question.words()),
        |decided| decided.text.to_owned(),
    );
    Ruling { question: question.word().to_owned(), answer, text, ask: Vec::new(), because }
}

/// What to ask for when a fact is not known.
pub(crate) fn asks(facts: &[Fact], standing: &Standing, pack: &Pack, now: Moment) -> Vec<String> {
    let mut asks = Vec::new();
    for fact in facts {
        match fact {
            Fact::Tickets => asks.extend(crate::allowance::asks(Counted::Tickets, standing, pack, now)),
            Fact::Credits => asks.extend(crate::allowance::asks(Counted::Credits, standing, pack, now)),
            Fact::Plan
            | Fact::Severity
            | Fact::Classification
            | Fact::Channel
            | Fact::Contract
            | Fact::Payments
            | Fact::RemoteAccess
            | Fact::Contact
            | Fact::Standing
            | Fact::Licenses
            | Fact::Version
            | Fact::Release
            | Fact::HoursAtSeverity
            | Fact::HoursNow
            | Fact::Purchase
            | Fact::Appointment
            | Fact::Response
            | Fact::Status => asks.push(fact_words(*fact).to_owned()),
        }
    }
    each_once(asks)
}

/// Entries joined as in `a, b and c`.
pub(crate) fn joined(words: &[String]) -> String {
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        Some((only, _)) => only.clone(),
        None => String::new(),
    }
}

/// The entries without repetitions, in their order.
pub(crate) fn each_once(words: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for word in words {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    once
}

fn unknown(question: Question, open: &[Candidate<'_>], because: Vec<Ground>) -> Ruling {
    let ask = each_once(open.iter().flat_map(|candidate| candidate.ask.iter().cloned()).collect());
    Ruling {
        question: question.word().to_owned(),
        answer: Yes::Unknown,
        text: format!("Not known yet {}: ask for {}.", question.words(), joined(&ask)),
        ask,
        because,
    }
}

/// A row that decides, or could.
struct Candidate<'a> {
    answer: Yes,
    row: String,
    text: &'a str,
    source: &'a Source,
    /// What is missing before it is certain that it decides; nothing when it does.
    ask: Vec<String>,
}

impl Candidate<'_> {
    fn ground(&self) -> Ground {
        Ground::of(&self.row, self.text, self.source)
    }
}

#[derive(Clone, Copy)]
struct Case<'a> {
    standing: &'a Standing,
    pack: &'a Pack,
    now: Moment,
}

impl<'a> Case<'a> {
    fn candidates(self, question: Question) -> impl Iterator<Item = Candidate<'a>> {
        let rows = move |even_if_refused: bool| {
            let rows = self.pack.entitlements.iter();
            rows.filter(move |row| {
                row.even_if_refused == even_if_refused && row.questions.contains(&question)
            })
            .filter_map(move |row| self.row(row))
        };
        let remote = (question == Question::RemoteHelp).then(|| self.remote_refusals());
        rows(true).chain(self.refusals()).chain(remote.into_iter().flatten()).chain(rows(false))
    }

    fn row(self, row: &'a Entitlement) -> Option<Candidate<'a>> {
        if lacks_releases(&row.when, self.standing) {
            return None;
        }
        let mut ask = self.missing(&row.when)?;
        if let Some(needed) = row.needs {
            let needed = entitlement(needed, self.standing, self.pack, self.now);
            match needed.answer {
                Yes::Yes => {}
                Yes::Unknown => ask.extend(needed.ask),
                Yes::Limited | Yes::No | Yes::Unpublished => return None,
            }
        }
        let path = format!("entitlements.{}", row.id);
        let ask = each_once(ask);
        Some(Candidate { answer: row.answer.into(), row: path, text: &row.text, source: &row.source, ask })
    }

    /// The lanes that refuse the ticket. A rule above them that keeps it elsewhere goes before them.
    fn refusals(self) -> Vec<Candidate<'a>> {
        let mut refusals = Vec::new();
        let mut exceptions: Vec<String> = Vec::new();
        for (index, rule) in self.pack.lanes.iter().enumerate() {
            let Some(ask) = self.missing_for(rule) else { continue };
            if rule.lane == Lane::Refused {
                let ask = each_once(exceptions.iter().cloned().chain(ask).collect());
                refusals.push(self.refusal("lanes.", index, rule, ask));
            } else if ask.is_empty() {
                break;
            } else {
                exceptions.extend(ask);
            }
        }
        refusals
    }

    fn remote_refusals(self) -> Vec<Candidate<'a>> {
        let rules = self.pack.remote.refuse.iter().enumerate();
        rules
            .filter_map(|(index, rule)| {
                Some(self.refusal("remote.refuse.", index, rule, self.missing_for(rule)?))
            })
            .collect()
    }

    fn refusal(self, list: &str, index: usize, rule: &'a LaneRule, ask: Vec<String>) -> Candidate<'a> {
        let mut paths = self.pack.rows.iter().map(|row| &row.path).filter(|path| path.starts_with(list));
        let row = paths.nth(index).cloned().unwrap_or_default();
        Candidate { answer: Yes::No, row, text: &rule.reason, source: &rule.source, ask }
    }

    /// Where no row decides about a remote session, the pack's tools do.
    fn remote_default(self, question: Question) -> Option<Candidate<'a>> {
        let remote = &self.pack.remote;
        let source = remote.source.as_ref().filter(|source| source.basis != Basis::None)?;
        if question != Question::RemoteHelp {
            return None;
        }
        let (answer, text) = if remote.tools.is_empty() && !remote.open_list {
            (Yes::No, "The policy names no remote tool, and its list is closed.")
        } else {
            (
                Yes::Yes,
                "The policy foresees remote sessions; somebody at the customer agrees before each of them.",
            )
        };
        Some(Candidate { answer, row: "remote".to_owned(), text, source, ask: Vec::new() })
    }

    /// The same for a rule of lanes or sessions, which decides nothing while it is idle.
    fn missing_for(self, rule: &LaneRule) -> Option<Vec<String>> {
        if is_idle(&rule.when, self.standing) { None } else { self.missing(&rule.when) }
    }

    /// What to ask for before all tests are certain to hold; `None` when one fails.
    fn missing(self, tests: &[Test]) -> Option<Vec<String>> {
        let facts = missing(tests, self.standing, self.pack, self.now)?;
        Some(asks(&facts, self.standing, self.pack, self.now))
    }
}

impl From<EntitlementAnswer> for Yes {
    fn from(answer: EntitlementAnswer) -> Self {
        match answer {
            EntitlementAnswer::Yes => Self::Yes,
            EntitlementAnswer::Limited => Self::Limited,
            EntitlementAnswer::No => Self::No,
            EntitlementAnswer::Unpublished => Self::Unpublished,
        }
    }
}

impl Question {
    /// All questions, in the order in which they are answered.
    pub const ALL: [Self; 14] = [
        Self::OpenTicket,
        Self::Phone,
        Self::Portal,
        Self::Email,
        Self::AfterHours,
        Self::Emergency,
        Self::RemoteHelp,
        Self::OnSite,
        Self::Fix,
        Self::Updates,
        Self::InstallationHelp,
        Self::FeatureRequest,
        Self::PriorityHandling,
        Self::AccountManager,
    ];

    /// The word of the public format, as in `remote-help`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::OpenTicket => "open-ticket",
            Self::Phone => "phone",
            Self::Portal => "portal",
            Self::Email => "email",
            Self::AfterHours => "after-hours",
            Self::Emergency => "emergency",
            Self::RemoteHelp => "remote-help",
            Self::OnSite => "on-site",
            Self::Fix => "fix",
            Self::Updates => "updates",
            Self::InstallationHelp => "installation-help",
            Self::FeatureRequest => "feature-request",
            Self::PriorityHandling => "priority-handling",
            Self::AccountManager => "account-manager",
        }
    }

    /// The question inside a sentence.
    const fn words(self) -> &'static str {
        match self {
            Self::OpenTicket => "whether this ticket may be opened",
            Self::Phone => "whether the customer may call",
            Self::Portal => "whether the customer may use the portal",
            Self::Email => "whether the customer may write mail",
            Self::AfterHours => "whether there is help outside of the usual hours",
            Self::Emergency => "whether there is quicker help in an emergency",
            Self::RemoteHelp => "whether the customer may have a remote session",
            Self::OnSite => "whether somebody comes to the site",
            Self::Fix => "whether a fix is owed",
            Self::Updates => "whether updates are included",
            Self::InstallationHelp => "whether there is help with installing and upgrading",
            Self::FeatureRequest => "whether wishes for new functions are taken",
            Self::PriorityHandling => "whether the ticket is handled before those of others",
            Self::AccountManager => "whether somebody looks after the customer in person",
        }
    }
}
