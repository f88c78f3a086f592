//! The outbox driven by a small world on one thread: a portal that may promise much or nothing, a network that loses
//! requests and answers, and a kill between any two effects.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]
#![allow(clippy::wildcard_enum_match_arm, reason = "tests look at single variants")]

mod attack;
mod portal;
mod world;

use ::portal::{Method, Request};
use policy::ticket::{Change, Clash, Party};
use portal::{KEY, MARKER, ONCE};
use proptest::prelude::*;
use sync::{Effect, Input, Record};
use world::{Net, State, World, reply, status};

fn works(_: &Request) -> Net {
    Net::Works
}

/// Only what changes something meets this, and only the first time.
fn first_send(net: Net) -> impl FnMut(&Request) -> Net {
    let mut met = false;
    move |request| {
        if request.method == Method::Get || std::mem::replace(&mut met, true) { Net::Works } else { net }
    }
}

fn clashes(world: &World, id: &str) -> Vec<Clash> {
    match world.rows[id].last.clone() {
        Some(Record::Conflict(clashes)) => clashes,
        other => panic!("no conflict but {other:?}"),
    }
}

#[test]
fn a_reply_goes_out_once_and_is_seen_at_once() {
    for class in [KEY, MARKER, ONCE] {
        let mut world = World::new(class);
        world.make("r", "1", reply("Try this."));
        world.run(60, &mut works);
        assert_eq!(world.state("r"), State::Delivered);
        assert_eq!(world.model.counts()["r"], 1);
        assert_eq!(world.tickets["1"].events.len(), 2, "the ticket was read again");
    }
}

#[test]
fn what_is_undone_in_time_never_leaves() {
    let mut world = World::new(KEY);
    world.make_due("r", "1", reply("Oops."), None, 10_000);
    world.run(9, &mut works);
    assert!(world.withdraw("r"));
    world.run(60, &mut works);
    assert_eq!(world.sent, Vec::<String>::new());
    assert_eq!(world.state("r"), State::Cancelled);
}

#[test]
fn hurrying_leaves_the_time_to_undo() {
    let mut world = World::new(KEY);
    world.make_due("r", "1", reply("Oops."), None, 10_000);
    world.input(Input::SyncNow);
    world.run(9, &mut works);
    assert_eq!(world.sent, Vec::<String>::new());
}

#[test]
fn the_user_who_is_quicker_than_the_record_wins() {
    let mut world = World::new(KEY);
    world.make("r", "1", reply("Oops."));
    // The ticket is read; the record of the intent is the next thing that would be written.
    while !world.todo.iter().any(|effect| matches!(effect, Effect::Record { .. })) {
        world.turn(&mut works);
    }
    world.rows.get_mut("r").unwrap().state = State::Cancelled;
    world.run(60, &mut works);
    assert_eq!(world.sent, Vec::<String>::new());
}

#[test]
fn a_reply_waits_when_the_customer_wrote_meanwhile() {
    let mut world = World::new(KEY);
    let event = world.model.write("1", Party::Customer, "Jo", true, "It works again.", None);
    world.make("r", "1", reply("Try this."));
    world.run(60, &mut works);
    assert_eq!(clashes(&world, "r"), [Clash::Wrote { events: vec![event] }]);
    assert_eq!(world.sent, Vec::<String>::new());
}

#[test]
fn a_reply_waits_when_a_colleague_answered_or_took_the_ticket() {
    let mut world = World::new(KEY);
    let event = world.model.write("1", Party::Agent, "Bob", true, "Done.", None);
    world.model.set("1", Party::Agent, "Bob", "assignee", Some("Bob"), None);
    world.make("r", "1", reply("Try this."));
    world.run(60, &mut works);
    let by = || "Bob".to_owned();
    assert_eq!(clashes(&world, "r"), [Clash::Answered { by: by(), event }, Clash::Taken { by: by() }]);
}

#[test]
fn a_note_goes_out_whatever_was_written_meanwhile() {
    let mut world = World::new(KEY);
    world.model.write("1", Party::Customer, "Jo", true, "Hello?", None);
    world.make("n", "1", Change::Note { body: "Asked the lab.".to_owned() });
    world.run(60, &mut works);
    assert_eq!(world.state("n"), State::Delivered);
}

