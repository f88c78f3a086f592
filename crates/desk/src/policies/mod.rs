//! The policies in force: the embedded ones, the user's own, and the user's overrides, as text files in the data
//! folder. They hold no ticket and no customer's data, so that they can be kept under version control and shared.

mod browse;
mod change;
mod files;
mod watch;

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use policy::pack::{Collected, PackText, Packs};

use crate::DeskError;

pub(crate) use change::tried;
pub(crate) use watch::keep as watch;

/// Packs and overrides, read anew when the user changes one.
#[derive(Debug)]
pub(crate) struct Policies {
    folder: Option<PathBuf>,
    in_force: RwLock<InForce>,
}

/// What is in force, and which files could not be used.
#[derive(Clone, Debug, Default)]
pub(crate) struct InForce {
    pub packs: Arc<Packs>,
    pub collected: Arc<Collected>,
    pub problems: Vec<DeskError>,
    files: files::Files,
}

impl Policies {
    /// Reads the files under `folder`; without one only the embedded packs are there.
    pub(crate) fn open(folder: Option<PathBuf>) -> Self {
        let in_force = RwLock::new(files::in_force(folder.as_deref(), files::read(folder.as_deref())));
        Self { folder, in_force }
    }

    /// The packs that answer now.
    pub(crate) fn packs(&self) -> Arc<Packs> {
        // Asked for once a ticket: the texts of all files are not copied for it.
        self.in_force.read().unwrap_or_else(PoisonError::into_inner).packs.clone()
    }

    pub(crate) fn in_force(&self) -> InForce {
        self.in_force.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps the override of a pack, or takes it away where the text is empty, and reads all files again.
    pub(crate) fn keep(&self, id: &str, text: &str) -> Result<(), DeskError> {
        let Some(folder) = &self.folder else {
            return Err(DeskError::new(
                "no-home",
                "There is no folder to keep the change in.",
                "Name a folder with --data or in GNOMON_DATA.",
            ));
        };
        files::write(folder, &self.override_of(id), text)?;
        self.refresh();
        Ok(())
    }

    /// Reads the files again. Answers whether they changed.
    pub(crate) fn refresh(&self) -> bool {
        let files = files::read(self.folder.as_deref());
        if files == self.in_force().files {
            return false;
        }
        let in_force = files::in_force(self.folder.as_deref(), files);
        *self.in_force.write().unwrap_or_else(PoisonError::into_inner) = in_force;
        true
    }

    /// The override of a pack as it is kept; one with an empty text where there is none.
    pub(crate) fn override_of(&self, id: &str) -> PackText {
        let collected = self.in_force().collected;
        let kept = collected.texts.get(id).and_then(|(_, over)| over.clone());
        kept.unwrap_or_else(|| PackText { name: files::override_name(id), text: String::new() })
    }
}
