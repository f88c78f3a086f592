//! What the test of a connection tells.

use super::api::Api;
use super::known::Known;
use super::wire::Person;
use crate::{Fault, Probe, Response, loose, read};

/// Reads who the key stands for, which proves address and key.
pub(super) fn probe(api: &Api, me: &Response) -> Result<Probe, Fault> {
    let url = api.me().url;
    let agent: Person = read::shape(&url, read::json(&url, me)?)?;
    let names = [loose::at(&agent.contact, &["name"]), loose::at(&agent.contact, &["email"])];
    let user = names.into_iter().find(|name| !name.is_empty()).map(str::to_owned);
    let (portal, queues) = ("Freshdesk".to_owned(), Vec::new());
    Ok(Probe { portal, user, queues, warnings: Vec::new() })
}

/// Adds the groups; only the agent must be readable.
pub(super) fn examine(api: &Api, answers: &[Response]) -> Result<Probe, Fault> {
    let [me, fields, ..] = answers else {
        return Err(read::shape_fault(&api.me().url, "two answers were expected"));
    };
    let mut probe = probe(api, me)?;
    if read::json(&api.fields().url, fields).is_err() {
        let warning = "The key may not read the fields of tickets, so agents, groups and statuses of your own show as \
                       numbers. Ask the administrator for the right to create tickets.";
        probe.warnings.push(warning.to_owned());
    }
    probe.queues = known(api, answers).groups();
    probe.queues.sort();
    Ok(probe)
}

/// The fields in the answers to the probes.
pub(super) fn known(api: &Api, answers: &[Response]) -> Known {
    let mut known = Known::default();
    if let Some(Ok(json)) = answers.get(1).map(|fields| read::json(&api.fields().url, fields)) {
        known.learn_fields(json);
    }
    known
}
