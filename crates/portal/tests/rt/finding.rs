//! What an operation did is found again, and nothing else is taken for it.

use calendar::Moment;
use policy::ticket::{Change, Event, Party, Ticket, What};
use portal::{Adapter, Mark};
use proptest::prelude::*;

use crate::mirror::adapter;
use crate::writing::{OPERATION, fresh, operation};

/// One message of the past: who wrote it, whether the customer sees it, which of some texts it has, whose mark it bears.
fn past() -> impl Strategy<Value = (bool, bool, usize, Option<usize>)> {
    (any::<bool>(), any::<bool>(), 0..TEXTS.len(), prop::option::of(0..3usize))
}

/// The first three are the same to a portal that changes line ends.
const TEXTS: [&str; 5] = ["One\nTwo", "One\r\nTwo\r\n", " One \nTwo", "One\nThree", ""];

fn event(place: usize, (agent, public, text, mark): (bool, bool, usize, Option<usize>)) -> Event {
    let by = if agent { Party::Agent } else { Party::Customer };
    let body = TEXTS[text].to_owned();
    let what = What::Message { public, auto: false, body, mime: "text/plain".to_owned() };
    let operation = mark.map(|mark| format!("other-{mark}"));
    let at = Moment(1_795_262_400).plus(place as i64);
    Event {
        id: (100 + place).to_string(),
        at,
        by: Some(by),
        author: String::new(),
        operation,
        attachments: Vec::new(),
        what,
    }
}

proptest! {
    #[test]
    fn what_was_there_before_is_never_taken_for_ours(
        before in prop::collection::vec(past(), 0..8),
        since in prop::collection::vec(past(), 0..4),
        public in any::<bool>(),
        text in 0..TEXTS.len(),
        arrived in any::<bool>(),
    ) {
        let body = TEXTS[text].to_owned();
        let ours = operation(if public { Change::Reply { body } } else { Change::Note { body } });
        let old: Vec<Event> = before.into_iter().enumerate().map(|(place, it)| event(place, it)).collect();
        let mut ticket = Ticket { events: old.clone(), ..fresh() };
        let mark = Mark::before(&ours, &ticket);
        let mut new: Vec<Event> =
            since.into_iter().enumerate().map(|(place, it)| event(50 + place, it)).collect();
        if arrived {
            // Read as the customer's: who wrote it is also the requestor.
            let mut own = event(70, (false, public, text, None));
            own.operation = Some(OPERATION.to_owned());
            new.push(own);
        }
        ticket.events.extend(new.clone());
        let found = adapter().find(&ours, &mark, &ticket).map(|receipt| receipt.event.expect("an event"));
        prop_assert!(found.as_ref().is_none_or(|id| new.iter().any(|event| event.id == *id)));
        prop_assert!(found.as_ref().is_none_or(|id| new.iter().any(|event| event.id == *id
            && event.operation.as_deref().is_none_or(|mark| mark == OPERATION))));
        if arrived {
            prop_assert_eq!(found, Some("170".to_owned()));
        }
    }
}
