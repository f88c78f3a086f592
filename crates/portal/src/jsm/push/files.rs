//! Replies and notes with files: uploaded to the service desk, where nobody sees them yet, then given to the request together
//! with the text, in one request.
//! <https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-issueidorkey-attachment-post>

use serde_json::{Value, json};

use super::{Step, Turn};
use crate::loose;

/// Why no file can go with it.
pub(super) const NO_REQUEST: &str =
    "the ticket is gone, or it is no request of a service desk, and only there files go with a message";

/// The request that comes next; the error is one clause.
pub(super) fn step(turn: &Turn<'_>) -> Result<Step, String> {
    let (api, operation) = (turn.api, turn.operation);
    let (text, public) = operation.change.message().ok_or("no files go with such a change")?;
    match turn.state.told.as_slice() {
        [] => Ok(Step::Ask(api.request(&operation.ticket))),
        [request] => {
            let desk = request.get("serviceDeskId").and_then(loose::id_of);
            let desk = desk.ok_or("the portal does not tell the service desk of this ticket")?;
            Ok(Step::Ask(api.upload(&desk, &operation.files)))
        }
        [_, uploaded, ..] => {
            let list = uploaded.get("temporaryAttachments").and_then(Value::as_array).into_iter().flatten();
            let ids: Vec<&str> = list.map(|file| loose::at(file, &["temporaryAttachmentId"])).collect();
            if ids.len() != operation.files.len() || ids.contains(&"") {
                return Err("the portal did not take all files".to_owned());
            }
            let body = json!({
                "temporaryAttachmentIds": ids, "public": public, "additionalComment": {"body": text},
            });
            Ok(Step::Send(api.make(&["request", &operation.ticket, "attachment"], &body)))
        }
    }
}
