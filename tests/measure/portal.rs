//! A demo portal, and the answers of a whole first read, kept in memory.

use portal::{Adapter, Next, Pull, Request, Response};

use crate::demo::DemoPortal;

/// A running demo portal.
pub struct Portal {
    pub size: u32,
    pub demo: DemoPortal,
    pub adapter: Box<dyn Adapter>,
}

/// One page as it was asked for, with its answers.
pub struct Answered {
    cursor: Option<portal::Cursor>,
    steps: Vec<Vec<Response>>,
}

impl Portal {
    /// Starts one with so many tickets.
    pub fn start(size: u32) -> Self {
        // The client wants one, though loopback needs none. A second call finds it installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let demo = DemoPortal::start(size);
        let base = portal::base_address(&demo.address).expect("an address");
        Self { size, demo, adapter: portal::adapter("open", base).expect("a kind of portal") }
    }

    /// The answers to [`Adapter::probes`].
    pub async fn probed(&self) -> Vec<Response> {
        self.answers(&reqwest::Client::new(), &self.adapter.probes()).await
    }

    /// Reads the portal from its first page to its last.
    pub async fn read_all(&self) -> Vec<Answered> {
        let client = reqwest::Client::new();
        let mut pages = Vec::new();
        let mut cursor = None;
        loop {
            let mut pull = self.adapter.start(cursor.as_ref());
            let mut steps = vec![Vec::new()];
            let page = loop {
                match self.adapter.step(&mut pull, steps.last().expect("a step")).expect("a good answer") {
                    Next::Fetch(requests) => steps.push(self.answers(&client, &requests).await),
                    Next::Page(page) => break page,
                }
            };
            pages.push(Answered { cursor, steps });
            cursor = page.cursor;
            if page.end {
                return pages;
            }
        }
    }

    /// Writes a note into each of these tickets.
    pub async fn note(&self, tickets: impl Iterator<Item = &String>) {
        let client = reqwest::Client::new();
        for (number, ticket) in tickets.enumerate() {
            let url = format!("{}/v1/tickets/{ticket}/updates", self.demo.address.trim_end_matches('/'));
            let message =
                serde_json::json!({"message": {"public": false, "body": "Seen.", "mime": "text/plain"}});
            let call = client
                .post(url)
                .header("authorization", self.adapter.authorization(&self.demo.token))
                .header("idempotency-key", format!("{:?}-{number}", std::time::Instant::now()))
                .header("content-type", "application/json")
                .body(message.to_string());
            let answer = call.send().await.expect("the demo answers");
            assert!(answer.status().is_success(), "{}: {}", answer.status(), answer.text().await.unwrap());
        }
    }

    async fn answers(&self, client: &reqwest::Client, requests: &[Request]) -> Vec<Response> {
        let mut answers = Vec::new();
        for request in requests {
            let authorization = self.adapter.authorization(&self.demo.token);
            let call = client.get(request.url.clone()).header("authorization", authorization);
            let answer = call.send().await.expect("the demo answers");
            let status = answer.status().as_u16();
            let body = answer.bytes().await.expect("a whole answer").to_vec();
            answers.push(Response { status, headers: Vec::new(), body });
        }
        answers
    }
}

impl Answered {
    /// Parses the page once more, from the same bytes.
    pub fn parse(&self, adapter: &dyn Adapter) -> Box<portal::Page> {
        let mut pull: Pull = adapter.start(self.cursor.as_ref());
        for answers in &self.steps {
            if let Next::Page(page) = adapter.step(&mut pull, answers).expect("it was read before") {
                return page;
            }
        }
        unreachable!("the same answers give the same page")
    }

    /// Bytes of JSON.
    pub fn bytes(&self) -> usize {
        self.steps.iter().flatten().map(|answer| answer.body.len()).sum()
    }
}