#[test]
fn a_value_that_somebody_else_changed_is_not_overwritten() {
    let mut world = World::new(KEY);
    world.model.set("1", Party::Agent, "Bob", "status", Some("on-hold"), None);
    world.make("s", "1", status("solved"));
    world.run(60, &mut works);
    let (from, to) = (Some("new".to_owned()), Some("on-hold".to_owned()));
    assert_eq!(clashes(&world, "s"), [Clash::Changed { name: "status".to_owned(), from, to }]);
}

#[test]
fn a_value_that_is_there_already_is_not_sent() {
    let mut world = World::new(ONCE);
    world.model.set("1", Party::Agent, "Bob", "status", Some("solved"), None);
    world.make("s", "1", status("solved"));
    world.run(60, &mut works);
    assert_eq!((world.state("s"), world.sent.len()), (State::Delivered, 0));
}

#[test]
fn a_ticket_that_is_gone_takes_nothing() {
    let mut world = World::new(KEY);
    world.make("r", "1", reply("Try this."));
    world.model.tickets.remove("1");
    world.run(60, &mut works);
    assert_eq!(clashes(&world, "r"), [Clash::Gone { into: None }]);
}

#[test]
fn a_message_with_a_file_goes_by_what_the_portal_promises_for_files() {
    for class in [KEY, MARKER] {
        let mut world = World::new(class);
        world.make_with_file("r", "1", reply("Try this."));
        world.run(600, &mut first_send(Net::LostAfter));
        assert_eq!((world.state("r"), world.model.counts()["r"]), (State::Asks, 1), "{class:?}");
        assert_eq!(world.sent, ["r"], "{class:?}");

        let mut world = World::new(class);
        world.make_with_file("n", "1", Change::Note { body: "For you.".to_owned() });
        world.run(600, &mut works);
        assert_eq!(world.state("n"), State::Rejected, "no files go with notes there");
        assert_eq!(world.sent, Vec::<String>::new(), "{class:?}");
    }
}

#[test]
fn a_lost_answer_doubles_nothing() {
    for net in [Net::LostAfter, Net::LostBefore, Net::Status(500), Net::Status(502)] {
        for class in [KEY, MARKER] {
            let mut world = World::new(class);
            world.make("r", "1", reply("Try this."));
            world.run(600, &mut first_send(net));
            assert_eq!(world.state("r"), State::Delivered, "{net:?} {class:?}");
            assert_eq!(world.model.counts()["r"], 1, "{net:?} {class:?}");
        }
    }
}

#[test]
fn a_portal_that_cannot_tell_gets_one_attempt_and_the_user_decides() {
    for net in [Net::LostAfter, Net::LostBefore] {
        let mut world = World::new(ONCE);
        world.make("r", "1", reply("Try this."));
        world.run(600, &mut first_send(net));
        assert_eq!((world.state("r"), world.sent.len()), (State::Asks, 1), "{net:?}");
        world.start();
        world.run(600, &mut works);
        assert_eq!((world.state("r"), world.sent.len()), (State::Asks, 1), "after a restart, {net:?}");
    }
}

#[test]
fn what_never_left_is_sent_when_the_network_is_back() {
    for class in [KEY, MARKER, ONCE] {
        let mut world = World::new(class);
        world.make("r", "1", reply("Try this."));
        world.run(600, &mut |_| Net::Down);
        world.run(600, &mut works);
        assert_eq!((world.state("r"), world.model.counts()["r"]), (State::Delivered, 1), "{class:?}");
    }
}

#[test]
fn a_search_waits_until_what_went_out_must_have_arrived() {
    let mut world = World::new(MARKER);
    world.make("r", "1", reply("Try this."));
    world.run(59, &mut first_send(Net::LostBefore));
    assert_eq!((world.state("r"), world.sent.len()), (State::Unknown, 1));
    world.run(60, &mut works);
    assert_eq!((world.state("r"), world.sent.len()), (State::Delivered, 2));
}

#[test]
fn the_customer_who_wrote_after_a_lost_answer_stops_a_second_attempt() {
    let mut world = World::new(KEY);
    world.make("r", "1", reply("Try this."));
    let mut net = first_send(Net::LostBefore);
    while world.state("r") != State::Unknown {
        world.turn(&mut net);
    }
    world.model.write("1", Party::Customer, "Jo", true, "Never mind.", None);
    world.run(600, &mut works);
    assert_eq!((world.state("r"), world.sent.len()), (State::Conflict, 1));
}

