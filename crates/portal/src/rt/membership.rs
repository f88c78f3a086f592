//! The groups of the token's user. REST 2 has no word for oneself, so the user is known by what a ticket says of its owner,
//! creator or last writer; the user's own record lists the groups by number, and only those that the user may see
//! (`SeeGroup`), which was measured on 5.0.3.

use std::collections::BTreeSet;

use serde_json::Value;

use super::api::Api;
use super::wire::{self, Link, List};
use crate::membership::first;
use crate::{Fault, Inquiry, Response, read};

/// Members of a ticket that are users; each can be asked for the token's own.
const OWN: [&str; 3] = ["Owner", "Creator", "LastUpdatedBy"];
/// Groups that are named in one request.
const NAMED: usize = 50;
/// The most groups whose names are asked for.
const MOST: usize = 500;
const RIGHT: &str = "Request Tracker shows this account no groups. Ask its administrator to grant the account the right \
                     SeeGroup, for all groups or at least for those whose members lead.";
const NOBODY_YET: &str = "Request Tracker does not say whose token this is before its user has owned, filed or changed a \
                          ticket. Take a ticket once.";

/// Goes on with reading.
pub(super) fn inquire(api: &Api, heard: &[Vec<Response>]) -> Inquiry {
    Inquiry::of(step(api, heard), RIGHT)
}

fn step(api: &Api, heard: &[Vec<Response>]) -> Result<Inquiry, Fault> {
    let [own, rest @ ..] = heard else {
        return Ok(Inquiry::Ask(OWN.iter().map(|field| api.own(field)).collect()));
    };
    let Some(login) = login(api, own)? else { return Ok(Inquiry::untold(NOBODY_YET)) };
    let [user, rest @ ..] = rest else { return Ok(Inquiry::Ask(vec![api.user(&login)])) };
    let numbers = numbers(api, &login, user)?;
    let [groups, ..] = rest else {
        let named = numbers.chunks(NAMED).map(|some| api.groups_of(some));
        return Ok(Inquiry::Ask(if numbers.is_empty() { vec![api.groups()] } else { named.collect() }));
    };
    let mut named = Vec::new();
    for answer in groups {
        let url = api.groups().url;
        let list: List = read::shape(&url, read::json(&url, answer)?)?;
        if numbers.is_empty() && !list.items.is_empty() {
            // It may see groups, and is in none.
            return Ok(Inquiry::told(Some(login), []));
        }
        named.extend(list.items.iter().filter_map(|row| name(row, &numbers)));
    }
    Ok(if named.is_empty() { Inquiry::untold(RIGHT) } else { Inquiry::told(Some(login), named) })
}

/// The login name of the token's user.
fn login(api: &Api, answers: &[Response]) -> Result<Option<String>, Fault> {
    let mut fault = None;
    for (field, answer) in OWN.iter().zip(answers) {
        let url = api.own(field).url;
        match read::json(&url, answer) {
            Ok(json) => {
                let link = json.get("items").and_then(|items| items.get(0)?.get(*field)).cloned();
                let link = link.and_then(|link| read::typed::<Link>(link).ok());
                if let Some(link) = link.filter(|link| !link.id.is_empty()) {
                    return Ok(Some(link.id));
                }
            }
            Err(error) => fault = Some(error),
        }
    }
    fault.map_or(Ok(None), Err)
}

/// The groups in the user's own record.
fn numbers(api: &Api, login: &str, round: &[Response]) -> Result<Vec<u64>, Fault> {
    let request = api.user(login);
    let user = read::json(&request.url, first(&request, round)?)?;
    let Some(Value::Array(groups)) = user.get("Memberships") else {
        return Err(read::shape_fault(&request.url, "`Memberships`: it is missing"));
    };
    let numbers: BTreeSet<u64> = groups.iter().filter_map(wire::id_of).collect();
    Ok(numbers.into_iter().take(MOST).collect())
}

/// The name of a group that was asked for. Where the search finds others too, the user is not in them.
fn name(row: &Value, numbers: &[u64]) -> Option<String> {
    let id = wire::id_of(row.get("id")?)?;
    let name = row.get("Name")?.as_str()?;
    numbers.contains(&id).then(|| name.to_owned())
}
