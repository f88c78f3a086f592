//! The first sync, increments, and what goes wrong.

use portal::{Cursor, Page, Response};
use serde_json::{Value, json};

use crate::samples::{adapter, desks, found, issue, me, readable};
use crate::scripted::{DATE, Script};

fn row(id: u64, updated: &str) -> Value {
    let mut row = issue(id);
    row["fields"]["updated"] = json!(updated);
    row
}

/// The tickets of each page that has some; what is gone has tests of its own.
fn ids(pages: &[Page]) -> Vec<Vec<String>> {
    let alive = |page: &Page| -> Vec<String> {
        page.tickets.iter().filter(|ticket| ticket.gone.is_none()).map(|ticket| ticket.id.clone()).collect()
    };
    let all = pages.iter().map(alive);
    all.filter(|page: &Vec<String>| !page.is_empty()).collect()
}

/// The searches for tickets, without what is the same in each.
fn searches(script: &Script) -> Vec<String> {
    let lists = script
        .addresses()
        .into_iter()
        .filter(|address| address.contains("fields=*all") && address.contains("/search/jql"));
    lists
        .map(|address| {
            let query =
                address.trim_start_matches("/rest/api/3/search/jql?jql=project in (11001, 11002) AND ");
            query.replace("&maxResults=50&fields=*all,-comment,-worklog", "")
        })
        .collect()
}

/// Comments, histories, and no identifiers of tickets that were not delivered.
fn quiet() -> Script {
    readable(&[], &[]).on("fields=id", &found(&[], None))
}

/// A cursor after a pass that began at [`DATE`].
fn after_a_pass() -> Cursor {
    quiet().on("/search/jql?", &found(&[], None)).sync(&adapter(), None).1
}

#[test]
fn what_is_open_comes_first_then_what_is_done_then_what_changed_meanwhile() {
    let (young, old) =
        (row(10_002, "2026-11-21T12:00:00.000+0000"), row(10_001, "2026-01-01T08:00:00.000+0000"));
    let script = quiet()
        .on("statusCategory != Done", &found(std::slice::from_ref(&young), Some("t1")))
        .on("statusCategory = Done", &found(&[old], None))
        .on("updated >=", &found(&[young], None));
    let script = script.on("statusCategory != Done", &found(&[], None));
    let (pages, _) = script.sync(&adapter(), None);
    assert_eq!(ids(&pages), [vec!["10002"], vec!["10001"], vec!["10002"]]);
    assert!(pages[..pages.len() - 1].iter().all(|page| !page.end));
    assert_eq!(
        searches(&script),
        [
            "statusCategory != Done ORDER BY created DESC",
            "statusCategory != Done ORDER BY created DESC&nextPageToken=t1",
            "statusCategory = Done ORDER BY created DESC",
            "updated >= \"2026-11-21 12:50\" ORDER BY updated ASC, key ASC",
        ]
    );
}

#[test]
fn every_pass_asks_who_the_token_stands_for_before_it_searches() {
    let script = quiet().on("/search/jql?", &found(&[], None));
    script.pull(&adapter(), Some(&after_a_pass())).unwrap();
    let asked = script.addresses();
    assert_eq!(
        asked[..2],
        ["/rest/api/3/myself?expand=applicationRoles", "/rest/servicedeskapi/servicedesk?start=0&limit=100"]
    );
    // A search without a name finds nothing, and would be taken for an empty site.
    let refused = Script::new().status("/myself", 401, b"{}").on("/search/jql?", &found(&[], None));
    assert_eq!(refused.pull(&adapter(), None).unwrap_err().code(), "unauthorized");
}

#[test]
fn the_removed_search_is_never_asked() {
    let script = quiet().on("/search/jql?", &found(&[issue(10_001)], None));
    script.sync(&adapter(), None);
    assert!(script.addresses().iter().all(|address| !address.contains("/search?")));
}

