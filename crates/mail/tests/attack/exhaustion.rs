//! Section D: nothing that holds the console up. No test here measures time: each hands over what took seconds to hours
//! unguarded, and would not end.

use mail::gate::{self, Gate};
use mail::{Fold, Notice, plain_text, quoted, read as read_body};

use crate::{read, spans};

/// The gate stops it, and its text is there all the same.
#[track_caller]
fn falls_back(name: &str, html: &str, gate: Gate) {
    assert_eq!(gate::check(html), Err(gate), "{name}");
    let plain = plain_text(html, "text/html");
    assert_eq!(plain.notice, Some(Notice::Stripped(gate)), "{name}");
    assert!(plain.text.contains("word"), "{name}");
}

#[test]
fn case_052_deep_nesting_falls_back_to_text() {
    for (name, html) in [
        ("20,000 deep", "<div>".repeat(20_000)),
        ("lists", "<ul><li>".repeat(5_000)),
        ("100,000 deep", "<b>".repeat(100_000)),
        ("ended by nothing", "<div></x>".repeat(20_000)),
        ("ended by a slash", "<div/>".repeat(20_000)),
        ("ended behind a table", "<div><table></div></table>".repeat(5_000)),
        ("ended behind a block", "<span><div></span>".repeat(6_000)),
        ("in svg", format!("<svg>{}", "<input>".repeat(19_000))),
        ("cells in svg", format!("<table><td><svg>{}", "<td>".repeat(19_000))),
    ] {
        falls_back(name, &format!("<p>word</p>{html}"), Gate::Nesting);
    }
    falls_back("1 MB", &format!("<p>word</p>{}", "<div>".repeat(200_000)), Gate::Size);
}

#[test]
fn case_053_a_tag_with_countless_attributes_falls_back_to_text() {
    let many: String = (0..20_000).map(|i| format!("a{i} ")).collect();
    falls_back("20,000", &format!("word<p {many}>"), Gate::Attributes);
    falls_back("one long", &format!("word<p title=\"{}\">", "x".repeat(9_000)), Gate::Attributes);
    falls_back("one long name", &format!("word<p {}>", "x".repeat(9_000)), Gate::Attributes);
    let more: String = (0..100_000).map(|i| format!("a{i} ")).collect();
    falls_back("100,000", &format!("word<p {more}>"), Gate::Size);
}

#[test]
fn case_054_countless_references_fall_back_to_text() {
    falls_back("1,000,000", &format!("word{}", "&nbsp;".repeat(1_000_000)), Gate::Size);
    falls_back("100,000", &format!("word{}", "&amp;".repeat(100_000)), Gate::References);
    falls_back("bare signs", &format!("word{}", "&".repeat(100_000)), Gate::References);
}

#[test]
fn case_056_countless_elements_are_capped() {
    falls_back("100,000 blocks", &format!("word{}", "<div>x</div>".repeat(42_000)), Gate::Elements);
    falls_back("tables", &format!("word{}", "<table></table>".repeat(20_001)), Gate::Elements);
    let links = read(&"<a href=https://a.test>x</a> ".repeat(5_000));
    assert_eq!((links.links.len(), links.lines.len(), links.notice), (5_000, 1, None));
    let images = read(&"<img src=https://a.test/1 alt=x>".repeat(5_000));
    assert_eq!((images.remote_images(), images.notice), (5_000, None));
    // As text it has no more lines than may be drawn.
    assert!(read(&"<p>x".repeat(60_000)).lines.len() <= 20_000);
    assert!(read_body(&"x\n".repeat(200_000), "text/plain").lines.len() <= 20_000);
}

#[test]
fn case_057_formatting_that_never_ends_is_capped() {
    let bomb = format!("word{}{}", "<b><i>".repeat(1_500), "<p>x".repeat(3_000));
    falls_back("1,500 deep", &bomb, Gate::Nesting);
    let shallow: String = (0..100).map(|i| format!("<font size={i}>")).collect();
    falls_back(
        "100 of different sizes",
        &format!("word{shallow}{}", "<p>x".repeat(15_000)),
        Gate::Formatting,
    );
    let few: String = (0..9).map(|i| format!("<font size={i}>")).collect();
    assert_eq!(read(&format!("{few}{}", "<p>x</p>".repeat(5_000))).notice, None);
}

