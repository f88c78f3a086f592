//! What a hostile portal or a hasty user does to the outbox. The numbers are those of `docs/attack-cases.md`.

use sync::Input;

use super::portal::{KEY, MARKER, ONCE};
use super::works;
use super::world::{Net, State, World, reply, status};
use ::portal::{Delivery, Method, Request};

/// Everything that changes something meets this.
fn sends(net: Net) -> impl FnMut(&Request) -> Net {
    move |request| if request.method == Method::Get { Net::Works } else { net }
}

/// Keys that are kept for an hour, in a portal where nothing can be found again by its mark.
const UNMARKED: Delivery = Delivery::Key { life_s: 3_600, marked: false };

#[test]
fn case_166_an_old_error_that_is_kept_under_the_key_ends_in_a_question_and_never_in_a_new_key() {
    let mut world = World::new(UNMARKED);
    world.make("r", "1", reply("Try this."));
    world.run(3 * 3_600, &mut sends(Net::Status(500)));
    assert_eq!(world.state("r"), State::Asks);
    // The operation's own name is the key: it is the same at every attempt, and none follows the question.
    assert!(world.sent.iter().all(|key| key == "r"), "{:?}", world.sent);
    let attempts = world.sent.len();
    assert!((2..=60).contains(&attempts), "{attempts} attempts");
    world.run(3_600, &mut works);
    assert_eq!((world.state("r"), world.sent.len()), (State::Asks, attempts));
}

#[test]
fn case_166_where_a_reply_can_be_found_again_it_is_looked_for_before_each_further_attempt() {
    let mut world = World::new(KEY);
    world.make("r", "1", reply("Try this."));
    let mut asked = Vec::new();
    world.run(3 * 3_600, &mut |request| {
        asked.push(request.method);
        if request.method == Method::Get { Net::Works } else { Net::Status(500) }
    });
    assert_eq!(world.state("r"), State::Unknown, "it is not told as done");
    assert!(asked.windows(2).all(|two| two.contains(&Method::Get)), "an attempt without a look: {asked:?}");
    assert!(world.delayed.iter().any(|(id, trouble)| id == "r" && trouble.is_some()), "the user is told");
    world.run(600, &mut works);
    assert_eq!((world.state("r"), world.model.counts()["r"]), (State::Delivered, 1));
}

#[test]
fn case_143_a_portal_that_can_be_read_and_takes_no_change_is_not_asked_in_a_hot_loop() {
    for net in [Net::Status(500), Net::Status(503), Net::Status(412), Net::Down, Net::LostBefore] {
        let mut world = World::new(KEY);
        world.make("r", "1", reply("Try this."));
        world.run(3_600, &mut sends(net));
        assert!((3..=60).contains(&world.sent.len()), "{net:?}: {} attempts in an hour", world.sent.len());
        world.run(600, &mut works);
        assert_eq!((world.state("r"), world.model.counts()["r"]), (State::Delivered, 1), "{net:?}");
    }
}

#[test]
fn case_168_after_a_reply_that_fails_for_good_the_ticket_is_not_closed_and_others_go_on() {
    for class in [KEY, MARKER, ONCE] {
        let mut world = World::new(class);
        world.make("reply", "1", reply("Solved by the update."));
        world.make("close", "1", status("closed"));
        world.make("other", "2", reply("Another ticket."));
        let refused = |request: &Request| {
            let is_reply = request.body.as_deref().is_some_and(|body| body.contains("Solved by"));
            if is_reply { Net::Status(422) } else { Net::Works }
        };
        world.run(600, &mut { refused });
        let states = ["reply", "close", "other"].map(|id| world.state(id));
        assert_eq!(states, [State::Rejected, State::Queued, State::Delivered], "{class:?}");
    }
}

#[test]
fn case_172_what_a_portal_refuses_each_time_waits_for_the_user_after_one_attempt() {
    let mut world = World::new(KEY);
    world.make("poison", "1", reply("Poison"));
    world.make("other", "2", reply("Another ticket."));
    let mut net = |request: &Request| {
        let is_poison = request.body.as_deref().is_some_and(|body| body.contains("Poison"));
        if is_poison { Net::Status(422) } else { Net::Works }
    };
    world.run(7_200, &mut net);
    assert_eq!((world.state("poison"), world.state("other")), (State::Rejected, State::Delivered));
    assert_eq!(world.sent.iter().filter(|id| *id == "poison").count(), 1);
}

