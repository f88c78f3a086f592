//! Reading the groups of the user: seldom, after a round, and never in the way of a sync.

use portal::{Fault, Membership, Request, Response};

use super::world::{HOUR, MINUTE, World, body, page};

type Answer<'a> = dyn Fn() -> Result<Response, Fault> + 'a;

fn is_about(request: &Request) -> bool {
    request.url.path().ends_with("/about")
}

fn changes() -> Result<Response, Fault> {
    Ok(page(&[], "c", true))
}

fn about(groups: &str) -> Response {
    let text = format!(
        r#"{{"product":"P","version":"1","user":{{"name":"Ada","groups":{groups}}},"queues":[],"statuses":[],"idempotency_s":1}}"#
    );
    body(text)
}

#[test]
fn the_groups_are_read_after_the_first_round_and_then_once_an_hour() {
    let mut world = World::new();
    let mut asked = Vec::new();
    let mut rounds = 0;
    world.run(3 * HOUR, &mut |request, at| {
        if !is_about(request) {
            rounds += 1;
            return changes();
        }
        asked.push((at, rounds));
        Ok(about(if asked.len() == 1 { r#"["Support"]"# } else { r#"["Team leads"]"# }))
    });
    assert_eq!(asked[0].1, 1, "before the first round had ended, or long after it");
    assert!((3..=4).contains(&asked.len()), "{asked:?}");
    assert!(asked.windows(2).all(|two| two[1].0 - two[0].0 >= HOUR), "{asked:?}");
    let told: Vec<&Membership> = world.said.iter().map(|(_, said)| said).collect();
    let group = |name: &str| Membership::Told { user: Some("Ada".to_owned()), groups: vec![name.to_owned()] };
    assert_eq!((told[0], told[1]), (&group("Support"), &group("Team leads")));
    assert_eq!(told.len(), asked.len());
}

#[test]
fn whatever_goes_wrong_with_the_groups_the_sync_goes_on_as_often_as_before() {
    let rounds_of = |answer: &Answer<'_>| {
        let (mut world, mut rounds, mut asked) = (World::new(), 0, 0);
        world.run(30 * MINUTE, &mut |request, _| {
            if is_about(request) {
                asked += 1;
                return answer();
            }
            rounds += 1;
            changes()
        });
        assert_eq!(world.told, [""; 0], "nothing of it is trouble of the sync");
        (rounds, asked, world.said.into_iter().map(|(_, said)| said).collect::<Vec<_>>())
    };
    let (usual, ..) = rounds_of(&|| Ok(about("[]")));
    let status = |status: u16| Response { status, headers: Vec::new(), body: b"{}".to_vec() };
    let lost = || Fault::Lost { host: "help.test".to_owned(), detail: "cut".to_owned() };
    let cases: [(&str, &Answer<'_>, bool); 7] = [
        ("refused", &|| Ok(status(403)), true),
        ("token refused", &|| Ok(status(401)), true),
        ("broken", &|| Ok(status(500)), true),
        ("nonsense", &|| Ok(body("<html>")), true),
        ("lost", &|| Err(lost()), false),
        ("away", &|| Ok(status(503)), false),
        ("busy", &|| Ok(status(429)), false),
    ];
    for (case, answer, is_said) in cases {
        let (rounds, asked, said) = rounds_of(answer);
        assert!(rounds + 10 >= usual, "{case}: {rounds} rounds and not {usual}");
        assert!((1..=7).contains(&asked), "{case}: asked {asked} times");
        assert_eq!(said.len(), usize::from(is_said), "{case}: {said:?}");
        assert!(said.iter().all(|said| matches!(said, Membership::Untold(_))), "{case}: {said:?}");
    }
}

#[test]
fn a_token_that_is_refused_is_not_shown_once_more_to_read_groups() {
    let mut world = World::new();
    let mut asked = 0;
    world.run(2 * HOUR, &mut |request, _| {
        asked += 1;
        assert!(!is_about(request), "the groups were asked for");
        Ok(Response { status: 401, headers: Vec::new(), body: Vec::new() })
    });
    assert_eq!((asked, world.told.as_slice()), (1, ["unauthorized".to_owned()].as_slice()));
}
