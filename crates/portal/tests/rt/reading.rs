//! From recorded answers to tickets.

use policy::ticket::{Contact, Customer, Event, History, Party, Ticket, What};
use portal::{Adapter, Due, Fault, Page, Response};
use serde_json::{Value, json};

use crate::mirror;
use crate::samples::{self, page, response, sample};

fn ticket(page: &Page, id: &str) -> Ticket {
    page.tickets.iter().find(|ticket| ticket.id == id).unwrap_or_else(|| panic!("no {id}: {page:?}")).clone()
}

fn untouched(id: &str) -> Ticket {
    ticket(&page(|_, _| {}), id)
}

/// Side, whether it is public and automatic, and text of each message.
fn messages<'a>(ticket: &'a Ticket) -> Vec<(Option<Party>, bool, bool, &'a str)> {
    let of = |event: &'a Event| match &event.what {
        What::Message { public, auto, body, .. } => Some((event.by, *public, *auto, body.trim())),
        What::Created | What::Field { .. } | What::Call { .. } | What::Work { .. } | What::Merged { .. } => {
            None
        }
    };
    ticket.events.iter().filter_map(of).collect()
}

/// Values of one field after each change, the first one before it included.
fn values(ticket: &Ticket, field: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    for event in &ticket.events {
        if let What::Field { name, from, to } = &event.what
            && name == field
        {
            if values.is_empty() {
                values.push(from.clone());
            }
            values.push(to.clone());
        }
    }
    values
}

#[test]
fn a_ticket_has_its_fields_in_the_portals_words() {
    let read = untouched("129");
    assert_eq!((read.number.as_str(), read.subject.as_str()), ("#129", "Printer 0 — ü"));
    assert_eq!((read.queue.as_str(), read.status.as_str()), ("Business", "open"));
    assert_eq!(read.customer, Some(Customer { id: "Client AG".into(), name: "Client AG".into() }));
    assert_eq!(read.contact, Some(Contact { name: "Cust1 Ünal".into(), email: "cust1@client.test".into() }));
    assert_eq!(read.assignee.as_deref(), Some("Alice Ünal"));
    assert_eq!(read.channel.as_deref(), Some("REST"));
    assert_eq!(read.url.as_deref(), Some("https://rt.example/Ticket/Display.html?id=129"));
    assert_eq!(read.created.to_string(), "2026-11-21T22:49:19Z");
    assert_eq!(read.updated.to_string(), "2026-11-21T22:49:23Z");
    assert_eq!(read.history, History::Complete);
    assert_eq!(read.fields["Priority"], "20");
    assert_eq!(read.fields["Due"], "2026-12-01T10:00:00Z");
}

#[test]
fn due_is_the_portals_own_deadline() {
    let told = mirror::adapter().deadlines(&untouched("129"));
    let [due] = &told[..] else { panic!("{told:?}") };
    assert_eq!(
        (due.name.as_str(), due.what, due.at.to_string().as_str()),
        ("Due", Due::Next, "2026-12-01T10:00:00Z")
    );
    assert_eq!(mirror::adapter().deadlines(&untouched("131")), []);
}

#[test]
fn nobody_is_no_assignee() {
    assert_eq!(untouched("131").assignee, None);
}

#[test]
fn an_unset_date_is_no_date() {
    let read = untouched("131");
    for unset in ["Due", "Starts", "Started", "Resolved", "Told"] {
        assert!(!read.fields.contains_key(unset), "{unset}");
    }
}

#[test]
fn the_version_is_the_etag_of_a_single_ticket() {
    let newest = untouched("129").events.iter().filter_map(|event| event.id.parse::<u64>().ok()).max();
    assert_eq!(untouched("129").version, newest.map(|id| format!("\"{id}\"")));
}

#[test]
fn identifiers_are_texts_or_numbers_or_links() {
    let numbers = page(|name, body| {
        if name == "tickets" {
            body["items"][0]["id"] = json!(129);
            body["items"][0]["EffectiveId"] = json!({"id": "129", "type": "ticket"});
            body["items"][0]["Priority"] = json!(20);
        }
        if name == "history-changed" {
            body["items"][0]["id"] = json!(body["items"][0]["id"].as_str().unwrap().parse::<u64>().unwrap());
            body["items"][0]["ObjectId"] = json!(129);
        }
    });
    assert_eq!(ticket(&numbers, "129"), untouched("129"));
}

