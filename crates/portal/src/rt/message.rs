//! The text of a message, out of the parts that the portal stores.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::wire::Part;

/// What is known of one message from its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    /// The text as it came; empty when there is only an enclosure.
    pub(super) text: String,
    /// Whether it is HTML.
    pub(super) html: bool,
    /// A machine wrote it, by RFC 3834.
    pub(super) auto: bool,
    /// How it came in (`Email`, `Web`, `REST`), where the portal noted it.
    pub(super) channel: Option<String>,
}

/// The bodies by transaction. Plain text is preferred; of several, the first part that holds any.
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
        parts.iter().filter(|part| is(part, mime)).map(content).find(|text| !text.trim().is_empty())
    };
    let plain = of_type("text/plain");
    let html = plain.is_none();
    let text = plain.or_else(|| of_type("text/html"));
    Body {
        html: html && text.is_some(),
        text: text.unwrap_or_default(),
        auto: parts.iter().any(is_automatic),
        channel: parts.iter().find_map(|part| header(part, "X-RT-Interface")).map(str::to_owned),
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

fn header<'a>(part: &'a Part, name: &str) -> Option<&'a str> {
    part.headers.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}
