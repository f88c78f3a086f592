//! The allow-list: what may be left of a mail before our own tree is built from it.
//!
//! Comes after the gates, because the parser behind it takes quadratic time in what they limit. Nothing edits its result
//! before the tree is built.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};

use crate::css::{Colour, Look, Paper, Sheet};

/// Elements that may be left.
pub const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "menu",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];
/// Elements that go with all that is in them: it is not for reading.
pub(crate) const DROPPED: &[&str] = &[
    "script",
    "style",
    "title",
    "template",
    "noscript",
    "noembed",
    "noframes",
    "iframe",
    "object",
    "applet",
    "svg",
    "math",
    "audio",
    "video",
    "canvas",
    "select",
    "datalist",
    "frameset",
    "portal",
    "fencedframe",
    "head",
    "textarea",
    "xmp",
    "plaintext",
    "selectedcontent",
];
/// Attributes that may be left, and on which element.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("img", &["src", "alt", "width", "height"]),
    ("ol", &["start"]),
    ("td", &["colspan"]),
    ("th", &["colspan"]),
];
/// Attributes of which only a note about the look is left, in `style`.
const LOOKS: &[&str] = &["style", "class", "id", "hidden", "color", "bgcolor", "background"];
/// Schemes of addresses that may be left.
pub const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "cid"];

/// The mail with nothing but allowed elements, attributes and schemes. Styles, classes and identifiers are gone; where one
/// of them changed the look of a text, a note about it stands in its place, in words of `a-z`, `0-9` and `-`.
///
/// The caller has checked the [gates](crate::gate).
#[must_use]
pub fn sanitize(html: &str) -> String {
    let sheet = Sheet::of(html);
    let mut builder = Builder::empty();
    let attributes: HashMap<&str, HashSet<&str>> =
        ATTRIBUTES.iter().map(|(element, names)| (*element, names.iter().copied().collect())).collect();
    builder
        .tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(DROPPED.iter().copied().collect())
        .tag_attributes(attributes)
        .generic_attributes(LOOKS.iter().copied().collect())
        .url_schemes(SCHEMES.iter().copied().collect())
        .url_relative(UrlRelative::Deny)
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(move |_, name, value| filter(&sheet, name, value));
    builder.clean(html).to_string()
}

/// What is left of an attribute: of all that is for the look, a note or nothing.
fn filter<'v>(sheet: &Sheet, name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let hides = |yes: bool| Look { hides: yes, ..Look::default() }.note();
    let note = match name {
        "style" => Look::of_style(value).note(),
        "class" => hides(sheet.hides_class(value)),
        "id" => hides(sheet.hides_id(value)),
        "hidden" => hides(true),
        "color" => Look { ink: Colour::read(value), ..Look::default() }.note(),
        "bgcolor" => {
            Look { paper: Some(Colour::read(value).map_or(Paper::Unknown, Paper::Plain)), ..Look::default() }
                .note()
        }
        "background" => Look { paper: Some(Paper::Unknown), ..Look::default() }.note(),
        _ => return Some(Cow::Borrowed(value)),
    };
    note.map(Cow::Owned)
}

/// Whether an attribute holds a note about the look.
pub(crate) fn is_look(name: &str) -> bool {
    LOOKS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_become_notes() {
        for (html, expected) in [
            ("<p style='display:none' id=x class=y>a</p>", "<p style=\"hides\">a</p>"),
            ("<p style='color:expression(x)' onclick=y>a</p>", "<p>a</p>"),
            (
                "<style>.k{display:none}</style><i class='k'>a</i><i class=l>b</i>",
                "<i class=\"hides\">a</i><i>b</i>",
            ),
            ("<td bgcolor=#000><font color=black>a</font>", "<font color=\"ink-000000\">a</font>"),
            ("<p hidden>a</p>", "<p hidden=\"hides\">a</p>"),
        ] {
            assert_eq!(sanitize(html), expected, "{html}");
        }
    }
}
