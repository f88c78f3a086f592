//! Packs and what is wrong with them.

use std::process::ExitCode;

use policy::pack::{Pack, PackError, Packs};

use super::{json, text};

/// The embedded packs, a line each.
pub(crate) fn packs(packs: &Packs, as_json: bool) -> ExitCode {
    if as_json {
        let list: Vec<_> = packs
            .iter()
            .map(|pack| serde_json::json!({"id": pack.id, "vendor": pack.vendor, "product": pack.product}))
            .collect();
        let _ = json(&list);
    } else {
        packs.iter().for_each(|pack| text(&format!("{:<12} {} \u{b7} {}", pack.id, pack.vendor, pack.title)));
    }
    ExitCode::SUCCESS
}

/// A pack without mistakes.
pub(crate) fn pack_is_whole(file: &str, pack: &Pack, as_json: bool) -> ExitCode {
    if as_json {
        let _ = json(&serde_json::json!({"file": file, "id": pack.id, "errors": []}));
    } else {
        text(&format!("{file}: whole ({} \u{b7} {})", pack.vendor, pack.title));
    }
    ExitCode::SUCCESS
}

/// All mistakes of a pack, each with its place.
pub(crate) fn pack_errors(errors: &[PackError], as_json: bool) -> ExitCode {
    if as_json {
        let list: Vec<_> = errors
            .iter()
            .map(|e| {
                serde_json::json!({"file": e.file, "line": e.line, "column": e.column, "code": e.code,
                                   "message": e.message, "hint": e.hint})
            })
            .collect();
        let _ = json(&serde_json::json!({ "errors": list }));
    } else {
        for e in errors {
            text(&format!("{}:{}:{}: {}\n    {}", e.file, e.line, e.column, e.message, e.hint));
        }
    }
    ExitCode::FAILURE
}
