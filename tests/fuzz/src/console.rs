//! A console without a network, with two customers of one portal.

use desk::view::StartView;
use desk::{Desk, Options};
use policy::ticket::{Customer, Mapping, QueueMap, Ticket, What};
use store::{Access, Keys, Lease, NewAccount, PageWrite, Passphrase, Protection, Store};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use crate::ticket::{NOON, event, ticket};

const PASSPHRASE: &str = "four words for tests";

/// A console, and what it needs to run.
#[derive(Debug)]
pub struct Console {
    /// The console.
    pub desk: Desk,
    runtime: Runtime,
    _folder: TempDir,
}

impl Console {
    /// One that never asks a portal.
    #[must_use]
    pub fn offline() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fill(&folder);
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let options = Options {
            data: Some(folder.path().to_owned()),
            offline: true,
            now: Some(NOON),
            ..Options::default()
        };
        let desk = runtime.block_on(async {
            let desk = Desk::new(options).unwrap();
            assert!(matches!(desk.start().await, StartView::Locked { .. }));
            desk.unlock(PASSPHRASE.to_owned()).await.unwrap();
            desk.loaded().await;
            desk
        });
        Self { desk, runtime, _folder: folder }
    }

    /// Waits for an answer.
    pub fn wait<T>(&self, answer: impl Future<Output = T>) -> T {
        self.runtime.block_on(answer)
    }
}

fn fill(folder: &TempDir) {
    let lease = Lease::take(folder.path()).unwrap();
    let protection = Protection::Passphrase(Passphrase::new(PASSPHRASE.to_owned()));
    let key = Keys::in_dir(folder.path()).create(protection).unwrap().key;
    let store = Store::open(folder.path(), &key, Access::Holder(&lease)).unwrap();
    let queue = |queue: &str, policy: &str| QueueMap {
        queue: queue.to_owned(),
        policy: Some(policy.to_owned()),
        severity: None,
        plan: None,
    };
    let queues = vec![queue("SEP", "sep-sesam"), queue("*", "infotecs")];
    let account = NewAccount {
        id: "acme".to_owned(),
        kind: "open".to_owned(),
        name: "Acme".to_owned(),
        address: "https://portal.example".to_owned(),
        user: None,
        mapping: Mapping { queues, ..Mapping::default() },
        company_ca: None,
    };
    store.add_account(&account, "token", NOON).unwrap();
    let tickets =
        [of_customer("1", "SEP", "c-1", "Nordwind"), of_customer("2", "Net", "c-2", "=Plus; \"Süd\" AG")];
    store
        .apply_page(
            &PageWrite { account: "acme", tickets: &tickets, end: true, ..PageWrite::default() },
            NOON,
        )
        .unwrap();
}

fn of_customer(id: &str, queue: &str, customer: &str, name: &str) -> Ticket {
    Ticket {
        queue: queue.to_owned(),
        customer: Some(Customer { id: customer.to_owned(), name: name.to_owned() }),
        ..ticket(id, vec![event("1", What::Created)])
    }
}
