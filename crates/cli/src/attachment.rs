//! `gnomon attachment`: files that came with messages.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use desk::view::{AttachmentShape, AttachmentView};
use desk::{Desk, DeskError};

use crate::print;

/// What to do with the files of a ticket.
#[derive(Debug, Subcommand)]
pub(crate) enum AttachmentCommand {
    /// List them: name, size, and what to know before one is opened.
    List {
        /// The ticket's key (account/id) or number.
        id: String,
    },
    /// Fetch one, or all that are not here, into the encrypted data file. A download that broke off goes on where the portal
    /// can do that.
    Fetch {
        /// The ticket's key (account/id) or number.
        id: String,
        /// Its identifier or name in the list; all without it.
        file: Option<String>,
    },
    /// Save one that is here under a name that is free. It is not opened, and not encrypted any more.
    Save {
        /// The ticket's key (account/id) or number.
        id: String,
        /// Its identifier or name in the list.
        file: String,
        /// Folder, instead of the downloads.
        #[arg(long, value_name = "FOLDER")]
        to: Option<PathBuf>,
    },
}

pub(crate) async fn run(desk: &Desk, command: &AttachmentCommand, json: bool) -> Result<ExitCode, DeskError> {
    match command {
        AttachmentCommand::List { id } => {
            let key = desk.find(id).await?.row.key;
            print::attachments(&desk.attachments(&key).await?, json)
        }
        AttachmentCommand::Fetch { id, file } => fetch(desk, id, file.as_deref(), json).await,
        AttachmentCommand::Save { id, file, to } => {
            let key = desk.find(id).await?.row.key;
            let one = named(&desk.attachments(&key).await?, file)?;
            let path = match to {
                Some(folder) => desk.save_attachment_to(&key, &one.id, folder.clone()).await?,
                None => desk.save_attachment(&key, &one.id).await?,
            };
            print::saved(&one, &path, json)
        }
    }
}

/// One that cannot be had never stops the others.
async fn fetch(desk: &Desk, id: &str, file: Option<&str>, json: bool) -> Result<ExitCode, DeskError> {
    let key = desk.find(id).await?.row.key;
    let listed = desk.attachments(&key).await?;
    let wanted = match file {
        Some(file) => vec![named(&listed, file)?],
        None => listed.into_iter().filter(|one| one.shape != AttachmentShape::Here).collect(),
    };
    let mut failed = false;
    for one in &wanted {
        if let Err(error) = desk.fetch_attachment(&key, &one.id).await {
            failed = true;
            print::error(&error, json);
        }
    }
    let fetched: Vec<AttachmentView> = desk
        .attachments(&key)
        .await?
        .into_iter()
        .filter(|one| wanted.iter().any(|wanted| wanted.id == one.id))
        .collect();
    let code = print::attachments(&fetched, json)?;
    Ok(if failed { ExitCode::FAILURE } else { code })
}

fn named(listed: &[AttachmentView], name: &str) -> Result<AttachmentView, DeskError> {
    if let Some(one) = listed.iter().find(|one| one.id == name) {
        return Ok(one.clone());
    }
    let mut alike = listed.iter().filter(|one| one.name == name);
    match (alike.next(), alike.next()) {
        (Some(one), None) => Ok(one.clone()),
        (Some(_), Some(_)) => {
            let message = format!("Several files are called {name}.");
            Err(DeskError::new(
                "which-attachment",
                message,
                "Say its identifier, as `gnomon attachment list` shows it.",
            ))
        }
        (None, _) => {
            let message = format!("The ticket has no file {name}.");
            Err(DeskError::new("unknown-attachment", message, "See `gnomon attachment list`."))
        }
    }
}
