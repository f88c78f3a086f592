//! What the test of a connection tells.

use super::api::Api;
use super::known::Known;
use super::wire::{Tickets, User};
use crate::{Fault, Probe, Response, read};

/// Reads who the token stands for, which proves address and token.
pub(super) fn probe(api: &Api, me: &Response) -> Result<Probe, Fault> {
    let (_, role, user) = who(api, me)?;
    let warning = match role.as_str() {
        "admin" => None,
        "agent" => Some(
            "The token stands for an agent. Zendesk lets only administrators export changes, so they are found by \
             search, some minutes late; ask for an administrator's token if that is too slow.",
        ),
        _ => Some("The token stands for a customer, who sees only own tickets. Use the token of an agent."),
    };
    Ok(Probe {
        portal: "Zendesk".to_owned(),
        user,
        queues: Vec::new(),
        warnings: warning.map(str::to_owned).into_iter().collect(),
    })
}

/// Number, role and name of whom the token stands for.
pub(super) fn who(api: &Api, me: &Response) -> Result<(String, String, Option<String>), Fault> {
    let url = api.me().url;
    let json = read::json(&url, me)?;
    let user = json.get("user").cloned().ok_or_else(|| read::shape_fault(&url, "`user` is missing"))?;
    let user: User = read::shape(&url, user)?;
    // Without a valid token this address tells of an anonymous user, and not of a fault:
    // https://developer.zendesk.com/api-reference/ticketing/users/users/#show-self
    let Some(id) = user.id else {
        let host = url.host_str().unwrap_or_default().to_owned();
        return Err(Fault::Unauthorized { host });
    };
    let name = if user.name.is_empty() { user.email } else { user.name };
    Ok((id, user.role, Some(name).filter(|name| !name.is_empty())))
}

/// Adds the groups; only the user must be readable.
pub(super) fn examine(api: &Api, answers: &[Response]) -> Result<Probe, Fault> {
    let [me, ..] = answers else { return Err(read::shape_fault(&api.me().url, "there is no answer")) };
    let mut probe = probe(api, me)?;
    probe.queues = known(api, answers).groups.into_values().collect();
    probe.queues.sort();
    Ok(probe)
}

/// Groups and fields in the answers to the probes.
pub(super) fn known(api: &Api, answers: &[Response]) -> Known {
    let mut known = Known::default();
    let urls = [api.groups(None).url, api.fields(None).url];
    for (url, answer) in urls.iter().zip(answers.iter().skip(1)) {
        if let Ok(told) = read::straight::<Tickets>(url, answer) {
            known.learn(&told);
        }
    }
    known
}
