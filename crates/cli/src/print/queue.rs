//! The queue as a table.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{ClockShape, ClockView, QueuePage, QueueRow};

use super::{json, text, time};

/// The queue, two lines a ticket as in the window.
pub(crate) fn queue(page: &QueuePage, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(page);
    }
    let counts = &page.counts;
    text(&format!(
        "{} as of {} \u{b7} {} overdue \u{b7} {} due soon \u{b7} {} waiting on the customer \u{b7} {} without a \
         published target\n",
        total(page),
        time::instant(page.as_of),
        counts.overdue,
        counts.due_soon,
        counts.waiting,
        counts.no_target,
    ));
    if page.doubtful > 0 {
        text(&format!("{} (~) could have moved: their portal was last read too long ago\n", page.doubtful));
    }
    rows(&page.rows);
    let left = page.total.saturating_sub(page.offset + page.rows.len() as u32);
    if left > 0 {
        text(&format!("\n{left} more; see --limit"));
    }
    Ok(ExitCode::SUCCESS)
}

/// Rows alone.
pub(crate) fn rows(rows: &[QueueRow]) {
    for row in rows {
        text(&format!(
            "{:>4}  {} {:<11} {:<10} {}\n      {}",
            place(row),
            mark(row.clock.shape),
            countdown(&row.clock),
            row.severity,
            row.subject,
            second_line(row),
        ));
    }
}

/// `7`, `~7` when it could have moved since it was read, `done`.
fn place(row: &QueueRow) -> String {
    match (row.solved, row.doubtful) {
        (true, _) => "done".to_owned(),
        (false, true) => format!("~{}", row.position),
        (false, false) => row.position.to_string(),
    }
}

/// `12 tickets, 5 of them solved`.
fn total(page: &QueuePage) -> String {
    let tickets = match page.more {
        false => format!("{} tickets", page.total),
        true => format!("{} of more tickets", page.total),
    };
    match page.solved {
        0 => tickets,
        solved => format!("{tickets}, {solved} of them solved,"),
    }
}

/// What a clock says, in a few words.
pub(crate) fn countdown(clock: &ClockView) -> String {
    match (clock.shape, clock.remaining_s) {
        (ClockShape::NoTarget, _) => "no target".to_owned(),
        (ClockShape::Paused, _) => "paused".to_owned(),
        (ClockShape::Met, _) => "met".to_owned(),
        (ClockShape::MetLate, _) => "met late".to_owned(),
        (ClockShape::NotStarted, _) => "not started".to_owned(),
        (ClockShape::Overdue | ClockShape::DueSoon | ClockShape::Running, Some(left)) => time::length(left),
        (ClockShape::Overdue | ClockShape::DueSoon | ClockShape::Running, None) => String::new(),
    }
}

/// The shape of a clock.
pub(crate) const fn mark(shape: ClockShape) -> char {
    match shape {
        ClockShape::Overdue => '\u{25c6}',
        ClockShape::DueSoon => '\u{25b2}',
        ClockShape::Running => '\u{25cf}',
        ClockShape::Paused => '\u{2016}',
        ClockShape::NoTarget | ClockShape::NotStarted => '\u{25cb}',
        ClockShape::Met | ClockShape::MetLate => '\u{2713}',
    }
}

fn second_line(row: &QueueRow) -> String {
    let parts = [
        row.number.as_str(),
        if row.solved { "solved" } else { "" },
        &row.clock.label.to_lowercase(),
        &row.clock.note,
        &row.vendor,
        if row.customer.is_empty() { "no customer" } else { &row.customer },
        &row.plan,
        if row.assignee.is_empty() { "unassigned" } else { &row.assignee },
    ];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" \u{b7} ")
}
