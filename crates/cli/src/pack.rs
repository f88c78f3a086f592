//! Policy packs on the command line.

use std::process::ExitCode;

use desk::DeskError;
use policy::pack::{Pack, Packs, describe};

use crate::arguments::PackCommand;
use crate::print;

pub(crate) fn run(command: &PackCommand, json: bool) -> Result<ExitCode, DeskError> {
    match command {
        PackCommand::Check { file } => check(file, json),
        PackCommand::List => Ok(print::packs(&embedded()?, json)),
        PackCommand::Show { id } => show(id),
    }
}

/// The packs that come with the program.
pub(crate) fn embedded() -> Result<Packs, DeskError> {
    Packs::embedded().map_err(|errors| {
        let first = errors.first().map_or_else(String::new, ToString::to_string);
        DeskError::new("bad-pack", format!("An embedded pack is broken: {first}"), "Report this.")
    })
}

fn check(file: &std::path::Path, json: bool) -> Result<ExitCode, DeskError> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| {
        DeskError::new(
            "unreadable-pack",
            format!("{name} cannot be read: {}.", system_words(&error)),
            "Give the path of a pack file.",
        )
    })?;
    Ok(match Pack::parse(&text, &name) {
        Ok(pack) => print::pack_is_whole(&name, &pack, json),
        Err(errors) => print::pack_errors(&errors, json),
    })
}

/// The system's words without its number for them.
fn system_words(error: &std::io::Error) -> String {
    let words = error.to_string();
    words.split(" (os error ").next().unwrap_or_default().to_owned()
}

fn show(id: &str) -> Result<ExitCode, DeskError> {
    let packs = embedded()?;
    let Some(pack) = packs.get(id) else {
        let known: Vec<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
        let hint = format!("Choose one of: {}.", known.join(", "));
        return Err(DeskError::new("unknown-pack", format!("There is no pack `{id}`."), hint));
    };
    print::text(&describe(pack));
    Ok(ExitCode::SUCCESS)
}
