//! Texts of Jira Cloud: the Atlassian Document Format, a tree of nodes, as plain text and back.
//! <https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/>

use calendar::Moment;
use serde_json::{Value, json};

use super::date;
use crate::loose;

/// Between two cells of a row.
const CELL: &str = " | ";
/// Nodes that stand on lines of their own with an empty line between them and the next one.
const PARTED: [&str; 12] = [
    "paragraph",
    "heading",
    "codeBlock",
    "blockquote",
    "panel",
    "table",
    "bulletList",
    "orderedList",
    "taskList",
    "decisionList",
    "expand",
    "layoutSection",
];

/// The text of a document. A text that is no document stands for itself; of nodes that are not known the text inside is
/// told, because the page says that more kinds exist than it lists.
pub(super) fn text(body: &Value) -> String {
    match body {
        Value::String(text) => text.clone(),
        Value::Object(_) | Value::Array(_) => node(body).trim_matches('\n').to_owned(),
        Value::Null | Value::Bool(_) | Value::Number(_) => String::new(),
    }
}

/// Whether this is a document, as fields of several lines hold.
pub(super) fn is_document(json: &Value) -> bool {
    loose::at(json, &["type"]) == "doc"
}

/// Plain text as a document: one paragraph, in which every line ends with a break. Nothing in it is read as a mark-up.
pub(super) fn document(text: &str) -> Value {
    let mut content = Vec::new();
    for (place, line) in text.trim().lines().enumerate() {
        if place > 0 {
            content.push(json!({"type": "hardBreak"}));
        }
        // A text without a letter is refused.
        if !line.is_empty() {
            content.push(json!({"type": "text", "text": line}));
        }
    }
    json!({"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": content}]})
}

fn node(json: &Value) -> String {
    let attr = |name: &str| loose::at(json, &["attrs", name]).to_owned();
    match loose::at(json, &["type"]) {
        "text" => linked(json),
        "hardBreak" => "\n".to_owned(),
        "rule" => "---".to_owned(),
        "mention" | "status" | "placeholder" => attr("text"),
        "emoji" => Some(attr("text")).filter(|text| !text.is_empty()).unwrap_or_else(|| attr("shortName")),
        "inlineCard" | "blockCard" | "embedCard" => attr("url"),
        "date" => day(json.get("attrs").and_then(|attrs| attrs.get("timestamp"))),
        "media" | "mediaInline" => format!("[{}]", named(&attr("alt"), "attachment")),
        "bulletList" | "decisionList" => items(json, |_, _| "- ".to_owned()),
        "orderedList" => {
            let first = json.pointer("/attrs/order").and_then(Value::as_u64).unwrap_or(1);
            items(json, |place, _| format!("{}. ", first.saturating_add(place)))
        }
        "taskList" => items(json, |_, item| {
            let done = loose::at(item, &["attrs", "state"]) == "DONE";
            if done { "[x] " } else { "[ ] " }.to_owned()
        }),
        "blockquote" => prefixed(&inside(json), "> ", "> "),
        "tableRow" => {
            children(json).map(|cell| inside(cell).replace('\n', " ")).collect::<Vec<_>>().join(CELL)
        }
        "table" => children(json).map(node).collect::<Vec<_>>().join("\n"),
        "expand" | "nestedExpand" => [attr("title"), inside(json)].join("\n").trim_matches('\n').to_owned(),
        _ => inside(json),
    }
}

/// All that a node holds, with an empty line between blocks.
fn inside(json: &Value) -> String {
    let mut text = String::new();
    for child in children(json) {
        let part = node(child);
        if part.is_empty() {
            continue;
        }
        let parted = PARTED.contains(&loose::at(child, &["type"])) || is_line(child);
        if parted && !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&part);
    }
    text
}

/// Nodes that hold a whole line, but no text of their own.
fn is_line(json: &Value) -> bool {
    ["rule", "mediaSingle", "mediaGroup", "blockCard", "embedCard", "nestedExpand"]
        .contains(&loose::at(json, &["type"]))
}

fn children(json: &Value) -> impl Iterator<Item = &Value> {
    let list = json.as_array().or_else(|| json.get("content").and_then(Value::as_array));
    list.into_iter().flatten()
}

/// The items of a list, a line each; what follows in an item is indented below it.
fn items(json: &Value, sign: impl Fn(u64, &Value) -> String) -> String {
    let mut place = 0;
    let mut lines = Vec::new();
    for item in children(json) {
        // A list inside a list of tasks is no item.
        let nested = loose::at(item, &["type"]).ends_with("List");
        let sign = if nested { "  ".to_owned() } else { sign(place, item) };
        place += u64::from(!nested);
        let text = if nested { node(item) } else { inside(item).replace("\n\n", "\n") };
        lines.push(prefixed(&text, &sign, &" ".repeat(sign.len())));
    }
    lines.join("\n")
}

