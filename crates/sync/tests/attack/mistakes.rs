//! A mistake of ours in reading an answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use policy::ticket::Mapping;
use portal::{Adapter, Capability, Cursor, Fault, Next, OpenPortal, Probe, Pull, Request, Response};
use sync::Input;
use url::Url;

use super::world::{MINUTE, World, body, page, ticket};

/// Panics over an answer that says so, and before every page for as long as it stumbles.
#[derive(Debug)]
struct Clumsy(OpenPortal, AtomicBool);

impl Adapter for Clumsy {
    fn kind(&self) -> &'static str {
        self.0.kind()
    }
    fn capability(&self) -> Capability {
        self.0.capability()
    }
    fn authorization(&self, secret: &str) -> String {
        self.0.authorization(secret)
    }
    fn probe(&self) -> Request {
        self.0.probe()
    }
    fn read_probe(&self, response: &Response) -> Result<Probe, Fault> {
        self.0.read_probe(response)
    }
    fn start(&self, cursor: Option<&Cursor>) -> Pull {
        assert!(!self.1.load(Ordering::Relaxed), "it stumbles");
        self.0.start(cursor)
    }
    fn start_one(&self, id: &str) -> Pull {
        self.0.start_one(id)
    }
    fn step(&self, pull: &mut Pull, answers: &[Response]) -> Result<Next, Fault> {
        assert!(answers.iter().all(|answer| answer.body != b"trip"), "it trips");
        self.0.step(pull, answers)
    }
    fn suggested_mapping(&self) -> Mapping {
        self.0.suggested_mapping()
    }
}

#[test]
fn case_218_a_panic_over_one_answer_is_told_and_neither_sync_nor_other_accounts_end() {
    let mut world = World::new();
    let base = Url::parse("https://clumsy.test/").unwrap();
    let adapter = Arc::new(Clumsy(OpenPortal::new(base), AtomicBool::new(false)));
    world.input(Input::Add { account: "b".into(), adapter, cursor: None, synced_at: None, begun: None });
    let mut answered = 0;
    world.run(10 * MINUTE, &mut |request, _| {
        if request.url.host_str() == Some("clumsy.test") {
            return Ok(body("trip"));
        }
        answered += 1;
        Ok(page(&[ticket(&format!("other-{answered}"))], &format!("c{answered}"), true))
    });
    assert!(world.told.contains(&"shape".to_owned()), "{:?}", world.told);
    assert!(answered > 50, "the other account went on: {answered}");
    let tripped = world.asked.len() - answered;
    assert!((3..40).contains(&tripped), "{tripped} attempts in ten minutes");
    world.run(5 * MINUTE, &mut |request, _| {
        let id = if request.url.host_str() == Some("clumsy.test") { "mended" } else { "x" };
        Ok(page(&[ticket(id)], "end", true))
    });
    assert!(world.stored.contains(&"mended".to_owned()));
}

#[test]
fn case_218_a_panic_of_the_engine_is_told_and_neither_sync_nor_other_accounts_end() {
    let mut world = World::new();
    let base = Url::parse("https://clumsy.test/").unwrap();
    let adapter = Arc::new(Clumsy(OpenPortal::new(base), AtomicBool::new(true)));
    let clumsy = adapter.clone();
    world.input(Input::Add { account: "b".into(), adapter, cursor: None, synced_at: None, begun: None });
    let mut answered = 0;
    world.run(10 * MINUTE, &mut |_, _| {
        answered += 1;
        Ok(page(&[ticket(&format!("other-{answered}"))], &format!("c{answered}"), true))
    });
    assert!(world.told.contains(&"internal".to_owned()), "{:?}", world.told);
    assert!(answered > 50, "the other account went on: {answered}");
    clumsy.1.store(false, Ordering::Relaxed);
    world.run(5 * MINUTE, &mut |request, _| {
        let id = if request.url.host_str() == Some("clumsy.test") { "mended" } else { "x" };
        Ok(page(&[ticket(id)], "end", true))
    });
    assert!(world.stored.contains(&"mended".to_owned()));
}
