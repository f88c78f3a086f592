//! The writing side, answer by answer. Words and statuses are those that were seen on 5.0.3.

use std::collections::BTreeMap;

use calendar::Moment;
use policy::ticket::{Change, Gone, History, Operation, Seen, Ticket};
use portal::{Adapter, Delivery, Fault, Mark, Method, Push, PushNext, Receipt, Request, Response};
use serde_json::{Value, json};

use crate::mirror::adapter;

pub const OPERATION: &str = "01234567-89ab-4def-8123-456789abcdef";
const MARKED: &str = "text/plain; gnomon-operation=\"01234567-89ab-4def-8123-456789abcdef\"";

pub fn operation(change: Change) -> Operation {
    Operation {
        id: OPERATION.to_owned(),
        ticket: "6".to_owned(),
        change,
        files: Vec::new(),
        seen: Seen::default(),
    }
}

fn set(name: &str, to: Option<&str>) -> Change {
    Change::Set { name: name.to_owned(), to: to.map(str::to_owned) }
}

fn reply(body: &str) -> Change {
    Change::Reply { body: body.to_owned() }
}

/// Ticket 6 at version 40: open, Bob's, of priority 20.
pub fn fresh() -> Ticket {
    let fields = [("Priority", "20"), ("CF.Severity", "major"), ("Due", "2026-12-01T10:00:00Z")];
    Ticket {
        id: "6".to_owned(),
        number: "#6".to_owned(),
        subject: "Printer".to_owned(),
        queue: "Support".to_owned(),
        status: "open".to_owned(),
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        customer: None,
        contact: None,
        assignee: Some("Bob Ünal".to_owned()),
        channel: None,
        url: None,
        created: Moment(1_795_262_400),
        updated: Moment(1_795_262_400),
        version: Some("\"40\"".to_owned()),
        gone: None,
        history: History::Complete,
        events: Vec::new(),
    }
}

/// The same ticket as a single answer gives it, with some values replaced.
fn told(changes: &[(&str, Value)]) -> Response {
    let mut body = json!({
        "id": 6, "Subject": "Printer", "Status": "open", "Queue": {"id": "3", "Name": "Support"},
        "Owner": {"id": "bob", "RealName": "Bob Ünal"}, "EffectiveId": {"id": "6"}, "Requestor": [], "Cc": [],
        "Created": "2026-11-21T12:00:00Z", "LastUpdated": "2026-11-21T12:00:00Z", "Priority": "20",
        "Due": "2026-12-01T10:00:00Z", "_hyperlinks": [{"ref": "refers-to", "id": "8"}],
        "CustomFields": [{"id": "7", "name": "Severity", "values": ["major"]}, {"id": "9", "name": "Parts", "values": []}],
    });
    for (name, value) in changes {
        body[*name] = value.clone();
    }
    answer(200, &body)
}

fn answer(status: u16, body: &Value) -> Response {
    let headers = [("date", "Sat, 21 Nov 2026 20:25:24 GMT"), ("location", "/REST/2.0/transaction/460")];
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    Response { status, headers, body }
}

/// Carries a change out with these answers, in turn. Gives the requests and how it ended.
fn carried(change: Change, answers: &[Response]) -> (Vec<Request>, Result<PushNext, Fault>) {
    let new = matches!(change, Change::Create { .. });
    let mut push = adapter().push(&operation(change), (!new).then(fresh).as_ref());
    let mut requests = Vec::new();
    let mut next = step(&mut push, None);
    let mut answers = answers.iter();
    loop {
        match next {
            Ok(PushNext::Ask(request) | PushNext::Send(request)) => requests.push(request),
            other => return (requests, other),
        }
        let Some(answer) = answers.next() else {
            let last = requests.pop().expect("a request");
            return (requests, Ok(PushNext::Send(last)));
        };
        next = step(&mut push, Some(answer));
    }
}

/// A step, after the state went through its stored form.
fn step(push: &mut Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
    let stored = push.state.to_string();
    push.state = serde_json::from_str(&stored).unwrap();
    adapter().push_step(push, answer)
}

fn body(request: &Request) -> Value {
    serde_json::from_str(request.body.as_deref().expect("a body")).unwrap()
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
}