#[test]
fn custom_fields_are_arrays_or_missing_and_their_values_are_joined() {
    for missing in [json!(""), json!({}), Value::Null, json!([])] {
        let read = page(|name, body| {
            if name == "tickets" {
                body["items"][0]["CustomFields"] = missing.clone();
            }
        });
        assert!(ticket(&read, "129").fields.keys().all(|key| !key.starts_with("CF.")), "{missing}");
    }
    let several = page(|name, body| {
        if name == "tickets" {
            body["items"][0]["CustomFields"] = json!([
                {"id": "3", "name": "Host", "values": ["c", "b"]},
                {"id": 9, "name": "Photo", "values": [{"filename": "x.png", "content_type": "image/png"}]},
                {"id": "4", "name": "Promised", "values": []},
            ]);
        }
    });
    let read = ticket(&several, "129");
    assert_eq!(read.fields["CF.Host"], "b, c");
    assert_eq!(read.fields["CF.Photo"], "x.png");
    assert!(!read.fields.contains_key("CF.Promised"));
}

#[test]
fn a_custom_field_is_told_with_its_name_and_value_before_and_after() {
    let read = untouched("129");
    let gold = [None, Some("gold".to_owned()), Some("silver".to_owned())];
    assert_eq!(values(&read, "CF.Customer Tier"), gold);
    let hosts = page(|name, body| {
        if name == "tickets" {
            body["items"][0]["CustomFields"] = json!([{"id": "3", "name": "Host", "values": ["b", "c"]}]);
        }
    });
    let told: Vec<String> =
        values(&ticket(&hosts, "129"), "CF.Host").into_iter().map(Option::unwrap_or_default).collect();
    assert_eq!(told.first().map(String::as_str), Some(""));
    assert_eq!(told.get(2).map(String::as_str), Some("a, b"));
    assert_eq!(told.last().map(String::as_str), Some("b, c"));
}

#[test]
fn a_custom_field_of_another_queue_keeps_its_number_and_value() {
    let told = values(&untouched("129"), "CF.4");
    assert_eq!(told, [None, Some("2026-12-01T10:00:00Z".to_owned())]);
}

#[test]
fn queue_and_owner_are_told_by_name() {
    let read = untouched("129");
    assert_eq!(values(&read, "queue"), [Some("Support".to_owned()), Some("Business".to_owned())]);
    assert_eq!(values(&read, "assignee"), [None, Some("Alice Ünal".to_owned())]);
    assert_eq!(values(&read, "status"), [Some("new".to_owned()), Some("open".to_owned())]);
}

#[test]
fn history_dates_without_a_zone_are_utc() {
    assert_eq!(values(&untouched("129"), "Due"), [None, Some("2026-12-01T10:00:00Z".to_owned())]);
}

#[test]
fn messages_are_public_or_notes_and_enclosures_are_no_text() {
    let read = untouched("129");
    let expected = [
        (Some(Party::Customer), true, false, "Hello 0 <b>0</b>"),
        (Some(Party::Agent), true, false, "<p>see <b>log</b></p>"),
        (Some(Party::Agent), false, false, "a note"),
    ];
    assert_eq!(messages(&read), expected);
    let html = read
        .events
        .iter()
        .any(|event| matches!(&event.what, What::Message { mime, .. } if mime == "text/html"));
    assert!(html);
}

#[test]
fn an_auto_reply_is_marked_and_its_html_kept() {
    let read = untouched("132");
    assert_eq!(messages(&read).last(), Some(&(Some(Party::Customer), true, true, "<p>away ü</p>")));
}

#[test]
fn a_body_in_base64_with_newlines_is_read_too() {
    let encoded = page(|name, body| {
        if name == "parts-copied" {
            body["items"][0]["Content"] = json!("SGVsbG8gMCA8Yj4w\nPC9iPgo=\n");
        }
    });
    assert_eq!(ticket(&encoded, "132"), untouched("132"));
}

#[test]
fn a_body_that_only_looks_like_base64_is_kept() {
    let read = page(|name, body| {
        if name == "parts-copied" {
            body["items"][0]["Content"] = json!("restarted");
            body["items"][0]["Headers"] = json!("Content-Length: 9");
        }
    });
    assert_eq!(messages(&ticket(&read, "132"))[0].3, "restarted");
}

