//! Whatever the portal says, a ticket is delivered or put aside, and nothing panics.

use portal::Adapter;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::samples::{ada, adapter, change, comment, found, issue, readable};
use crate::scripted::Script;

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[ -~]{0,12}".prop_map(Value::from),
        Just(json!("2026-11-21T08:00:00.000+0530")),
        Just(json!("doc")),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((member(), inner), 0..5)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn member() -> impl Strategy<Value = String> {
    let names = [
        "id",
        "key",
        "fields",
        "summary",
        "description",
        "status",
        "statusCategory",
        "created",
        "updated",
        "project",
        "priority",
        "reporter",
        "assignee",
        "labels",
        "issuelinks",
        "customfield_10010",
        "customfield_10026",
        "customfield_10030",
        "customfield_10050",
        "accountId",
        "accountType",
        "author",
        "body",
        "jsdPublic",
        "visibility",
        "properties",
        "items",
        "values",
        "comments",
        "issues",
        "nextPageToken",
        "total",
        "isLast",
        "type",
        "content",
        "attrs",
        "timestamp",
        "text",
        "value",
        "name",
        "ongoingCycle",
        "breachTime",
        "epochMillis",
        "timeZone",
        "projectId",
    ];
    prop::sample::select(names.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_member_of_an_issue_comment_or_change_is_survived(name in member(), one in any_json(), other in any_json()) {
        let mut odd = issue(10_020);
        let (mut said, mut changed) = (comment(1, &ada(), true, "2026-11-20T13:00:00.000+0000"), change(1, "2026-11-20T13:00:00.000+0000", "status", "a", "b"));
        if name == "id" || name == "key" || name == "fields" { odd[&name] = one } else { odd["fields"][&name] = one }
        said[&name] = other.clone();
        changed[&name] = other;
        let script = readable(&[said], &[changed]).on("/search/jql?", &found(&[odd, issue(10_007)], None));
        let page = script.pull(&adapter(), None).unwrap();
        let told = page.tickets.iter().map(|ticket| ticket.id.as_str()).chain(page.aside.iter().filter_map(|aside| aside.id.as_deref()));
        prop_assert!(told.collect::<Vec<_>>().contains(&"10007"));
    }

    #[test]
    fn any_answer_is_a_page_or_a_fault(body in any_json()) {
        let script = Script::new().on("/", &body);
        if let Ok(page) = script.pull(&adapter(), None) {
            prop_assert!(page.cursor.is_some());
        }
        let searched = readable(&[], &[]).on("/", &body);
        let _ = searched.pull(&adapter(), None);
        let probes: Vec<_> = adapter().probes().iter().map(|request| script.carry(request)).collect();
        let _ = adapter().read_probes(&probes);
        let _ = adapter().read_mapping(&probes);
        let _ = script.one(&adapter(), "10020");
    }

    #[test]
    fn any_text_is_a_text(body in any_json()) {
        let mut said = comment(1, &ada(), true, "2026-11-20T13:00:00.000+0000");
        said["body"] = json!({"type": "doc", "content": [body]});
        let page = readable(&[said], &[]).on("/issue/10020?", &issue(10_020)).one(&adapter(), "10020").unwrap();
        prop_assert_eq!(page.tickets[0].events.len(), 3);
    }
}