#[test]
fn one_ticket_keeps_its_order_and_a_refused_operation_stops_only_its_own() {
    let mut world = World::new(KEY);
    world.make("bad", "1", status("nonsense"));
    world.make("after", "1", reply("Solved."));
    world.make("other", "2", reply("Hello."));
    world.run(600, &mut works);
    assert_eq!(world.state("bad"), State::Rejected);
    assert_eq!(world.state("after"), State::Queued);
    assert_eq!(world.state("other"), State::Delivered);
    assert!(world.withdraw("bad"));
    world.run(60, &mut works);
    assert_eq!(world.state("after"), State::Delivered);
}

#[test]
fn what_is_due_first_goes_out_first() {
    let mut world = World::new(KEY);
    for ticket in ["3", "4", "5"] {
        world.model.add(ticket);
    }
    for (id, ticket, due) in
        [("none", "1", None), ("late", "2", Some(900)), ("soon", "3", Some(10)), ("mid", "4", Some(500))]
    {
        world.make_due(id, ticket, Change::Note { body: id.to_owned() }, due, 5_000);
    }
    world.run(120, &mut works);
    // Two at a time: those due first have begun when the others may.
    assert_eq!(world.sent.len(), 4);
    assert!(world.sent[..2].contains(&"soon".to_owned()), "{:?}", world.sent);
    assert_eq!(world.sent[3], "none", "{:?}", world.sent);
}

#[test]
fn a_portal_that_asks_for_patience_gets_it_from_all() {
    let mut world = World::new(KEY);
    world.make("r", "1", reply("One."));
    let mut net = first_send(Net::Status(429));
    while world.sent.is_empty() {
        world.turn(&mut net);
    }
    world.make("s", "2", reply("Two."));
    world.run(28, &mut net);
    assert_eq!(world.sent, ["r"], "30 seconds were asked for");
    world.run(120, &mut net);
    assert_eq!((world.state("r"), world.state("s")), (State::Delivered, State::Delivered));
}

#[test]
fn a_refused_token_is_not_tried_again_by_itself() {
    let mut world = World::new(KEY);
    world.make("r", "1", reply("One."));
    world.run(3_000, &mut first_send(Net::Status(401)));
    assert_eq!((world.state("r"), world.sent.len()), (State::Queued, 1));
    world.input(Input::SyncNow);
    world.run(60, &mut works);
    assert_eq!(world.state("r"), State::Delivered);
}

#[test]
fn our_own_reply_is_no_reason_to_stop_what_follows_it() {
    for class in [KEY, MARKER] {
        let mut world = World::new(class);
        world.model.opens = true;
        world.make("r", "1", reply("Fixed in 8.1."));
        world.make("s", "1", status("solved"));
        world.make("again", "1", reply("And the manual is here."));
        world.run(600, &mut works);
        for id in ["r", "s", "again"] {
            assert_eq!(world.state(id), State::Delivered, "{id}: {:?}", world.rows[id].last);
        }
        assert_eq!(world.model.tickets["1"].status, "solved");
    }
}

#[test]
fn a_new_ticket_gives_its_name_to_what_follows() {
    let mut world = World::new(KEY);
    let create = Change::Create {
        queue: "q".to_owned(),
        subject: "From the phone".to_owned(),
        body: "It beeps.".to_owned(),
        contact: "jo@client.test".to_owned(),
        fields: std::collections::BTreeMap::new(),
    };
    world.make("c", "local-1", create);
    world.make("n", "local-1", Change::Note { body: "Called back.".to_owned() });
    world.run(60, &mut works);
    assert_eq!((world.state("c"), world.state("n")), (State::Delivered, State::Delivered));
    let made = &world.model.effects[0].1;
    assert_eq!(&world.model.effects[1].1, made);
}

