//! One record that no value of ours holds, in a page of every kind of portal: it costs itself and no other ticket.

use fuzz::portals::{Kind, pull};
use portal::Page;

use crate::cursor::{KINDS, around};

/// A page with this record before the good one.
fn page(kind: &Kind, record: &str) -> Page {
    let script = around(kind, &kind.beside(record));
    let read = pull(&*kind.adapter(), kind.adapter().start(None), &script);
    let name = &record[..record.floor_char_boundary(60)];
    let (page, _) = read.unwrap_or_else(|fault| panic!("{} {name}: {fault}", kind.name));
    let came = page.tickets.iter().any(|ticket| ticket.id == "900001");
    assert!(came, "{} {name}: the good ticket is lost with it: {:?}", kind.name, page.aside);
    page
}

/// A record as the good one, with another identifier, and a first member of this value.
fn record(kind: &Kind, value: &str) -> String {
    let text = kind.good_record().to_string().replace("900001", "900777");
    text.replacen('{', &format!("{{\"mood\":{value},"), 1)
}

#[test]
fn case_153_case_154_what_no_value_holds_costs_its_record_and_no_other_ticket_of_the_page() {
    let arrays = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let objects = format!("{}1{}", "{\"a\":".repeat(20_000), "}".repeat(20_000));
    let digits = "9".repeat(2_000);
    let odd =
        ["1e400", "-1e999", &digits, r#""\ud800""#, r#""\udc00\ud800x""#, "\"\u{1}\n\"", &arrays, &objects];
    for kind in &KINDS {
        for value in odd {
            let page = page(kind, &record(kind, value));
            let name = &value[..value.len().min(20)];
            let told = page.tickets.iter().map(|ticket| ticket.id.as_str());
            let told = told.chain(page.aside.iter().filter_map(|aside| aside.id.as_deref()));
            assert!(told.into_iter().any(|id| id == "900777"), "{} {name}: it is lost", kind.name);
            // In the place of the whole record, or of its identifier.
            self::page(kind, value);
            let named = kind.good_record().to_string().replace("\"id\":\"900001\"", "\"id\":900001");
            self::page(kind, &named.replace("\"id\":900001", &format!("\"id\":{value}")));
        }
    }
}

#[test]
fn case_154_megabytes_in_one_record_cost_no_other_ticket_of_the_page() {
    let long = "x".repeat(1 << 20);
    for kind in &KINDS {
        // Strict readers give up at the end of it, so it is read a second time.
        page(kind, &record(kind, &format!("[\"{long}\",1e400]")));
    }
}
