//! What the test of a connection tells.

use serde_json::Value;

use super::api::Api;
use super::row::shown;
use super::wire::{Link, List};
use crate::{Fault, Probe, Response, read};

/// Reads the list of queues, which proves address and token.
pub(super) fn probe(api: &Api, queues: &Response) -> Result<Probe, Fault> {
    let url = api.queues().url;
    let list: List = read::shape(&url, read::json(&url, queues)?)?;
    let names = list.items.iter().filter_map(|queue| queue.get("Name")?.as_str()).map(str::to_owned);
    let mut probe = Probe {
        portal: "Request Tracker".to_owned(),
        user: None,
        queues: names.collect(),
        warnings: Vec::new(),
    };
    probe.queues.sort();
    if probe.queues.is_empty() {
        let warning =
            "The token sees no queue. Ask the administrator of Request Tracker for the right SeeQueue.";
        probe.warnings.push(warning.to_owned());
    }
    Ok(probe)
}

/// Adds what version, newest ticket and own ticket tell; only the queues must be readable.
pub(super) fn examine(api: &Api, answers: &[Response]) -> Result<Probe, Fault> {
    let [queues, version, newest, mine] = answers else {
        return Err(read::shape_fault(&api.queues().url, "four answers were expected"));
    };
    let mut probe = probe(api, queues)?;
    if let Some(version) = read::json(&api.version().url, version).ok().as_ref().and_then(version_of) {
        probe.portal = format!("Request Tracker {version}");
        if !version.starts_with("5.") {
            let warning = format!(
                "Version {version} of Request Tracker was not tried; Gnomon was tried with version 5."
            );
            probe.warnings.push(warning);
        }
    }
    probe.user = read::json(&api.mine().url, mine).ok().as_ref().and_then(owner_of);
    let url = &api.stamps("id > 0", super::api::Order::Youngest).url;
    let newest: List = read::shape(url, read::json(url, newest)?)?;
    if newest.total.is_none() {
        let warning = "This portal does not count what the token may see. Deleted tickets are noticed late; ask \
                       the administrator to switch on UseSQLForACLChecks.";
        probe.warnings.push(warning.to_owned());
    }
    if newest.items.is_empty() {
        let warning =
            "The token sees no ticket. Ask the administrator of Request Tracker for the right ShowTicket.";
        probe.warnings.push(warning.to_owned());
    }
    Ok(probe)
}

/// `5.0.3+dfsg-3` is 5.0.3 to its users.
fn version_of(json: &Value) -> Option<String> {
    let version = json.get("Version")?.as_str()?;
    Some(version.split(['+', '-']).next()?.to_owned())
}

fn owner_of(json: &Value) -> Option<String> {
    let owner = json.get("items")?.get(0)?.get("Owner")?.clone();
    let owner: Link = serde_json::from_value(owner).ok()?;
    Some(shown(&owner).to_owned()).filter(|name| !name.is_empty())
}
