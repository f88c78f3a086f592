//! Work that the portal does after its answer, such as a merge. The answer only says that it was begun:
//! <https://developer.zendesk.com/api-reference/ticketing/ticket-management/job_statuses/>.

use serde_json::Value;

use super::api::Api;
use crate::{Fault, PushNext, Receipt, Request, Response, loose, read};

/// The request that asks how a job stands which an answer tells of; none when it has ended already.
pub(super) fn begun(api: &Api, answer: &Response) -> Result<Option<Request>, Fault> {
    let json = read::json(&api.base, answer)?;
    let status = status(&json);
    if is_over(status) {
        return Ok(None);
    }
    let id = status.get("id").and_then(loose::id_of);
    let id = id.ok_or_else(|| read::shape_fault(&api.base, "`job_status.id` is missing"))?;
    Ok(Some(api.job(&id)))
}

/// What became of a job. One that goes on is looked for later in the ticket itself.
pub(super) fn ended(api: &Api, answer: &Response) -> Result<PushNext, Fault> {
    let json = read::json(&api.base, answer)?;
    let status = status(&json);
    if !is_over(status) {
        return Err(read::lost(&api.base, "it has begun the work and not ended it yet"));
    }
    let results = status.get("results").and_then(Value::as_array);
    let failed = |result: &&Value| result.get("success") == Some(&Value::Bool(false));
    let wrong = results.into_iter().flatten().find(failed);
    if loose::at(status, &["status"]) == "completed" && wrong.is_none() {
        return Ok(PushNext::Done(Receipt { at: read::date(answer), ..Receipt::default() }));
    }
    let said = wrong.map(|result| loose::at(result, &["errors"])).filter(|said| !said.is_empty());
    Err(read::refusal(&api.base, said.unwrap_or_else(|| loose::at(status, &["message"]))))
}

fn status(json: &Value) -> &Value {
    json.get("job_status").unwrap_or(&Value::Null)
}

fn is_over(status: &Value) -> bool {
    ["completed", "failed", "killed"].contains(&loose::at(status, &["status"]))
}
