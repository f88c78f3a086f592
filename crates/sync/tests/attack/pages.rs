//! Pages that lead nowhere, come twice, or hold records that cannot be.

use super::world::{HOUR, World, after, page, ticket};

#[test]
fn case_149_cursors_that_go_round_in_a_circle_are_noticed_and_asked_slowly() {
    for length in [2_u64, 3, 50] {
        let mut world = World::new();
        world.run(HOUR, &mut |request, _| {
            let at: u64 = after(request).map_or(0, |cursor| cursor.parse().unwrap());
            Ok(page(&[ticket("1")], &((at + 1) % length).to_string(), false))
        });
        assert!(world.told.contains(&"stuck-cursor".to_owned()), "{length}: {:?}", world.told);
        // Once round costs as many requests as there are pages; between two rounds the waits grow to two minutes.
        let most = usize::try_from(length + 2).unwrap() * 70;
        assert!(world.asked.len() <= most, "{length}: {} requests in an hour", world.asked.len());
        world.settle(&mut |_, _| Ok(page(&[ticket("2")], "end", true)));
        assert_eq!(world.last.clone().unwrap().trouble, None, "{length}");
        assert!(world.stored.contains(&"2".to_owned()));
    }
}

#[test]
fn case_149_a_cursor_that_stays_is_noticed_and_one_that_is_over_begins_anew() {
    let mut world = World::new();
    world.run(HOUR, &mut |request, _| {
        let cursor = after(request).unwrap_or_else(|| "a".to_owned());
        Ok(page(&[], &cursor, false))
    });
    assert!(world.asked.len() <= 100, "{} requests in an hour", world.asked.len());
    assert!(!world.told.is_empty());

    let mut world = World::new();
    world.settle(&mut |_, _| Ok(page(&[ticket("1")], "old", true)));
    world.settle(&mut |request, _| {
        Ok(match after(request).as_deref() {
            Some("old") => super::world::status(410, &[]),
            _ => page(&[ticket("1"), ticket("2")], "new", true),
        })
    });
    assert_eq!(world.stored, ["1", "1", "2"]);
}

#[test]
fn case_148_a_page_that_comes_twice_or_overlaps_loses_nothing() {
    let mut world = World::new();
    let mut count = 0;
    world.settle(&mut |request, _| {
        count += 1;
        let at: usize = after(request).map_or(0, |cursor| cursor.parse().unwrap());
        // Each page begins two tickets before the end of the one before, in the other order.
        let mut ids: Vec<String> = (at.saturating_sub(2)..at + 5).map(|id| ticket(&id.to_string())).collect();
        if count % 2 == 0 {
            ids.reverse();
        }
        Ok(page(&ids, &(at + 5).to_string(), at >= 50))
    });
    let there: std::collections::BTreeSet<&String> = world.stored.iter().collect();
    assert!((0..55).all(|id: u32| there.contains(&id.to_string())), "{there:?}");
}