#[test]
fn case_177_an_operation_that_is_given_twice_is_one() {
    for class in [KEY, MARKER, ONCE] {
        let mut world = World::new(class);
        world.make("r", "1", reply("Once."));
        // The same row comes in again, as from a second look at the file.
        world.give_again("r");
        for _ in 0..3 {
            world.turn(&mut works);
            world.give_again("r");
        }
        world.run(600, &mut works);
        assert_eq!(world.model.counts()["r"], 1, "{class:?}");
        assert_eq!(world.sent, ["r"], "{class:?}");
    }
}

#[test]
fn case_178_a_reply_that_could_still_be_undone_when_the_program_ended_leaves_once_or_not_at_all() {
    for is_undone in [false, true] {
        let mut world = World::new(KEY);
        world.make_due("r", "1", reply("Try this."), None, 10_000);
        world.run(3, &mut works);
        assert_eq!(world.state("r"), State::Queued);
        // The program ends within the ten seconds, and starts again.
        world.start();
        assert_eq!(world.state("r"), State::Queued, "it is said clearly where it stands");
        if is_undone {
            assert!(world.withdraw("r"));
        }
        world.run(600, &mut works);
        let expected = if is_undone { (State::Cancelled, 0) } else { (State::Delivered, 1) };
        assert_eq!((world.state("r"), world.sent.len()), expected);
    }
}

#[test]
fn case_179_a_week_of_changes_is_delivered_in_order_within_the_portals_limit() {
    const TICKETS: usize = 100;
    const ALL: usize = 1_000;
    let mut world = World::new(KEY);
    for ticket in 3..=TICKETS {
        world.model.add(&ticket.to_string());
    }
    world.tickets = world.model.tickets.clone();
    for number in 0..ALL {
        let ticket = (number % TICKETS + 1).to_string();
        world.make(&format!("op-{number:05}"), &ticket, reply(&format!("Number {number}")));
    }
    world.input(Input::SyncNow);
    // Every fiftieth request is too many.
    let mut count = 0;
    world.run(48 * 3_600, &mut |_| {
        count += 1;
        if count % 50 == 0 { Net::Status(429) } else { Net::Works }
    });
    assert!(world.rows.values().all(|row| row.state == State::Delivered), "everything is delivered");
    assert!(world.model.counts().values().all(|count| *count == 1), "each once");
    for ticket in 1..=TICKETS {
        let ticket = ticket.to_string();
        let effects = world.model.effects.iter().filter(|(_, of)| *of == ticket);
        assert!(effects.map(|(id, _)| id).is_sorted(), "ticket {ticket} keeps its order");
    }
}

#[test]
fn case_218_a_panic_over_one_operation_puts_it_to_the_user_and_the_rest_goes_on() {
    for class in [KEY, MARKER, ONCE] {
        let mut world = World::new(class);
        world.make("push", "1", reply("trip over push"));
        world.make("after", "1", reply("After it."));
        world.make("other", "2", reply("Another ticket."));
        world.run(600, &mut works);
        // The intent is on the disk, and nothing has left: it is put to the user before what follows it.
        let states = ["push", "after", "other"].map(|id| world.state(id));
        assert_eq!(states, [State::Rejected, State::Queued, State::Delivered], "{class:?}");
        assert!(!world.sent.contains(&"push".to_owned()));
    }
}

#[test]
fn case_218_a_panic_in_looking_for_what_may_be_there_never_sends_a_second_time() {
    for class in [KEY, MARKER] {
        let mut world = World::new(class);
        world.make("find", "1", reply("trip over find"));
        world.make("other", "2", reply("Another ticket."));
        world.run(3_600, &mut |request| {
            let is_it = request.body.as_deref().is_some_and(|body| body.contains("trip over find"));
            if is_it { Net::LostAfter } else { Net::Works }
        });
        assert_eq!((world.state("find"), world.state("other")), (State::Asks, State::Delivered), "{class:?}");
        assert_eq!(
            (world.sent.iter().filter(|id| *id == "find").count(), world.model.counts()["find"]),
            (1, 1)
        );
        let Some(sync::Record::Unknown { trouble, .. }) = &world.rows["find"].last else { panic!() };
        assert_eq!(trouble.code, "internal");
        // The same after a restart, and when the user sends it again: the question comes back, never a second copy by itself.
        world.start();
        world.run(3_600, &mut works);
        assert_eq!((world.state("find"), world.model.counts()["find"]), (State::Asks, 1), "{class:?}");
    }
}
