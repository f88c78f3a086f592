//! Contracts, where each value comes from, and what a file would change.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{
    ContractLine, ContractSaved, ContractView, ImportDone, ImportLine, ImportPreview, MistakeView, OriginView,
};

use super::{json, note, text, time};

/// One line for each customer and policy.
pub(crate) fn contracts(lines: &[ContractLine], as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(&lines);
    }
    for line in lines {
        let until = if line.ends.is_empty() { "" } else { "until " };
        let given = match line.given {
            0 => String::new(),
            count => format!("  {count} given here"),
        };
        let access = match line.remote_access.as_str() {
            "" => String::new(),
            word => format!("  remote access {word}"),
        };
        text(&format!(
            "{:<14} {:<28} {:<12} {:<24} {until}{:<11}{}{access}{given}",
            line.customer, line.customer_name, line.policy, line.plan, line.ends, line.payments,
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Every value with its source.
pub(crate) fn contract(contract: &ContractView, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(contract);
    }
    let line = &contract.line;
    text(&format!(
        "{} ({}), {}, {}",
        line.customer_name, line.customer, line.policy_title, line.account_name
    ));
    for field in &contract.fields {
        let told = field
            .told
            .as_ref()
            .map_or_else(String::new, |told| format!("; the portal tells {}", or_none(told)));
        let source = match &field.origin {
            Some(source) => format!("{}{told}", origin(source)),
            None => "not known".to_owned(),
        };
        text(&format!("  {:<18} {:<32} {source}", field.field, or_none(&field.value)));
    }
    Ok(ExitCode::SUCCESS)
}

/// What became of an edit.
pub(crate) fn contract_saved(saved: &ContractSaved, as_json: bool) -> Result<ExitCode, DeskError> {
    let code = if saved.mistakes.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if as_json {
        return json(saved).map(|_| code);
    }
    if saved.mistakes.is_empty() {
        return contract(&saved.contract, false);
    }
    saved.mistakes.iter().for_each(|mistake| note(&format!("gnomon: {}", told(mistake))));
    note("        Nothing was changed.");
    Ok(code)
}

/// What a file would change, or has changed. Lines with mistakes make the command fail at its end.
pub(crate) fn contract_import(
    preview: &ImportPreview,
    done: Option<&ImportDone>,
    as_json: bool,
) -> Result<ExitCode, DeskError> {
    let code = if preview.refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if as_json {
        return json(&serde_json::json!({ "preview": preview, "done": done })).map(|_| code);
    }
    preview.notes.iter().for_each(|line| text(line));
    preview.rows.iter().for_each(row);
    if preview.more > 0 {
        text(&format!("and {} more lines", preview.more));
    }
    text(&format!(
        "{} lines: {} new, {} changed, {} as they are, {} refused",
        preview.lines, preview.added, preview.changed, preview.unchanged, preview.refused,
    ));
    text(&match done {
        Some(done) => format!("Imported: {} values of {} contracts.", done.values, done.contracts),
        None if preview.added + preview.changed == 0 => "There is nothing to import.".to_owned(),
        None => "Nothing was changed yet. Add --yes to import this.".to_owned(),
    });
    Ok(code)
}

fn row(row: &ImportLine) {
    text(&format!("{:>6}  {:<8} {} {}  {}", row.line, row.what, row.customer, row.policy, row.note));
    for mistake in &row.mistakes {
        text(&format!("        ! {}", told(mistake)));
    }
    if row.mistakes.is_empty() {
        for change in &row.changes {
            let (before, after) = (or_none(&change.before), or_none(&change.after));
            text(&format!("        {}: {before} -> {after}", change.label));
        }
    }
}

fn told(mistake: &MistakeView) -> String {
    let field = if mistake.field.is_empty() { String::new() } else { format!("{}: ", mistake.field) };
    format!("{field}{} {}", mistake.message, mistake.hint)
}

fn or_none(value: &str) -> &str {
    if value.is_empty() { "-" } else { value }
}

fn origin(origin: &OriginView) -> String {
    let who = match origin.kind.as_str() {
        "user" => "entered".to_owned(),
        "file" => format!("file {}", origin.file),
        _ => "portal, read".to_owned(),
    };
    origin.at.map_or_else(|| who.clone(), |at| format!("{who} {}", time::instant(at)))
}
