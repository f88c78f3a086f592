//! Saving a file that is here: the only way in which its bytes leave the data file as they are.

use std::path::Path;

use policy::ticket::Attachment;
use store::FileKey;

use super::not_here;
use crate::console::Console;
use crate::{DeskError, downloads};

/// Writes the file under a name that is free, and answers where it is.
pub(super) fn save(
    console: &Console,
    key: &FileKey,
    file: &Attachment,
    folder: Option<&Path>,
) -> Result<String, DeskError> {
    let bytes = console.store.file_bytes(key, console.clock.now())?.ok_or_else(not_here)?;
    let name = mail::name::file_name(&file.name).name;
    let path = match folder {
        Some(folder) => downloads::save_in(folder, &name, &bytes)?,
        None => downloads::save_bytes(&name, &bytes, "Save it with `gnomon attachment save --to FOLDER`.")?,
    };
    downloads::mark_of_the_web(&path);
    Ok(path.display().to_string())
}
