//! Values looked up and changed one at a time, and the user's files gathered.

use policy::pack::{
    Basis, Change, ChangeError, PackText, PackValues, Packs, Promise, RowValue, change_override,
};

const GOOD: &str = include_str!("minimal.toml");
const TARGET: &str = "clocks.first-response.targets.high";

fn change(path: &str, key: &str, value: Option<&str>) -> Change {
    Change { path: path.to_owned(), key: key.to_owned(), value: value.map(str::to_owned) }
}

fn text(name: &str, text: &str) -> PackText {
    PackText { name: name.to_owned(), text: text.to_owned() }
}

#[test]
fn every_row_of_every_pack_is_found_by_its_path() {
    for pack in Packs::embedded().unwrap().iter() {
        let values = PackValues::read(Packs::embedded_text(&pack.id).unwrap().1, None);
        for row in &pack.rows {
            assert!(!values.row(&row.path).is_empty(), "{}: {} shows no value", pack.id, row.path);
        }
    }
}

#[test]
fn every_value_of_every_pack_can_be_written_as_it_is() {
    let packs = Packs::embedded().unwrap();
    for pack in packs.iter() {
        let (name, pack_text) = Packs::embedded_text(&pack.id).unwrap();
        let values = PackValues::read(pack_text, None);
        let mut same = Vec::new();
        for row in &pack.rows {
            same.extend(
                values.row(&row.path).iter().map(|value| change(&row.path, &value.key, Some(&value.text))),
            );
        }
        let over = change_override(&pack.id, pack_text, "", &same).unwrap();
        let again = policy::pack::Pack::parse_with_override(pack_text, name, &over, "mine.toml").unwrap();
        let paths =
            |pack: &policy::pack::Pack| pack.rows.iter().map(|row| row.path.clone()).collect::<Vec<_>>();
        assert_eq!(paths(&again), paths(pack));
        assert!(again.rows.iter().all(|row| row.source.basis == Basis::Override), "{}", pack.id);
    }
}

#[test]
fn a_changed_value_is_shown_with_what_the_pack_says() {
    let over = change_override("acme", GOOD, "", &[change(TARGET, "target", Some("2 h"))]).unwrap();
    let values = PackValues::read(GOOD, Some(&over)).row(TARGET);
    let target = values.iter().find(|value| value.key == "target").unwrap();
    assert_eq!(
        *target,
        RowValue { key: "target".to_owned(), text: "2 h".to_owned(), before: Some("4 h".to_owned()) }
    );
}

/// A value that an override repeats is not changed, and one that it adds is shown behind those of the pack.
#[test]
fn only_what_differs_is_shown_as_changed() {
    let over = "format = 1\nid = \"acme\"\n[[clocks]]\nid = \"first-response\"\n\
        [[clocks.targets]]\nid = \"high\"\ntarget = \"4 h\"\nclassifications = [\"x\"]\n";
    let plain = PackValues::read(GOOD, None).row(TARGET);
    let mut shown = PackValues::read(GOOD, Some(over)).row(TARGET);
    let added = shown.pop().unwrap();
    assert_eq!(shown, plain);
    assert_eq!((added.key.as_str(), added.before), ("classifications", None));
}

#[test]
fn comments_and_other_changes_of_the_user_stay() {
    let mine = "# Ours.\nformat = 1\nid = \"acme\"\n\n# Agreed in May.\n[order.waiting-limit]\nafter = \"48 h\" # two days\n";
    let over = change_override("acme", GOOD, mine, &[change(TARGET, "target", Some("2 h"))]).unwrap();
    assert!(over.starts_with(mine.trim_end()), "{over}");
    let back = change_override("acme", GOOD, &over, &[change(TARGET, "target", None)]).unwrap();
    assert_eq!(back.trim_end(), mine.trim_end());
}

#[test]
fn an_override_that_changes_nothing_any_more_is_empty() {
    let over = change_override("acme", GOOD, "", &[change(TARGET, "target", Some("2 h"))]).unwrap();
    assert_eq!(change_override("acme", GOOD, &over, &[change(TARGET, "target", None)]).unwrap(), "");
}

