//! The way out of a damaged data file, on the command line.

use std::path::Path;
use std::process::ExitCode;

use desk::view::{StartView, WayOut};
use desk::{Desk, DeskError};

use crate::arguments::Arguments;
use crate::{print, session};

/// Saves what can be read.
pub(crate) async fn save(arguments: &Arguments, to: Option<&Path>) -> Result<ExitCode, DeskError> {
    let (desk, _) = met(arguments).await?;
    print::rescued(&desk.save_readable(to.map(Path::to_owned)).await?, arguments.json)
}

/// Says what starting anew would do, and does it when that was meant.
pub(crate) async fn start_anew(arguments: &Arguments, yes: bool) -> Result<ExitCode, DeskError> {
    let (desk, found) = met(arguments).await?;
    if !yes {
        let message = match found {
            Some((error, WayOut::LeaveAlone)) => format!("{error} It is best left alone: {}", error.hint),
            Some((error, WayOut::Rescue | WayOut::None)) => error.message,
            None => "The data file opens; whether every page of it is whole is looked at first.".to_owned(),
        };
        let hint = "`gnomon start-anew --yes` moves the data file aside, as it is, and begins a new one with the accounts, \
                    drafts and changes that can be read; everything else is synced again. Save what can be read before: \
                    `gnomon rescue`.";
        return Err(DeskError::new("say-yes", message, hint));
    }
    print::anew(&desk.start_anew().await?, arguments.json)
}

/// Opens the keys, whatever is wrong with the data file.
async fn met(arguments: &Arguments) -> Result<(Desk, Option<(DeskError, WayOut)>), DeskError> {
    let desk = Desk::new(session::offline(arguments))?;
    let mut started = desk.start().await;
    if let StartView::Locked { reason, .. } = started {
        let passphrase = session::passphrase(arguments)?.ok_or_else(|| session::locked(reason))?;
        started = desk.unlock(passphrase).await?;
    }
    match started {
        StartView::Welcome { .. } => Err(session::nothing_connected()),
        StartView::Broken { error, way_out } => {
            let error = DeskError::new(&error.code, error.message, error.hint);
            if way_out == WayOut::None { Err(error) } else { Ok((desk, Some((error, way_out)))) }
        }
        StartView::Ready { .. } | StartView::Recovery { .. } | StartView::Locked { .. } => Ok((desk, None)),
    }
}