#[test]
fn sides_follow_requestor_then_privilege_then_copies() {
    let sides = |edit: &dyn Fn(&str, &mut Value)| -> Vec<Option<Party>> {
        messages(&ticket(&page(edit), "132")).iter().map(|message| message.0).collect()
    };
    let (customer, agent) = (Some(Party::Customer), Some(Party::Agent));
    assert_eq!(sides(&|_, _| {}), [customer, agent, agent, customer], "requestor, staff, staff, requestor");

    let staff_asks = |name: &str, body: &mut Value| {
        if name == "tickets" {
            body["items"][2]["Requestor"][0]["id"] = json!("bob");
        }
    };
    assert_eq!(
        sides(&staff_asks)[1],
        customer,
        "a requestor is the customer, also when that person is staff"
    );

    let copied = |name: &str, body: &mut Value| {
        if name == "tickets" {
            body["items"][2]["Cc"] = json!([{"id": "bob"}]);
        }
    };
    assert_eq!(sides(&copied)[1], agent, "staff with a copy is staff");

    let outsider = |name: &str, body: &mut Value| {
        if name == "user-bob" {
            body["Privileged"] = json!(0);
        }
    };
    assert_eq!(sides(&outsider)[1], customer, "an outsider keeps no promise");

    let unknown = |name: &str, body: &mut Value| {
        copied(name, body);
        if name.starts_with("user-") {
            *body = json!({});
        }
    };
    assert_eq!(sides(&unknown)[1..3], [customer, agent], "unknown: copies are the customer, others staff");
}

#[test]
fn the_machine_is_the_system() {
    let read = untouched("132");
    assert!(read.events.iter().any(|event| event.by == Some(Party::System)));
}

#[test]
fn a_merged_ticket_gives_its_messages_but_neither_its_creation_nor_its_fields() {
    let read = untouched("131");
    let created: Vec<&Event> = read.events.iter().filter(|event| event.what == What::Created).collect();
    assert_eq!(created.len(), 1);
    assert_eq!(created[0].at, read.created);
    assert_eq!(messages(&read).len(), 3);
    assert!(values(&read, "status").is_empty(), "the status changed in the other ticket");
    assert_eq!(read.events.iter().filter(|event| event.what == What::Merged { id: "130".into() }).count(), 1);
}

#[test]
fn events_are_in_order_and_their_identifiers_unique() {
    for read in page(|_, _| {}).tickets {
        assert!(read.events.is_sorted_by_key(|event| event.at), "{}", read.id);
        let mut ids: Vec<&str> = read.events.iter().map(|event| event.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), read.events.len());
    }
}

#[test]
fn a_history_that_may_not_be_read_is_incomplete() {
    let read = page(|name, body| {
        if name == "history-changed" {
            *body = sample("history-forbidden");
        }
    });
    assert_eq!(ticket(&read, "129").history, History::Incomplete);
}

#[test]
fn a_transaction_that_cannot_be_read_leaves_the_rest() {
    let read = page(|name, body| {
        if name == "history-changed" {
            // The first is the creation, which is an event of its own and a message.
            body["items"][1] = json!({"id": [], "Type": 7});
        }
    });
    let read = ticket(&read, "129");
    assert_eq!((read.history, read.events.len()), (History::Incomplete, untouched("129").events.len() - 1));
}

#[test]
fn a_bad_ticket_goes_aside_and_the_others_come() {
    type Edit = fn(&mut Value);
    let edits: [(&str, Edit); 5] = [
        ("no date", |row| row["Created"] = json!("yesterday")),
        ("no status", |row| row["Status"] = Value::Null),
        ("a list for a text", |row| row["Subject"] = json!([1])),
        ("another ticket", |row| row["EffectiveId"] = json!("7")),
        ("nothing", |row| *row = json!("gone")),
    ];
    for (what, edit) in edits {
        let read = page(|name, body| {
            if name == "tickets" {
                edit(&mut body["items"][1]);
            }
        });
        assert_eq!((read.tickets.len(), read.aside.len()), (2, 1), "{what}");
        let aside = &read.aside[0];
        assert!(aside.why.ends_with('.') && !aside.raw.is_empty(), "{what}: {aside:?}");
        assert_eq!(aside.id.as_deref(), (what != "nothing").then_some("131"), "{what}");
    }
}

