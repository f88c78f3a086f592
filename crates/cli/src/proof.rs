//! `gnomon prove` and `gnomon verify`.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use desk::{Desk, DeskError, Options};

use crate::print;

/// Writes a proof to standard output.
pub(crate) async fn prove(desk: &Desk, id: &str) -> Result<ExitCode, DeskError> {
    let key = desk.find(id).await?.row.key;
    print::raw(&desk.prove(&key).await?.text);
    Ok(ExitCode::SUCCESS)
}

/// Checks a proof with the policies of this installation; no data file is opened.
pub(crate) async fn verify(options: Options, file: &Path, json: bool) -> Result<ExitCode, DeskError> {
    print::verified(&Desk::new(options)?.verify(&read(file)?, false).await?, json)
}

/// The same, and asks the portal.
pub(crate) async fn verify_online(desk: &Desk, file: &Path, json: bool) -> Result<ExitCode, DeskError> {
    print::verified(&desk.verify(&read(file)?, true).await?, json)
}

fn read(file: &Path) -> Result<String, DeskError> {
    let unreadable = |error: std::io::Error| {
        let message = format!("{} cannot be read: {error}.", file.display());
        DeskError::new("unreadable-proof", message, "Give the path of a proof, or - for standard input.")
    };
    if file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(unreadable)?;
        return Ok(text);
    }
    std::fs::read_to_string(file).map_err(unreadable)
}