fn prefixed(text: &str, first: &str, later: &str) -> String {
    let line = |(place, line)| format!("{}{line}", if place == 0 { first } else { later });
    text.lines().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// A text with the address it leads to, where that is not the text itself.
fn linked(json: &Value) -> String {
    let text = loose::at(json, &["text"]);
    let marks = json.get("marks").and_then(Value::as_array).into_iter().flatten();
    let address = marks.map(|mark| loose::at(mark, &["attrs", "href"])).find(|address| !address.is_empty());
    match address {
        Some(address) if address != text && address.strip_prefix("mailto:") != Some(text) => {
            format!("{text} ({address})")
        }
        Some(_) | None => text.to_owned(),
    }
}

/// A day in milliseconds, as a number or as a text.
fn day(stamp: Option<&Value>) -> String {
    let millis = stamp.and_then(loose::id_of).and_then(|stamp| stamp.parse::<i64>().ok());
    let at: Option<Moment> = millis.map(date::of_millis);
    at.and_then(Moment::to_chrono).map(|at| at.format("%Y-%m-%d").to_string()).unwrap_or_default()
}

fn named<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    if name.is_empty() { otherwise } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn doc(content: &Value) -> Value {
        json!({"type": "doc", "version": 1, "content": content})
    }

    fn said(text: &str) -> Value {
        json!({"type": "paragraph", "content": [{"type": "text", "text": text}]})
    }

    #[test]
    fn the_documented_nodes_have_their_text() {
        let word = |text: &str| json!([{"type": "text", "text": text}]);
        let item = |text: &str| json!({"type": "listItem", "content": [said(text)]});
        let cell = |text: &str| json!({"type": "tableCell", "attrs": {}, "content": [said(text)]});
        let link = json!([{"type": "text", "text": "the log", "marks": [{"type": "link", "attrs": {"href": "https://x.example"}}]}]);
        let cases = [
            ("paragraphs", json!([said("one"), said("two")]), "one\n\ntwo"),
            (
                "a break",
                json!([{"type": "paragraph", "content": [
                {"type": "text", "text": "one"}, {"type": "hardBreak"}, {"type": "text", "text": "two", "marks": [{"type": "strong"}]}]}]),
                "one\ntwo",
            ),
            (
                "a mention",
                json!([{"type": "paragraph", "content": [
                {"type": "mention", "attrs": {"id": "ABCDE", "text": "@Ann"}}, {"type": "text", "text": " look"}]}]),
                "@Ann look",
            ),
            (
                "code",
                json!([said("see"), {"type": "codeBlock", "attrs": {"language": "js"}, "content": word("var a = {};\nvar b;")}]),
                "see\n\nvar a = {};\nvar b;",
            ),
            (
                "a list",
                json!([{"type": "bulletList", "content": [item("one"), item("two")]}]),
                "- one\n- two",
            ),
            (
                "a list from three",
                json!([{"type": "orderedList", "attrs": {"order": 3}, "content": [item("one"), item("two")]}]),
                "3. one\n4. two",
            ),
            (
                "a list in a list",
                json!([{"type": "bulletList", "content": [{"type": "listItem", "content": [
                said("one"), {"type": "bulletList", "content": [item("inner")]}]}]}]),
                "- one\n  - inner",
            ),
            (
                "tasks",
                json!([{"type": "taskList", "content": [
                {"type": "taskItem", "attrs": {"state": "DONE"}, "content": word("one")},
                {"type": "taskItem", "attrs": {"state": "TODO"}, "content": word("two")}]}]),
                "[x] one\n[ ] two",
            ),
            (
                "a table",
                json!([{"type": "table", "content": [
                {"type": "tableRow", "content": [cell("a"), cell("b")]}, {"type": "tableRow", "content": [cell("c"), cell("d")]}]}]),
                "a | b\nc | d",
            ),
            (
                "a quote",
                json!([{"type": "blockquote", "content": [said("one"), said("two")]}]),
                "> one\n> \n> two",
            ),
            ("a link", json!([{"type": "paragraph", "content": link}]), "the log (https://x.example)"),
            (
                "a card",
                json!([{"type": "paragraph", "content": [{"type": "inlineCard", "attrs": {"url": "https://x.example"}}]}]),
                "https://x.example",
            ),
            (
                "a day",
                json!([{"type": "paragraph", "content": [{"type": "date", "attrs": {"timestamp": "1582152559000"}}]}]),
                "2020-02-19",
            ),
            (
                "a picture",
                json!([said("see"), {"type": "mediaSingle", "content": [{"type": "media", "attrs": {"alt": "screen.png"}}]}]),
                "see\n\n[screen.png]",
            ),
            (
                "an emoji",
                json!([{"type": "paragraph", "content": [{"type": "emoji", "attrs": {"shortName": ":grin:", "text": "😀"}}]}]),
                "😀",
            ),
            (
                "a panel and a fold",
                json!([{"type": "panel", "content": [said("note")]}, {"type": "expand", "attrs": {"title": "more"}, "content": [said("inner")]}]),
                "note\n\nmore\ninner",
            ),
        ];
        for (case, content, expected) in cases {
            assert_eq!(text(&doc(&content)), expected, "{case}");
        }
    }

    #[test]
    fn a_node_that_is_not_known_has_the_text_inside() {
        let unknown = json!([{"type": "carousel", "attrs": {}, "content": [{"type": "slide", "content": [said("deep")]}]}, said("after")]);
        assert_eq!(text(&doc(&unknown)), "deep\n\nafter");
        assert_eq!(text(&json!({"type": "doc", "content": "odd"})), "");
        assert_eq!(text(&json!("wiki *text*")), "wiki *text*");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_the_same(written in "[ -~\n äß]{0,60}") {
            let expected: Vec<&str> = written.trim().lines().collect();
            let expected = expected.join("\n");
            prop_assert_eq!(text(&document(&written)), expected.trim_matches('\n'));
        }

        #[test]
        fn no_text_node_is_empty(written in any::<String>()) {
            let document = document(&written);
            for node in children(&document["content"][0]) {
                prop_assert!(loose::at(node, &["type"]) == "hardBreak" || !loose::at(node, &["text"]).is_empty());
            }
        }
    }
}