#[test]
fn a_history_that_is_a_web_page_puts_one_ticket_aside() {
    let read = mirror::page(None, |request| {
        let (name, body) = samples::answer(request);
        let mut answer = response(200, &body);
        if name == "history-merged" {
            answer.body = b"<html>log in</html>".to_vec();
        }
        Some(answer)
    });
    let read = read.unwrap().unwrap();
    assert_eq!((read.tickets.len(), read.aside.len()), (2, 1));
    assert!(read.aside[0].why.contains("a web page"), "{}", read.aside[0].why);
}

#[test]
fn a_passing_fault_while_asking_who_wrote_is_no_answer() {
    let of = |status: u16| {
        let read = mirror::page(None, |request| {
            let (name, body) = samples::answer(request);
            Some(response(if name == "user-bob" { status } else { 200 }, &body))
        });
        read.unwrap().unwrap()
    };
    assert_eq!((of(503).tickets.len(), of(503).aside.len()), (2, 1));
    assert_eq!((of(403).tickets.len(), of(403).aside.len()), (3, 0));
}

#[test]
fn a_fault_of_the_whole_portal_gives_the_page_up() {
    let cases: [(u16, &str, &str); 6] = [
        (401, r#"{"message":"Unauthorized"}"#, "unauthorized"),
        (403, r#"{"message":"Forbidden"}"#, "forbidden"),
        (404, "<html>", "not-found"),
        (503, "", "server"),
        (200, "<!DOCTYPE html>", "not-json"),
        (200, r#"{"items":[{"id":"#, "truncated"),
    ];
    for (status, body, code) in cases {
        let answer = Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() };
        let fault = mirror::page(None, |_| Some(answer.clone())).unwrap_err();
        assert_eq!(fault.code(), code, "{status} {body}");
    }
}

#[test]
fn a_wait_in_the_middle_of_a_page_gives_the_page_up() {
    let fault = mirror::page(None, |request| {
        let (name, body) = samples::answer(request);
        let mut answer = response(if name == "history-merged" { 429 } else { 200 }, &body);
        answer.headers.push(("retry-after".to_owned(), "7".to_owned()));
        Some(answer)
    });
    assert!(matches!(fault, Err(Fault::RateLimited { retry_after_s: 7, .. })), "{fault:?}");
}

#[test]
fn a_probe_tells_version_user_and_queues() {
    let adapter = mirror::adapter();
    let answers = ["queues", "version", "newest", "mine"].map(|name| response(200, &sample(name)));
    assert_eq!(adapter.probes().len(), answers.len());
    let probe = adapter.read_probes(&answers).unwrap();
    assert_eq!(probe.portal, "Request Tracker 5.0.3");
    assert_eq!(probe.user.as_deref(), Some("alice"));
    assert_eq!(probe.queues, ["Business", "General", "Secret", "Support"]);
    assert!(probe.warnings.is_empty(), "{:?}", probe.warnings);
    assert_eq!(adapter.read_probe(&answers[0]).unwrap().queues, probe.queues);
}

#[test]
fn a_probe_warns_of_what_the_token_may_not_see() {
    let empty = json!({"items": [], "total": null});
    let answers = [&empty, &json!({"Version": "6.0.0"}), &empty, &empty].map(|body| response(200, body));
    let probe = mirror::adapter().read_probes(&answers).unwrap();
    for word in ["SeeQueue", "ShowTicket", "UseSQLForACLChecks", "6.0.0"] {
        assert!(probe.warnings.iter().any(|warning| warning.contains(word)), "{word}: {:?}", probe.warnings);
    }
}

#[test]
fn the_token_goes_into_the_header_as_request_tracker_wants_it() {
    assert_eq!(mirror::adapter().authorization(" 1-43-abc\n"), "token 1-43-abc");
}

#[test]
fn the_suggested_mapping_knows_every_status_that_comes_with_the_portal() {
    let mapping = mirror::adapter().suggested_mapping();
    for status in ["new", "open", "stalled", "resolved", "rejected", "deleted"] {
        assert!(mapping.statuses.contains_key(status), "{status}");
    }
    assert_eq!(mapping.severity.unwrap().field, "Priority");
}
