//! The Atlassian Document Format, <https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/>, as
//! far as tests need it.

use serde_json::{Value, json};

/// A document of paragraphs, one for each line.
pub(super) fn document(text: &str) -> Value {
    let paragraph = |line: &str| {
        let content = if line.is_empty() { json!([]) } else { json!([{ "type": "text", "text": line }]) };
        json!({ "type": "paragraph", "content": content })
    };
    let content: Vec<Value> = text.split('\n').map(paragraph).collect();
    json!({ "type": "doc", "version": 1, "content": content })
}

/// A group of files, which are named by the media service's own names.
pub(super) fn media(files: &[String]) -> Value {
    let one = |name: &String| {
        let attrs = json!({ "type": "file", "id": format!("media-{name}"), "collection": "", "alt": name });
        json!({ "type": "media", "attrs": attrs })
    };
    json!({ "type": "mediaGroup", "content": files.iter().map(one).collect::<Vec<_>>() })
}

/// Version 3 of the API takes documents and no text.
pub(super) fn is_document(value: &Value) -> bool {
    value["type"] == "doc" && value["version"] == 1 && value["content"].is_array()
}

/// The text of a document: a line for each block.
pub(super) fn text(document: &Value) -> String {
    let mut text = String::new();
    write(document, &mut text);
    text.trim_end().to_owned()
}

fn write(node: &Value, text: &mut String) {
    match node["type"].as_str().unwrap_or_default() {
        "text" => text.push_str(node["text"].as_str().unwrap_or_default()),
        "hardBreak" => text.push('\n'),
        kind => {
            for child in node["content"].as_array().into_iter().flatten() {
                write(child, text);
            }
            if ["paragraph", "heading", "codeBlock"].contains(&kind) {
                text.push('\n');
            }
        }
    }
}
