//! Changes made here, until they are carried out.

mod adoption;
mod beside;
mod crash;
mod drafts;
mod model;
mod moves;
mod rows;

use policy::ticket::{Change, Operation, Seen};
use store::{Decision, NewOperation, OperationFilter, OperationRecord, OperationRow, OperationState, Store};

use crate::world::NOON;

/// A reply of `acme` that is queued at once.
pub fn reply(id: &str, ticket: &str) -> NewOperation {
    new(id, ticket, Change::Reply { body: format!("Text of {id}") })
}

fn new(id: &str, ticket: &str, change: Change) -> NewOperation {
    let seen = Seen {
        version: Some("\"17\"".to_owned()),
        messages: ["2", "5"].map(str::to_owned).into(),
        ..Seen::default()
    };
    let operation =
        Operation { id: id.to_owned(), ticket: ticket.to_owned(), change, files: Vec::new(), seen };
    NewOperation { account: "acme".to_owned(), operation, due: Some(NOON.plus(600)), hold_s: 0 }
}

fn create(id: &str, ticket: &str) -> NewOperation {
    let change = Change::Create {
        queue: "General".to_owned(),
        subject: "Printer on fire".to_owned(),
        body: "Please help".to_owned(),
        contact: "jo@contoso.test".to_owned(),
        fields: [("Priority".to_owned(), "50".to_owned())].into(),
    };
    new(id, ticket, change)
}

fn row(store: &Store, id: &str) -> OperationRow {
    store.operation(id).unwrap().unwrap()
}

fn rows(store: &Store, filter: OperationFilter<'_>) -> Vec<OperationRow> {
    store.operations(filter).unwrap().into_iter().map(Result::unwrap).collect()
}

fn ids(store: &Store, filter: OperationFilter<'_>) -> Vec<String> {
    rows(store, filter).into_iter().map(|row| row.operation.id).collect()
}

/// State and `ask` in one word, as the tables of these tests name them.
fn word(row: &OperationRow) -> &'static str {
    assert!(!row.ask || row.state == OperationState::Unknown);
    if row.ask { "ask" } else { row.state.word() }
}

const SENDING: fn() -> OperationRecord = || OperationRecord::Sending { sent: "{\"attempts\":1}".to_owned() };
const DELIVERED: fn(&str) -> OperationRecord = |event| OperationRecord::Delivered {
    accepted: Some(NOON.plus(30)),
    event: Some(event.to_owned()),
    ticket: None,
};

fn unknown(ask: bool) -> OperationRecord {
    OperationRecord::Unknown { detail: "\"lost\"".to_owned(), ask }
}

fn record(store: &Store, id: &str, record: &OperationRecord) -> bool {
    store.record_operation("acme", id, record, NOON.plus(60)).unwrap()
}

/// One call by its name in the tables; answers whether it did anything. A replaced operation is followed by `{id}'`.
fn call(store: &Store, id: &str, name: &str) -> bool {
    let (now, text) = (NOON.plus(60), "\"why\"".to_owned());
    match name {
        "sending" => record(store, id, &SENDING()),
        "queued" => record(store, id, &OperationRecord::Queued { detail: text, sent: None }),
        "unknown" => record(store, id, &unknown(false)),
        "ask" => record(store, id, &unknown(true)),
        "delivered" => record(store, id, &DELIVERED("e1")),
        "found" => {
            record(store, id, &OperationRecord::Found { accepted: None, event: Some("e2".to_owned()) })
        }
        "conflict" => record(store, id, &OperationRecord::Conflict { detail: text }),
        "rejected" => record(store, id, &OperationRecord::Rejected { detail: text, sent: None }),
        "withdraw" => store.withdraw_operation(id, now).unwrap(),
        "replace" => store.replace_operation(id, &reply(&format!("{id}'"), "1"), now).unwrap().is_some(),
        "send-anyway" => {
            store.decide_operation(id, &Decision::SendAnyway { seen: Seen::default() }, now).unwrap()
        }
        "again" => store.decide_operation(id, &Decision::Again, now).unwrap(),
        "it-is-there" => store.decide_operation(id, &Decision::ItIsThere { ticket: None }, now).unwrap(),
        other => panic!("no call `{other}`"),
    }
}
