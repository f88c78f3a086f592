//! The role and the groups of the token's user:
//! <https://developer.zendesk.com/api-reference/ticketing/groups/groups/#list-groups>, which agents may read.

use super::api::Api;
use super::examine;
use super::wire::Tickets;
use crate::membership::first;
use crate::{Fault, Inquiry, Response, loose, read};

/// A list of so many pages is left: a list that never ends must not be read for ever.
const MOST_PAGES: usize = 6;
const RIGHT: &str =
    "Zendesk does not let this account read its own groups. Use the token of an agent or administrator.";

/// Goes on with reading.
pub(super) fn inquire(api: &Api, heard: &[Vec<Response>]) -> Inquiry {
    Inquiry::of(step(api, heard), RIGHT)
}

fn step(api: &Api, heard: &[Vec<Response>]) -> Result<Inquiry, Fault> {
    let [me, pages @ ..] = heard else { return Ok(Inquiry::Ask(vec![api.me()])) };
    let (id, role, user) = examine::who(api, first(&api.me(), me)?)?;
    let (mut names, mut after) = (vec![role], None);
    for page in pages {
        let request = api.groups_of(&id, after.as_deref());
        let list: Tickets = read::straight(&request.url, first(&request, page)?)?;
        let deleted = |group: &serde_json::Value| group.get("deleted") == Some(&true.into());
        let groups = list.groups.iter().filter(|group| !deleted(group));
        names.extend(groups.map(|group| loose::at(group, &["name"]).to_owned()));
        after = list.meta.next();
        if after.is_none() {
            return Ok(Inquiry::told(user, names));
        }
    }
    if pages.len() >= MOST_PAGES {
        return Ok(Inquiry::told(user, names));
    }
    Ok(Inquiry::Ask(vec![api.groups_of(&id, after.as_deref())]))
}