#[test]
fn case_058_the_deepest_allowed_mail_needs_no_deep_stack() {
    let deepest = format!("{}word{}", "<div>".repeat(gate::NESTING), "</div>".repeat(gate::NESTING));
    let lists = format!("{}word", "<ul><li>".repeat(gate::NESTING));
    let quotes = format!("{}word", "<blockquote>".repeat(gate::NESTING));
    let tables = format!("{}word", "<table><tr><td>".repeat(gate::NESTING));
    let small_stack = std::thread::Builder::new().stack_size(256 * 1024);
    let work = move || {
        for html in [deepest, lists, quotes, tables] {
            let reading = read(&html);
            assert_eq!(reading.notice, None);
            assert_eq!(spans(&reading).map(|span| span.text.as_str()).collect::<String>(), "word");
            assert!(quoted(&reading).ends_with("word"));
            assert!(plain_text(&html, "text/html").text.ends_with("word"));
            assert!(mail::original(&html, "text/html").unwrap().contains("word"));
        }
    };
    small_stack.spawn(work).unwrap().join().unwrap();
}

#[test]
fn case_059_near_misses_of_our_patterns_take_no_longer() {
    let megabyte = |piece: &str| piece.repeat((1 << 20) / piece.len());
    for near in [
        megabyte("On wrote schrieb wrote "),
        megabyte("on "),
        megabyte("https://"),
        megabyte("https://a.b@"),
        megabyte("a.a."),
        megabyte("From: a\n"),
        megabyte("From: a\nSent: b\n"),
        megabyte("-----Original Message----\n"),
        megabyte("> "),
        megabyte(">\n"),
        megabyte("--\n"),
        megabyte("___\n"),
    ] {
        let reading = read_body(&near, "text/plain");
        assert!(!reading.lines.is_empty() || near.starts_with('>'));
        let words: String = near.chars().take(100_000).collect();
        assert!(mail::Target::of("https://acme.test/", &words).is_ok());
    }
    let css = format!("<style>{}</style>a", ".a{b:c}".repeat(60_000));
    assert_eq!(crate::text(&css), "a");
}

#[test]
fn what_was_answered_and_signatures_can_be_folded_away() {
    let folds = |body: &str, mime: &str| -> Vec<Fold> {
        read_body(body, mime).lines.iter().map(|line| line.fold).collect()
    };
    let (open, history, signature) = (Fold::None, Fold::History, Fold::Signature);
    for (name, body, expected) in [
        (
            "answered above",
            "Yes.\n\nOn Monday Jo <jo@acme.test> wrote:\n> Is it?\n> Jo",
            vec![open, history, history, history],
        ),
        (
            "heading in two lines",
            "Yes.\n\nAm Montag, 3. März\nschrieb Jo:\n> Is it?",
            vec![open, history, history, history],
        ),
        (
            "a signature before it",
            "Yes.\n-- \nMara\nACME\n\nOn Monday Jo wrote:\n> x",
            vec![open, signature, signature, signature, history, history],
        ),
        ("line by line", "> Is it?\nYes.\n> And that?\nNo.", vec![open; 4]),
        ("nothing else", "> Is it?", vec![open]),
        (
            "of a mail program",
            "Yes.\n________________________________\nFrom: Jo\nSent: Monday\nTo: Mara\nSubject: x\n\nIs it?",
            vec![open, history, history, history, history, history, history],
        ),
        ("a sentence", "From: the start\nit was broken.", vec![open; 2]),
    ] {
        assert_eq!(folds(body, "text/plain"), expected, "{name}");
    }
    let html = "<p>Yes.</p><div>On Monday Jo wrote:</div><blockquote><p>Is it?</p></blockquote>";
    assert_eq!(folds(html, "text/html"), [open, history, history]);
}
