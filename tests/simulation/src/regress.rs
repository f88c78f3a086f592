//! Runs that failed once, kept as files: each is run again in every test.

use std::fs;
use std::path::PathBuf;

use crate::plan::Plan;

/// The folder of the files.
#[must_use]
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("regressions")
}

/// Keeps a plan; answers the name of its file.
///
/// # Errors
/// The file cannot be written.
pub fn keep(plan: &Plan, which: &str) -> std::io::Result<String> {
    let name = format!("{which}-{}.json", plan.seed);
    let mut text = serde_json::to_string(plan).map_err(std::io::Error::other)?;
    text.push('\n');
    fs::write(folder().join(&name), text)?;
    Ok(name)
}

/// All that are kept, by name.
///
/// # Errors
/// A file cannot be read.
pub fn all() -> std::io::Result<Vec<(String, Plan)>> {
    let mut plans = Vec::new();
    for entry in fs::read_dir(folder())? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "json") {
            let plan = serde_json::from_str(&fs::read_to_string(&path)?).map_err(std::io::Error::other)?;
            plans.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), plan));
        }
    }
    plans.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(plans)
}