#[test]
fn a_search_is_in_the_users_zone_and_to_the_minute() {
    for (zone, wall) in [("UTC", "11:50"), ("Asia/Kolkata", "17:20"), ("America/New_York", "06:50")] {
        let script = Script::new()
            .on("/myself", &me(zone))
            .on("/servicedesk?", &desks())
            .on("/search/jql?", &found(&[], None));
        script.pull(&adapter(), Some(&after_a_pass())).unwrap();
        assert!(searches(&script)[0].contains(&format!("updated >= \"2026-11-21 {wall}\"")), "{zone}");
    }
}

#[test]
fn an_increment_goes_back_ten_minutes_and_delivers_nothing_twice() {
    let rows = [row(10_001, "2026-11-21T11:55:30.000+0000"), row(10_002, "2026-11-21T12:00:00.000+0000")];
    let listed = found(&[json!({"id": "10001"}), json!({"id": "10002"})], None);
    let script = readable(&[], &[]).on("fields=id", &listed).on("/search/jql?", &found(&rows, None));
    let (pages, cursor) = script.sync(&adapter(), Some(after_a_pass()));
    assert_eq!(ids(&pages), [vec!["10001", "10002"]]);
    let (pages, cursor) = script.sync(&adapter(), Some(cursor));
    // The second has the stamp of the second in which it was read: it may change once more under it.
    assert_eq!(ids(&pages), [vec!["10002"]]);
    script.addresses();
    let old = readable(&[], &[]).on("fields=id", &listed).on("/search/jql?", &found(&rows[..1], None));
    let (pages, _) = old.sync(&adapter(), Some(cursor));
    assert_eq!(ids(&pages), Vec::<Vec<String>>::new());
    assert_eq!(old.addresses().len(), 4, "an idle increment costs four requests");
}

#[test]
fn a_change_that_the_search_finds_late_is_read() {
    let (_, cursor) = quiet().on("/search/jql?", &found(&[], None)).sync(&adapter(), Some(after_a_pass()));
    let late = row(10_001, "2026-11-21T11:52:00.000+0000");
    let listed = found(&[json!({"id": "10001"})], None);
    let script = readable(&[], &[]).on("fields=id", &listed).on("/search/jql?", &found(&[late], None));
    let (pages, _) = script.sync(&adapter(), Some(cursor));
    assert_eq!(ids(&pages), [vec!["10001"]]);
}

#[test]
fn full_pages_go_on_by_minute_and_not_by_token() {
    let first = [row(10_001, "2026-11-21T11:52:10.000+0000"), row(10_002, "2026-11-21T11:55:50.000+0000")];
    let second = [row(10_002, "2026-11-21T11:55:50.000+0000"), row(10_003, "2026-11-21T11:56:00.000+0000")];
    let script = quiet()
        .on("\"2026-11-21 12:50\"", &found(&first, Some("t1")))
        .on("\"2026-11-21 12:55\"", &found(&second, None));
    let (pages, _) = script.sync(&adapter(), Some(after_a_pass()));
    assert_eq!(ids(&pages), [vec!["10001", "10002"], vec!["10003"]]);
    assert!(searches(&script).iter().all(|search| !search.contains("nextPageToken")));
}

#[test]
fn more_changes_in_one_minute_than_a_page_holds_are_read_by_token() {
    let minute = |from: u64| -> Vec<Value> {
        (from..from + 50).map(|id| row(10_000 + id, "2026-11-21T11:50:30.000+0000")).collect()
    };
    let script = quiet()
        .on("nextPageToken=t2", &found(&minute(101)[..7], None))
        .on("nextPageToken=t1", &found(&minute(51), Some("t2")))
        .on("updated >=", &found(&minute(1), Some("t1")));
    let (pages, _) = script.sync(&adapter(), Some(after_a_pass()));
    assert_eq!(ids(&pages).concat().len(), 107);
}

