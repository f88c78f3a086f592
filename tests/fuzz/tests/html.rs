//! A mail body in HTML, as the reader shows it.

use fuzz::harmless::deceives;
use mail::{LONGEST_TEXT, Notice, gate, plain_text};

fuzz::target!("html", 400, holds);

fn holds(input: &[u8]) {
    let body = String::from_utf8_lossy(input);
    let read = plain_text(&body, "text/html; charset=utf-8");
    assert_eq!(read, plain_text(&body, "text/html; charset=utf-8"), "the same mail twice");
    assert!(!read.text.contains(deceives), "{:?}", read.text);
    // The longest that a tag becomes is a line with the marks of ten quotes and ten lists before it.
    assert!(
        read.text.len() <= LONGEST_TEXT && read.text.len() <= 64 + 64 * body.len(),
        "{} bytes",
        read.text.len()
    );
    assert!(read.text.lines().all(|line| !line.ends_with(' ')), "{:?}", read.text);
    assert!(!read.text.contains("\n\n\n\n"), "{:?}", read.text);
    let stripped = matches!(read.notice, Some(Notice::Stripped(_)));
    assert_eq!(stripped, gate::check(&body).is_err(), "a mail beyond a gate is stripped, and no other");
    // What is shown is a text: read as one, nothing in it means anything more than a quote.
    if !read.truncated {
        let again = plain_text(&read.text, "text/plain").text;
        assert!(words(&again).eq(words(&read.text)), "{again:?} is not {:?}", read.text);
    }
}

/// The lines as they are. Those that begin with marks of quotes, of which a mail can have some of its own, are taken
/// without them; where those stand alone, the line is an empty one.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let said = |line| if str::starts_with(line, '>') { line.trim_start_matches(['>', ' ']) } else { line };
    text.lines().map(said).filter(|line| !line.is_empty())
}
