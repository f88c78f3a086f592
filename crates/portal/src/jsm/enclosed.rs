//! Files of an issue, and the messages that they came with.
//!
//! An issue tells who added a file, and when, but not with which comment: a comment names a picture or a file by a name of
//! the media service. Files are there before the comment that they were written with, by as long as somebody writes, so a file
//! belongs to the next comment of the person who added it, within [`WRITING_MS`], else to the last one before, else to the
//! first message. <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/>

use policy::ticket::{Attachment, Event, What};
use serde_json::Value;

use super::date;
use super::wire::{Comment, Person};
use crate::file::{self, Names};
use crate::{loose, read};

/// How an issue tells of its files.
const FILES: Names = Names { name: "/filename", mime: "/mimeType", url: None };
/// For so long somebody writes who has added a file, in milliseconds.
const WRITING_MS: i64 = 3_600_000;
/// A file that goes out with a comment may bear the later stamp of the two, in milliseconds.
const SLACK_MS: i64 = 5_000;

/// A file, who added it and when.
pub(super) struct Added {
    file: Attachment,
    account: String,
    at: i64,
}

/// The files, the oldest first. One whose stamp cannot be read counts as one of the first message.
pub(super) fn files(list: &[Value]) -> Vec<Added> {
    let read = |json: &Value| {
        let list = Value::Array(vec![json.clone()]);
        let file = file::told(Some(&list), &FILES).pop()?;
        let author = json.get("author").cloned().unwrap_or_default();
        let account = read::typed::<Person>(author).map(|author| author.account).unwrap_or_default();
        Some(Added { file, account, at: date::millis(loose::at(json, &["created"])).unwrap_or_default() })
    };
    let mut files: Vec<Added> = list.iter().filter_map(read).collect();
    files.sort_by_key(|added| added.at);
    files
}

/// Gives each file to the event that it came with: `first` are those of the beginning, `later` the others with their stamps.
pub(super) fn place(files: Vec<Added>, said: &[Comment], first: &mut [Event], later: &mut [(i64, Event)]) {
    for added in files {
        let comment = comment(&added, said).map(|comment| comment.id.as_str());
        let event = later
            .iter_mut()
            .map(|(_, event)| event)
            .find(|event| matches!(event.what, What::Message { .. }) && comment == Some(event.id.as_str()));
        // The description is the first message; where there is none, the creation bears the file.
        if let Some(event) = event.or_else(|| first.last_mut()) {
            event.attachments.push(added.file);
        }
    }
}

fn comment<'a>(added: &Added, said: &'a [Comment]) -> Option<&'a Comment> {
    let own = || {
        let own = said.iter().filter(|comment| comment.author.account == added.account);
        own.filter_map(|comment| Some((date::millis(&comment.created).ok()?, comment)))
    };
    let soon = added.at - SLACK_MS..=added.at + WRITING_MS;
    let next = own().filter(|(at, _)| soon.contains(at)).min_by_key(|(at, _)| *at);
    let last = || own().filter(|(at, _)| *at <= added.at).max_by_key(|(at, _)| *at);
    next.or_else(last).map(|(_, comment)| comment)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ANNA: &str = "5b1:anna";

    fn said(id: &str, who: &str, minute: u32) -> Comment {
        let created = format!("2026-11-21T20:{minute:02}:00.000+0000");
        read::typed(json!({"id": id, "created": created, "author": {"accountId": who}, "body": {}})).unwrap()
    }

    fn added(who: &str, minute: u32) -> Added {
        let created = format!("2026-11-21T20:{minute:02}:01.500+0000");
        let file = json!({"id": "1", "filename": "a.log", "mimeType": "text/plain", "size": 3,
                          "created": created, "author": {"accountId": who}});
        files(&[file]).remove(0)
    }

    #[test]
    fn a_file_belongs_to_the_comment_that_was_written_with_it() {
        let said = [said("c1", ANNA, 10), said("c2", "other", 20), said("c3", ANNA, 30)];
        let cases = [
            // It is there while the comment is written.
            (ANNA, 5, Some("c1")),
            (ANNA, 29, Some("c3")),
            // It bears a stamp just after that of its comment.
            (ANNA, 30, Some("c3")),
            // Nobody wrote any more.
            (ANNA, 45, Some("c3")),
            ("other", 20, Some("c2")),
            // Who never wrote anything else wrote the first message.
            ("reporter", 0, None),
        ];
        for (who, minute, expected) in cases {
            let found = comment(&added(who, minute), &said).map(|comment| comment.id.as_str());
            assert_eq!(found, expected, "{who} at {minute}");
        }
    }

    #[test]
    fn a_file_tells_name_type_and_size() {
        let Added { file, .. } = added(ANNA, 0);
        assert_eq!((file.id.as_str(), file.name.as_str()), ("1", "a.log"));
        assert_eq!((file.mime.as_str(), file.size, file.url), ("text/plain", Some(3), None));
    }
}
