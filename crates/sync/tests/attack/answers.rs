//! Answers that are no pages.

use portal::{Fault, Response};

use super::world::{MINUTE, World, after, body, page, status, ticket};

#[test]
fn case_139_what_is_no_whole_page_moves_nothing_and_is_told() {
    let login = "<!DOCTYPE html><title>Log in</title><form></form>";
    let whole = page(&[ticket("1"), ticket("2")], "c9", true).body;
    let cases: [(&str, Response, &str); 9] = [
        ("an empty 200", body(""), "not-json"),
        ("a 204", Response { status: 204, ..body("") }, "not-json"),
        ("a log-in page", body(login), "not-json"),
        ("cut in the middle", body(&whole[..whole.len() / 2]), "truncated"),
        ("cut before its last sign", body(&whole[..whole.len() - 1]), "truncated"),
        ("another object", body("{}"), "shape"),
        ("a list", body("[]"), "shape"),
        ("null", body("null"), "shape"),
        ("a redirect to a log-in page", status(302, &[("location", "https://login.test/")]), "refused"),
    ];
    for (name, answer, code) in cases {
        let mut world = World::new();
        world.run(MINUTE, &mut |request, _| {
            Ok(match after(request) {
                None => page(&[ticket("1")], "c1", false),
                Some(_) => answer.clone(),
            })
        });
        assert_eq!((world.pages, world.stored.len()), (1, 1), "{name}");
        assert!(world.told.contains(&code.to_owned()), "{name}: {:?}", world.told);
        // The same place is asked for again, and nothing is lost.
        let begun = world.asked.len();
        let mut asked = Vec::new();
        world.settle(&mut |request, _| {
            asked.push(after(request));
            Ok(page(&[ticket("2")], "c1", true))
        });
        // After the page come the groups of the user.
        assert_eq!(asked[0].as_deref(), Some("c1"), "{name}");
        assert!(world.asked.len() - begun <= 2, "{name}: {asked:?}");
        assert_eq!(world.stored, ["1", "2"], "{name}");
        assert_eq!(world.last.clone().unwrap().trouble, None, "{name}");
    }
}

#[test]
fn case_146_each_way_without_a_connection_is_told_and_tried_again() {
    let host = || "help.test".to_owned();
    let down = |detail: &str| Fault::Unreachable { host: host(), detail: detail.to_owned() };
    for (fault, code) in [
        (down("dns error"), "unreachable"),
        (down("no answer in time"), "unreachable"),
        (Fault::Lost { host: host(), detail: "connection reset".into() }, "lost"),
        (Fault::Tls { host: host(), detail: "its certificate has expired".into() }, "tls"),
    ] {
        let mut world = World::new();
        world.run(10 * MINUTE, &mut |_, _| Err(fault.clone()));
        assert!(world.told.contains(&code.to_owned()), "{:?}", world.told);
        assert!(world.asked.len() > 3 && world.most_in_a_minute() <= 10, "{fault}: {:?}", world.asked);
        let trouble = world.last.clone().unwrap().trouble.unwrap();
        assert!(trouble.message.contains("help.test") && !trouble.hint.is_empty(), "{trouble:?}");
        world.settle(&mut |_, _| Ok(page(&[ticket("1")], "c1", true)));
        assert_eq!(world.stored, ["1"]);
    }
}
