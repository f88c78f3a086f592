//! What the test of a connection tells.

use serde_json::Value;

use super::api::Api;
use super::known::Known;
use super::wire::{Desk, Paged, Person};
use crate::{Fault, Probe, Response, loose, read};

/// Key of the licence of an agent:
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-application-roles/>.
const AGENT: &str = "jira-servicedesk";

/// Reads who the token stands for, which proves address and token.
pub(super) fn probe(api: &Api, me: &Response) -> Result<Probe, Fault> {
    let url = api.me().url;
    let json = match read::json(&url, me) {
        // Jira Data Center has the version 2 of this interface and none of the searches that are used here:
        // https://developer.atlassian.com/server/jira/platform/rest/
        Err(Fault::NotFound { url }) => {
            let detail =
                "there is no version 3 of the API, as in Jira Data Center; Gnomon reads Jira Cloud only"
                    .to_owned();
            return Err(Fault::Refused { url, status: 404, detail });
        }
        answer => answer?,
    };
    let warnings = warnings(&json);
    let me: Person = read::shape(&url, json)?;
    if me.account.is_empty() {
        let host = url.host_str().unwrap_or_default().to_owned();
        return Err(Fault::Unauthorized { host });
    }
    let names = [me.name, me.email].into_iter().find(|name| !name.is_empty());
    Ok(Probe { portal: "Jira Service Management".to_owned(), user: names, queues: Vec::new(), warnings })
}

/// Adds the service desks; only the user must be readable.
pub(super) fn examine(api: &Api, answers: &[Response]) -> Result<Probe, Fault> {
    let [me, desks, ..] = answers else {
        return Err(read::shape_fault(&api.me().url, "two answers were expected"));
    };
    let mut probe = probe(api, me)?;
    let paged = read::straight::<Paged>(&api.desks(0).url, desks);
    let desks = paged.map(|paged| paged.values).unwrap_or_default();
    let desks = desks.into_iter().filter_map(|desk| read::typed::<Desk>(desk).ok());
    probe.queues = desks.map(|desk| desk.name).filter(|name| !name.is_empty()).collect();
    probe.queues.sort();
    if probe.queues.is_empty() {
        let warning = "The token sees no service desk, so there is nothing to read. Ask the administrator to make its \
                       user an agent of one.";
        probe.warnings.push(warning.to_owned());
    }
    Ok(probe)
}

/// Fields and statuses in the answers to the probes.
pub(super) fn told(api: &Api, answers: &[Response]) -> (Known, Value) {
    let answer = |place: usize| answers.get(place).and_then(|answer| read::json(&api.base, answer).ok());
    let mut known = Known::default();
    known.learn_fields(answer(2).unwrap_or_default());
    (known, answer(3).unwrap_or_default())
}

/// Customers and users without an agent's licence see their own requests, and no notes.
fn warnings(me: &Value) -> Vec<String> {
    let roles = me.pointer("/applicationRoles/items").and_then(Value::as_array);
    let is_agent =
        roles.is_none_or(|roles| roles.iter().any(|role| loose::at(role, &["key"]).starts_with(AGENT)));
    if is_agent && loose::at(me, &["accountType"]) != "customer" {
        return Vec::new();
    }
    let warning = "The token stands for a user without a licence as an agent, who sees what customers see and can write no \
                   notes. Use the token of an agent.";
    vec![warning.to_owned()]
}
