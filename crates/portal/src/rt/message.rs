//! The text of a message, out of the parts that the portal stores.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::marker;
use super::wire::Part;

/// What is known of one message from its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    /// The part in plain text, as it came; empty when there is none.
    pub(super) plain: String,
    /// The part in HTML, as it came; empty when there is none.
    pub(super) html: String,
    /// A machine wrote it, by RFC 3834.
    pub(super) auto: bool,
    /// How it came in (`Email`, `Web`, `REST`), where the portal noted it.
    pub(super) channel: Option<String>,
    /// The operation of a console that wrote it.
    pub(super) operation: Option<String>,
}

/// The bodies by transaction. Of several parts of a type, the first that holds any text.
pub(super) fn bodies(mut parts: Vec<Part>) -> BTreeMap<u64, Body> {
    parts.sort_by_key(|part| part.id);
    let mut messages: BTreeMap<u64, Vec<Part>> = BTreeMap::new();
    for part in parts {
        messages.entry(part.transaction_id).or_default().push(part);
    }
    messages.into_iter().map(|(id, parts)| (id, body(&parts))).collect()
}

fn body(parts: &[Part]) -> Body {
    let of_type = |mime: &str| {
        let mut texts = parts.iter().filter(|part| is(part, mime)).map(content);
        texts.find(|text| !text.trim().is_empty()).unwrap_or_default()
    };
    let channel = parts.iter().find_map(|part| header(part, "X-RT-Interface"));
    // A console writes over REST; a mail that bears such a mark is somebody's copy.
    let marked = parts.iter().filter(|_| channel.as_deref() == Some("REST"));
    let operation = marked.filter_map(|part| marker::read(&header(part, "Content-Type")?)).next();
    Body {
        plain: of_type("text/plain"),
        html: of_type("text/html"),
        auto: parts.iter().any(is_automatic),
        channel,
        operation,
    }
}

fn is(part: &Part, mime: &str) -> bool {
    part.content_type.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(mime))
}

/// Lists give the text itself, single records give it in base64 with newlines, and nothing says which. The length in
/// the headers tells: it is that of the text in bytes.
fn content(part: &Part) -> String {
    let length = header(part, "Content-Length").and_then(|text| text.parse::<usize>().ok());
    if length != Some(part.content.len())
        && let Ok(bytes) = STANDARD.decode(part.content.replace(['\n', '\r'], ""))
        && length == Some(bytes.len())
        && let Ok(text) = String::from_utf8(bytes)
    {
        return text;
    }
    part.content.clone()
}

/// RFC 3834: whatever is not `no` was sent by a machine.
fn is_automatic(part: &Part) -> bool {
    header(part, "Auto-Submitted").is_some_and(|value| !value.to_ascii_lowercase().starts_with("no"))
        || header(part, "Precedence").is_some_and(|value| value.eq_ignore_ascii_case("auto_reply"))
}

/// Long headers are folded: a line that begins with white space goes on with the one before it (RFC 5322, 2.2.3).
pub(super) fn header(part: &Part, name: &str) -> Option<String> {
    let named = |line: &&str| line.split_once(':').is_some_and(|(key, _)| key.eq_ignore_ascii_case(name));
    let mut lines = part.headers.lines().skip_while(|line| !named(line));
    let first = lines.next()?.split_once(':')?.1.trim().to_owned();
    let folded = lines.take_while(|line| line.starts_with([' ', '\t']));
    Some(folded.fold(first, |value, line| format!("{value} {}", line.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(headers: &str) -> Part {
        Part {
            id: 1,
            transaction_id: 2,
            content_type: "text/plain".to_owned(),
            content: "Done.".to_owned(),
            headers: headers.to_owned(),
            filename: String::new(),
        }
    }

    /// Headers as Request Tracker 5.0.3 stored them for a note that was sent with this type: it folds what is long.
    const FOLDED: &str = "MIME-Version: 1.0\nContent-Type: text/plain;\n charset=\"utf-8\";\n \
         gnomon-operation=\"01234567-89ab-cdef-0123-456789abcdef\"\nX-RT-Interface: REST\nContent-Length: 5";

    #[test]
    fn a_folded_header_tells_the_operation() {
        let body = body(&[part(FOLDED)]);
        assert_eq!(body.operation.as_deref(), Some("01234567-89ab-cdef-0123-456789abcdef"));
        assert_eq!((body.plain.as_str(), body.channel.as_deref()), ("Done.", Some("REST")));
    }

    #[test]
    fn the_mark_in_a_mail_is_nobodys() {
        let mail = FOLDED.replace("X-RT-Interface: REST", "X-RT-Interface: Email");
        assert_eq!(body(&[part(&mail)]).operation, None);
    }
}
