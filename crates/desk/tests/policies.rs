//! Policies looked up, tried and changed, on the demo's queue.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

use std::path::Path;

use desk::view::{PolicyChange, QueueRequest, StartView, WhatIf};
use desk::{Desk, Options};

const CRITICAL: &str = "clocks.first-response.targets.critical";

/// A demo whose time stands still, so that two looks at its queue see the same.
async fn demo(folder: &Path) -> Desk {
    let now = Some("2026-11-18T10:00:00Z".parse().unwrap());
    let data = Some(folder.to_owned());
    let desk =
        Desk::new(Options { demo: true, demo_size: 200, demo_seed: 7, now, data, ..Options::default() })
            .unwrap();
    assert_eq!(desk.start().await, StartView::Ready { demo: true });
    desk.first_sync().await;
    desk
}

fn change(path: &str, key: &str, value: Option<&str>) -> Vec<PolicyChange> {
    vec![PolicyChange { path: path.to_owned(), key: key.to_owned(), value: value.map(str::to_owned) }]
}

async fn dues(desk: &Desk) -> Vec<(String, Option<i64>)> {
    let request = QueueRequest { limit: 500, ..QueueRequest::default() };
    let mut rows: Vec<_> =
        desk.queue(request).await.unwrap().rows.into_iter().map(|row| (row.key, row.clock.due)).collect();
    rows.sort();
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn a_try_changes_nothing_and_tells_what_would_change() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let before = dues(&desk).await;
    let preview = desk.preview_policy("sep-sesam", change(CRITICAL, "target", Some("40 h"))).await.unwrap();
    let effect = preview.effect.unwrap();
    assert!(preview.errors.is_empty());
    assert!(
        effect.changed > 0 && effect.changed <= effect.tickets,
        "{} of {}",
        effect.changed,
        effect.tickets
    );
    assert!(effect.rows.iter().any(|row| row.before.due != row.after.due));
    assert!(effect.after.overdue <= effect.before.overdue, "more time makes nothing late");
    assert_eq!(dues(&desk).await, before);
    assert!(!folder.path().join("policies").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_change_holds_at_once_and_after_a_restart_and_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let before = dues(&desk).await;
    let view = desk.change_policy("sep-sesam", change(CRITICAL, "target", Some("40 h"))).await.unwrap();
    let row = view.rows.iter().find(|row| row.path == CRITICAL).unwrap();
    assert_eq!((row.basis.as_str(), row.basis_before.as_str(), view.changed), ("override", "stated", true));
    let target = row.values.iter().find(|value| value.key == "target").unwrap();
    assert_eq!((target.text.as_str(), target.before.as_deref()), ("40 h", Some("4 h")));
    let changed = dues(&desk).await;
    assert_ne!(changed, before);
    drop(desk);
    let again = demo(folder.path()).await;
    assert_eq!(dues(&again).await, changed);
    let view = again.change_policy("sep-sesam", change(CRITICAL, "target", None)).await.unwrap();
    assert!(!view.changed);
    assert_eq!(dues(&again).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_cannot_be_is_told_and_nothing_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let soon = change(CRITICAL, "target", Some("soon"));
    let preview = desk.preview_policy("sep-sesam", soon.clone()).await.unwrap();
    assert_eq!(preview.errors.len(), 1);
    assert!(preview.errors[0].message.contains("soon"), "{}", preview.errors[0].message);
    assert_eq!(desk.change_policy("sep-sesam", soon).await.unwrap_err().code, "bad-change");
    assert!(!folder.path().join("policies").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_file_of_the_user_is_told_and_the_rest_is_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let overrides = folder.path().join("policies/overrides");
    std::fs::create_dir_all(&overrides).unwrap();
    std::fs::write(
        overrides.join("mine.toml"),
        "format = 1\nid = \"ensim\"\n[order.waiting-limit]\nafter = \"soon\"\n",
    )
    .unwrap();
    let desk = demo(folder.path()).await;
    let problems = desk.policy_problems();
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].message.contains("mine.toml") && problems[0].message.contains("Line 4"),
        "{}",
        problems[0]
    );
    assert_eq!(desk.policies().await.unwrap().len(), 5);
    assert!(!dues(&desk).await.is_empty());
    std::fs::write(
        overrides.join("mine.toml"),
        "format = 1\nid = \"ensim\"\n[order.waiting-limit]\nafter = \"9 h\"\n",
    )
    .unwrap();
    let ensim = desk.policies().await.unwrap().into_iter().find(|policy| policy.id == "ensim").unwrap();
    assert!(ensim.changed, "the mended file holds without a restart");
    assert!(desk.policy_problems().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_if_compares_another_plan_on_queue_and_history() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let ask = WhatIf { policy: "ensim".to_owned(), plan: "24x7".to_owned(), ..WhatIf::default() };
    let view = desk.what_if(ask).await.unwrap();
    assert!(view.effect.tickets > 0 && view.effect.changed > 0);
    let all = view.attainment.iter().find(|row| row.by == "all").unwrap();
    let sum = |a: &desk::view::Attained| a.met + a.breached + a.open + a.no_target;
    assert_eq!(sum(&all.before), sum(&all.after), "each clock is counted once under both rules");
    let request = QueueRequest { limit: 500, ..QueueRequest::default() };
    let open = desk.queue(request).await.unwrap().rows.iter().filter(|row| row.vendor == "Ensim").count();
    assert!(sum(&all.before) as usize > open, "solved tickets count too");
    let vendors: Vec<&str> =
        view.attainment.iter().filter(|row| row.by == "vendor").map(|row| row.group.as_str()).collect();
    assert_eq!(vendors, ["Ensim"]);
    let weeks = view.attainment.iter().filter(|row| row.by == "week");
    assert_eq!(weeks.map(|row| sum(&row.before)).sum::<u32>(), sum(&all.before));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_rules_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let view = desk.what_if(WhatIf::default()).await.unwrap();
    assert_eq!((view.effect.changed, view.unread), (0, 0));
    assert!(view.attainment.iter().all(|row| row.before == row.after));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_the_policy_does_not_have_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let cases = [
        WhatIf { policy: "nobody".to_owned(), ..WhatIf::default() },
        WhatIf { policy: "ensim".to_owned(), plan: "gold".to_owned(), ..WhatIf::default() },
        WhatIf { policy: "ensim".to_owned(), severity: "urgent".to_owned(), ..WhatIf::default() },
        WhatIf { policy: "ensim".to_owned(), calendar: "weekends".to_owned(), ..WhatIf::default() },
        WhatIf { other_policy: "nobody".to_owned(), ..WhatIf::default() },
    ];
    for ask in cases {
        let error = desk.what_if(ask.clone()).await.unwrap_err();
        assert!(error.hint.starts_with("Choose one of"), "{ask:?}: {error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_the_user_edits_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let overrides = folder.path().join("policies/overrides");
    std::fs::create_dir_all(&overrides).unwrap();
    let file = overrides.join("sep-sesam.toml");
    let broken = "format = 1\nid = \"sep-sesam\"\n# my long work\n[order.waiting-limit]\nafter = \"soon\"\n";
    std::fs::write(&file, broken).unwrap();
    let desk = demo(folder.path()).await;
    let error = desk.change_policy("sep-sesam", change(CRITICAL, "target", Some("3 h"))).await.unwrap_err();
    assert_eq!(error.code, "not-kept");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), broken);
    let mended = broken.replace("soon", "48 h");
    std::fs::write(&file, &mended).unwrap();
    desk.policies().await.unwrap();
    desk.change_policy("sep-sesam", change(CRITICAL, "target", Some("3 h"))).await.unwrap();
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(kept.starts_with(mended.trim_end()) && kept.contains("3 h"), "{kept}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_is_added_previewed_kept_and_taken_out() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let path = "releases.mes-3-81";
    let mut all = change(path, "version", Some("3.81"));
    all.extend(change(path, "released", Some("2021-03-01")));
    all.extend(change(path, "kind", Some("lts")));
    let lacking = desk.preview_policy("sepasoft", all.clone()).await.unwrap();
    assert!(lacking.errors.iter().any(|error| error.message.contains("clause")), "{:?}", lacking.errors);
    all.extend(change(path, "clause", Some("Downloads page")));
    let preview = desk.preview_policy("sepasoft", all.clone()).await.unwrap();
    assert!(preview.errors.is_empty() && preview.effect.is_some(), "{:?}", preview.errors);
    let view = desk.change_policy("sepasoft", all).await.unwrap();
    let row = view.rows.iter().find(|row| row.path == path).unwrap();
    assert_eq!(
        (row.section.as_str(), row.basis.as_str(), row.clause.as_str()),
        ("releases", "override", "Downloads page")
    );
    let kept = std::fs::read_to_string(folder.path().join("policies/overrides/sepasoft.toml")).unwrap();
    assert!(kept.contains("[[releases]]") && kept.contains("2021-03-01"), "{kept}");
    let view = desk.change_policy("sepasoft", change(path, "", None)).await.unwrap();
    assert!(!view.changed && view.rows.iter().all(|row| row.path != path));
    assert!(!folder.path().join("policies/overrides/sepasoft.toml").exists());
}

/// Nobody opens Policies: the files are noticed by themselves.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_changes_is_taken_in_by_itself_and_a_broken_one_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let before = dues(&desk).await;
    let mut events = desk.events();
    let overrides = folder.path().join("policies/overrides");
    std::fs::create_dir_all(&overrides).unwrap();
    let file = overrides.join("sep-sesam.toml");
    let mine = "format = 1\nid = \"sep-sesam\"\n[[clocks]]\nid = \"first-response\"\n\
        [[clocks.targets]]\nid = \"critical\"\ntarget = \"40 h\"\n";
    std::fs::write(&file, mine).unwrap();
    while dues(&desk).await == before {
        events.next().await.unwrap();
    }
    std::fs::write(&file, mine.replace("40 h", "soon")).unwrap();
    while desk.policy_problems().is_empty() {
        events.next().await.unwrap();
    }
    while dues(&desk).await != before {
        events.next().await.unwrap();
    }
    std::fs::remove_file(&file).unwrap();
    while !desk.policy_problems().is_empty() {
        events.next().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("policies")).unwrap();
    std::fs::write(folder.path().join("policies/overrides"), "a file where a folder should be").unwrap();
    let problems = demo(folder.path()).await.policy_problems();
    assert_eq!(problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(), ["unreadable-pack"]);
}
