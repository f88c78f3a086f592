//! What to know about an answer: flags, each with one sentence and where it comes from.

use calendar::Moment;

use super::after_end::EndedPlan;
use super::{Standing, Verdict, verdict};
use crate::answer::Flag;
use crate::pack::{Basis, Fact, NamedCalendar, Pack, Source};

/// A flag in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The flag.
    pub flag: Flag,
    /// One sentence.
    pub text: String,
    /// Where it comes from; `None` where no clause is behind it.
    pub basis: Option<Basis>,
    /// The clause; empty where there is none.
    pub clause: String,
}

impl Standing {
    /// All notices at `now`, sorted by flag; a flag may have several.
    #[must_use]
    pub fn notices(&self, pack: &Pack, now: Moment) -> Vec<Notice> {
        let mut notices = self.rule_notices(pack, now);
        notices.extend(self.missing_notice(pack, now));
        notices.extend(self.assumption_notice(pack, now));
        if self.history_incomplete {
            notices.push(plain(Flag::HistoryIncomplete, "Events before the first known one may be missing."));
        }
        if self.has_ended(now) {
            notices.push(plain(Flag::ContractEnded, "The contract has ended."));
        }
        notices.sort_by_key(|notice| notice.flag);
        notices
    }

    fn is_target_open(&self, now: Moment) -> bool {
        if self.has_ended(now) { self.target_open_after_end } else { self.target_open }
    }

    fn rule_notices(&self, pack: &Pack, now: Moment) -> Vec<Notice> {
        let rules = pack.flags.iter().filter(|rule| verdict(&rule.when, self, pack, now) == Verdict::Applies);
        rules.map(|rule| sourced(rule.flag, rule.reason.clone(), &rule.source)).collect()
    }

    /// A fact that is not known is worth a flag only if it could change the lane, a flag or a target.
    fn missing_notice(&self, pack: &Pack, now: Moment) -> Option<Notice> {
        let of_flags = pack.flags.iter().find_map(|rule| match verdict(&rule.when, self, pack, now) {
            Verdict::Unknown(fact) => Some(fact),
            Verdict::Applies | Verdict::Fails => None,
        });
        let of_lane = if self.is_done() { None } else { self.missing_for_lane(pack, now) };
        let text = match of_lane.or(of_flags) {
            Some(fact) => format!("Not known, and it would matter: {}.", fact_words(fact)),
            None if self.is_target_open(now) => {
                "Not known, and it would matter: what decides the target.".to_owned()
            }
            None => return None,
        };
        Some(plain(Flag::FactsMissing, &text))
    }

    /// The weights of the order are always ours and are marked one by one; this is about targets, hours and lanes.
    fn assumption_notice(&self, pack: &Pack, now: Moment) -> Option<Notice> {
        let targets = self.clocks(pack, now).filter(|clock| clock.started_at().is_some()).flat_map(|clock| {
            let published = clock.target_s().is_some();
            let hours = pack.calendars.get(clock.calendar()).filter(|_| published);
            let row = clock.row().map(|row| &row.source).filter(|_| published);
            row.into_iter().chain(hours.map(|NamedCalendar { source, .. }| source))
        });
        let placement = if self.is_done() { None } else { Some(self.placement(pack, now)) };
        let lane = placement.and_then(|placement| placement.rule).map(|rule| &rule.source);
        let ended = self.ended_plan(pack, now).filter(|ended| ended.basis == Basis::Assumed);
        let Some(assumed) = targets.chain(lane).find(|source| source.basis == Basis::Assumed) else {
            return ended.map(|EndedPlan { text, basis, clause }| Notice {
                flag: Flag::AssumedValue,
                text,
                basis: Some(basis),
                clause,
            });
        };
        let text = if assumed.note.is_empty() {
            "The answer rests on a value that the document does not give.".to_owned()
        } else {
            assumed.note.clone()
        };
        Some(sourced(Flag::AssumedValue, text, assumed))
    }
}

fn plain(flag: Flag, text: &str) -> Notice {
    Notice { flag, text: text.to_owned(), basis: None, clause: String::new() }
}

fn sourced(flag: Flag, text: String, source: &Source) -> Notice {
    Notice { flag, text, basis: Some(source.basis), clause: source.clause.clone() }
}

/// What to ask for.
pub(crate) fn fact_words(fact: Fact) -> &'static str {
    match fact {
        Fact::Plan => "the customer's plan",
        Fact::Severity | Fact::HoursAtSeverity => "the severity",
        Fact::Classification => "the classification",
        Fact::Channel => "how the ticket came in",
        Fact::Contract => "the first and last day of the contract",
        Fact::Payments => "whether payments are current",
        Fact::RemoteAccess => "whether the customer gives remote access",
        Fact::Contact => "the contact and the named contacts of the contract",
        Fact::Standing => "who asks",
        Fact::Licenses => "whether all licenses are covered",
        Fact::Version => "the life cycle of the product's version",
        Fact::Release => "the kind of the product's release",
        Fact::HoursNow => "the hours",
        Fact::Purchase => "the day of the purchase",
        Fact::Appointment => "the appointments of the contract",
        Fact::Response => "whether staff have answered",
        Fact::Status => "the status of the ticket",
        Fact::Tickets => "how many tickets are used up",
        Fact::Credits => "how many credits are used up",
    }
}
