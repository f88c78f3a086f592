//! The groups of the token's user, nested ones included:
//! <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/#api-rest-api-3-myself-get>.

use serde_json::Value;

use super::api::Api;
use crate::membership::first;
use crate::{Fault, Inquiry, Response, loose, read};

const RIGHT: &str =
    "Jira does not let this token read its own user. Give the token the scope `read:jira-user`.";
const NONE_TOLD: &str =
    "Jira told no groups of this user. Ask its administrator for a token that may read the user with groups.";

/// Goes on with reading.
pub(super) fn inquire(api: &Api, heard: &[Vec<Response>]) -> Inquiry {
    Inquiry::of(step(api, heard), RIGHT)
}

fn step(api: &Api, heard: &[Vec<Response>]) -> Result<Inquiry, Fault> {
    let request = api.own_groups();
    let [me, ..] = heard else { return Ok(Inquiry::Ask(vec![request])) };
    let me = read::json(&request.url, first(&request, me)?)?;
    let Some(groups) = me.pointer("/groups/items").and_then(Value::as_array) else {
        return Ok(Inquiry::untold(NONE_TOLD));
    };
    let user = Some(loose::at(&me, &["displayName"]).to_owned());
    Ok(Inquiry::told(user, groups.iter().map(|group| loose::at(group, &["name"]).to_owned())))
}
