//! Case 7 and 8: namespace tricks. Known payloads, and shapes of our own, each in fifteen wrappers. What the sanitizer
//! leaves is parsed again, as a fragment and as a document, and sanitized again.

use crate::fragment::foreign;

/// Places in which a payload means something else.
const WRAPPERS: [(&str, &str, &str); 15] = [
    ("bare", "", ""),
    ("div", "<div>", "</div>"),
    ("cell", "<table><tr><td>", "</td></tr></table>"),
    ("svg", "<svg>", "</svg>"),
    ("mtext", "<math><mtext>", "</mtext></math>"),
    ("foreignObject", "<svg><foreignObject>", "</foreignObject></svg>"),
    ("noscript", "<noscript>", "</noscript>"),
    ("style", "<style>", "</style>"),
    ("title", "<title>", "</title>"),
    ("comment", "<!--", "-->"),
    ("select", "<select><option>", "</select>"),
    ("template", "<template>", "</template>"),
    ("annotation-xml", "<math><annotation-xml encoding=\"text/html\">", "</annotation-xml></math>"),
    ("form", "<form>", "</form>"),
    ("attribute", "<img alt=\"", "\">"),
];

/// Elements whose text one parser reads as text and another as tags.
const TEXTS: &[&str] = &[
    "style",
    "title",
    "noscript",
    "textarea",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "script",
    "plaintext",
    "template",
];
/// Elements at which a parser goes into another language or out of it.
const DOORS: &[&str] = &[
    "<math><mtext><table><mglyph>",
    "<math><mi><table><malignmark>",
    "<svg><desc><table>",
    "<svg><title>",
    "<svg><foreignObject><p>",
    "<math><annotation-xml encoding=application/xhtml+xml>",
    "<form><math><mtext></form><form><mglyph>",
    "<svg></p>",
    "<math></br>",
    "<table><caption><svg>",
];
/// The element that must not come to be.
const CANARY: &str = "<img src=x onerror=canary()>";

fn own_shapes() -> Vec<String> {
    let mut shapes = Vec::new();
    for text in TEXTS {
        for door in DOORS {
            shapes.push(format!("{door}<{text}><!--</{text}>{CANARY}--></{text}>"));
            shapes.push(format!("{door}<{text}><a title=\"</{text}>{CANARY}\">"));
            shapes.push(format!("{door}<{text}>&lt;/{text}&gt;&lt;img src onerror=canary()&gt;</{text}>"));
        }
        shapes.push(format!("<{text}><p id=\"</{text}>{CANARY}\"></p>"));
    }
    shapes
}

fn public_list() -> Vec<String> {
    serde_json::from_str(include_str!("payloads/dompurify.json")).unwrap()
}

/// Why the result of a run is not fine, if so.
fn fault(html: &str) -> Option<String> {
    if mail::gate::check(html).is_err() {
        return None;
    }
    let clean = mail::sanitize(html);
    let again = mail::sanitize(&format!("<!doctype html><html><head></head><body>{clean}</body></html>"));
    let checks = [("", &clean), ("as a document: ", &again)];
    let foreign = checks.iter().find_map(|(how, html)| Some(format!("{how}{}", foreign(html)?)));
    foreign.map(|found| format!("{found}\n  of {html}\n  came {clean}"))
}

fn faults(payloads: &[String]) -> (usize, Vec<String>) {
    let runs = payloads.iter().flat_map(|payload| {
        WRAPPERS.iter().map(move |(name, before, after)| (name, format!("{before}{payload}{after}")))
    });
    let mut count = 0;
    let mut found = Vec::new();
    for (wrapper, html) in runs {
        count += 1;
        found.extend(fault(&html).map(|fault| format!("{wrapper}: {fault}")));
    }
    (count, found)
}

#[test]
fn case_007_public_payloads_in_every_wrapper_leave_nothing_foreign() {
    let (count, found) = faults(&public_list());
    assert_eq!(count, 223 * 15);
    assert!(found.is_empty(), "{} of {count}:\n{}", found.len(), found.join("\n"));
}

#[test]
fn case_007_shapes_of_our_own_in_every_wrapper_leave_nothing_foreign() {
    let (count, found) = faults(&own_shapes());
    assert!(count > 5_000, "{count}");
    assert!(found.is_empty(), "{} of {count}:\n{}", found.len(), found.join("\n"));
}

/// The lines are made of text alone, whatever the payload: what a window draws of them is text too.
#[test]
fn case_008_no_payload_is_more_than_text_and_numbers_in_the_lines() {
    for payload in public_list() {
        let reading = crate::read(&payload);
        for link in &reading.links {
            let scheme = link.href.split(':').next().unwrap().to_ascii_lowercase();
            assert!(
                ["http", "https", "mailto", "tel"].contains(&scheme.as_str()),
                "{payload}: {}",
                link.href
            );
        }
        for span in crate::spans(&reading) {
            assert!(span.link.is_none_or(|link| (link as usize) < reading.links.len()), "{payload}");
            assert!(span.image.is_none_or(|image| (image as usize) < reading.images.len()), "{payload}");
        }
    }
}

mod generated {
    use proptest::prelude::*;

    fn piece() -> impl Strategy<Value = String> {
        let tags = vec![
            "<math>",
            "<mtext>",
            "<mglyph>",
            "<annotation-xml encoding=text/html>",
            "<svg>",
            "<foreignObject>",
            "<desc>",
            "<title>",
            "<style>",
            "</style>",
            "<noscript>",
            "</noscript>",
            "<textarea>",
            "</textarea>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<form>",
            "</form>",
            "<select>",
            "<option>",
            "<template>",
            "</template>",
            "<p>",
            "</p>",
            "<a href='javascript:canary()'>",
            "</a>",
            "<img src=x onerror=canary()>",
            "<!--",
            "-->",
            "--!>",
            "<![CDATA[",
            "]]>",
            "<b>",
            "</b>",
            "<div id=x name=y style='display:none'>",
            "</svg>",
            "</math>",
            "\"",
            "'",
            "<script>",
            "</script>",
            "<iframe srcdoc='",
            "<li>",
            "<br/>",
            "<xmp>",
            "</xmp>",
            "<plaintext>",
            "<frameset>",
            "<body onload=canary()>",
        ];
        prop_oneof![6 => prop::sample::select(tags).prop_map(str::to_owned), 1 => "[a-z<>&;'\"=/ ]{0,6}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn case_007_generated_mixtures_leave_nothing_foreign(pieces in prop::collection::vec(piece(), 1..30)) {
            let html = pieces.concat();
            let fault = super::fault(&html);
            prop_assert!(fault.is_none(), "{}", fault.unwrap());
        }
    }
}
