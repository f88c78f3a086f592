//! What a console would hold: drives the adapter against a portal and keeps what it delivers.

use std::collections::BTreeMap;

use policy::ticket::{Gone, Ticket};
use portal::{Adapter, Cursor, Fault, Next, Page, Pull, Request, RequestTracker, Response};

use crate::fake::Fake;

/// Tickets and cursor, stored together.
#[derive(Default)]
pub struct Mirror {
    pub cursor: Option<Cursor>,
    pub tickets: BTreeMap<String, Ticket>,
    /// Identifiers as they were delivered, page by page.
    pub pages: Vec<Vec<String>>,
    pub aside: usize,
}

pub fn adapter() -> RequestTracker {
    RequestTracker::new("https://rt.example/".parse().expect("an address"))
}

/// One page, with answers from `carry`; `None` when that ends before the page does.
pub fn page(
    cursor: Option<&Cursor>,
    carry: impl FnMut(&Request) -> Option<Response>,
) -> Result<Option<Page>, Fault> {
    carried(adapter().start(cursor), carry)
}

/// What a pull brings.
pub fn carried(
    mut pull: Pull,
    mut carry: impl FnMut(&Request) -> Option<Response>,
) -> Result<Option<Page>, Fault> {
    let adapter = adapter();
    let mut answers = Vec::new();
    loop {
        match adapter.step(&mut pull, &answers)? {
            Next::Page(page) => return Ok(Some(*page)),
            Next::Fetch(requests) => {
                answers.clear();
                for request in &requests {
                    let Some(answer) = carry(request) else { return Ok(None) };
                    answers.push(answer);
                }
            }
        }
    }
}

impl Mirror {
    /// One page; whether it was the last for now. `before` is called before every request.
    pub fn page(&mut self, fake: &Fake, mut before: impl FnMut(&Request)) -> bool {
        let page = page(self.cursor.as_ref(), |request| {
            before(request);
            Some(fake.answer(request))
        });
        self.keep(page.expect("no fault").expect("a page"))
    }

    /// A page that is killed after some requests: nothing of it is kept.
    pub fn killed(&self, fake: &Fake, mut requests: usize) {
        let _ = page(self.cursor.as_ref(), |request| {
            requests = requests.checked_sub(1)?;
            Some(fake.answer(request))
        });
    }

    /// Pages until there is nothing more.
    pub fn sync(&mut self, fake: &Fake) {
        for _ in 0..500 {
            if self.page(fake, |_| {}) {
                return;
            }
        }
        panic!("the increment does not end");
    }

    pub fn keep(&mut self, page: Page) -> bool {
        self.pages.push(page.tickets.iter().map(|ticket| ticket.id.clone()).collect());
        self.aside += page.aside.len();
        for ticket in page.tickets {
            self.tickets.insert(ticket.id.clone(), ticket);
        }
        self.cursor = page.cursor;
        page.end
    }

    /// The same as [`Fake::visible`], as it is here.
    pub fn visible(&self) -> BTreeMap<String, (String, String, i64, usize)> {
        let there = self.tickets.values().filter(|ticket| ticket.gone.is_none());
        there
            .map(|ticket| {
                let told =
                    (ticket.subject.clone(), ticket.status.clone(), ticket.updated.0, ticket.events.len());
                (ticket.id.clone(), told)
            })
            .collect()
    }

    pub fn gone(&self) -> Vec<(&str, &Gone)> {
        self.tickets.values().filter_map(|ticket| Some((ticket.id.as_str(), ticket.gone.as_ref()?))).collect()
    }

    pub fn delivered(&self) -> Vec<&str> {
        self.pages.iter().flatten().map(String::as_str).collect()
    }
}
