//! Files at all portals: those that came are told and fetched, those that go out are there once with their message.

use fakes::Deed;
use policy::ticket::{Attachment, Change, Event, Operation, Ticket, What};
use portal::{Delivery, Fault, Mark};

use crate::drive::{End, Line, operation};
use crate::{freshdesk, jsm, zammad, zendesk};

const CAME: [u8; 6] = [0, 1, 254, 255, b'\r', b'\n'];
const TEXT: &str = "Please try this.\n\n[1] is the first step";

/// Names and contents.
type Files = Vec<(String, Vec<u8>)>;

/// A portal with a ticket to which its customer sent a file.
struct Place {
    kind: &'static str,
    line: Line,
    ticket: String,
    /// Method and a part of the path of the request that writes a reply and of the one that writes a note.
    writes: [(&'static str, &'static str); 2],
    /// A part of the path of the requests that upload files before.
    uploads: Option<&'static str>,
    /// How surely a message with files is written.
    marked: bool,
}

fn places() -> [Place; 4] {
    let sends = ("It looks so.", "trace.bin", "application/octet-stream", &CAME);
    let zendesk = || {
        let world = zendesk::world::World::new(1, 1);
        world.clock.pass(60);
        assert!(world.portal.customer_sends(world.tickets[0], sends.0, sends.1, sends.2, sends.3));
        let line = world.line(&world.portal.admin());
        Place {
            kind: "zendesk",
            line,
            ticket: world.tickets[0].to_string(),
            writes: [("PUT", "/tickets/"), ("PUT", "/tickets/")],
            uploads: Some("/uploads"),
            marked: true,
        }
    };
    let freshdesk = || {
        let world = freshdesk::world::World::new(1, 1);
        world.clock.pass(60);
        assert!(world.portal.customer_sends(world.tickets[0], sends.0, sends.1, sends.2, sends.3));
        Place {
            kind: "freshdesk",
            line: world.line(),
            ticket: world.tickets[0].to_string(),
            writes: [("POST", "/reply"), ("POST", "/notes")],
            uploads: None,
            marked: false,
        }
    };
    let zammad = || {
        let world = zammad::world::World::new(1, 1);
        world.clock.pass(60);
        assert!(world.portal.customer_sends(world.tickets[0], sends.0, sends.1, sends.2, sends.3));
        let line = world.line(&world.portal.agent());
        Place {
            kind: "zammad",
            line,
            ticket: world.tickets[0].to_string(),
            writes: [("POST", "/ticket_articles"), ("POST", "/ticket_articles")],
            uploads: None,
            marked: true,
        }
    };
    let jsm = || {
        let world = jsm::world::World::new(1, 1);
        world.clock.pass(60);
        assert!(world.portal.customer_sends(world.tickets[0], sends.0, sends.1, sends.2, sends.3));
        Place {
            kind: "jsm",
            line: world.line(),
            ticket: world.tickets[0].to_string(),
            writes: [("POST", "/attachment"), ("POST", "/attachment")],
            uploads: Some("/attachTemporaryFile"),
            marked: false,
        }
    };
    [zendesk(), freshdesk(), zammad(), jsm()]
}

impl Place {
    fn sends(&self, number: usize) -> [Operation; 2] {
        let body = TEXT.to_owned();
        [Change::Reply { body: body.clone() }, Change::Note { body }].map(|change| {
            let number = number * 2 + usize::from(matches!(change, Change::Note { .. }));
            let files = vec![
                self.line.enclose(
                    "größer.txt",
                    "text/plain",
                    "as it was: größer\r\n--line-8--\r\n".as_bytes(),
                ),
                self.line.enclose("dump.bin", "application/octet-stream", &[0, 13, 10, 255]),
            ];
            Operation { files, ..operation(number, &self.ticket, change) }
        })
    }

    fn fresh(&self) -> Ticket {
        self.line.fresh(&self.ticket)
    }

    /// Messages of ours, with the names and contents of their files.
    fn ours(&self, public: bool) -> Vec<(Event, Files)> {
        let is_ours = |event: &Event| {
            matches!(&event.what, What::Message { public: is_public, body, .. }
                if *is_public == public && body.starts_with(TEXT))
        };
        let content = |file: &Attachment| (file.name.clone(), self.line.fetch(&self.ticket, file));
        let events = self.fresh().events.into_iter().filter(is_ours);
        events
            .map(|event| {
                let files = event.attachments.iter().map(content).collect();
                (event, files)
            })
            .collect()
    }

    /// The message is there once with its files.
    fn is_there_once(&self, operation: &Operation, what: &str) -> Event {
        let name = format!("{}, {}: {what}", self.kind, operation.change.kind());
        let [(event, files)] = <[_; 1]>::try_from(self.ours(is_public(operation)))
            .unwrap_or_else(|all| panic!("{name}: {all:?}"));
        let expected = [
            ("größer.txt".to_owned(), "as it was: größer\r\n--line-8--\r\n".as_bytes().to_vec()),
            ("dump.bin".to_owned(), vec![0, 13, 10, 255]),
        ];
        assert_eq!(files, expected, "{name}");
        event
    }

    fn write_of(&self, operation: &Operation) -> (&'static str, &'static str) {
        self.writes[usize::from(!is_public(operation))]
    }
}

fn is_public(operation: &Operation) -> bool {
    matches!(operation.change, Change::Reply { .. })
}

