//! The groups of the token's user, as `GET /v1/about` names them.

use super::OpenPortal;
use crate::membership::first;
use crate::{Adapter, Fault, Inquiry, Response};

const RIGHT: &str = "This portal does not let the token read about its own user. Ask its administrator.";
const NONE_TOLD: &str =
    "This portal does not tell the groups of its users. Ask its maker to name them as `groups` of the user.";

/// Goes on with reading.
pub(super) fn inquire(portal: &OpenPortal, heard: &[Vec<Response>]) -> Inquiry {
    Inquiry::of(step(portal, heard), RIGHT)
}

fn step(portal: &OpenPortal, heard: &[Vec<Response>]) -> Result<Inquiry, Fault> {
    let request = portal.probe();
    let [about, ..] = heard else { return Ok(Inquiry::Ask(vec![request])) };
    let user = portal.about(first(&request, about)?)?.user;
    let Some(groups) = user.groups else { return Ok(Inquiry::untold(NONE_TOLD)) };
    Ok(Inquiry::told(Some(user.name), groups))
}
