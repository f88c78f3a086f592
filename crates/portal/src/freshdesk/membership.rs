//! The roles and groups of the key's agent: <https://developers.freshdesk.com/api/#me>,
//! <https://developers.freshdesk.com/api/#roles>, <https://developers.freshdesk.com/api/#groups>. Their names need more
//! rights than their numbers, so what has no name is told by its number.

use std::collections::BTreeMap;

use serde_json::Value;

use super::api::{Api, MOST};
use crate::membership::first;
use crate::{Fault, Inquiry, Response, loose, read};

/// Pages of groups that are read at most.
const MOST_PAGES: usize = 6;
const RIGHT: &str = "Freshdesk does not let this key read its own agent. Use the key of an agent.";
const NEITHER: &str = "Freshdesk told neither roles nor groups of this agent. Ask its administrator for a role that may see agents.";

/// Goes on with reading.
pub(super) fn inquire(api: &Api, heard: &[Vec<Response>]) -> Inquiry {
    Inquiry::of(step(api, heard), RIGHT)
}

fn step(api: &Api, heard: &[Vec<Response>]) -> Result<Inquiry, Fault> {
    let [me, lists @ ..] = heard else { return Ok(Inquiry::Ask(vec![api.me()])) };
    let request = api.me();
    let agent = read::json(&request.url, first(&request, me)?)?;
    let (Some(roles), Some(groups)) = (numbers(&agent, "role_ids"), numbers(&agent, "group_ids")) else {
        return Ok(Inquiry::untold(NEITHER));
    };
    let mut full = false;
    let (mut role_names, mut group_names) = (BTreeMap::new(), BTreeMap::new());
    for (page, answers) in lists.iter().enumerate() {
        // The roles come with the first page of groups.
        let (of_roles, of_groups) =
            if page == 0 { (answers.first(), answers.get(1)) } else { (None, answers.first()) };
        role_names.extend(of_roles.map(|answer| names(api, answer)).unwrap_or_default());
        let some = of_groups.map(|answer| names(api, answer)).unwrap_or_default();
        full = some.len() >= MOST;
        group_names.extend(some);
    }
    match lists.len() {
        0 => return Ok(Inquiry::Ask(vec![api.roles(), api.groups(1)])),
        pages if full && pages < MOST_PAGES => return Ok(Inquiry::Ask(vec![api.groups(pages + 1)])),
        _ => {}
    }
    let named = |names: &BTreeMap<String, String>, id: String| names.get(&id).cloned().unwrap_or(id);
    let roles = roles.into_iter().map(|id| named(&role_names, id));
    let groups = groups.into_iter().map(|id| named(&group_names, id));
    let user = Some(loose::at(&agent, &["contact", "name"]).to_owned());
    Ok(Inquiry::told(user, roles.chain(groups)))
}

fn numbers(agent: &Value, member: &str) -> Option<Vec<String>> {
    Some(agent.get(member)?.as_array()?.iter().filter_map(loose::id_of).collect())
}

/// Names by number. Where the key may not read them there are none.
fn names(api: &Api, answer: &Response) -> Vec<(String, String)> {
    let Ok(Value::Array(list)) = read::json(&api.roles().url, answer) else { return Vec::new() };
    let name =
        |one: &Value| Some((one.get("id").and_then(loose::id_of)?, loose::at(one, &["name"]).to_owned()));
    list.iter().filter_map(name).filter(|(_, name)| !name.is_empty()).collect()
}
