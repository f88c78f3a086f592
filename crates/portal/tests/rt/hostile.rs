//! Answers that were cut or changed on their way.

use proptest::prelude::*;
use proptest::sample::Index;

use crate::mirror;
use crate::samples::{answer, response};

const ANSWERS: [&str; 9] = [
    "newest",
    "tickets",
    "history-changed",
    "history-merged",
    "parts-changed",
    "parts-copied",
    "user-bob",
    "queue-support",
    "user-nobody",
];

#[derive(Clone, Debug)]
enum Harm {
    Cut(Index),
    Byte(Index, u8),
    Doubled(Index, Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        any::<Index>().prop_map(Harm::Cut),
        (any::<Index>(), any::<u8>()).prop_map(|(place, byte)| Harm::Byte(place, byte)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Harm::Doubled(from, to)),
    ]
}

fn harmed(mut body: Vec<u8>, harm: &Harm) -> Vec<u8> {
    match harm {
        Harm::Cut(place) => body.truncate(place.index(body.len())),
        Harm::Byte(place, byte) => {
            let place = place.index(body.len());
            body[place] = *byte;
        }
        Harm::Doubled(from, to) => {
            let (from, to) = (from.index(body.len()), to.index(body.len()));
            let piece = body[from.min(to)..from.max(to)].to_vec();
            body.splice(from..from, piece);
        }
    }
    body
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_harm_makes_a_panic_or_a_foreign_ticket(name in prop::sample::select(&ANSWERS[..]), harm in harm()) {
        let mut asked = 0;
        let page = mirror::page(None, |request| {
            asked += 1;
            // Whatever comes, a page does not go on asking for ever.
            assert!(asked < 1000);
            let (answered, body) = answer(request);
            let mut answer = response(if answered == "unknown" { 404 } else { 200 }, &body);
            if answered == name {
                answer.body = harmed(answer.body, &harm);
            }
            Some(answer)
        });
        if let Ok(Some(page)) = page {
            for ticket in &page.tickets {
                prop_assert!(["129", "131", "132"].contains(&ticket.id.as_str()), "{}", ticket.id);
            }
            prop_assert!(page.tickets.len() <= 3);
        }
    }
}
