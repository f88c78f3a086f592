//! The compiled calendar and its questions.

use std::borrow::Cow;
use std::sync::Arc;

use chrono_tz::Tz;

use crate::hours::Hours;
use crate::{Definition, DefinitionError, Moment, Span};

/// 9999-12-31T23:59:59Z, the last instant that RFC 3339 can write.
const LAST: i64 = 253_402_300_799;

/// Compiled business hours: weekly windows less holidays, and extra openings.
///
/// Before December 1901 nothing is open, unless it never closes: an earlier date is one that nobody knew.
///
/// Cheap to clone. Shared between threads, it answers without waiting; only the first question to a stretch of
/// 17 years compiles it, in well under a millisecond.
#[derive(Clone, Debug)]
pub struct Calendar {
    compiled: Arc<Compiled>,
    /// Sorted, merged.
    extra: Arc<[Span]>,
}

#[derive(Debug)]
struct Compiled {
    definition: Definition,
    hours: Hours,
}

impl Calendar {
    /// Checks and compiles a definition.
    ///
    /// # Errors
    /// A holiday that can never happen, an extra opening without length, and a calendar that never opens.
    pub fn new(definition: Definition) -> Result<Self, DefinitionError> {
        let calendar = Self::compile(definition)?;
        if calendar.extra.is_empty() && !calendar.compiled.hours.ever_opens() {
            return Err(DefinitionError::NeverOpens);
        }
        Ok(calendar)
    }

    /// As [`Self::new`], but a calendar that never opens is no mistake: everything is due never.
    pub(crate) fn compile(definition: Definition) -> Result<Self, DefinitionError> {
        definition.holidays.check()?;
        if let Some(&Span { from, to }) = definition.extra.iter().find(|span| span.to <= span.from) {
            return Err(DefinitionError::EmptyExtra { from, to });
        }
        let extra = merged(&definition.extra);
        let hours = Hours::new(&definition);
        Ok(Self { compiled: Arc::new(Compiled { definition, hours }), extra })
    }

    /// Around the clock, no holidays.
    #[must_use]
    pub fn always() -> Self {
        let definition = Definition::always();
        let hours = Hours::new(&definition);
        Self { compiled: Arc::new(Compiled { definition, hours }), extra: Arc::default() }
    }

    /// The same calendar with more extra openings, such as a contract's appointments. The compiled hours are
    /// shared. A span without length opens nothing.
    #[must_use]
    pub fn with_extra(&self, more: &[Span]) -> Self {
        let all: Vec<Span> = self.extra.iter().chain(more).copied().collect();
        Self { compiled: Arc::clone(&self.compiled), extra: merged(&all) }
    }

    /// What the calendar was made from, without the spans of [`Self::with_extra`].
    #[must_use]
    pub fn definition(&self) -> &Definition {
        &self.compiled.definition
    }