#[test]
fn what_came_is_told_and_fetched() {
    for place in places() {
        let ticket = place.fresh();
        let with_files: Vec<&Event> =
            ticket.events.iter().filter(|event| !event.attachments.is_empty()).collect();
        let [event] = with_files.as_slice() else { panic!("{}: {with_files:?}", place.kind) };
        let What::Message { body, .. } = &event.what else { panic!("{}: {event:?}", place.kind) };
        assert!(body.contains("It looks so."), "{}: {body}", place.kind);
        let [file] = event.attachments.as_slice() else { panic!("{}: {event:?}", place.kind) };
        assert_eq!((file.name.as_str(), file.size), ("trace.bin", Some(6)), "{}", place.kind);
        assert!(place.line.fetch(&place.ticket, file) == CAME, "{}", place.kind);
    }
}

#[test]
fn a_message_goes_out_with_its_files_once_and_is_found() {
    for place in places() {
        for operation in place.sends(1) {
            let fresh = place.fresh();
            let mark = Mark::before(&operation, &fresh);
            let before = place.line.done();
            assert_eq!(place.line.adapter.find(&operation, &mark, &fresh), None, "{}", place.kind);
            let end = place.line.push(&operation, Some(&fresh));
            let End::Done(receipt) = end else { panic!("{}: {end:?}", place.kind) };
            let event = place.is_there_once(&operation, "sent");
            assert!(receipt.event.is_none_or(|id| id == event.id), "{}", place.kind);
            let deeds = place.line.done_from(before);
            let message = if is_public(&operation) { Deed::Replied } else { Deed::Noted };
            assert_eq!(
                deeds.iter().filter(|(deed, _)| *deed == message).count(),
                1,
                "{}: {deeds:?}",
                place.kind
            );
            assert!(place.line.adapter.find(&operation, &mark, &place.fresh()).is_some(), "{}", place.kind);
            place.line.pass(10);
        }
    }
}

#[test]
fn a_message_of_the_same_text_and_files_is_not_taken_for_this_one() {
    for place in places() {
        for (first, second) in place.sends(1).into_iter().zip(place.sends(2)) {
            assert!(matches!(place.line.push(&first, Some(&place.fresh())), End::Done(_)), "{}", place.kind);
            let fresh = place.fresh();
            let mark = Mark::before(&second, &fresh);
            assert_eq!(place.line.adapter.find(&second, &mark, &fresh), None, "{}", place.kind);
            place.line.pass(10);
        }
    }
}

#[test]
fn a_lost_answer_doubles_no_message_and_no_file() {
    for place in places() {
        for operation in place.sends(1) {
            let fresh = place.fresh();
            let mark = Mark::before(&operation, &fresh);
            let (method, part) = place.write_of(&operation);
            place.line.fail_next(method, part, fakes::Fault::LoseAnswer);
            let end = place.line.push(&operation, Some(&fresh));
            place.line.heal();
            assert!(matches!(&end, End::Fault(told) if !told.is_refusal()), "{}: {end:?}", place.kind);
            place.is_there_once(&operation, "its answer was lost");
            assert!(place.line.adapter.find(&operation, &mark, &place.fresh()).is_some(), "{}", place.kind);
            // Only where it is known again for sure, it is sent again without asking.
            let class = place.line.adapter.delivery_with_files(&operation.change).unwrap();
            assert_eq!(matches!(class, Delivery::Marker { .. }), place.marked, "{}: {class:?}", place.kind);
            place.line.pass(10);
        }
    }
}

#[test]
fn a_lost_upload_is_seen_by_nobody_and_the_next_attempt_sends_all() {
    for place in places() {
        let Some(part) = place.uploads else { continue };
        for operation in place.sends(1) {
            for fault in [fakes::Fault::LoseAnswer, fakes::Fault::LoseRequest, fakes::Fault::FailAfter(502)] {
                let before = place.ours(is_public(&operation)).len();
                place.line.fail_next("POST", part, fault);
                let end = place.line.push(&operation, Some(&place.fresh()));
                place.line.heal();
                assert!(matches!(end, End::Fault(_)), "{}: {end:?}", place.kind);
                assert_eq!(place.ours(is_public(&operation)).len(), before, "{}, {fault:?}", place.kind);
            }
            assert!(
                matches!(place.line.push(&operation, Some(&place.fresh())), End::Done(_)),
                "{}",
                place.kind
            );
            place.is_there_once(&operation, "after a lost upload");
            place.line.pass(10);
        }
    }
}

#[test]
fn files_go_with_replies_and_notes_and_with_nothing_else() {
    for place in places() {
        let set = Change::Set { name: "status".to_owned(), to: Some("open".to_owned()) };
        let call = Change::Call { answered: true, body: String::new(), by_customer: false, begun: None };
        for change in [set, call] {
            assert_eq!(place.line.adapter.delivery_with_files(&change), None, "{}", place.kind);
        }
        for operation in place.sends(1) {
            assert!(place.line.adapter.delivery_with_files(&operation.change).is_some(), "{}", place.kind);
        }
    }
}

#[test]
fn a_ticket_of_no_service_desk_takes_no_files_and_says_so() {
    let world = jsm::world::World::new(1, 1);
    let line = world.line();
    let ticket = world.tickets[0].to_string();
    let fresh = line.fresh(&ticket);
    world.portal.erase(world.tickets[0]);
    let files = vec![line.enclose("fix.txt", "text/plain", b"as it was")];
    let reply = Operation { files, ..operation(1, &ticket, Change::Reply { body: TEXT.to_owned() }) };
    let End::Fault(fault) = line.push(&reply, Some(&fresh)) else { panic!("nothing takes it") };
    assert!(matches!(fault, Fault::Refused { .. }) && fault.to_string().contains("service desk"), "{fault}");
    assert_eq!(line.done(), 0);
}
