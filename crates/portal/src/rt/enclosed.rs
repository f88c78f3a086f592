//! Files that are enclosed in a message, out of the parts that the portal stores.
//!
//! A list of parts tells names, types and headers (`RT::REST2::Resource::Attachments`); the content of one comes by itself, in
//! base64 within JSON and never in part (`RT::REST2::Resource::Attachment`, `serialize`).

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use policy::ticket::Attachment;
use serde_json::Value;
use url::Url;

use super::message::header;
use super::wire::{Part, Transaction};
use crate::{Fault, Response, read};

/// Transactions that are messages.
const MESSAGES: [&str; 3] = ["Create", "Correspond", "Comment"];

/// Whether a message can have something enclosed: it is made of several parts, or none of its parts is a text.
pub(super) fn may_be_there(history: &[Transaction], parts: &[Part]) -> bool {
    let is_made_of_several = |part: &Part| {
        let kind = part.content_type.to_ascii_lowercase();
        kind.starts_with("multipart/") && !kind.starts_with("multipart/alternative")
    };
    let with_text: BTreeSet<u64> = parts.iter().map(|part| part.transaction_id).collect();
    let is_without =
        |item: &Transaction| MESSAGES.contains(&item.kind.as_str()) && !with_text.contains(&item.id);
    parts.iter().any(is_made_of_several) || history.iter().any(is_without)
}

/// The files by transaction, in the order in which they were enclosed.
pub(super) fn files(mut parts: Vec<Part>) -> BTreeMap<u64, Vec<Attachment>> {
    parts.sort_by_key(|part| part.id);
    parts.dedup_by_key(|part| part.id);
    let mut files: BTreeMap<u64, Vec<Attachment>> = BTreeMap::new();
    for part in parts.iter().filter(|part| is_file(part)) {
        files.entry(part.transaction_id).or_default().push(file(part));
    }
    files
}

/// The content of a part.
pub(super) fn content(url: &Url, response: &Response) -> Result<Vec<u8>, Fault> {
    let json = read::json(url, response)?;
    let text = json.get("Content").and_then(Value::as_str).unwrap_or_default().replace(['\n', '\r'], "");
    STANDARD.decode(text).map_err(|error| read::shape_fault(url, &format!("`Content`: {error}")))
}

/// A text without a name is the message itself, or its other form.
fn is_file(part: &Part) -> bool {
    let kind = part.content_type.to_ascii_lowercase();
    !part.filename.is_empty() || !(kind.starts_with("text/") || kind.starts_with("multipart/"))
}

fn file(part: &Part) -> Attachment {
    let content_id = header(part, "Content-ID");
    let content_id = content_id.map(|id| id.trim_matches(['<', '>']).to_owned());
    Attachment {
        id: part.id.to_string(),
        name: part.filename.clone(),
        mime: part.content_type.clone(),
        size: header(part, "Content-Length").and_then(|text| text.parse().ok()),
        content_id: content_id.filter(|id| !id.is_empty()),
        url: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(id: u64, kind: &str, filename: &str, headers: &str) -> Part {
        Part {
            id,
            transaction_id: 610,
            content_type: kind.to_owned(),
            content: String::new(),
            headers: headers.to_owned(),
            filename: filename.to_owned(),
        }
    }

    /// As Request Tracker 5.0.3 lists the parts of one reply.
    fn reply() -> Vec<Part> {
        vec![
            part(
                324,
                "application/octet-stream",
                "x.bin",
                "Content-Disposition: inline; filename=\"x.bin\"\nContent-Length: 256",
            ),
            part(321, "multipart/mixed", "", "Content-Length: 0"),
            part(322, "text/html", "", "Content-Length: 14"),
            part(323, "text/plain", "l\u{fffd}g.txt", "Content-Length: 12"),
            part(325, "image/png", "", "Content-ID: <p1@client.test>\nContent-Length: 70"),
        ]
    }

    #[test]
    fn what_has_a_name_or_is_no_text_is_a_file() {
        let files = files(reply()).remove(&610).unwrap();
        let told: Vec<_> =
            files.iter().map(|file| (file.id.as_str(), file.name.as_str(), file.size)).collect();
        let named = [("323", "l\u{fffd}g.txt", Some(12)), ("324", "x.bin", Some(256)), ("325", "", Some(70))];
        assert_eq!(told, named);
        assert_eq!(files[2].content_id.as_deref(), Some("p1@client.test"));
    }

    #[test]
    fn a_message_of_one_text_is_not_looked_into() {
        let text = [part(1, "text/plain", "", "")];
        assert!(!may_be_there(&[], &text));
        assert!(!may_be_there(&[], &[part(1, "multipart/alternative", "", "")]));
        assert!(may_be_there(&[], &reply()));
    }

    #[test]
    fn the_content_comes_in_lines_of_base64() {
        let url = Url::parse("https://help.example/REST/2.0/attachment/323").unwrap();
        let answer =
            |body: &str| Response { status: 200, headers: Vec::new(), body: body.as_bytes().to_vec() };
        let read = content(&url, &answer("{\"Content\": \"bGluZTEK\\nbGluZTIK\\n\"}"));
        assert_eq!(read.unwrap(), b"line1\nline2\n");
        assert_eq!(content(&url, &answer("{\"Content\": null}")).unwrap(), b"");
        assert_eq!(content(&url, &answer("{\"Content\": \"?\"}")).unwrap_err().code(), "shape");
    }
}