fn refusal(end: Result<PushNext, Fault>) -> String {
    match end {
        Err(fault @ Fault::Refused { .. }) if fault.is_refusal() => fault.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_change_but_tags_can_be_found_again() {
    let text = String::new;
    let class = |change: &Change| match adapter().delivery(change) {
        Some(Delivery::Marker { settle_s }) => Some(settle_s),
        None => None,
        other => panic!("{other:?}"),
    };
    let create = Change::Create {
        queue: text(),
        subject: text(),
        body: text(),
        contact: text(),
        fields: BTreeMap::new(),
    };
    for change in [
        reply(""),
        Change::Note { body: text() },
        Change::Call { answered: true, body: text(), by_customer: false, begun: None },
        Change::Time { minutes: 1, body: text(), day: None },
        create,
    ] {
        assert_eq!(class(&change), Some(300), "{change:?}");
    }
    for change in [Change::Merge { into: text() }, Change::Link { to: text(), relation: String::new() }] {
        assert_eq!(class(&change), Some(30), "{change:?}");
    }
    for name in ["status", "assignee", "queue", "Subject", "Priority", "Due", "SLA", "CF.Severity"] {
        assert_eq!(class(&set(name, None)), Some(30), "{name}");
    }
    for name in ["TimeWorked", "Told", "Resolved", "CF.", "severity", ""] {
        assert_eq!(class(&set(name, None)), None, "{name}");
    }
    assert_eq!(class(&Change::Tag { add: Vec::new(), remove: Vec::new() }), None);
}

#[test]
fn a_reply_goes_out_only_while_the_ticket_is_as_it_was_read() {
    let unchanged = answer(304, &Value::Null);
    let added = answer(201, &json!(["Correspondence added"]));
    let (requests, end) = carried(reply("Done.\r\nü"), &[unchanged, added]);
    assert_eq!((requests[0].method, header(&requests[0], "If-None-Match")), (Method::Get, Some("\"40\"")));
    assert_eq!(requests[1].url.path(), "/REST/2.0/ticket/6/correspond");
    // With any If-Match but `*` the portal refuses every message.
    assert_eq!(header(&requests[1], "If-Match"), None);
    assert_eq!(body(&requests[1]), json!({"Content": "Done.\r\nü", "ContentType": MARKED}));
    let Ok(PushNext::Done(receipt)) = end else { panic!("{end:?}") };
    assert_eq!((receipt.event.as_deref(), receipt.at), (Some("460"), Some(Moment(1_795_292_724))));

    for (status, given) in [(200, json!({"id": 6})), (403, json!({})), (404, json!({}))] {
        let (requests, end) = carried(reply("Done."), &[answer(status, &given)]);
        assert!(matches!(end, Ok(PushNext::Changed)), "{status}: {end:?}");
        assert_eq!(requests.len(), 1, "{status}");
    }
    let (_, end) = carried(reply("Done."), &[answer(500, &Value::Null)]);
    assert!(matches!(end, Err(Fault::Server { .. })), "{end:?}");
}

#[test]
fn a_message_that_is_not_recorded_is_refused_and_one_without_an_answer_is_open() {
    let sent =
        |status, given: Value| carried(reply("x"), &[answer(304, &Value::Null), answer(status, &given)]).1;
    assert!(refusal(sent(400, json!({"message": "Permission Denied"}))).contains("Permission Denied"));
    let broken = sent(500, Value::Null).unwrap_err();
    assert!(!broken.is_refusal(), "{broken:?}");
}

#[test]
fn what_the_portal_would_lose_is_written_in_another_way() {
    let content = |change: Change| {
        let (_, end) = carried(change, &[answer(304, &Value::Null)]);
        let Ok(PushNext::Send(request)) = end else { panic!("{end:?}") };
        (request.url.path().rsplit('/').next().unwrap().to_owned(), body(&request))
    };
    // `0` is nothing to Perl.
    assert_eq!(content(reply("0")).1["Content"], "0\n");
    let (kind, time) = content(Change::Time { minutes: 25, body: String::new(), day: None });
    assert_eq!((kind.as_str(), &time["Content"], &time["TimeTaken"]), ("comment", &json!(" "), &json!(25)));
    let (kind, call) = content(Change::Call {
        answered: false,
        body: "Tried twice.".to_owned(),
        by_customer: false,
        begun: None,
    });
    assert_eq!(
        (kind.as_str(), &call["Content"]),
        ("comment", &json!("Phone call: nobody was reached.\n\nTried twice."))
    );
    assert!(refusal(carried(reply(" \n"), &[]).1).contains("the message is empty"));
}

#[test]
fn a_refusal_with_a_success_is_read_from_the_ticket_and_told_in_the_portals_words() {
    let bad = "Ticket 6: Status 'nonsense' isn't a valid status for this ticket.";
    let owner = "Ticket 6: You can only take tickets that are unowned";
    let cases: [(Change, Value, &str); 5] = [
        (set("status", Some("nonsense")), json!([bad]), "isn't a valid status"),
        // The same in the language of the token's user: words are shown, not understood.
        (set("status", Some("nonsense")), json!(["Ticket 6: Ungültiger Status"]), "Ungültiger Status"),
        (set("Priority", Some("30")), json!([]), "no reason given"),
        (set("Priority", Some("30")), json!([0, null, "Not today."]), "Not today"),
        (set("assignee", None), json!([owner]), "only take tickets that are unowned"),
    ];
    for (change, said, words) in cases {
        let (requests, end) = carried(change.clone(), &[answer(200, &said), told(&[])]);
        assert_eq!((requests[0].method, header(&requests[0], "If-Match")), (Method::Put, Some("\"40\"")));
        let fault = refusal(end);
        assert!(fault.contains(words), "{change:?}: {fault}");
    }
}

#[test]
fn a_change_that_was_made_already_is_done_and_one_of_a_stale_ticket_is_not_made() {
    let (_, end) = carried(set("status", Some("Open")), &[answer(200, &json!([])), told(&[])]);
    assert!(matches!(end, Ok(PushNext::Done(_))), "{end:?}");
    for status in [412, 404] {
        let (_, end) = carried(
            set("status", Some("new")),
            &[answer(status, &json!({"message": "Precondition Failed"}))],
        );
        assert!(matches!(end, Ok(PushNext::Changed)), "{status}: {end:?}");
    }
}

/// A date with a `T` and a `Z` is stored as it came and then counts as 1970; an unset one is the epoch.
#[test]
fn values_go_out_as_the_portal_reads_them() {
    let cases = [
        (set("Due", Some("2027-03-28T01:30:00Z")), json!({"Due": "2027-03-28 01:30:00"})),
        (set("Due", None), json!({"Due": "1970-01-01 00:00:00"})),
        (set("Priority", Some("070")), json!({"Priority": "70"})),
        (set("SLA", None), json!({"SLA": ""})),
        (set("assignee", None), json!({"Owner": "Nobody"})),
        (set("assignee", Some("Nobody")), json!({"Owner": "Nobody"})),
        (set("queue", Some("Sales")), json!({"Queue": "Sales"})),
    ];
    for (change, expected) in cases {
        let (_, end) = carried(change, &[]);
        let Ok(PushNext::Send(request)) = end else { panic!("{end:?}") };
        assert_eq!(body(&request), expected);
    }
    let control = set("Subject", Some("a\nb"));
    for change in [set("Priority", Some("high")), set("Due", Some("soon")), set("status", None), control] {
        refusal(carried(change, &[]).1);
    }
}

#[test]
fn a_value_that_became_another_one_is_no_refusal() {
    let (_, end) =
        carried(set("SLA", Some("gold")), &[answer(200, &json!([])), told(&[("SLA", json!("silver"))])]);
    let fault = end.unwrap_err();
    assert!(!fault.is_refusal() && fault.to_string().contains("SLA is `silver` now"), "{fault}");
}

#[test]
fn a_ticket_given_out_of_sight_is_given() {
    let gone = answer(403, &json!({"message": "Forbidden"}));
    let end = |change: Change, before: Vec<Response>| {
        carried(change, &[before, vec![answer(200, &json!(["done"])), gone.clone()]].concat()).1
    };
    assert!(matches!(end(set("queue", Some("Sales")), vec![]), Ok(PushNext::Done(_))));
    let nobody_named = answer(200, &json!({"items": []}));
    assert!(matches!(end(set("assignee", Some("ann")), vec![nobody_named]), Ok(PushNext::Done(_))));
    let open = end(set("Priority", Some("1")), vec![]).unwrap_err();
    assert!(!open.is_refusal(), "{open:?}");
}

#[test]
fn an_owner_is_sent_by_login_name() {
    let user = |login: &str, name: &str| json!({"Name": login, "RealName": name, "Privileged": ""});
    let sent = |to: &str, items: &[Value]| {
        let (requests, end) = carried(set("assignee", Some(to)), &[answer(200, &json!({"items": items}))]);
        assert!(requests[0].url.path().ends_with("/users"));
        end.map(|next| {
            let PushNext::Send(request) = next else { panic!("{next:?}") };
            body(&request)["Owner"].clone()
        })
    };
    assert_eq!(sent("Ann Müller", &[user("ann", "Ann Müller")]).unwrap(), "ann");
    // A portal that does not search by that field gives everybody.
    assert_eq!(sent("ann", &[user("bob", "Bob Ünal"), user("cy", "")]).unwrap(), "ann");
    let two = [user("ann", "Ann"), user("ann2", "Ann")];
    let several = sent("Ann", &two).unwrap_err().to_string();
    assert!(several.contains("ann, ann2"), "{several}");
    assert_eq!(sent("ann", &[user("ann", "ann"), user("x", "ann")]).unwrap(), "ann");
}

#[test]
fn a_custom_field_is_set_by_number_and_several_values_as_a_list() {
    let sent = |to: Option<&str>, name: &str, kind: Option<Value>| {
        let answers: Vec<Response> =
            std::iter::once(told(&[])).chain(kind.map(|kind| answer(200, &kind))).collect();
        match carried(set(name, to), &answers) {
            (_, Ok(PushNext::Send(request))) if request.body.is_some() => {
                body(&request)["CustomFields"].clone()
            }
            (_, other) => panic!("{other:?}"),
        }
    };
    let (one, many) = (json!({"MaxValues": "1"}), json!({"MaxValues": "0"}));
    assert_eq!(sent(Some("minor"), "CF.Severity", None), json!({"7": "minor"}));
    assert_eq!(sent(None, "CF.Severity", Some(one.clone())), json!({"7": null}));
    assert_eq!(sent(Some("a, b"), "CF.Parts", Some(many.clone())), json!({"9": ["a", "b"]}));
    assert_eq!(sent(Some("a, b"), "CF.Parts", Some(one)), json!({"9": "a, b"}));
    assert_eq!(sent(None, "CF.Parts", Some(many)), json!({"9": []}));
    // Values have no order, and the ticket tells them sorted.
    let told_sorted = told(&[("CustomFields", json!([{"id": "9", "name": "Parts", "values": ["a", "b"]}]))]);
    let answers = [told(&[]), answer(200, &json!({"MaxValues": 0})), answer(200, &json!([])), told_sorted];
    let end = carried(set("CF.Parts", Some("b, a")), &answers).1;
    assert!(matches!(end, Ok(PushNext::Done(_))), "{end:?}");
    // The portal passes over a field that it does not know.
    assert!(refusal(carried(set("CF.Nope", Some("x")), &[told(&[])]).1).contains("no custom field `Nope`"));
    // It reads a date with a time in the zone of the token's user.
    let promised = set("CF.Parts", Some("2027-01-31T23:30:00Z"));
    let dated = [told(&[]), answer(200, &json!({"MaxValues": 1, "Type": "DateTime"}))];
    assert!(refusal(carried(promised, &dated).1).contains("zone"));
    let merged = carried(set("CF.Severity", Some("minor")), &[told(&[("id", json!(8))])]).1;
    assert!(matches!(merged, Ok(PushNext::Changed)), "{merged:?}");
}

#[test]
fn a_link_is_added_and_replaces_none() {
    let link = |to: &str| Change::Link { to: to.to_owned(), relation: String::new() };
    let (requests, end) = carried(link("8"), &[told(&[])]);
    assert!(matches!(end, Ok(PushNext::Done(_))) && requests.len() == 1, "{end:?}");
    let both = json!([{"ref": "refers-to", "id": "8"}, {"ref": "refers-to", "id": 9}]);
    let (requests, end) =
        carried(link("9"), &[told(&[]), answer(200, &json!(["ok"])), told(&[("_hyperlinks", both)])]);
    assert_eq!(body(&requests[1]), json!({"AddRefersTo": "9"}));
    assert!(matches!(end, Ok(PushNext::Done(_))), "{end:?}");
    let said = json!(["Couldn't resolve '99' into a link."]);
    let unresolved = carried(link("99"), &[told(&[]), answer(200, &said), told(&[])]).1;
    assert!(refusal(unresolved).contains("Couldn't resolve"));
    assert!(refusal(carried(link("https://x.example"), &[]).1).contains("no number of a ticket"));
}

#[test]
fn a_merge_is_done_when_the_ticket_answers_as_another_one() {
    let merge = Change::Merge { into: "8".to_owned() };
    let said = answer(200, &json!(["Merge Successful"]));
    let (requests, end) = carried(merge.clone(), &[said, told(&[("id", json!(8))])]);
    assert_eq!(
        (body(&requests[0]), header(&requests[0], "If-Match")),
        (json!({"MergeInto": "8"}), Some("\"40\""))
    );
    assert!(matches!(end, Ok(PushNext::Done(_))), "{end:?}");
    let denied = carried(merge.clone(), &[answer(200, &json!(["New ticket doesn't exist"])), told(&[])]).1;
    assert!(refusal(denied).contains("New ticket doesn't exist"));
    let found = |into: &str| {
        let gone = Ticket { gone: Some(Gone::MergedInto(into.to_owned())), ..fresh() };
        adapter().find(&operation(merge.clone()), &Mark::default(), &gone)
    };
    assert_eq!((found("8"), found("9")), (Some(Receipt::default()), None));
}

#[test]
fn a_new_ticket_is_looked_for_by_its_mark_before_it_is_made() {
    let create = |contact: &str, fields: &[(&str, &str)]| Change::Create {
        queue: "Support".to_owned(),
        subject: "It's \\ broken".to_owned(),
        body: "Help".to_owned(),
        contact: contact.to_owned(),
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    };
    let part = |mark: &str| {
        let headers = format!("X-RT-Interface: REST\nContent-Type: {mark}");
        let part = json!({"id": 1, "TransactionId": 2, "ContentType": "text/plain", "Content": "Help", "Headers": headers});
        answer(200, &json!({"items": [part]}))
    };
    let alike = answer(200, &json!({"items": [{"id": "21"}, {"id": "20"}]}));
    let made = answer(201, &json!({"id": "22", "type": "ticket"}));
    let new = || create("jo@client.test", &[("CF.Tier", "gold"), ("Due", "2027-03-28T01:30:00Z")]);

    let (requests, end) = carried(new(), &[alike.clone(), part("text/plain"), part("text/plain"), made]);
    let query: BTreeMap<String, String> = requests[0].url.query_pairs().into_owned().collect();
    assert_eq!(query["query"], "Creator = '__CurrentUser__' AND Subject = 'It\\'s \\\\ broken'");
    assert_eq!(
        body(&requests[3]),
        json!({
            "Queue": "Support", "Subject": "It's \\ broken", "Requestor": "jo@client.test", "Content": "Help",
            "ContentType": MARKED, "Due": "2027-03-28 01:30:00", "CustomFields": {"Tier": "gold"},
        })
    );
    let Ok(PushNext::Done(receipt)) = end else { panic!("{end:?}") };
    assert_eq!(receipt.ticket.as_deref(), Some("22"));

    let (requests, end) = carried(new(), &[alike, part("text/plain"), part(MARKED)]);
    let Ok(PushNext::Done(receipt)) = end else { panic!("{end:?}") };
    assert_eq!((receipt.ticket.as_deref(), requests.len()), (Some("20"), 3));

    for contact in ["", "jo", "jo@", "@x", "a@x.test, b@x.test", "Jo <jo@x.test>"] {
        assert!(refusal(carried(create(contact, &[]), &[]).1).contains("is no mail address"), "{contact}");
    }
}