/// A note to a ticket that was made here learns the ticket's name in the portal while a later note to that name is on
/// its way already.
#[test]
fn what_comes_in_before_an_operation_that_has_not_left_yet_goes_out_before_it() {
    let note = |body: &str| Change::Note { body: body.to_owned() };
    let mut stood_back = 0;
    for turns in 0..12 {
        let mut world = World::new(KEY);
        world.make_due("first", "local-1", note("First."), None, 600_000);
        world.make("second", "1", note("Second."));
        for _ in 0..turns {
            world.turn(&mut works);
        }
        let is_send = |effect: &Effect| matches!(effect, Effect::Fetch { request, .. } if request.method != Method::Get);
        let had_left = !world.sent.is_empty() || world.todo.iter().any(is_send);
        world.rows.get_mut("first").unwrap().operation.ticket = "1".to_owned();
        world.give_again("first");
        world.run(60, &mut works);
        let order = if had_left { ["second", "first"] } else { ["first", "second"] };
        assert_eq!(world.sent, order, "after {turns} turns");
        assert_eq!(world.state("second"), State::Delivered);
        stood_back += usize::from(turns > 0 && !had_left);
    }
    assert!(stood_back > 1, "the second one was on its way, and had not left");
}

#[test]
fn what_a_portal_does_not_offer_is_said() {
    let mut world = World::new(KEY);
    world.make("l", "1", Change::Link { to: "2".to_owned(), relation: String::new() });
    world.run(60, &mut works);
    assert_eq!((world.state("l"), world.sent.len()), (State::Rejected, 0));
}

#[test]
fn a_ticket_changed_in_the_last_moment_is_read_again() {
    let mut world = World::new(KEY);
    world.make("n", "1", Change::Note { body: "Asked the lab.".to_owned() });
    world.run(600, &mut first_send(Net::Status(412)));
    assert_eq!((world.state("n"), world.model.counts()["n"]), (State::Delivered, 1));
}

#[derive(Clone, Debug)]
enum Step {
    Turns(u8),
    Kill,
    Customer(bool),
}

fn net() -> impl Strategy<Value = Net> {
    prop_oneof![
        4 => Just(Net::Works),
        1 => Just(Net::Down),
        1 => Just(Net::LostBefore),
        2 => Just(Net::LostAfter),
        1 => prop_oneof![Just(412), Just(429), Just(500), Just(503)].prop_map(Net::Status),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever fails and whenever the process is killed: no operation has two effects, the order within a ticket is kept,
    /// and when all works again everything has ended or asks the user.
    #[test]
    fn nothing_is_doubled_lost_or_reordered(
        class in prop_oneof![Just(KEY), Just(MARKER), Just(ONCE)],
        steps in prop::collection::vec(
            prop_oneof![6 => (1..30_u8).prop_map(Step::Turns), 1 => Just(Step::Kill), 1 => any::<bool>().prop_map(Step::Customer)],
            1..25,
        ),
        faults in prop::collection::vec(net(), 0..40),
    ) {
        let mut world = World::new(class);
        let made = [("a", "1"), ("b", "1"), ("c", "2"), ("d", "1"), ("e", "2")];
        for (id, ticket) in made {
            let change = if id == "d" { status("solved") } else { reply(id) };
            world.make(id, ticket, change);
        }
        let mut faults = faults.into_iter();
        let mut net = |_: &Request| faults.next().unwrap_or(Net::Works);
        for step in steps {
            match step {
                Step::Turns(turns) => (0..turns).for_each(|_| _ = world.turn(&mut net)),
                Step::Kill => world.start(),
                Step::Customer(one) => {
                    let ticket = if one { "1" } else { "2" };
                    world.model.write(ticket, Party::Customer, "Jo", true, "And?", None);
                }
            }
        }
        world.run(3_000, &mut works);
        for (id, count) in world.model.counts() {
            prop_assert_eq!(count, 1, "{} had more than one effect", id);
        }
        for ticket in ["1", "2"] {
            let effects: Vec<&str> =
                world.model.effects.iter().filter(|(_, on)| on == ticket).map(|(id, _)| id.as_str()).collect();
            let order: Vec<&str> =
                made.iter().filter(|(id, on)| on == &ticket && effects.contains(id)).map(|(id, _)| *id).collect();
            prop_assert_eq!(effects, order, "of ticket {}", ticket);
        }
        for (id, ticket) in made {
            let first_open = made.iter().find(|(other, on)| on == &ticket && world.state(other) != State::Delivered);
            match world.state(id) {
                State::Delivered => prop_assert!(world.model.counts().contains_key(id) || id == "d"),
                State::Conflict | State::Asks => {}
                state => prop_assert!(first_open.is_some_and(|(first, _)| *first != id), "{} is {:?}", id, state),
            }
        }
    }
}
