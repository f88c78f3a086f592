//! How a console is started.

use std::path::PathBuf;

use calendar::Moment;

use crate::DeskError;

/// What the command line or the window decides before anything is opened.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Folder of the data file, instead of the system's own place.
    pub data: Option<PathBuf>,
    /// Open the embedded demo at once.
    pub demo: bool,
    /// Seed of the demo's data.
    pub demo_seed: u64,
    /// Number of tickets in the demo.
    pub demo_size: u32,
    /// Do not sync until asked to.
    pub offline: bool,
    /// A fixed instant instead of the computer's clock.
    pub now: Option<Moment>,
    /// PEM file with further certificate authorities to trust.
    pub company_ca: Option<PathBuf>,
    /// A program that passes its arguments to [`crate::report_session`]: it tells how a tool in a terminal ended.
    pub reporter: Option<PathBuf>,
}

impl Options {
    /// Folder of the data file.
    ///
    /// # Errors
    /// `no-home`.
    pub fn folder(&self) -> Result<PathBuf, DeskError> {
        if let Some(data) = &self.data {
            return Ok(data.clone());
        }
        let folders = directories::ProjectDirs::from("app", "Gnomon", "gnomon").ok_or_else(|| {
            let hint = "Name a folder with --data or in GNOMON_DATA.";
            DeskError::new("no-home", "There is no home folder to keep the data in.", hint)
        })?;
        Ok(folders.data_local_dir().to_owned())
    }
}
