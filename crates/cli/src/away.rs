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
    let view = desk.away(request.clone()).await?;
    if !arguments.note {
        return plan(desk, arguments, request, &view, json).await;
    }
    let notes = desk.away_notes(proposed(&view)).await?;
    print::away_notes(&notes, json)
}

/// The plan, with what would be fetched ahead, or was.
async fn plan(
    desk: &Desk,
    arguments: &AwayArguments,
    request: AwayRequest,
    view: &AwayView,
    json: bool,
) -> Result<ExitCode, DeskError> {
    let ahead = if arguments.fetch {
        desk.fetch_away(request, arguments.fetch_limit).await?
    } else {
        desk.away_files(request, arguments.fetch_limit).await?
    };
    if json {
        let mut whole = serde_json::to_value(view).unwrap_or_default();
        whole["files"] = serde_json::to_value(&ahead).unwrap_or_default();
        return print::json(&whole);
    }
    let code = print::away(view, false)?;
    print::ahead(&ahead, arguments.fetch);
    Ok(if ahead.failed.is_empty() { code } else { ExitCode::FAILURE })
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
