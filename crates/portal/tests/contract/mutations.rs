//! What the tests of every portal say of each change that an adapter offers.

use fakes::{Deed, Fault};
use policy::ticket::{Change, Operation, Ticket};
use portal::{Delivery, Mark};

use crate::drive::{End, Line, operation};

/// A change with what it does at the portal.
pub struct Case {
    pub name: &'static str,
    pub change: Change,
    pub deeds: Vec<Deed>,
}

pub fn case(name: &'static str, change: Change, deeds: &[Deed]) -> Case {
    Case { name, change, deeds: deeds.to_vec() }
}

/// Tickets for one case: the one to change, made anew for each step. Each gives its identifier.
pub type MakeTicket<'a> = &'a mut dyn FnMut() -> String;

/// One attempt has exactly one effect, and what was done is found where the class says that it can be.
pub fn is_done_once(line: &Line, case: &Case, make: MakeTicket, number: usize) {
    let (operation, fresh, mark) = begun(line, case, make, number);
    let place = line.done();
    let end = line.push(&operation, fresh.as_ref());
    assert!(matches!(end, End::Done(_)), "{}: {end:?}", case.name);
    assert_eq!(deeds(line, place), case.deeds, "{}", case.name);
    look(line, case, &operation, &mark, true);
}

/// The answer is lost: the effect is there once, and is found; with a key a second attempt adds nothing.
pub fn lost_answer_doubles_nothing(line: &Line, case: &Case, make: MakeTicket, number: usize) {
    for (place, fault) in [Fault::LoseAnswer, Fault::CutAnswer, Fault::FailAfter(502)].into_iter().enumerate()
    {
        let (operation, fresh, mark) = begun(line, case, make, number * 10 + place);
        let place = line.done();
        line.fail_next_write(fault);
        let end = line.push(&operation, fresh.as_ref());
        line.heal();
        let End::Fault(told) = end else { panic!("{}, {fault:?}: {end:?}", case.name) };
        assert!(!told.is_refusal(), "{}, {fault:?}: nobody knows what became of it", case.name);
        let first = case.deeds.first().copied();
        assert_eq!(deeds(line, place).first().copied(), first, "{}, {fault:?}", case.name);
        match line.adapter.delivery(&case.change).unwrap() {
            Delivery::Key { .. } => {
                assert!(matches!(line.push(&operation, None), End::Done(_)), "{}", case.name);
            }
            // Two requests are one change; the second was never sent.
            Delivery::Marker { .. } if matches!(case.change, Change::Tag { .. }) && case.deeds.len() > 1 => {
                look(line, case, &operation, &mark, false);
                let fresh = line.fresh(&operation.ticket);
                assert!(matches!(line.push(&operation, Some(&fresh)), End::Done(_)), "{}", case.name);
            }
            Delivery::Marker { .. } | Delivery::Once => look(line, case, &operation, &mark, true),
        }
        assert_eq!(deeds(line, place), case.deeds, "{}, {fault:?}", case.name);
    }
}

/// The request is lost, or the portal is busy: nothing was done, nothing is found, and the next attempt does it once.
pub fn lost_request_does_nothing(line: &Line, case: &Case, make: MakeTicket, number: usize) {
    let faults = [Fault::LoseRequest, Fault::Busy(429, 7), Fault::Fail(503), Fault::Fail(429)];
    for (place, fault) in faults.into_iter().enumerate() {
        let (operation, fresh, mark) = begun(line, case, make, number * 10 + place);
        let place = line.done();
        line.fail_next_write(fault);
        let end = line.push(&operation, fresh.as_ref());
        line.heal();
        let End::Fault(told) = end else { panic!("{}, {fault:?}: {end:?}", case.name) };
        let refused = matches!(fault, Fault::Busy(429, _) | Fault::Fail(429));
        assert_eq!(told.is_refusal(), refused, "{}, {fault:?}: {told:?}", case.name);
        if let (Fault::Busy(..), portal::Fault::RateLimited { retry_after_s, .. }) = (fault, &told) {
            assert_eq!(*retry_after_s, 7);
        }
        assert_eq!(deeds(line, place), [], "{}, {fault:?}", case.name);
        look(line, case, &operation, &mark, false);
        let fresh = fresh.map(|fresh| line.fresh(&fresh.id));
        assert!(matches!(line.push(&operation, fresh.as_ref()), End::Done(_)), "{}, {fault:?}", case.name);
        assert_eq!(deeds(line, place), case.deeds, "{}, {fault:?}", case.name);
    }
}

fn begun(line: &Line, case: &Case, make: MakeTicket, number: usize) -> (Operation, Option<Ticket>, Mark) {
    let id = make();
    let operation = operation(number, &id, case.change.clone());
    if matches!(case.change, Change::Create { .. }) {
        return (operation, None, Mark::default());
    }
    let fresh = line.fresh(&id);
    let mark = Mark::before(&operation, &fresh);
    (operation, Some(fresh), mark)
}

fn deeds(line: &Line, place: usize) -> Vec<Deed> {
    line.done_from(place).into_iter().map(|(deed, _)| deed).collect()
}

/// Whether an operation's effect is found. A new ticket has none to be found in; for a change of the last class the
/// user decides, so it need not be found.
fn look(line: &Line, case: &Case, operation: &Operation, mark: &Mark, there: bool) {
    let sure = matches!(line.adapter.delivery(&case.change), Some(Delivery::Marker { .. }));
    if !matches!(case.change, Change::Create { .. }) && (sure || !there) {
        let found = line.adapter.find(operation, mark, &line.fresh(&operation.ticket));
        assert_eq!(found.is_some(), there, "{}: {found:?}", case.name);
    }
}
