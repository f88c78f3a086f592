//! One ticket, and why it stands where it stands.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{ClockView, TicketView};

use super::queue::{countdown, mark, rows};
use super::{json, text, time};

/// Clocks, facts and conversation.
pub(crate) fn ticket(ticket: &TicketView, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(ticket);
    }
    rows(std::slice::from_ref(&ticket.row));
    text("");
    ticket.clocks.iter().for_each(clock);
    for fact in &ticket.facts {
        text(&format!("  {:<22} {}", fact.label, fact.value));
    }
    for event in &ticket.events {
        text(&format!("\n  {}  {} {} {}", time::instant(event.at), event.kind, event.by, event.author));
        for line in event.text.lines() {
            text(&format!("    {line}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Clocks, reasons and notices, each with its clause.
pub(crate) fn explanation(ticket: &TicketView, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(&serde_json::json!({
            "row": ticket.row,
            "clocks": ticket.clocks,
            "why": ticket.why,
            "before_next": ticket.before_next,
            "notices": ticket.notices,
        }));
    }
    rows(std::slice::from_ref(&ticket.row));
    text(&format!("\n{}", ticket.policy_title));
    ticket.clocks.iter().for_each(clock);
    if ticket.row.solved {
        text("\nIt is solved: it has no place in the queue. Its clocks are shown as they stood at its end.");
    } else {
        text("\nwhy here");
    }
    for why in &ticket.why {
        text(&format!(
            "  {:<15} {:>5.3} = {:.2} x {:.2}   {}\n                  {} ({})",
            why.factor, why.share, why.value, why.weight, why.detail, why.clause, why.basis,
        ));
    }
    text(&format!("  {}", ticket.before_next));
    for notice in &ticket.notices {
        text(&format!("\n! {}\n  {} {}", notice.text, notice.clause, notice.basis));
    }
    Ok(ExitCode::SUCCESS)
}

fn clock(clock: &ClockView) {
    let due = clock.due.map_or_else(|| "no due".to_owned(), |due| format!("due {}", time::instant(due)));
    let target = clock.target_s.map_or_else(String::new, time::length);
    text(&format!(
        "  {} {:<16} {:<12} {due}  {target} {}\n    {} ({})  {}",
        mark(clock.shape),
        clock.label,
        countdown(clock),
        clock.hours,
        clock.clause,
        clock.basis,
        clock.note,
    ));
}