#[test]
fn a_token_that_is_over_begins_its_part_anew_and_delivers_nothing_twice() {
    let gone = br#"{"errorMessages":["The provided next page token is invalid or expired."]}"#;
    let rows = [row(10_001, "2026-01-01T08:00:00.000+0000"), row(10_002, "2026-01-01T08:00:00.000+0000")];
    let script = quiet()
        .status("nextPageToken", 400, gone)
        .on("statusCategory != Done", &found(&rows[..1], Some("t1")))
        .on("statusCategory != Done", &found(&rows, None))
        .on("/search/jql?", &found(&[], None));
    let (pages, _) = script.sync(&adapter(), None);
    assert_eq!(ids(&pages), [vec!["10001"], vec!["10002"]]);
    let always = quiet().status(
        "/search/jql?",
        400,
        br#"{"errorMessages":["Unbounded JQL queries are not allowed here."]}"#,
    );
    let fault = always.pull(&adapter(), None).unwrap_err();
    assert!(fault.to_string().contains("Unbounded JQL"), "{fault}");
}

#[test]
fn a_list_without_end_is_named() {
    let rows = [row(10_001, "2026-11-21T11:50:30.000+0000")];
    let script = quiet().on("/search/jql?", &found(&rows, Some("t1")));
    let mut cursor = after_a_pass();
    let mut faults = Vec::new();
    for _ in 0..3 {
        match script.pull(&adapter(), Some(&cursor)) {
            Ok(page) => cursor = page.cursor.unwrap(),
            Err(fault) => faults.push(fault.to_string()),
        }
    }
    assert!(faults.iter().any(|fault| fault.contains("the same page follows again")), "{faults:?}");
}

#[test]
fn more_service_desks_than_a_page_holds_are_all_searched() {
    let mut first = desks();
    first["isLastPage"] = json!(false);
    let mut second = desks();
    second["values"] =
        json!([{"id": "12", "projectId": "11003", "projectName": "Third", "projectKey": "TH"}]);
    let script = Script::new()
        .on("/myself", &me("UTC"))
        .on("/servicedesk?start=0", &first)
        .on("/servicedesk?start=2", &second)
        .on("/search/jql?", &found(&[], None));
    script.pull(&adapter(), None).unwrap();
    assert!(script.addresses().last().unwrap().contains("project in (11001, 11002, 11003)"));
}

#[test]
fn without_a_service_desk_nothing_is_searched_and_nothing_is_gone() {
    let none = json!({"size": 0, "isLastPage": true, "values": []});
    let script = Script::new().on("/myself", &me("UTC")).on("/servicedesk?", &none);
    let page = script.pull(&adapter(), Some(&after_a_pass())).unwrap();
    assert!(page.end && page.tickets.is_empty() && script.addresses().len() == 2);
    let first = script.pull(&adapter(), None).unwrap();
    let given = quiet().on("/search/jql?", &found(&[], None));
    given.pull(&adapter(), first.cursor.as_ref()).unwrap();
    assert!(searches(&given)[0].starts_with("statusCategory != Done"), "all is read when there is one");
}

#[test]
fn a_ticket_with_a_strange_record_is_kept_aside_and_the_others_come() {
    let mut odd = issue(10_008);
    odd["fields"]["created"] = json!("yesterday");
    let rows = [issue(10_007), odd.clone(), json!({"key": "IT-9"}), json!({"id": "10010", "fields": null})];
    let script = quiet()
        .on("/issue/10008?", &odd)
        .status("/issue/10010?", 500, b"")
        .on("statusCategory != Done", &found(&rows, None))
        .on("/search/jql?", &found(&[], None));
    let (pages, cursor) = script.sync(&adapter(), None);
    assert_eq!(ids(&pages), [vec!["10007"]]);
    let aside: Vec<Option<&str>> = pages[0].aside.iter().map(|aside| aside.id.as_deref()).collect();
    assert_eq!(aside, [None, Some("10008"), Some("10010")]);
    assert!(
        pages[0].aside[1].why.contains("`fields.created`: `yesterday` is no date"),
        "{}",
        pages[0].aside[1].why
    );
    // It is tried again with the next passes, and read when it is sound.
    let healed = quiet()
        .on("/issue/10008?", &issue(10_008))
        .status("/issue/10010?", 404, b"{}")
        .on("/search/jql?", &found(&[], None));
    let (pages, cursor) = healed.sync(&adapter(), Some(cursor));
    assert!(ids(&pages).concat().contains(&"10008".to_owned()));
    healed.addresses();
    healed.sync(&adapter(), Some(cursor));
    assert!(!healed.addresses().iter().any(|address| address.contains("/issue/10010?")), "not for ever");
}

