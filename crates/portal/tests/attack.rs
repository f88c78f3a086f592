//! What a portal may send that no sane portal sends: identifiers, numbers, shapes and times. The numbers are those of
//! `docs/attack-cases.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use calendar::Moment;
use portal::{
    Adapter, AddressError, Fault, Next, OpenPortal, Page, Response, base_address, unencrypted_base_address,
};

/// Reads a page of the feed with these records, each as it stands.
fn read(tickets: &[&str]) -> Result<Page, Fault> {
    let adapter = OpenPortal::new("https://help.example/".parse().unwrap());
    let mut pull = adapter.start(None);
    let Next::Fetch(_) = adapter.step(&mut pull, &[])? else { panic!("it asks for a page first") };
    let tickets = tickets.join(",");
    let body = format!(
        r#"{{"tickets":[{tickets}],"customers":[],"contracts":[],"cursor":"c","end":true,"phase":"full"}}"#
    );
    let answer = Response { status: 200, headers: Vec::new(), body: body.into_bytes() };
    match adapter.step(&mut pull, &[answer])? {
        Next::Page(page) => Ok(*page),
        Next::Fetch(_) => panic!("one answer is a page"),
    }
}

/// A ticket with this JSON as its identifier, and further members at its end.
fn ticket(id: &str, more: &str) -> String {
    let at = "2026-11-20T08:12:30Z";
    format!(
        r#"{{"id":{id},"number":"N","subject":"S","queue":"Q","status":"open","created":"{at}","updated":"{at}","version":"1","events":[]{more}}}"#
    )
}

#[test]
fn case_136_only_a_portal_on_this_computer_may_be_asked_without_encryption() {
    for far in
        ["http://help.example.com", "http://10.0.0.5", "http://[2001:db8::1]/", "HTTP://help.example.com:80"]
    {
        let error = base_address(far).unwrap_err();
        assert!(matches!(error, AddressError::Unencrypted { .. }), "{far}: {error}");
        assert!(error.hint().contains("https://"), "{far}");
        assert!(unencrypted_base_address(far).is_ok(), "{far}: only where somebody says so by name");
    }
    for near in ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"] {
        assert_eq!(base_address(near).unwrap().scheme(), "http", "{near}");
    }
    for other in ["file:///etc/passwd", "ftp://help.example.com", "javascript:alert(1)", "data:text/html,x"] {
        assert!(base_address(other).is_err() && unencrypted_base_address(other).is_err(), "{other}");
    }
}

