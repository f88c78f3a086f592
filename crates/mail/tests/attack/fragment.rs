//! What may be in a sanitized mail, read by a tokenizer that is not the sanitizer's parser.

use html5gum::{Token, Tokenizer};

/// Attributes that the tree reads. `style` and its like hold notes about the look, not styles.
const ATTRIBUTES: &[&str] = &["href", "src", "alt", "width", "height", "start", "colspan"];
const NOTES: &[&str] = &["style", "class", "id", "hidden", "color", "bgcolor", "background"];

/// Only allowed elements, attributes and schemes.
#[track_caller]
pub fn only_allowed(sanitized: &str, name: &str) {
    if let Some(foreign) = foreign(sanitized) {
        panic!("{name}: {foreign} in {sanitized}");
    }
}

/// The first thing that must not be there.
pub fn foreign(sanitized: &str) -> Option<String> {
    Tokenizer::new(sanitized).flatten().find_map(|token| match token {
        Token::StartTag(tag) => {
            let element = String::from_utf8_lossy(&tag.name).into_owned();
            if !mail::ELEMENTS.contains(&element.as_str()) {
                return Some(format!("<{element}>"));
            }
            tag.attributes.iter().find_map(|(attribute, value)| {
                let (attribute, value) = (String::from_utf8_lossy(attribute), String::from_utf8_lossy(value));
                let fine = match attribute.as_ref() {
                    "href" | "src" => {
                        scheme(&value).is_some_and(|scheme| mail::SCHEMES.contains(&scheme.as_str()))
                    }
                    note if NOTES.contains(&note) => value
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == ' '),
                    other => ATTRIBUTES.contains(&other),
                };
                (!fine).then(|| format!("<{element} {attribute}={value:?}>"))
            })
        }
        Token::Comment(_) => Some("a comment".to_owned()),
        Token::Doctype(_) => Some("a doctype".to_owned()),
        Token::EndTag(_) | Token::String(_) | Token::Error(_) => None,
    })
}

/// As a browser reads it.
fn scheme(address: &str) -> Option<String> {
    url::Url::parse(address).ok().map(|url| url.scheme().to_owned())
}
