//! Files for people and for programs.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{AheadView, AttachmentShape, AttachmentView};

/// The files of a ticket.
pub(crate) fn attachments(files: &[AttachmentView], json: bool) -> Result<ExitCode, DeskError> {
    if json {
        return super::json(&files);
    }
    if files.is_empty() {
        super::text("No files.");
    }
    for file in files {
        super::text(&format!("{:12}  {:>9}  {:11}  {}", file.id, size(file.size), state(file), file.name));
        let given = (!file.given.is_empty()).then(|| format!("given as {}", file.given));
        let why = file.problem.as_ref().map(|problem| format!("{} {}", problem.message, problem.hint));
        for line in given.iter().chain(&file.warnings).chain(&why) {
            super::text(&format!("              {line}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Where a file was saved.
pub(crate) fn saved(file: &AttachmentView, path: &str, json: bool) -> Result<ExitCode, DeskError> {
    if json {
        return super::json(&serde_json::json!({"path": path, "warnings": file.warnings}));
    }
    super::text(&format!("saved as {path}, not encrypted"));
    file.warnings.iter().for_each(|warning| super::text(warning));
    Ok(ExitCode::SUCCESS)
}

/// What there is to fetch for a time away.
pub(crate) fn ahead(ahead: &AheadView, is_done: bool) {
    let limit = size(Some(ahead.limit));
    let mut parts = vec![format!("{} of {} files are here", ahead.here, ahead.files)];
    if ahead.fetched > 0 && !is_done {
        parts.push(format!(
            "{} to fetch, {} of {limit}: add --fetch",
            ahead.fetched,
            size(Some(ahead.bytes))
        ));
    }
    if is_done {
        let failed = u32::try_from(ahead.failed.len()).unwrap_or(u32::MAX);
        parts.push(format!("{} fetched", ahead.fetched.saturating_sub(failed)));
    }
    if ahead.unknown > 0 {
        parts.push(format!("{} of unknown size", ahead.unknown));
    }
    if ahead.too_large > 0 {
        parts.push(format!("{} above the limit for a file", ahead.too_large));
    }
    if ahead.no_room > 0 {
        parts.push(format!("{} beyond the limit of {limit}", ahead.no_room));
    }
    super::text(&format!("All messages of these {} tickets are here; {}.", ahead.tickets, parts.join(", ")));
    ahead.failed.iter().for_each(|line| super::text(&format!("not fetched: {line}")));
}

fn state(file: &AttachmentView) -> String {
    match file.shape {
        AttachmentShape::Here => "here".to_owned(),
        AttachmentShape::Absent if file.have > 0 => format!("{} here", percent(file)),
        AttachmentShape::Absent => "not here".to_owned(),
        AttachmentShape::Waiting => "waiting".to_owned(),
        AttachmentShape::Fetching => percent(file),
        AttachmentShape::TooLarge => "too large".to_owned(),
        AttachmentShape::Failed => "failed".to_owned(),
    }
}

fn percent(file: &AttachmentView) -> String {
    let whole = file.size.filter(|size| *size > 0);
    whole
        .map_or_else(|| size(Some(file.have)), |whole| format!("{} %", file.have.saturating_mul(100) / whole))
}

/// In the units of the limits.
fn size(bytes: Option<u64>) -> String {
    const KB: u64 = 1 << 10;
    const MB: u64 = 1 << 20;
    match bytes {
        None => "?".to_owned(),
        Some(bytes) if bytes < KB => format!("{bytes} B"),
        Some(bytes) if bytes < MB => format!("{} KB", bytes.div_ceil(KB)),
        Some(bytes) => format!("{}.{} MB", bytes / MB, bytes % MB * 10 / MB),
    }
}
