//! A mail body in plain text, and fields that are one line.

use fuzz::harmless::deceives;
use mail::{LONGEST_TEXT, one_line, plain_text};

fuzz::target!("text", 500, holds);

fn holds(input: &[u8]) {
    let body = String::from_utf8_lossy(input);
    let read = plain_text(&body, "text/plain");
    assert!(!read.text.contains(deceives), "{:?}", read.text);
    // A character becomes `[U+202E]` at most.
    assert!(
        read.text.len() <= LONGEST_TEXT && read.text.len() <= 8 * body.len(),
        "{} bytes",
        read.text.len()
    );
    // A line of blanks between empty lines leaves one more of these than a second reading does.
    let full =
        |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let again = plain_text(&read.text, "text/plain").text;
    assert_eq!(full(&again), full(&read.text), "what was made harmless stays as it is");
    let words = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).count();
    if !read.truncated {
        assert!(words(&read.text) >= words(&body), "words are missing: {:?}", read.text);
    }

    let line = one_line(&body);
    assert!(!line.contains(deceives) && !line.contains(['\n', '\t']) && line.len() < 2_100, "{line:?}");
    assert_eq!(one_line(&line), line, "what is one line stays as it is");
}
