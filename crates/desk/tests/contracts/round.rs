//! What is exported imports again to the same.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::world::World;

static RUNTIME: LazyLock<tokio::runtime::Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap());

/// Values as a user may write them, for a customer of expecco.
fn values() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let mail = "[a-z+'][a-z0-9.+'-]{0,8}@[a-z]{1,6}[.]test";
    let mails = prop::collection::vec(mail, 0..4)
        .prop_map(|mails| if mails.is_empty() { "(empty)".to_owned() } else { mails.join("; ") });
    let date = (2040..2060_i32, 1..=12_u32, 1..=28_u32).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"));
    let target = ("sev-[123]|[*]", 0..2_000_u32).prop_map(|(severity, hours)| {
        format!("first-response {severity} {}h always", f64::from(hours) / 4.0)
    });
    let people = prop::collection::btree_map(mail, "good|suspended|terminated", 1..3).prop_map(|people| {
        let people: Vec<String> = people.iter().map(|(mail, word)| format!("{mail}={word}")).collect();
        people.join("; ")
    });
    let window = (0..23_u32).prop_map(|hour| format!("2026-11-22T{hour:02}:00:00Z/2026-11-22T23:30:00Z"));
    let lists = [
        ("plan", Just("premium".to_owned()).boxed()),
        ("ends", date.clone().boxed()),
        ("purchased", date.boxed()),
        ("payments", "current|overdue".boxed()),
        ("remote_access", "given|impossible".boxed()),
        ("licenses", any::<u32>().prop_map(|count| count.to_string()).boxed()),
        ("named_contacts", mails.boxed()),
        ("targets", prop::collection::vec(target, 1..4).prop_map(|all| all.join("; ")).boxed()),
        ("standing", people.boxed()),
        ("appointments", prop::collection::vec(window, 1..3).prop_map(|all| all.join("; ")).boxed()),
        ("tickets_used", Just("(none)".to_owned()).boxed()),
        ("starts", Just("(none)".to_owned()).boxed()),
    ];
    let each = lists.map(|(name, text)| (Just(name), text).boxed());
    prop::sample::subsequence(each.to_vec(), 1..=each.len()).prop_flat_map(|chosen| chosen)
}

#[test]
fn an_export_imports_to_the_same_contracts_wherever_it_is_read() {
    let (here, there) = RUNTIME.block_on(async { (World::new().await, World::new().await) });
    let line = RUNTIME.block_on(here.line_of("expecco"));
    let mut runner = TestRunner::new(Config { cases: 48, failure_persistence: None, ..Config::default() });
    let tried = runner.run(&values(), |values| {
        RUNTIME.block_on(async {
            let names: Vec<String> = here.contract(&line).await.fields.into_iter().map(|f| f.field).collect();
            let all: Vec<&str> = names.iter().map(String::as_str).collect();
            here.set(&line, &[], &all).await;
            there.set(&line, &[], &all).await;
            let texts: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
            let saved = here.set(&line, &texts, &[]).await;
            prop_assert_eq!(saved.mistakes, []);

            let text = here.desk.export_contracts().await.unwrap().text;
            let again = here.desk.preview_contracts("x.csv", text.clone()).await.unwrap();
            prop_assert_eq!((again.unchanged, again.refused), (again.lines, 0));

            // Another installation that knows only what the portal tells.
            let text = text.replace(&here.account, &there.account);
            let seen = there.desk.preview_contracts("x.csv", text.clone()).await.unwrap();
            prop_assert_eq!(seen.refused, 0, "{:?}", seen.rows);
            there.desk.import_contracts("x.csv", text.clone(), &seen.mark).await.unwrap();
            let theirs = there.desk.export_contracts().await.unwrap().text;
            prop_assert_eq!(theirs, text);
            Ok(())
        })
    });
    tried.unwrap();
}
