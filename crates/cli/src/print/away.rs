//! The plan for a time away.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{AwayCount, AwayGroup, AwayNotes, AwayRow, AwayView, AwayWhose};

use super::{json, note, text, time};

/// The plan: what is at stake, in which order to do it, to whom it could go, and what stays here.
pub(crate) fn away(view: &AwayView, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(view);
    }
    text(&format!(
        "Away from {} to {}, {}. Times without a zone were read in {}.",
        time::instant(view.from),
        time::instant(view.to),
        time::length(view.to - view.from),
        view.zone
    ));
    for source in &view.sources {
        let read = source.read_at.map_or_else(
            || "never read".to_owned(),
            |at| format!("read {} ago", time::length(view.as_of - at)),
        );
        let old = if source.stale { ": old, sync before you leave" } else { "" };
        text(&format!("{}: {read}{old}.", source.name));
    }
    text(&format!("\n{}", at_stake(view)));
    view.counts.iter().for_each(count);
    if let Some(fit) = view.fit {
        let (each, fits, of) = (fit.each_min, fit.fit, fit.of);
        text(&format!("At {each} min each, your own estimate, {fits} of {of} fit before you leave."));
    }
    if view.of_others > 0 {
        text(&format!("{} more of colleagues; see --everyone.", view.of_others));
    }
    if view.rows.iter().any(|row| row.place.is_some()) {
        text(&format!("\n{}", view.rule));
    }
    view.rows.iter().filter(|row| row.place.is_some()).for_each(row);
    for group in [AwayGroup::CouldStart, AwayGroup::NothingPromised] {
        let mut rows = view.rows.iter().filter(|row| row.group == group).peekable();
        if rows.peek().is_some() {
            text(&format!("\n{}", title(group)));
        }
        rows.for_each(quiet_row);
    }
    if !view.stays.is_empty() {
        text("\nwritten here and not leaving before you do");
    }
    for stays in &view.stays {
        text(&format!("      {}  {}: {}", stays.number, stays.title, stays.why));
    }
    Ok(ExitCode::SUCCESS)
}

/// The hand-over notes, ready to be pasted.
pub(crate) fn away_notes(notes: &AwayNotes, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(notes);
    }
    if notes.notes.is_empty() {
        text("Nothing is to be handed over.");
    }
    for one in &notes.notes {
        text(&format!("{}\n", one.text));
    }
    notes.left_out.iter().for_each(|left| note(left));
    Ok(ExitCode::SUCCESS)
}

fn at_stake(view: &AwayView) -> String {
    match view.overdue_on_landing {
        0 => "No ticket will be overdue when you are back.".to_owned(),
        1 => "1 ticket will be overdue when you are back, if nothing happens meanwhile.".to_owned(),
        n => format!("{n} tickets will be overdue when you are back, if nothing happens meanwhile."),
    }
}

fn count(count: &AwayCount) {
    let whose = [(count.mine, "yours"), (count.unassigned, "unassigned"), (count.others, "of colleagues")];
    let whose: Vec<String> =
        whose.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    text(&format!("{:>7} {}  {}", count.tickets, title(count.group), whose.join(", ")));
}

const fn title(group: AwayGroup) -> &'static str {
    match group {
        AwayGroup::Overdue => "overdue already",
        AwayGroup::Before => "due before you leave",
        AwayGroup::Away => "due while you are away",
        AwayGroup::After => "due in the first hour after",
        AwayGroup::CouldStart => "could start: nothing counts now",
        AwayGroup::NothingPromised => "nothing promised: nothing counts down",
        AwayGroup::Rest => "later",
    }
}

fn row(row: &AwayRow) {
    let due = row.due.map_or_else(String::new, time::instant);
    let place = row.place.unwrap_or_default();
    text(&format!("{place:>4}  {due}  {:<10} {}  {}", row.row.severity, row.row.number, row.row.subject));
    let landing = row.overdue_s.map(|over| format!("{} overdue on landing", time::length(over)));
    let done = row.done_at.map(|at| {
        let late = if row.done_late { ", after its deadline" } else { "" };
        format!("done about {}{late}", time::instant(at))
    });
    let hand = (!row.proposal.is_empty()).then(|| format!("could go to {}", row.proposal));
    let parts = [Some(row.reason.clone()), landing, Some(whose(row)), done, hand];
    text(&format!("      {}", parts.into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ")));
}

fn quiet_row(row: &AwayRow) {
    let earliest = row.earliest.map(|at| format!("due {} at the earliest", time::instant(at)));
    let clock = (!row.clock.is_empty()).then(|| row.clock.clone());
    let parts = [clock, Some(row.reason.clone()), earliest, Some(whose(row))];
    let words: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    text(&format!("      {}  {}\n          {}", row.row.number, row.row.subject, words.join(" \u{b7} ")));
}

fn whose(row: &AwayRow) -> String {
    match row.whose {
        AwayWhose::Mine => "yours".to_owned(),
        AwayWhose::Unassigned => "unassigned".to_owned(),
        AwayWhose::Others => row.row.assignee.clone(),
    }
}
