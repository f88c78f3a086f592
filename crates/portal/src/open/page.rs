//! One page of the feed.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use url::Url;

use super::{Saved, ticket, wire};
use crate::{Aside, Cursor, Fault, Page, Response, read};

/// Reads a page; each record on its own, so that a bad one goes aside and the others come.
pub(super) fn read(url: &Url, response: &Response, after: Option<&str>) -> Result<Page, Fault> {
    let changes: wire::Changes = read::straight(url, response)?;
    if changes.cursor.is_empty() || (!changes.end && after == Some(changes.cursor.as_str())) {
        return Err(read::shape_fault(
            url,
            "`cursor`: it does not go on, so the same page would come for ever",
        ));
    }
    let mut page = Page {
        cursor: serde_json::to_string(&Saved { after: changes.cursor }).ok().map(Cursor),
        end: changes.end,
        total: changes.total,
        date: response.header("date").map(str::to_owned),
        ..Page::default()
    };
    for raw in &changes.tickets {
        take(&mut page, raw);
    }
    for raw in &changes.contracts {
        match record::<wire::Contract>(raw) {
            Ok(contract) => page.contracts.push(ticket::contract(contract)),
            Err(aside) => page.aside.push(aside),
        }
    }
    Ok(page)
}

/// Reads the answer to a question for one ticket.
pub(super) fn read_one(url: &Url, response: &Response) -> Result<Page, Fault> {
    let raw: Box<RawValue> = read::straight(url, response)?;
    let date = response.header("date").map(str::to_owned);
    let mut page = Page { end: true, date, ..Page::default() };
    take(&mut page, &raw);
    Ok(page)
}

fn take(page: &mut Page, raw: &RawValue) {
    match record::<wire::Ticket>(raw).and_then(|wire| ticket::read(wire).map_err(|why| aside(raw, &why))) {
        Ok(ticket) => page.tickets.push(ticket),
        Err(aside) => page.aside.push(aside),
    }
}

fn record<T: DeserializeOwned>(raw: &RawValue) -> Result<T, Aside> {
    read::record(raw.get()).map_err(|why| aside(raw, &why))
}

/// The record as it came: what cannot be read may have numbers or a depth that no value of ours holds.
fn aside(raw: &RawValue, why: &str) -> Aside {
    let id = serde_json::from_str::<Named>(raw.get()).ok().map(|named| named.id);
    read::aside_text(id.filter(|id| ticket::is_id(id)), why, raw.get())
}

/// The one member by which a record that cannot be read is known again.
#[derive(Deserialize)]
struct Named {
    id: String,
}
