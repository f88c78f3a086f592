//! A search: the query in the first line, the text of a message in the others.

use std::sync::OnceLock;

use fuzz::ticket::{NOON, event, ticket};
use policy::ticket::{Mapping, Ticket, What};
use store::{NewAccount, PageWrite, Store};

fuzz::target!("search", 150, holds);

fn holds(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let (query, body) = text.split_once('\n').unwrap_or((&text, ""));
    let store = store();
    let mime = if body.starts_with('<') { "text/html" } else { "text/plain" };
    keep(store, &with_body("made", body, mime));
    let hits = store.search(query, 3).expect("any text can be searched for");
    assert!(hits.unsolved.len() + hits.solved.len() <= 3, "{hits:?}");
    assert_eq!(store.search(query, 3).unwrap(), hits, "the same search twice");
    if !query.chars().any(char::is_alphanumeric) {
        assert_eq!(hits, store::Hits::default(), "a query without a word finds nothing");
    }
    if mime == "text/plain"
        && let Some(word) = plain_word(body)
    {
        let found = store.search(word, 1_000).unwrap();
        assert!(found.unsolved.iter().any(|(key, _)| key.id == "made"), "{word:?} is not found");
    }
    let found = store.search("needle", 9).unwrap();
    assert!(found.unsolved.iter().any(|(key, _)| key.id == "fixed"), "another ticket is lost");
}

/// A word of letters and digits alone, with blanks around it.
fn plain_word(body: &str) -> Option<&str> {
    let is_plain = |word: &&str| word.len() <= 60 && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    body.split(' ').find(|word| !word.is_empty() && is_plain(word))
}

fn store() -> &'static Store {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| {
        let store = Store::in_memory("fuzz-search").unwrap();
        let account = NewAccount {
            id: "acme".to_owned(),
            kind: "open".to_owned(),
            name: "Acme".to_owned(),
            address: "https://portal.example".to_owned(),
            user: None,
            mapping: Mapping::default(),
            company_ca: None,
        };
        store.add_account(&account, "token", NOON).unwrap();
        keep(&store, &with_body("fixed", "a needle in the hay", "text/plain"));
        store
    })
}

fn keep(store: &Store, ticket: &Ticket) {
    let tickets = std::slice::from_ref(ticket);
    store.apply_page(&PageWrite { account: "acme", tickets, ..PageWrite::default() }, NOON).unwrap();
    while store.index_slice(10).unwrap().more {}
    assert!(store.is_indexed().unwrap());
}

fn with_body(id: &str, body: &str, mime: &str) -> Ticket {
    let what = What::Message { public: true, auto: false, body: body.to_owned(), mime: mime.to_owned() };
    ticket(id, vec![event("1", What::Created), event("2", what)])
}
