//! A clock as it is drawn.

use calendar::{Moment, Span};
use policy::answer::ClockState;
use policy::engine::ClockReading;
use policy::pack::{Basis, Pack};

use crate::live::{At, SOON_S};
use crate::view::{ClockShape, ClockView, Timeline};

/// Longer timelines show no open hours: nobody can see single days in them.
const WIDEST_S: i64 = 45 * 86_400;

/// A clock of a ticket, by the console's time.
pub(crate) fn clock(reading: &ClockReading<'_>, pack: &Pack, at: At) -> ClockView {
    let now = at.portal_now();
    let of = |moment: Moment| at.for_console(moment).0;
    let (basis, clause) = reading.source();
    let shape = shape(reading, now);
    let calendar = pack.calendars.get(reading.calendar());
    ClockView {
        name: reading.clock().name.clone(),
        label: label(&reading.clock().name),
        shape,
        due: reading.due().map(of),
        met_at: reading.met_at().map(of),
        target_s: reading.target_s(),
        remaining_s: reading.remaining_s(),
        as_of: at.now.0,
        ticking: reading.ticking(),
        next_change: reading.next_change().map(of),
        hours: calendar.map_or_else(String::new, |calendar| calendar.label.clone()),
        zone: calendar.map_or_else(String::new, |calendar| calendar.calendar.zone().name().to_owned()),
        note: note(reading, shape),
        basis: basis_word(basis).to_owned(),
        clause: clause.to_owned(),
        timeline: timeline(reading, at),
    }
}

/// The clock of a solved ticket: whatever it did then, it does not count any more.
pub(crate) fn at_rest(clock: ClockView) -> ClockView {
    let clock = ClockView { ticking: false, next_change: None, ..clock };
    match clock.shape {
        ClockShape::Running | ClockShape::DueSoon | ClockShape::Paused => {
            let note = "solved before it stopped".to_owned();
            ClockView { shape: ClockShape::Paused, due: None, note, ..clock }
        }
        ClockShape::Overdue => ClockView { note: "solved without it".to_owned(), ..clock },
        ClockShape::Met | ClockShape::MetLate | ClockShape::NoTarget | ClockShape::NotStarted => clock,
    }
}

/// A ticket without any clock to show.
pub(crate) fn no_clock(note: &str, now: Moment) -> ClockView {
    ClockView {
        name: String::new(),
        label: String::new(),
        shape: ClockShape::NoTarget,
        due: None,
        met_at: None,
        target_s: None,
        remaining_s: None,
        as_of: now.0,
        ticking: false,
        next_change: None,
        hours: String::new(),
        zone: String::new(),
        note: note.to_owned(),
        basis: basis_word(Basis::None).to_owned(),
        clause: String::new(),
        timeline: None,
    }
}

/// The word of a basis in public formats.
pub(crate) const fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "stated",
        Basis::Reading => "reading",
        Basis::Assumed => "assumed",
        Basis::None => "none",
        Basis::Contract => "contract",
        Basis::Override => "override",
    }
}

/// `first-response` as `First response`.
pub(crate) fn label(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn shape(reading: &ClockReading<'_>, now: Moment) -> ClockShape {
    let stopped = reading.met_at().is_some();
    match reading.state() {
        ClockState::Breached if stopped => ClockShape::MetLate,
        ClockState::Breached => ClockShape::Overdue,
        ClockState::Met => ClockShape::Met,
        ClockState::Paused => ClockShape::Paused,
        ClockState::NoTarget => ClockShape::NoTarget,
        ClockState::NotStarted => ClockShape::NotStarted,
        ClockState::Running if reading.due().is_some_and(|due| due.since(now) <= SOON_S) => {
            ClockShape::DueSoon
        }
        ClockState::Running => ClockShape::Running,
    }
}

fn note(reading: &ClockReading<'_>, shape: ClockShape) -> String {
    match shape {
        ClockShape::Paused => {
            let status =
                reading.paused_by().map_or_else(String::new, |status| status.word().replace('-', " "));
            format!("paused: {status}")
        }
        ClockShape::NoTarget if reading.met_at().is_some() => "answered; no published target".to_owned(),
        ClockShape::NoTarget => "no published target".to_owned(),
        ClockShape::Running | ClockShape::DueSoon | ClockShape::Overdue if !reading.ticking() => {
            "outside support hours".to_owned()
        }
        ClockShape::Running
        | ClockShape::DueSoon
        | ClockShape::Overdue
        | ClockShape::Met
        | ClockShape::MetLate
        | ClockShape::NotStarted => String::new(),
    }
}

fn timeline(reading: &ClockReading<'_>, at: At) -> Option<Timeline> {
    let now = at.portal_now();
    let of = |moment: Moment| at.for_console(moment).0;
    let start = reading.started_at()?;
    let stop = reading.met_at();
    let last = [Some(stop.unwrap_or(now)), reading.due()].into_iter().flatten().max()?;
    let margin = (last.since(start) / 24).max(600);
    let (from, to) = (start.plus(-margin), last.plus(margin));
    let wide = to.since(from) > WIDEST_S;
    let open = if wide { Vec::new() } else { reading.hours().open_spans(from, to) };
    let pair = |span: &Span| (of(span.from.max(from)), of(span.to.min(to)));
    Some(Timeline {
        from: of(from),
        to: of(to),
        open: open.iter().map(pair).collect(),
        pauses: reading.pauses().iter().filter(|span| span.from < to && span.to > from).map(pair).collect(),
        start: of(start),
        stop: stop.map(of),
        due: reading.due().map(of),
    })
}
