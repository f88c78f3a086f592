//! From what is stored to what is shown.

use std::collections::BTreeMap;

use policy::ticket::{Attachment, Enclosure};
use store::{DraftKind, FileKey, FileState, TicketKey};

use super::{Known, attachments as known_files, kind, limits, picture};
use crate::DeskError;
use crate::console::{Console, lock};
use crate::view::{AttachmentShape, AttachmentView, EnclosureView, ErrorView};

/// The files that came with a ticket's messages.
pub(super) fn attachments(console: &Console, key: &str) -> Result<Vec<AttachmentView>, DeskError> {
    let (account, ticket) = console.ticket(key)?;
    let states = console.store.files(&TicketKey::new(&account, &ticket.id))?;
    let states: BTreeMap<String, FileState> =
        states.into_iter().map(|state| (state.id.clone(), state)).collect();
    let limit = limits::each(console);
    let known = lock(&console.files.known).clone();
    let view = |(event, file): (&str, &Attachment)| {
        let known = known.get(&FileKey::new(&account, &ticket.id, &file.id));
        attachment(event, file, states.get(&file.id), known, limit)
    };
    Ok(known_files(&ticket).map(view).collect())
}

/// A file that is to be sent.
pub(crate) fn enclosure(with: DraftKind, file: &Enclosure) -> EnclosureView {
    EnclosureView {
        id: file.id.clone(),
        with: with.word().to_owned(),
        name: mail::one_line(&file.name),
        size: file.size,
        sha256: file.sha256.clone(),
    }
}

fn attachment(
    event: &str,
    file: &Attachment,
    state: Option<&FileState>,
    known: Option<&Known>,
    limit: u64,
) -> AttachmentView {
    let named = mail::name::file_name(&file.name);
    let whole = state.filter(|state| state.is_whole());
    let kind = whole.map_or("", |state| state.kind.as_str());
    let size =
        whole.map_or_else(|| file.size.or(state.and_then(|state| state.size)), |state| Some(state.have));
    let (shape, problem) = shape(whole.is_some(), known, size, limit);
    let here = state.map_or(0, |state| state.have);
    let (have, size) = match known {
        Some(Known::Fetching { have, whole }) if shape == AttachmentShape::Fetching => {
            (*have, size.or(*whole))
        }
        _ => (here, size),
    };
    AttachmentView {
        id: file.id.clone(),
        event: event.to_owned(),
        given: if named.renamed { mail::one_line(&file.name) } else { String::new() },
        name: named.name,
        ending: named.ending,
        declared: mail::one_line(&file.mime),
        kind: kind.to_owned(),
        size,
        have,
        shape,
        problem,
        warnings: kind::warnings(
            named.danger,
            &mail::one_line(&file.mime),
            whole.map(|state| state.kind.as_str()),
        ),
        picture: whole.is_some_and(|state| picture::is_shown(&state.kind, state.have)),
        content_id: file.content_id.clone().unwrap_or_default(),
        pinned: state.and_then(|state| state.pinned).map(|until| until.0),
    }
}

fn shape(
    is_whole: bool,
    known: Option<&Known>,
    size: Option<u64>,
    limit: u64,
) -> (AttachmentShape, Option<ErrorView>) {
    match known {
        _ if is_whole => (AttachmentShape::Here, None),
        Some(Known::Waiting) => (AttachmentShape::Waiting, None),
        Some(Known::Fetching { .. }) => (AttachmentShape::Fetching, None),
        _ if size.is_some_and(|size| size > limit) => {
            (AttachmentShape::TooLarge, Some(too_large(limit).view()))
        }
        Some(Known::Failed(why)) => (AttachmentShape::Failed, Some(why.clone())),
        None => (AttachmentShape::Absent, None),
    }
}

/// It is not fetched, and what to do.
pub(super) fn too_large(limit: u64) -> DeskError {
    let message = format!("It is larger than the limit of {} MB.", limit >> 20);
    let hint = "Raise the limit for a file in the settings, or open the ticket's page in the portal.";
    DeskError::new("file-too-large", message, hint)
}
