//! The roles and groups of the token's user, which everybody may read of himself or herself:
//! <https://docs.zammad.org/en/latest/api/user.html#me-current-user>. What a role brings of groups is not told.

use serde_json::Value;

use super::api::Api;
use crate::membership::first;
use crate::{Fault, Inquiry, Response, loose, read};

const RIGHT: &str =
    "Zammad does not let this token read its own user. Make one with the permission `ticket.agent`.";
const NEITHER: &str =
    "Zammad told neither roles nor groups of this user. Ask its administrator whether names are expanded.";

/// Goes on with reading.
pub(super) fn inquire(api: &Api, heard: &[Vec<Response>]) -> Inquiry {
    Inquiry::of(step(api, heard), RIGHT)
}

fn step(api: &Api, heard: &[Vec<Response>]) -> Result<Inquiry, Fault> {
    let request = api.me();
    let [me, ..] = heard else { return Ok(Inquiry::Ask(vec![request])) };
    let me = read::json(&request.url, first(&request, me)?)?;
    let (roles, groups) =
        (me.get("roles").and_then(Value::as_array), me.get("groups").and_then(Value::as_object));
    if roles.is_none() && groups.is_none() {
        return Ok(Inquiry::untold(NEITHER));
    }
    let roles = roles.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    // Rights by the name of the group; an entry without any right is no membership.
    let has_right = |rights: &Value| rights.as_array().is_none_or(|rights| !rights.is_empty());
    let groups =
        groups.into_iter().flatten().filter(|(_, rights)| has_right(rights)).map(|(name, _)| name.clone());
    let user = Some(loose::at(&me, &["login"]).to_owned());
    Ok(Inquiry::told(user, roles.chain(groups)))
}
