//! A desk with a data folder of its own, and a portal to connect.

use std::path::Path;
use std::sync::Arc;

use desk::view::{ConnectForm, QueuePage, QueueRequest};
use desk::{Clock, Desk, Options};

pub const PASSPHRASE: &str = "four words for tests";

pub fn options(folder: &Path) -> Options {
    Options { data: Some(folder.join("data")), ..Options::default() }
}

/// A portal whose clock is so many seconds ahead of the computer's.
pub fn portal(size: u32, seed: u64, ahead_s: i64) -> demo::Running {
    let clock = Clock::new(None);
    demo::Server::start(demo::Options::new(seed, size, Arc::new(move || clock.now().plus(ahead_s)))).unwrap()
}

pub fn form(address: &str, token: &str) -> ConnectForm {
    ConnectForm {
        kind: "open".to_owned(),
        name: String::new(),
        address: address.to_owned(),
        token: token.to_owned(),
        passphrase: PASSPHRASE.to_owned(),
        company_ca: String::new(),
    }
}

pub fn form_of(portal: &demo::Running, name: &str) -> ConnectForm {
    ConnectForm { name: name.to_owned(), ..form(&portal.address(), portal.token()) }
}

pub async fn page(desk: &Desk, search: &str, offset: u32, limit: u32) -> QueuePage {
    let request = QueueRequest { search: search.to_owned(), offset, limit, ..QueueRequest::default() };
    desk.queue(request).await.unwrap()
}
