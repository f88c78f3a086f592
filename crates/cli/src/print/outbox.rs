//! Operations for people and for programs.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{CallEffectView, OperationShape, OperationView, OutboxView};

/// One operation, as after it was made.
pub(crate) fn operation(operation: &OperationView, json: bool) -> Result<ExitCode, DeskError> {
    if json {
        return super::json(operation);
    }
    super::text(&lines(operation));
    Ok(ExitCode::SUCCESS)
}

/// What a call would do to the clocks of its ticket.
pub(crate) fn call_effect(effect: &CallEffectView, json: bool) -> Result<ExitCode, DeskError> {
    if json {
        return super::json(effect);
    }
    for notice in &effect.notices {
        let source = if notice.clause.is_empty() { String::new() } else { format!(" [{}]", notice.clause) };
        super::text(&format!("{}{source}", notice.text));
    }
    Ok(ExitCode::SUCCESS)
}

/// All of them. Ends with failure while one waits for the user.
pub(crate) fn outbox(outbox: &OutboxView, json: bool) -> Result<ExitCode, DeskError> {
    let code = if outbox.deciding > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    if json {
        return super::json(outbox).map(|_| code);
    }
    if outbox.operations.is_empty() && outbox.drafts.is_empty() {
        super::text("Nothing waits.");
    }
    outbox.operations.iter().for_each(|operation| super::text(&lines(operation)));
    for draft in &outbox.drafts {
        super::text(&format!("draft  {}  {}: {}", draft.number, draft.kind, first_line(&draft.text)));
    }
    Ok(code)
}

/// What a sync could not send. Ends with failure while something waits for the user.
pub(crate) fn left(outbox: &OutboxView, synced: ExitCode, json: bool) -> ExitCode {
    if !json && outbox.open > 0 {
        let changes =
            if outbox.open == 1 { "1 change".to_owned() } else { format!("{} changes", outbox.open) };
        let why = if outbox.deciding > 0 {
            format!("{} of them need you", outbox.deciding)
        } else {
            "they wait".to_owned()
        };
        super::text(&format!("{changes} could not be sent, {why}; see `gnomon outbox`"));
    }
    if outbox.deciding > 0 { ExitCode::FAILURE } else { synced }
}

fn lines(operation: &OperationView) -> String {
    let OperationView { id, number, title, text, .. } = operation;
    let late = if operation.late { "  after the deadline" } else { "" };
    let mut lines = vec![format!("{id}  {number}  {title}: {}{late}", standing(operation.shape))];
    lines.extend(operation.lines.iter().map(|line| format!("    {line}")));
    if !text.is_empty() {
        lines.push(format!("    {}", first_line(text)));
    }
    lines.extend(
        operation.problem.as_ref().map(|problem| format!("    {} {}", problem.message, problem.hint)),
    );
    for clash in &operation.clashes {
        lines.push(format!("    {}", clash.text));
        let said =
            clash.events.iter().map(|event| format!("      {}: {}", event.author, first_line(&event.text)));
        lines.extend(said);
    }
    lines.join("\n")
}

const fn standing(shape: OperationShape) -> &'static str {
    match shape {
        OperationShape::Holding => {
            "written down, can be taken back; an open window or the next `sync` sends it"
        }
        OperationShape::Queued => "waits; an open window or the next `sync` sends it",
        OperationShape::Sending => "is leaving",
        OperationShape::Unknown => "the answer was lost; it is looked for",
        OperationShape::Unsure => "may have arrived: look, then `outbox is-there` or `outbox again`",
        OperationShape::Conflict => "stopped: something came in between; `outbox send` or `outbox cancel`",
        OperationShape::Rejected => "refused by the portal; `outbox again` or `outbox cancel`",
        OperationShape::Delivered => "delivered",
        OperationShape::Cancelled => "taken back",
    }
}

fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}
