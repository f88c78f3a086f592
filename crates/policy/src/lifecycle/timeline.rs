//! The phases of a release over time. They follow each other without a gap and never overlap.

use chrono::NaiveDate;

use super::day::months_after;
use super::find::{numbering, rows};
use crate::pack::{CountFrom, EndRule, EndWhen, Known, Lifecycle, Pack, PhaseIx, Release, Said};

/// A phase of one release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage<'p> {
    /// Which phase.
    pub phase: PhaseIx,
    /// Its first day.
    pub since: NaiveDate,
    /// Its end.
    pub end: PhaseEnd,
    /// The rows that its end follows from, the deciding one first.
    pub rules: Vec<&'p Said>,
    /// Whether it may last longer than its day: the period is the shortest one, and no other day was announced.
    pub at_least: bool,
}

/// How a phase ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhaseEnd {
    /// It is the last one.
    Never,
    /// The first day after it.
    On(NaiveDate),
    /// Nothing that would end it has happened. It lasts at least until the day, where one is known.
    Open(Option<NaiveDate>),
    /// A fact is missing. It lasts at least until the day, where one is known.
    Unknown(Option<NaiveDate>, Vec<String>),
}

/// The phases of a release from its first day. After a phase whose end has no date nothing follows; a phase without
/// a day of its own is left out.
#[must_use]
pub fn timeline<'p>(pack: &'p Pack, lifecycle: &'p Lifecycle, release: &'p Release) -> Vec<Stage<'p>> {
    let mut stages = Vec::new();
    let mut ends: Vec<NaiveDate> = Vec::new();
    let mut since = release.released;
    for phase in 0..lifecycle.phases.len() {
        let ended = Ending { pack, lifecycle, release, phase, ends: &ends };
        let (end, rules, at_least) = ended.end();
        let on = match &end {
            PhaseEnd::On(day) => Some((*day).max(since)),
            PhaseEnd::Never | PhaseEnd::Open(_) | PhaseEnd::Unknown(..) => None,
        };
        if on != Some(since) {
            let end = on.map_or(end, PhaseEnd::On);
            stages.push(Stage { phase, since, end, rules, at_least });
        }
        let Some(day) = on else { break };
        ends.push(day);
        since = day;
    }
    stages
}

/// The end of one phase, with the ends of those before it.
struct Ending<'p, 'e> {
    pack: &'p Pack,
    lifecycle: &'p Lifecycle,
    release: &'p Release,
    phase: PhaseIx,
    ends: &'e [NaiveDate],
}

impl<'p> Ending<'p, '_> {
    /// The end, the rules behind it, and whether it is the earliest one.
    fn end(&self) -> (PhaseEnd, Vec<&'p Said>, bool) {
        if let Some(day) = self.release.ends.get(self.phase) {
            return (PhaseEnd::On(*day), vec![&self.release.said], false);
        }
        if self.phase + 1 >= self.lifecycle.phases.len() {
            return (PhaseEnd::Never, Vec::new(), false);
        }
        let (rules, unasked) = self.rules();
        let mut latest: Option<(NaiveDate, &Said)> = None;
        let mut at_least = false;
        let (mut open, mut asks) = (None, unasked);
        for (rule, when) in &rules {
            match self.date(*when) {
                Ok(Known::On(day)) => {
                    if latest.is_none_or(|(known, _)| day > known) {
                        (latest, at_least) = (Some((day, &rule.said)), rule.at_least);
                    }
                }
                Ok(Known::NotYet | Known::No) => open = Some(&rule.said),
                Err(ask) => asks.push(ask),
            }
        }
        let day = latest.map(|(day, _)| day);
        let deciding = open.or(latest.map(|(_, said)| said));
        let others = rules.iter().map(|(rule, _)| &rule.said).filter(|said| Some(*said) != deciding);
        let mut because: Vec<&'p Said> = deciding.into_iter().chain(others).collect();
        because.dedup();
        let end = match (open, asks.is_empty(), day) {
            // The latest date counts, so one that has not come keeps the phase open whatever the others are.
            (Some(_), _, _) => PhaseEnd::Open(day),
            (None, ..) if self.is_until_announced() => PhaseEnd::Open(day),
            (None, false, _) => PhaseEnd::Unknown(day, asks),
            (None, true, Some(day)) => PhaseEnd::On(day),
            // Without a rule, only the vendor's announcement ends the phase, and the release would carry it.
            (None, true, None) => PhaseEnd::Open(None),
        };
        (end, because, at_least)
    }

    fn is_until_announced(&self) -> bool {
        self.lifecycle.phases.get(self.phase).is_some_and(|phase| phase.until_announced)
    }

    /// The rules that end this phase, and the kind to ask for where it decides.
    fn rules(&self) -> (Vec<(&'p EndRule, EndWhen)>, Vec<String>) {
        let (mut fitting, mut asks) = (Vec::new(), Vec::new());
        for rule in &self.lifecycle.rules {
            let ends = rule.ends.iter().filter(|end| end.phase == self.phase);
            match (&rule.kinds, &self.release.kind) {
                (None, _) => fitting.extend(ends.map(|end| (rule, end.when))),
                (Some(kinds), Some(kind)) if kinds.contains(kind) => {
                    fitting.extend(ends.map(|end| (rule, end.when)));
                }
                (Some(_), Some(_)) => {}
                (Some(_), None) if ends.count() > 0 && asks.is_empty() => {
                    asks.push("the kind of the release".to_owned());
                }
                (Some(_), None) => {}
            }
        }
        (fitting, asks)
    }

    /// When a rule ends the phase; what to ask for where a date is missing.
    fn date(&self, when: EndWhen) -> Result<Known, String> {
        match when {
            EndWhen::NewerMajors(count) => Ok(self.newer_major(count)),
            EndWhen::Months(months, from) => {
                let base = match from {
                    CountFrom::Date(date) => match self.release.date(date) {
                        Known::No => return Err(date.text().to_owned()),
                        known @ (Known::On(_) | Known::NotYet) => known,
                    },
                    CountFrom::EndOf(phase) => {
                        self.ends.get(phase).map_or(Known::NotYet, |day| Known::On(*day))
                    }
                };
                Ok(match base {
                    Known::On(day) => months_after(day, months).map_or(Known::NotYet, Known::On),
                    other @ (Known::NotYet | Known::No) => other,
                })
            }
        }
    }

    /// The day on which so many newer major versions were out; major versions follow each other by their dates, since
    /// a vendor may go from 2.9 to 2016.
    fn newer_major(&self, count: usize) -> Known {
        let product = self.release.product.as_deref();
        let numbering = numbering(self.lifecycle, product);
        let major = |release: &Release| release.version.major(&numbering).to_vec();
        let rows = rows(self.pack, product);
        let mut firsts: Vec<(Vec<u32>, NaiveDate)> = Vec::new();
        for row in rows {
            match firsts.iter_mut().find(|(known, _)| *known == major(row)) {
                Some((_, first)) => *first = (*first).min(row.released),
                None => firsts.push((major(row), row.released)),
            }
        }
        let own = firsts.iter().find(|(known, _)| *known == major(self.release)).map(|(_, first)| *first);
        let own = own.unwrap_or(self.release.released);
        let mut newer: Vec<NaiveDate> =
            firsts.iter().map(|(_, first)| *first).filter(|first| *first > own).collect();
        newer.sort_unstable();
        newer.get(count.saturating_sub(1)).map_or(Known::NotYet, |day| Known::On(*day))
    }
}
