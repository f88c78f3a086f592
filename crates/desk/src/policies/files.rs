//! The user's pack files on disk: `policies/packs/*.toml` and `policies/overrides/*.toml` in the data folder.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use policy::pack::{PackError, PackText, Packs};

use super::InForce;
use crate::DeskError;

const PACKS: &str = "packs";
const OVERRIDES: &str = "overrides";

/// The user's files as they are on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Files {
    packs: Vec<PackText>,
    overrides: Vec<PackText>,
    /// What could not be read.
    unreadable: Vec<DeskError>,
}

/// Everything under the folder.
pub(super) fn read(folder: Option<&Path>) -> Files {
    let mut files = Files::default();
    if let Some(folder) = folder {
        files.packs = read_all(folder, PACKS, &mut files.unreadable);
        files.overrides = read_all(folder, OVERRIDES, &mut files.unreadable);
    }
    files
}

/// What follows from the files under the folder. What cannot be used is told; the rest is used.
pub(super) fn in_force(folder: Option<&Path>, files: Files) -> InForce {
    let collected = Packs::collect(&files.packs, &files.overrides);
    let mistakes = collected.errors.iter().map(|error| mistake(folder, error));
    let problems = files.unreadable.iter().cloned().chain(mistakes).collect();
    InForce { packs: Arc::new(collected.packs.clone()), collected: Arc::new(collected), problems, files }
}

/// Writes a file whole or not at all; an empty text takes it away.
pub(super) fn write(folder: &Path, kept: &PackText, text: &str) -> Result<(), DeskError> {
    let path = folder.join(&kept.name);
    refuse_other_text(&path, &kept.text)?;
    let failed = |error: std::io::Error| {
        let message = format!("The change to {} could not be kept: {error}.", path.display());
        DeskError::new("not-kept", message, "Free some space or mend the folder's rights, then try again.")
    };
    if text.is_empty() {
        return match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(error)),
            Ok(()) | Err(_) => Ok(()),
        };
    }
    let parent = path.parent().unwrap_or(folder);
    std::fs::create_dir_all(parent).map_err(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(parent).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(&path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// A file that was edited meanwhile, or that has a mistake and is not in force, is the user's work: it stays.
fn refuse_other_text(path: &Path, known: &str) -> Result<(), DeskError> {
    let on_disk = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(unreadable(path, &error)),
    };
    if on_disk == known.as_bytes() {
        return Ok(());
    }
    let message =
        format!("{} says something else than what is in force, so it was left as it is.", path.display());
    let hint = "Mend the file if it has a mistake, open Policies again, then repeat the change.";
    Err(DeskError::new("not-kept", message, hint))
}

fn unreadable(path: &Path, error: &std::io::Error) -> DeskError {
    // The system's words without its number for them.
    let words = error.to_string();
    let words = words.split(" (os error ").next().unwrap_or_default();
    let message = format!("The policy file {} cannot be read: {words}.", path.display());
    DeskError::new("unreadable-pack", message, "Mend or remove the file; the other policies are in force.")
}

/// Where a new override is kept, under the folder.
pub(super) fn override_name(id: &str) -> String {
    format!("{OVERRIDES}/{id}.toml")
}

fn read_all(folder: &Path, kind: &str, problems: &mut Vec<DeskError>) -> Vec<PackText> {
    let inside = folder.join(kind);
    let entries = match std::fs::read_dir(&inside) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        // Without its overrides a policy answers something else: that must not happen in silence.
        Err(error) => {
            problems.push(unreadable(&inside, &error));
            return Vec::new();
        }
    };
    let mut texts = Vec::new();
    for path in pack_files(entries) {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match std::fs::read_to_string(&path) {
            Ok(text) => texts.push(PackText { name: format!("{kind}/{file}"), text }),
            Err(error) => problems.push(unreadable(&path, &error)),
        }
    }
    texts
}

/// The files that [`read`] would read, as far as the folders can be listed.
pub(super) fn paths(folder: &Path) -> Vec<PathBuf> {
    let listed = [PACKS, OVERRIDES].map(|kind| std::fs::read_dir(folder.join(kind)));
    listed.into_iter().flatten().flat_map(pack_files).collect()
}

fn pack_files(entries: std::fs::ReadDir) -> Vec<PathBuf> {
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut names: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    names.sort();
    names
}

fn mistake(folder: Option<&Path>, error: &PackError) -> DeskError {
    let PackError { file, line, column, message, hint, .. } = error;
    let file = folder.map_or_else(|| Path::new(file).to_owned(), |folder| folder.join(file));
    let file = file.display();
    let text = format!("The policy file {file} is left out. Line {line}, column {column}: {message}");
    DeskError::new("bad-pack", text, hint.clone())
}
