//! The least that a first read can cost: parsing and storing the same JSON, with no network and nothing else.

use std::time::Instant;

use policy::ticket::Mapping;
use store::{Access, AsideRecord, ContractRecord, Keys, Lease, NewAccount, PageWrite, Protection, Store};

use super::cpu::of_this_thread_s;
use super::portal::{Answered, Portal};
use super::{Page, RUNS, median};

/// Rows of one slice of the search index, as in a sync.
const SLICE: u32 = 200;

/// CPU time of each part, in seconds.
#[derive(Clone, Copy, Default)]
struct Parts {
    parse: f64,
    insert: f64,
    index: f64,
}

/// Measures several runs, each into a new file.
pub async fn measure(page: &mut Page, portal: &Portal) {
    let pages = portal.read_all().await;
    let mapping = portal.adapter.read_mapping(&portal.probed().await);
    let runs: Vec<Parts> = (0..RUNS).map(|_| run(portal, &pages, &mapping)).collect();
    let of = |part: fn(&Parts) -> f64| median(runs.iter().map(part).collect());
    let bytes: usize = pages.iter().map(Answered::bytes).sum();
    page.least(portal.size, bytes, of(|p| p.parse), of(|p| p.insert), of(|p| p.index));
}

fn run(portal: &Portal, pages: &[Answered], mapping: &Mapping) -> Parts {
    let folder = tempfile::tempdir().expect("a folder");
    let key = Keys::in_dir(folder.path()).create(Protection::Ephemeral).expect("a key").key;
    let lease = Lease::take(folder.path()).expect("the folder is free");
    let store = Store::open(folder.path(), &key, Access::Holder(&lease)).expect("a new file");
    let account = NewAccount {
        id: "demo".to_owned(),
        kind: "open".to_owned(),
        name: "Demo".to_owned(),
        address: portal.demo.address.clone(),
        user: None,
        mapping: mapping.clone(),
        company_ca: None,
    };
    let noon = calendar::Moment(1_795_262_400);
    store.add_account(&account, "token", noon).expect("an account");
    let mut parts = Parts::default();
    let started = Instant::now();
    for answered in pages {
        let begun = of_this_thread_s();
        let page = answered.parse(&*portal.adapter);
        let parsed = of_this_thread_s();
        apply(&store, *page, noon);
        parts.parse += parsed - begun;
        parts.insert += of_this_thread_s() - parsed;
    }
    let begun = of_this_thread_s();
    while store.index_slice(SLICE).expect("the index is filled").more {}
    parts.index = of_this_thread_s() - begun;
    eprintln!("stored {} tickets in {:.1} s", portal.size, started.elapsed().as_secs_f64());
    parts
}

fn apply(store: &Store, page: portal::Page, now: calendar::Moment) {
    let record = |a: portal::Aside| AsideRecord { id: a.id, why: a.why, raw: a.raw };
    let aside: Vec<AsideRecord> = page.aside.into_iter().map(record).collect();
    let record = |c: portal::ContractRecord| ContractRecord {
        customer: c.customer,
        policy: c.policy,
        contract: c.contract,
    };
    let contracts: Vec<ContractRecord> = page.contracts.into_iter().map(record).collect();
    let write = PageWrite {
        account: "demo",
        tickets: &page.tickets,
        behind: &[],
        missing: &page.missing,
        aside: &aside,
        contracts: &contracts,
        cursor: page.cursor.as_ref().map(|cursor| cursor.0.as_str()),
        end: page.end,
        afresh: page.afresh,
        total: page.total,
        begun: Some(now),
    };
    store.apply_page(&write, now).expect("the page is stored");
}
