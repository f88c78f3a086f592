//! Mail that came as plain text.

use std::sync::LazyLock;

use regex::Regex;

use crate::neutral::is_invisible;
use crate::page::{Ink, Page};

/// Characters that end a sentence rather than an address.
const AFTER: &[char] = &['.', ',', ';', ':', '!', '?', '\'', '"', ')', ']', '}', '>', '*', '_'];

/// Lines as they were typed: marks of quotes become quotes, addresses become links.
pub(crate) fn lay_out(text: &str, mut page: Page) -> Page {
    page.preformatted(true);
    let unix = text.replace("\r\n", "\n");
    for line in unix.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
        let (quotes, rest) = quotes(line);
        page.quotes(quotes);
        linked(rest, &mut page);
        page.newline();
        if page.is_full() {
            break;
        }
    }
    page
}

/// How many marks a line begins with, as it is shown, and what follows them.
fn quotes(line: &str) -> (usize, &str) {
    let (mut count, mut rest) = (0, line);
    while let Some(after) = rest.trim_start_matches(is_invisible).strip_prefix('>') {
        count += 1;
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    (count, rest)
}

fn linked(line: &str, page: &mut Page) {
    static ADDRESS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?i)\b(?:https?://|mailto:)[^\s<>"\x{201c}\x{201d}]+"#).ok());
    let mut rest = line;
    if let Some(address) = &*ADDRESS {
        let mut at = 0;
        for found in address.find_iter(line) {
            let target = found.as_str().trim_end_matches(AFTER);
            let Some(href) = crate::link::allowed(target) else { continue };
            page.text(&line[at..found.start()], &Ink::default());
            let link = page.link(href);
            page.text(target, &Ink { link, ..Ink::default() });
            at = found.start() + target.len();
        }
        rest = &line[at..];
    }
    page.text(rest, &Ink::default());
}