/// No document has releases, so an override adds rows of its own.
#[test]
fn a_release_is_added_changed_and_taken_out() {
    let (name, pack_text) = Packs::embedded_text("sepasoft").unwrap();
    let path = "releases.mes-3-81";
    let make =
        |over: &str, changes: &[Change]| change_override("sepasoft", pack_text, over, changes).unwrap();
    let releases = |over: &str| {
        let pack = policy::pack::Pack::parse_with_override(pack_text, name, over, "mine.toml");
        pack.map(|pack| {
            let row = pack.rows.iter().find(|row| row.path == path).map(|row| row.source.basis);
            let told = pack
                .releases
                .iter()
                .map(|release| (release.version.to_string(), release.released.to_string()));
            (told.collect::<Vec<_>>(), row)
        })
    };
    let added = [
        change(path, "version", Some("3.81")),
        change(path, "kind", Some("lts")),
        change(path, "released", Some("2021-03-01")),
        change(path, "next-major", Some("not-yet")),
        change(path, "clause", Some("Downloads page")),
    ];
    let mine = "# Ours.\nformat = 1\nid = \"sepasoft\"\n";
    let over = make(mine, &added);
    assert!(over.starts_with(mine), "{over}");
    let expected = vec![("3.81".to_owned(), "2021-03-01".to_owned())];
    assert_eq!(releases(&over).unwrap(), (expected, Some(Basis::Override)));
    let ends = "{ active-support = \"2026-03-01\", limited-support = \"2028-03-01\" }";
    let changed =
        make(&over, &[change(path, "released", Some("2021-04-01")), change(path, "ends", Some(ends))]);
    assert_eq!(releases(&changed).unwrap().0[0].1, "2021-04-01");
    assert!(changed.contains(ends) && changed.contains("lts"), "{changed}");
    let values = PackValues::read(pack_text, Some(&changed)).row(path);
    assert!(values.iter().any(|value| value.key == "ends" && value.text == ends && value.before.is_none()));
    let without = make(&changed, &[change(path, "ends", None), change(path, "kind", None)]);
    assert!(!without.contains("ends") && !without.contains("kind"), "{without}");
    assert!(without.contains("released = \"2021-04-01\""), "the release itself stays: {without}");
    assert_eq!(make(&changed, &[change(path, "", None)]), "", "nothing is left but names");
    for (key, value, expected) in [
        ("version", "three", "`three` is no version."),
        ("released", "yesterday", "`yesterday` is no date."),
        ("kind", "gold", "No rule is for releases of the kind `gold`."),
    ] {
        let errors = releases(&make(&over, &[change(path, key, Some(value))])).unwrap_err();
        assert_eq!(errors[0].message, expected);
    }
    let bad =
        change_override("sepasoft", pack_text, &over, &[change(path, "colour", Some("red"))]).unwrap_err();
    assert!(bad.to_string().contains("has no value `colour`"), "{bad}");
}

#[test]
fn wrong_changes_are_told() {
    let cases = [
        (change("clocks.first-response.targets.top", "target", Some("2 h")), "has no value `target`"),
        (change(TARGET, "colour", Some("red")), "has no value `colour`"),
        (change("order.factors.severity", "weight", Some("much")), "`much` is no value for `weight`"),
    ];
    for (change, expected) in cases {
        let error: ChangeError = change_override("acme", GOOD, "", &[change]).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn packs_and_overrides_of_a_user_are_in_force() {
    let over = change_override("acme", GOOD, "", &[change(TARGET, "target", Some("2 h"))]).unwrap();
    let all = Packs::collect(&[text("acme.toml", GOOD)], &[text("mine.toml", &over)]);
    assert_eq!(all.errors, []);
    assert_eq!(all.packs.len(), 6);
    let target = all.packs.get("acme").unwrap().clock("first-response").unwrap();
    let target = target.target(Some(0), Some(0), None).unwrap();
    assert_eq!((target.promise, target.source.basis), (Promise::Seconds(7_200), Basis::Override));
    let without = all.with_override("acme", None).unwrap();
    let target = without.get("acme").unwrap().clock("first-response").unwrap();
    assert_eq!(target.target(Some(0), Some(0), None).unwrap().promise, Promise::Seconds(14_400));
}

#[test]
fn a_broken_file_is_told_and_the_others_are_used() {
    let all = Packs::collect(
        &[text("acme.toml", GOOD), text("broken.toml", "format = 1\nid = \n")],
        &[
            text("a.toml", "format = 1\nid = \"acme\"\n[order.waiting-limit]\nafter = \"soon\"\n"),
            text("b.toml", "format = 1\nid = \"nobody\"\n"),
            text("c.toml", "format = 1\nid = \"ensim\"\n[order.waiting-limit]\nafter = \"48 h\"\n"),
            text("d.toml", "format = 1\nid = \"ensim\"\n[order.waiting-limit]\nafter = \"12 h\"\n"),
        ],
    );
    let told: Vec<String> = all.errors.iter().map(|e| format!("{}:{} {}", e.file, e.line, e.code)).collect();
    assert_eq!(
        told,
        ["broken.toml:2 syntax", "a.toml:4 bad-duration", "b.toml:1 other-pack", "d.toml:1 second-override"]
    );
    assert_eq!(all.packs.get("acme").unwrap().waiting_limit_s, 86_400, "used without its broken override");
    assert_eq!(all.packs.get("ensim").unwrap().waiting_limit_s, 172_800);
}
