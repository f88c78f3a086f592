//! `gnomon away`: the plan for a time away, and the hand-over notes.

use std::process::ExitCode;

use desk::view::{AwayHand, AwayHandOver, AwayRequest, AwayRow, AwayView};
use desk::{Desk, DeskError};

use crate::arguments::AwayArguments;
use crate::print;

pub(crate) async fn run(desk: &Desk, arguments: &AwayArguments, json: bool) -> Result<ExitCode, DeskError> {
    let request = AwayRequest {
        from: arguments.from.clone(),
        to: arguments.to.clone(),
        each_min: arguments.each,
        everyone: arguments.everyone,
    };
    let view = desk.away(request).await?;
    if !arguments.note {
        return print::away(&view, json);
    }
    let notes = desk.away_notes(proposed(&view)).await?;
    print::away_notes(&notes, json)
}

/// What does not fit before the departure, to those who are proposed, or else to the team.
fn proposed(view: &AwayView) -> AwayHandOver {
    let is_handed = |row: &&AwayRow| !row.proposal_why.is_empty() && row.done_at.is_none();
    let hand = |row: &AwayRow| AwayHand { key: row.row.key.clone(), to: row.proposal.clone() };
    AwayHandOver {
        from: view.from,
        to: view.to,
        hand: view.rows.iter().filter(is_handed).map(hand).collect(),
    }
}