#[test]
fn case_152_an_identifier_is_kept_as_it_came_or_its_record_goes_aside() {
    let kept =
        ["1", "01", "1 ", "-1", "0", "9007199254740993", "AB-CD", "ab-cd", "1/../2", "\u{202e}1", "\u{661}"];
    let records: Vec<String> =
        kept.iter().map(|id| ticket(&serde_json::to_string(id).unwrap(), "")).collect();
    let page = read(&records.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
    assert_eq!(page.tickets.iter().map(|ticket| ticket.id.as_str()).collect::<Vec<_>>(), kept);

    let longest = format!("\"{}\"", "ü".repeat(255));
    assert_eq!(read(&[&ticket(&longest, "")]).unwrap().tickets.len(), 1);
    let too_long = format!("\"{}\"", "ü".repeat(256));
    let megabyte = format!("\"{}\"", "1".repeat(1 << 20));
    for bad in ["7", "null", "true", "[]", "{}", "\"\"", "1e400", &too_long, &megabyte] {
        let page = read(&[&ticket(bad, ""), &ticket("\"2\"", "")]).unwrap();
        let name = &bad[..bad.floor_char_boundary(40)];
        assert_eq!((page.tickets.len(), page.aside.len()), (1, 1), "{name}");
        let aside = &page.aside[0];
        assert!(aside.id.as_ref().is_none_or(|id| id.chars().count() <= 255), "{name}");
        assert!(aside.raw.len() <= 64 * 1024 && aside.raw.starts_with("{\"id\":"), "{name}");
        assert!(aside.why.chars().count() < 300, "{name}");
    }
}

#[test]
fn case_153_a_number_that_no_type_holds_costs_its_record_at_most() {
    for number in ["1e400", "-1e400", "-0", "99999999999999999999999999999999999999", "1.5", "0.1e-999"] {
        // In a member that nobody reads, a ticket is not worse for it.
        let unknown = ticket("\"1\"", &format!(",\"mood\":{number},\"deep\":{{\"x\":[{number}]}}"));
        // In one that is read as a text, it goes aside, as it came.
        let read_as_text = ticket("\"2\"", &format!(",\"severity\":{number}"));
        let page = read(&[&unknown, &read_as_text, &ticket("\"3\"", "")]).unwrap();
        assert_eq!(page.tickets.iter().map(|t| t.id.as_str()).collect::<Vec<_>>(), ["1", "3"], "{number}");
        assert_eq!(page.aside[0].id.as_deref(), Some("2"), "{number}");
        assert!(page.aside[0].raw.contains(number), "{number}: {}", page.aside[0].raw);
    }
    for text in ["\"NaN\"", "\"12\"", "\"1e400\""] {
        let page = read(&[&ticket("\"1\"", &format!(",\"severity\":{text}"))]).unwrap();
        assert_eq!(page.tickets[0].fields["severity"], text.trim_matches('"'));
    }
}

#[test]
fn case_154_unknown_shapes_are_passed_over_and_only_a_record_without_what_it_needs_goes_aside() {
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let objects = format!("{}1{}", "{\"a\":".repeat(5_000), "}".repeat(5_000));
    for more in [
        format!(",\"mood\":{deep}"),
        format!(",\"mood\":{objects}"),
        ",\"history\":\"complete\"".to_owned(),
        ",\"severity\":\"never heard of\",\"channel\":\"pigeon\"".to_owned(),
        ",\"assignee\":null,\"customer\":null,\"gone\":null".to_owned(),
    ] {
        let page = read(&[&ticket("\"1\"", &more)]).unwrap();
        let name = &more[..more.len().min(60)];
        assert_eq!((page.tickets.len(), page.aside.len()), (1, 0), "{name}");
    }
    for more in [
        ",\"fields\":[]".to_owned(),
        format!(",\"fields\":{deep}"),
        ",\"gone\":\"burnt\"".to_owned(),
        ",\"id\":\"twice\"".to_owned(),
        format!(",\"customer\":{objects}"),
    ] {
        let page = read(&[&ticket("\"1\"", &more), &ticket("\"2\"", "")]).unwrap();
        let name = &more[..more.len().min(60)];
        assert_eq!((page.tickets.len(), page.aside.len()), (1, 1), "{name}");
        assert!(page.aside[0].raw.contains(&more[..more.len().min(20)]), "{name}: kept as it came");
    }
    // What is no page at all is told, and nothing is taken from it.
    let array = format!("[{}]", ticket("\"1\"", ""));
    assert_eq!(read(&[&array]).unwrap().aside.len(), 1);
}

#[test]
fn case_207_instants_at_the_ends_of_calendars_are_read_or_refused_without_overflow() {
    let instant = |text: &str| text.parse::<Moment>().ok();
    assert_eq!(instant("2038-01-19T03:14:08Z"), Some(Moment(1 << 31)));
    assert_eq!(instant("2028-02-29T00:00:00Z"), Some(Moment(1_835_395_200)));
    assert_eq!(instant("2027-02-29T00:00:00Z"), None);
    let second = |text: &str| instant(text).map(|moment| moment.0);
    // A leap second is the last second of its minute, or the first of the next; never an error of a day.
    if let Some(leap) = second("2016-12-31T23:59:60Z") {
        assert!((1_483_228_799..=1_483_228_800).contains(&leap), "{leap}");
    }
    for text in ["9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z"] {
        if let Some(moment) = instant(text) {
            assert_eq!(moment.plus(1).since(moment), 1, "{text}");
        }
    }
    let beyond =
        ["10000-01-01T00:00:00Z", "99999-01-01T00:00:00Z", "2026-W53-7", "2026-13-01T00:00:00Z", "-0"];
    for text in beyond {
        let more = format!(",\"mood\":1,\"url\":\"x\",\"created\":\"{text}\"");
        let record = ticket("\"1\"", &more).replacen("\"created\":\"2026-11-20T08:12:30Z\",", "", 1);
        let page = read(&[&record, &ticket("\"2\"", "")]).unwrap();
        assert!(page.tickets.iter().any(|ticket| ticket.id == "2"), "{text}");
    }
    assert_eq!(Moment(i64::MAX).plus(1).since(Moment(i64::MIN)).signum(), 1, "it stays at the end");
}
