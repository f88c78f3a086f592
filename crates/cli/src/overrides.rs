//! The embedded packs with the user's overrides on top of them.

use std::path::PathBuf;

use desk::DeskError;
use policy::pack::{Pack, PackError, Packs, override_id};

/// Reads each file and puts it on the pack that it names.
pub(crate) fn packs(files: &[PathBuf]) -> Result<Packs, DeskError> {
    let mut packs = crate::pack::embedded()?;
    let mut changed: Vec<String> = Vec::new();
    for file in files {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|error| {
            let message = format!("{name} cannot be read: {error}.");
            DeskError::new("unreadable-override", message, "Give the path of an override file.")
        })?;
        let (base_text, base_name) = base(&text, &name)?;
        let pack =
            Pack::parse_with_override(base_text, base_name, &text, &name).map_err(|errors| bad(&errors))?;
        if changed.contains(&pack.id) {
            let message = format!("{name} is the second override of `{}`.", pack.id);
            return Err(DeskError::new("two-overrides", message, "Put both into one file."));
        }
        changed.push(pack.id.clone());
        packs = packs.with([pack]);
    }
    Ok(packs)
}

/// Text and name of the embedded pack that an override names.
fn base(text: &str, name: &str) -> Result<(&'static str, &'static str), DeskError> {
    let id = override_id(text);
    let found =
        id.as_deref().and_then(Packs::embedded_text).map(|(base_name, base_text)| (base_text, base_name));
    found.ok_or_else(|| {
        let known = crate::pack::embedded().map(|packs| packs.ids().join(", ")).unwrap_or_default();
        let message = format!("{name} does not name the pack that it changes.");
        DeskError::new("unknown-pack", message, format!("Write `id = \"...\"` with one of: {known}."))
    })
}

fn bad(errors: &[PackError]) -> DeskError {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    DeskError::new("bad-override", lines.join("\n"), "Mend the override, then try again.")
}
