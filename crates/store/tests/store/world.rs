//! A data folder for one test, and tickets to fill it with.

use std::collections::BTreeMap;
use std::path::Path;

use calendar::Moment;
use policy::ticket::{Contact, Customer, Event, Gone, History, Mapping, Party, Ticket, What};
use store::{
    Access, AsideRecord, ContractRecord, DataKey, Keys, Lease, NewAccount, PageWrite, Protection, Store,
    TicketKey,
};
use tempfile::TempDir;

/// 2026-11-21T12:00:00Z.
pub const NOON: Moment = Moment(1_795_262_400);

/// An open store in a folder of its own.
pub struct World {
    pub store: Store,
    pub key: DataKey,
    pub lease: Lease,
    pub dir: TempDir,
}

/// A store with the account `acme`.
pub fn world() -> World {
    let dir = tempfile::tempdir().unwrap();
    let key = Keys::in_dir(dir.path()).create(Protection::Ephemeral).unwrap().key;
    let lease = Lease::take(dir.path()).unwrap();
    let store = Store::open(dir.path(), &key, Access::Holder(&lease)).unwrap();
    store.add_account(&new_account("acme"), "the-token-of-acme", NOON).unwrap();
    World { store, key, lease, dir }
}

impl World {
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Closes the store and opens it again.
    pub fn reopened(self) -> Self {
        let Self { store, key, lease, dir } = self;
        drop(store);
        let store = Store::open(dir.path(), &key, Access::Holder(&lease)).unwrap();
        Self { store, key, lease, dir }
    }

    /// Writes a page of `acme`.
    pub fn apply(&self, tickets: &[Ticket], cursor: &str) -> store::Applied {
        self.store.apply_page(&page(tickets, cursor), NOON).unwrap()
    }

    /// A ticket of `acme`, whole.
    pub fn ticket(&self, id: &str) -> Option<Ticket> {
        self.store.ticket(&key(id)).unwrap().map(|stored| stored.ticket)
    }

    /// Indexes all that waits.
    pub fn index(&self) {
        while self.store.index_slice(100).unwrap().more {}
    }

    /// Identifiers that a search finds: unsolved ones, then solved ones.
    pub fn found(&self, text: &str) -> Vec<String> {
        let hits = self.store.search(text, 1000).unwrap();
        let solved = self.store.hits(&hits.solved).unwrap().into_iter().map(|hit| hit.unwrap().ticket.id);
        hits.unsolved.into_iter().map(|(key, _)| key.id).chain(solved).collect()
    }
}

pub fn page<'a>(tickets: &'a [Ticket], cursor: &'a str) -> PageWrite<'a> {
    PageWrite { account: "acme", tickets, cursor: Some(cursor), ..PageWrite::default() }
}

pub fn key(id: &str) -> TicketKey {
    TicketKey::new("acme", id)
}

pub fn new_account(id: &str) -> NewAccount {
    NewAccount {
        id: id.to_owned(),
        kind: "rt".to_owned(),
        name: format!("Portal of {id}"),
        address: "https://rt.example.test".to_owned(),
        user: Some("jo".to_owned()),
        mapping: Mapping {
            statuses: BTreeMap::from([("resolved".to_owned(), "solved".to_owned())]),
            ..Mapping::default()
        },
        company_ca: None,
    }
}

/// A ticket with every kind of event and every field.
pub fn ticket(id: &str, subject: &str) -> Ticket {
    Ticket {
        id: id.to_owned(),
        number: format!("SEP-{id}"),
        subject: subject.to_owned(),
        queue: "General".to_owned(),
        status: "open".to_owned(),
        fields: BTreeMap::from([("Priority".to_owned(), "50".to_owned())]),
        customer: Some(Customer { id: "c1".to_owned(), name: "Contoso".to_owned() }),
        contact: Some(Contact { name: "Jo".to_owned(), email: "jo@contoso.test".to_owned() }),
        assignee: Some("sam".to_owned()),
        channel: Some("email".to_owned()),
        url: Some("https://rt.example.test/Ticket/1".to_owned()),
        created: NOON.plus(-3600),
        updated: NOON,
        version: Some("\"17\"".to_owned()),
        gone: None,
        history: History::Complete,
        events: vec![
            event("1", Some(Party::Customer), What::Created),
            event("2", Some(Party::Customer), message("The first body", "text/plain")),
            event(
                "3",
                Some(Party::Agent),
                What::Field { name: "status".to_owned(), from: Some("new".to_owned()), to: None },
            ),
            event("4", None, What::Merged { id: "99".to_owned() }),
            event("5", Some(Party::System), message("", "text/html")),
            event(
                "6",
                Some(Party::Customer),
                What::Call { answered: true, begun: Some(NOON.plus(-60)), body: "Sends the log".to_owned() },
            ),
            event("7", None, What::Call { answered: false, begun: None, body: String::new() }),
            event(
                "8",
                Some(Party::Agent),
                What::Work { minutes: 25, day: "2026-11-20".parse().ok(), body: "Read the log".to_owned() },
            ),
            event("9", Some(Party::Agent), What::Work { minutes: 1, day: None, body: String::new() }),
        ],
    }
}

/// A tombstone as a portal tells it: nothing but the identifier.
pub fn tombstone(id: &str, gone: Gone) -> Ticket {
    Ticket {
        number: String::new(),
        subject: String::new(),
        customer: None,
        contact: None,
        fields: BTreeMap::new(),
        gone: Some(gone),
        events: Vec::new(),
        ..ticket(id, "")
    }
}

pub fn event(id: &str, by: Option<Party>, what: What) -> Event {
    Event {
        id: id.to_owned(),
        at: NOON.plus(-60),
        by,
        author: "Jo".to_owned(),
        operation: None,
        attachments: Vec::new(),
        what,
    }
}

pub fn message(body: &str, mime: &str) -> What {
    What::Message { public: true, auto: false, body: body.to_owned(), mime: mime.to_owned() }
}

pub fn aside(id: Option<&str>, raw: &str) -> AsideRecord {
    AsideRecord { id: id.map(str::to_owned), why: "It has no creation date.".to_owned(), raw: raw.to_owned() }
}

pub fn contract(customer: &str, plan: &str) -> ContractRecord {
    let contract = policy::facts::Contract { plan: Some(plan.to_owned()), ..Default::default() };
    ContractRecord { customer: customer.to_owned(), policy: "sep-sesam".to_owned(), contract }
}

/// Every byte of every file in a folder, by name.
pub fn bytes_of(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())
        })
        .collect()
}