#[test]
fn one_ticket_whose_comments_fail_never_stops_the_others() {
    let rows = [issue(10_001), issue(10_002)];
    let failing = Script::new()
        .status("/issue/10001/comment", 500, b"")
        .on("/myself", &me("UTC"))
        .on("/servicedesk?", &desks())
        .on("/field", &json!([]))
        .on("/comment?", &json!({"comments": [], "total": 0}))
        .on("/changelog", &json!({"values": [], "isLast": true}))
        .on("/search/jql?", &found(&rows, None));
    let page = failing.pull(&adapter(), None).unwrap();
    assert_eq!(ids(&[page]), [vec!["10002"]]);
}

#[test]
fn a_wait_that_the_portal_asks_for_gives_the_page_up() {
    let wait = |headers: &[(&str, &str)]| Response {
        status: 429,
        headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        body: br#"{"errorMessages":["Rate limit exceeded."]}"#.to_vec(),
    };
    let cases: [(&[(&str, &str)], &str); 3] = [
        (&[("retry-after", "17"), ("x-ratelimit-remaining", "0")], "17 s"),
        (&[("date", DATE), ("x-ratelimit-reset", "2026-11-21T12:00:40Z")], "40 s"),
        (&[], "60 s"),
    ];
    for (headers, seconds) in cases {
        let script = Script::new()
            .raw("/changelog", wait(headers))
            .on("/myself", &me("UTC"))
            .on("/servicedesk?", &desks())
            .on("/field", &json!([]))
            .on("/comment?", &json!({"comments": [], "total": 0}))
            .on("/search/jql?", &found(&[issue(10_001)], None));
        let fault = script.pull(&adapter(), None).unwrap_err();
        assert!(fault.code() == "rate-limited" && fault.to_string().contains(seconds), "{fault}");
    }
}

#[test]
fn a_cursor_that_is_none_of_ours_reads_everything_again() {
    let script = quiet().on("/search/jql?", &found(&[], None));
    script.pull(&adapter(), Some(&Cursor("{\"page\":7}".into()))).unwrap();
    assert!(searches(&script)[0].starts_with("statusCategory != Done"));
}

#[test]
fn a_portal_without_a_clock_goes_on_from_its_youngest_change() {
    let undated =
        |body: &Value| Response { status: 200, headers: Vec::new(), body: body.to_string().into_bytes() };
    let script = Script::new()
        .raw("/myself", undated(&me("UTC")))
        .raw("/servicedesk?", undated(&desks()))
        .raw("/field", undated(&json!([])))
        .raw("/comment?", undated(&json!({"comments": []})))
        .raw("/changelog", undated(&json!({"values": []})))
        .raw("fields=id", undated(&found(&[json!({"id": "10007"})], None)))
        .raw("/search/jql?", undated(&found(&[row(10_007, "2026-11-21T11:00:00.000+0000")], None)));
    let (_, cursor) = script.sync(&adapter(), None);
    script.addresses();
    script.pull(&adapter(), Some(&cursor)).unwrap();
    assert!(searches(&script)[0].contains("updated >= \"2026-11-21 10:50\""));
}