    /// A few words for screens; may be empty.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.compiled.definition.label
    }

    /// The zone whose wall clock it follows.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.compiled.definition.zone
    }

    /// All extra openings, sorted and merged.
    #[must_use]
    pub fn extra(&self) -> &[Span] {
        &self.extra
    }

    /// Earliest instant at which `target_s` counted seconds have passed since `start`. A target of zero or less
    /// is due at its start. Pauses may be unsorted and may overlap; one without length pauses nothing.
    ///
    /// `None` means never: a pause is still open, or the calendar does not open often enough before the year
    /// 10,000, in which RFC 3339 ends.
    #[must_use]
    pub fn due(&self, start: Moment, target_s: i64, pauses: &[Span]) -> Option<Moment> {
        if target_s <= 0 {
            return Some(start);
        }
        if target_s > LAST.saturating_sub(start.0) {
            return None;
        }
        if pauses.is_empty() && self.extra.is_empty() {
            return in_range(self.compiled.hours.due(start.0, target_s));
        }
        let mut rest = target_s;
        let mut at = start.0;
        for pause in sorted(pauses).iter().filter(|pause| pause.from < pause.to) {
            let counted = self.count(at, pause.from.0);
            if counted >= rest {
                break;
            }
            rest -= counted;
            at = at.max(pause.to.0);
        }
        if at == Moment::FOREVER.0 { None } else { in_range(self.run_on(at, rest)) }
    }

    /// Counted seconds in `[start, end)`; zero when `end` is not after `start`. Pauses as in [`Self::due`].
    #[must_use]
    pub fn elapsed(&self, start: Moment, end: Moment, pauses: &[Span]) -> i64 {
        let mut sum = 0;
        let mut at = start.0;
        for pause in sorted(pauses).iter().filter(|pause| pause.from < pause.to) {
            sum = self.count(at, pause.from.0.min(end.0)).saturating_add(sum);
            at = at.max(pause.to.0);
        }
        self.count(at, end.0).saturating_add(sum)
    }

    /// Whether the instant is open.
    #[must_use]
    pub fn is_open(&self, at: Moment) -> bool {
        self.compiled.hours.is_open(at.0) || self.extra_from(at.0).next().is_some_and(|span| span.from <= at)
    }

    /// The next instant after `at` at which open changes to closed or back; `None` when it never does again.
    #[must_use]
    pub fn next_boundary(&self, at: Moment) -> Option<Moment> {
        if self.is_open(at) { self.closes(at) } else { self.opens(at) }
    }

    /// The open stretches within `[from, to)`, sorted, merged, clipped. Meant for what a screen shows: it makes
    /// every stretch, however many there are.
    #[must_use]
    pub fn open_spans(&self, from: Moment, to: Moment) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut open = self.is_open(from);
        let mut at = from;
        while at < to {
            let next = self.next_boundary(at).unwrap_or(Moment::FOREVER).min(to);
            if open {
                spans.push(Span { from: at, to: next });
            }
            open = !open;
            at = next;
        }
        spans
    }

    /// The first closed instant after an open one.
    fn closes(&self, open: Moment) -> Option<Moment> {
        let mut at = open;
        while self.is_open(at) {
            at = match self.extra_from(at.0).next().filter(|span| span.from <= at) {
                Some(span) if span.to == Moment::FOREVER => return None,
                Some(span) => span.to,
                None => Moment(self.compiled.hours.next_boundary(at.0)?),
            };
        }
        Some(at)
    }

    /// The first open instant after a closed one.
    fn opens(&self, closed: Moment) -> Option<Moment> {
        let of_hours = self.compiled.hours.next_boundary(closed.0).map(Moment);
        let of_extra = self.extra_from(closed.0).next().map(|span| span.from);
        of_hours.into_iter().chain(of_extra).min()
    }

    /// Open seconds in `[from, to)`, extra openings included.
    fn count(&self, from: i64, to: i64) -> i64 {
        let mut sum = 0;
        let mut at = from;
        for span in self.extra_from(from).take_while(|span| span.from.0 < to) {
            let (opens, closes) = (span.from.0.max(at), span.to.0.min(to));
            let inside = closes.saturating_sub(opens).max(0);
            sum = self.compiled.hours.count(at, opens).saturating_add(inside).saturating_add(sum);
            at = closes;
        }
        self.compiled.hours.count(at, to).saturating_add(sum)
    }

    /// The earliest instant with `target` open seconds since `from`, no pauses.
    fn run_on(&self, from: i64, target: i64) -> Option<i64> {
        let mut rest = target;
        let mut at = from;
        for span in self.extra_from(from) {
            let opens = span.from.0.max(at);
            let Some(before) = self.compiled.hours.count_below(at, opens, rest) else { break };
            rest -= before;
            let length = span.to.0.saturating_sub(opens);
            if length >= rest {
                return Some(opens + rest);
            }
            rest -= length;
            at = span.to.0;
        }
        self.compiled.hours.due(at, rest)
    }

    /// The extra openings that end after this instant.
    fn extra_from(&self, at: i64) -> impl Iterator<Item = &Span> {
        let first = self.extra.partition_point(|span| span.to.0 <= at);
        self.extra[first..].iter()
    }
}

fn in_range(due: Option<i64>) -> Option<Moment> {
    due.filter(|&due| due <= LAST).map(Moment)
}

/// By their beginning; copied only when they are not.
fn sorted(spans: &[Span]) -> Cow<'_, [Span]> {
    if spans.is_sorted_by_key(|span| span.from) {
        return Cow::Borrowed(spans);
    }
    let mut copy = spans.to_vec();
    copy.sort_unstable();
    Cow::Owned(copy)
}

fn merged(spans: &[Span]) -> Arc<[Span]> {
    let mut all: Vec<Span> = Vec::with_capacity(spans.len());
    for span in sorted(spans).iter().filter(|span| span.from < span.to) {
        match all.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            Some(_) | None => all.push(*span),
        }
    }
    all.into()
}
