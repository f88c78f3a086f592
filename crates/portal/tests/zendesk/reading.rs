//! One ticket: its fields, and its past from the audits.

use policy::ticket::{Gone, History, Party, Ticket, What};
use portal::{Adapter, Due};
use serde_json::{Value, json};

use crate::samples::{
    adapter, audit, audits, change, comment, create, fields, first, groups, known, show, ticket,
};
use crate::scripted::Script;

fn read(row: &Value, history: &[Value]) -> Ticket {
    only(&known(row, history))
}

fn only(script: &Script) -> Ticket {
    let page = script.one(&adapter(), "35436").unwrap();
    assert!(page.aside.is_empty(), "{:?}", page.aside);
    page.tickets.into_iter().next().unwrap()
}

fn changes(ticket: &Ticket, wanted: &str) -> Vec<(Option<String>, Option<String>)> {
    let of = |event: &policy::ticket::Event| match &event.what {
        What::Field { name, from, to } if name == wanted => Some((from.clone(), to.clone())),
        What::Created
        | What::Message { .. }
        | What::Field { .. }
        | What::Call { .. }
        | What::Work { .. }
        | What::Merged { .. } => None,
    };
    ticket.events.iter().filter_map(of).collect()
}

fn messages(ticket: &Ticket) -> Vec<(String, bool, bool, String)> {
    let of = |event: &policy::ticket::Event| match &event.what {
        What::Message { public, auto, body, .. } => Some((event.id.clone(), *public, *auto, body.clone())),
        What::Created | What::Field { .. } | What::Call { .. } | What::Work { .. } | What::Merged { .. } => {
            None
        }
    };
    ticket.events.iter().filter_map(of).collect()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn the_documented_ticket_comes_with_names_for_its_numbers() {
    let read = read(&ticket(35_436), &[first(20_978_392)]);
    assert_eq!(
        (read.id.as_str(), read.number.as_str(), read.queue.as_str()),
        ("35436", "#35436", "Second level")
    );
    assert_eq!((read.status.as_str(), read.assignee.as_deref()), ("open", Some("Roger Wilco")));
    assert_eq!(read.customer.unwrap().name, "Nordwind");
    assert_eq!(read.contact.unwrap().email, "johnny@nordwind.example");
    assert_eq!(read.channel.as_deref(), Some("email"));
    assert_eq!(read.version.as_deref(), Some("2026-11-21T10:38:52Z"));
    assert_eq!(read.url.as_deref(), Some("https://acme.example/agent/tickets/35436"));
    let fields: Vec<(&str, &str)> =
        read.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let expected = [
        ("CF.Production down", "true"),
        ("CF.Severity", "major"),
        ("external_id", "ahg35h3jh"),
        ("priority", "high"),
        ("recipient", "support@acme.example"),
        ("sla.first_reply_time.breach_at", "2026-11-20T23:55:29Z"),
        ("sla.first_reply_time.stage", "achieved"),
        ("sla.next_reply_time.breach_at", "2026-11-21T12:30:00Z"),
        ("sla.next_reply_time.stage", "active"),
        ("sla.pausable_update_time.stage", "paused"),
        ("tags", "enterprise other_tag"),
        ("type", "incident"),
    ];
    assert_eq!(fields, expected);
}

#[test]
fn its_own_deadlines_are_told_but_for_those_that_were_kept() {
    let read = read(&ticket(35_436), &[first(20_978_392)]);
    let [next] = &adapter().deadlines(&read)[..] else { panic!("one is open") };
    assert_eq!((next.name.as_str(), next.what), ("next_reply_time", Due::Clock("next-reply")));
    assert_eq!(
        (next.at.to_string().as_str(), next.stage.as_deref()),
        ("2026-11-21T12:30:00Z", Some("active"))
    );
}

#[test]
fn the_past_leads_from_the_creation_to_the_present() {
    let later = [
        change(20, "status", &json!("new"), &json!("open")),
        change(21, "27642", &json!("minor"), &json!("major")),
        change(22, "group_id", &json!("98739"), &json!("98738")),
        change(23, "tags", &json!(["enterprise"]), &json!(["enterprise", "other_tag"])),
        change(24, "assignee_id", &Value::Null, &json!("235323")),
        change(25, "first_reply_time", &Value::Null, &json!({"minutes": 60, "in_business_hours": false})),
        change(26, "27648", &json!("0"), &json!("1")),
    ];
    let read =
        read(&ticket(35_436), &[first(20_978_392), audit(101, "2026-11-21T08:00:00Z", 235_323, &later)]);
    assert_eq!(read.history, History::Complete);
    assert_eq!(changes(&read, "status"), [(None, some("new")), (some("new"), some("open"))]);
    assert_eq!(changes(&read, "CF.Severity"), [(None, some("minor")), (some("minor"), some("major"))]);
    assert_eq!(
        changes(&read, "queue"),
        [(None, some("First level")), (some("First level"), some("Second level"))]
    );
    assert_eq!(changes(&read, "tags").pop(), Some((some("enterprise"), some("enterprise other_tag"))));
    assert_eq!(changes(&read, "assignee"), [(None, some("Roger Wilco"))]);
    assert_eq!(changes(&read, "CF.Production down"), [(some("false"), some("true"))]);
    assert_eq!(read.events[0].what, What::Created);
    assert_eq!((read.events[0].id.as_str(), read.events[0].by), ("100", Some(Party::Customer)));
}

#[test]
fn audits_come_in_any_order_and_on_several_pages() {
    let page = |audit: Value, next: Option<&str>| json!({"audits": [audit], "meta": {"has_more": next.is_some(), "after_cursor": next}});
    let second = audit(101, "2026-11-21T08:00:00Z", 235_323, &[comment(30, true, "Is it still on fire?")]);
    let third = audit(102, "2026-11-21T08:00:00Z", 20_978_392, &[comment(31, true, "Yes.")]);
    let script = Script::new()
        .on("/tickets/show_many", &show(&[ticket(35_436)]))
        .on("/ticket_fields", &fields())
        .on("/groups", &groups())
        .on("page[after]=a2", &page(first(20_978_392), None))
        .on("page[after]=a1", &page(second.clone(), Some("a2")))
        .on("/audits", &json!({"audits": [third, second], "meta": {"has_more": true, "after_cursor": "a1"}}));
    let read = only(&script);
    let ids: Vec<String> = messages(&read).into_iter().map(|message| message.0).collect();
    assert_eq!((ids, read.history), (vec!["6".into(), "30".into(), "31".into()], History::Complete));
}

#[test]
fn a_history_that_is_not_whole_is_incomplete() {
    let unreadable = json!({"id": 101, "created_at": "yesterday", "author_id": 5, "events": []});
    let page = |more: &Value| {
        let mut page = audits(&[first(20_978_392)]);
        page.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        page
    };
    let endless = page(&json!({"meta": {"has_more": true, "after_cursor": "same"}}));
    let cases = [
        ("an audit without date", audits(&[first(20_978_392), unreadable])),
        ("an audit that is none", audits(&[first(20_978_392), json!("x")])),
        ("no creation", audits(&[audit(101, "2026-11-21T08:00:00Z", 235_323, &[])])),
        (
            "a further page by number only",
            page(&json!({"meta": null, "next_page": "https://acme.example/?page=2"})),
        ),
        ("more pages than are read", endless),
    ];
    for (case, answer) in cases {
        let script = Script::new().on("/tickets/show_many", &show(&[ticket(35_436)])).on("/audits", &answer);
        assert_eq!(only(&script).history, History::Incomplete, "{case}");
    }
}

#[test]
fn an_archived_ticket_has_all_audits_on_one_page() {
    let script = Script::new()
        .on("/tickets/show_many", &show(&[]))
        .on(
            "/tickets/35436?",
            &json!({"ticket": ticket(35_436), "users": [{"id": 20_978_392, "name": "Johnny Agnew"}]}),
        )
        .on("/audits", &json!({"audits": [first(20_978_392)], "next_page": null, "count": 1}));
    let read = only(&script);
    assert_eq!((read.history, read.contact.unwrap().name.as_str()), (History::Complete, "Johnny Agnew"));
}

#[test]
fn machines_keep_no_promise() {
    let rule = json!({"channel": "rule", "source": {"from": {"id": 22, "title": "Answer at once"}, "rel": "trigger"}});
    let mut by_trigger = comment(30, true, "We received your request.");
    by_trigger["via"] = rule.clone();
    let mut by_bot =
        audit(103, "2026-11-20T22:58:00Z", 235_323, &[comment(33, true, "Have you read article 7?")]);
    by_bot["via"] = json!({"channel": "answer_bot_for_agents"});
    let mut set = change(32, "priority", &json!("normal"), &json!("high"));
    set["via"] = rule;
    let history = [
        first(20_978_392),
        audit(101, "2026-11-20T22:56:00Z", 235_323, &[by_trigger, set]),
        audit(102, "2026-11-20T22:57:00Z", -1, &[comment(31, true, "This ticket waits.")]),
        by_bot,
        audit(104, "2026-11-20T22:59:00Z", 235_323, &[comment(34, true, "We are on our way.")]),
    ];
    let read = read(&ticket(35_436), &history);
    let auto: Vec<(String, bool)> = messages(&read).into_iter().map(|(id, _, auto, _)| (id, auto)).collect();
    let expected = [("6", false), ("30", true), ("31", true), ("33", true), ("34", false)];
    assert_eq!(auto, expected.map(|(id, auto)| (id.to_owned(), auto)));
    let raised = read.events.iter().find(|event| event.id == "32").unwrap();
    assert_eq!(raised.by, Some(Party::System));
}

#[test]
fn a_message_that_was_made_private_is_private() {
    let hidden = json!({"id": 40, "type": "CommentPrivacyChange", "comment_id": 30, "public": false});
    let history = [
        first(20_978_392),
        audit(101, "2026-11-20T23:00:00Z", 235_323, &[comment(30, true, "Internal: ask Bob")]),
        audit(102, "2026-11-20T23:01:00Z", 235_323, &[hidden]),
    ];
    let read = read(&ticket(35_436), &history);
    assert!(messages(&read).contains(&("30".to_owned(), false, false, "Internal: ask Bob".to_owned())));
}

#[test]
fn a_merged_ticket_names_the_one_that_goes_on() {
    let cases = [
        ("This request was closed and merged into request #99 \"It burns #3\".", Some("99")),
        ("Diese Anfrage wurde mit #99 zusammengeführt", Some("99")),
        ("Same as the other one", None),
        ("Merged into #35436", None),
    ];
    for (text, into) in cases {
        let mut row = ticket(35_436);
        (row["status"], row["tags"]) = (json!("closed"), json!(["closed_by_merge"]));
        let mut end = audit(101, "2026-11-21T08:00:00Z", 235_323, &[comment(30, false, text)]);
        end["via"] = json!({"channel": "web", "source": {"from": {}, "to": {}, "rel": "merge"}});
        let read = read(&row, &[first(20_978_392), end]);
        assert_eq!(read.gone, into.map(|into| Gone::MergedInto(into.to_owned())), "{text}");
        if into.is_some() {
            assert!(!read.events.iter().any(|event| matches!(event.what, What::Merged { .. })), "{text}");
        }
    }
}

#[test]
fn the_ticket_that_goes_on_tells_which_ended_in_it() {
    let text =
        "Requests #34528, #34530 were closed and merged into this request.\nLast comment in request #1:";
    let mut merge = audit(101, "2026-11-21T08:00:00Z", 235_323, &[comment(30, true, text)]);
    merge["via"] = json!({"channel": "web", "source": {"rel": "merge"}});
    let read = read(&ticket(35_436), &[first(20_978_392), merge]);
    let merged: Vec<&What> = read
        .events
        .iter()
        .map(|event| &event.what)
        .filter(|what| matches!(what, What::Merged { .. }))
        .collect();
    assert_eq!(merged, [&What::Merged { id: "34528".into() }, &What::Merged { id: "34530".into() }]);
    let notice = messages(&read).into_iter().find(|message| message.0 == "30").unwrap();
    assert!(notice.2, "the notice of a merge is no answer");
}

#[test]
fn an_operation_is_known_again() {
    let mut ours = audit(101, "2026-11-21T08:00:00Z", 235_323, &[comment(30, true, "On our way.")]);
    ours["metadata"]["custom"]["gnomon_operation"] = json!("5f0c");
    let read = read(&ticket(35_436), &[first(20_978_392), ours]);
    let with: Vec<&str> =
        read.events.iter().filter(|event| event.operation.is_some()).map(|event| event.id.as_str()).collect();
    assert_eq!(with, ["30"]);
}

#[test]
fn old_forms_of_time_and_missing_members_are_read() {
    let mut old = first(20_978_392);
    old["created_at"] = json!("2011/09/25 22:35:44 -0700");
    let bare = json!({"id": "35436", "status": "solved", "created_at": "2011/09/25 22:35:44 -0700", "updated_at": "2011-09-26T05:35:44Z"});
    let read = read(&bare, &[old]);
    assert_eq!(read.created, read.updated);
    assert_eq!((read.queue.as_str(), read.subject.as_str(), read.contact), ("", "", None));
    assert_eq!(read.events[0].at, read.created);
}

#[test]
fn fields_of_the_same_title_are_told_apart() {
    let mut row = ticket(35_436);
    row["custom_fields"] =
        json!([{"id": 27_651, "value": 7}, {"id": 27_652, "value": "x"}, {"id": 999, "value": "y"}]);
    let history = [audit(
        100,
        "2026-11-20T22:55:29Z",
        20_978_392,
        &[create(1, "27651", &json!("7")), create(2, "999", &json!("y"))],
    )];
    let read = read(&row, &history);
    let custom: Vec<&str> =
        read.fields.keys().filter(|name| name.starts_with("CF.")).map(String::as_str).collect();
    assert_eq!(custom, ["CF.999", "CF.Site (27651)", "CF.Site (27652)"]);
    assert_eq!(changes(&read, "CF.Site (27651)"), [(None, some("7"))]);
}

#[test]
fn a_ticket_that_is_not_there_is_no_ticket() {
    let script = Script::new().on("/tickets/show_many", &show(&[]));
    let page = script.one(&adapter(), "7").unwrap();
    assert!(page.tickets.is_empty() && page.aside.is_empty() && page.cursor.is_none() && page.end);
}
