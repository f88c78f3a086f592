//! What the test of a connection tells.

use super::api::Api;
use super::state;
use super::wire::{State, User};
use crate::{Fault, Probe, Response, loose, read};

/// Reads who the token stands for, which proves address and token.
pub(super) fn probe(api: &Api, me: &Response) -> Result<Probe, Fault> {
    let url = api.me().url;
    let me: User = read::shape(&url, read::json(&url, me)?)?;
    // The log-in name, because tickets name their owner so.
    let user = [me.login, me.email].into_iter().find(|name| !name.is_empty());
    let mut queues: Vec<String> = me.groups.into_keys().collect();
    queues.sort();
    let mut warnings = Vec::new();
    if queues.is_empty() {
        let warning = "This user is in no group itself, and sees no tickets unless a role brings groups. If none come, ask \
                       the administrator for the role of an agent and for its groups.";
        warnings.push(warning.to_owned());
    }
    Ok(Probe { portal: "Zammad".to_owned(), user, queues, warnings })
}

/// Adds the version, which only administrators may read, and what the token may not do; only the user must be readable.
pub(super) fn examine(api: &Api, answers: &[Response]) -> Result<Probe, Fault> {
    let [me, states, version, ..] = answers else {
        return Err(read::shape_fault(&api.me().url, "three answers were expected"));
    };
    let mut probe = probe(api, me)?;
    // A token has rights of its own, which may be fewer than its user's.
    if matches!(read::json(&api.states().url, states), Err(Fault::Forbidden { .. })) {
        let warning = "The token may not read tickets. Make one with the permission `ticket.agent`, under Profile, Token \
                       Access.";
        probe.warnings.push(warning.to_owned());
    }
    if let Ok(json) = read::json(&api.version().url, version) {
        let number = loose::at(&json, &["version"]);
        if !number.is_empty() {
            probe.portal = format!("Zammad {number}");
        }
    }
    Ok(probe)
}

/// The states in the answers to the probes.
pub(super) fn known(api: &Api, answers: &[Response]) -> Vec<State> {
    match answers.get(1).map(|states| read::json(&api.states().url, states)) {
        Some(Ok(json)) => state::states(json),
        Some(Err(_)) | None => Vec::new(),
    }
}
