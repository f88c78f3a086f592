//! The original layout of a mail, for a window in which nothing runs and nothing is fetched.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};

use crate::gate::{self, Gate};
use crate::sanitize::{DROPPED, ELEMENTS};

/// What the window that shows it is told to allow: nothing but what stands in the page itself.
pub const POLICY: &str = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; \
     frame-ancestors 'none'";

/// Properties of styles that place and colour. None of them takes an address.
const PROPERTIES: &[&str] = &[
    "background-color",
    "border",
    "border-bottom",
    "border-collapse",
    "border-color",
    "border-left",
    "border-radius",
    "border-right",
    "border-spacing",
    "border-style",
    "border-top",
    "border-width",
    "color",
    "direction",
    "display",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-height",
    "min-width",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "text-align",
    "text-decoration",
    "text-indent",
    "text-transform",
    "vertical-align",
    "visibility",
    "white-space",
    "width",
];
/// Attributes that place and colour.
const ATTRIBUTES: &[&str] = &[
    "align",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "color",
    "colspan",
    "dir",
    "face",
    "height",
    "hspace",
    "rowspan",
    "size",
    "start",
    "style",
    "valign",
    "vspace",
    "width",
];

/// Why a mail has no original layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoOriginal {
    /// It came as plain text.
    #[error("This message is plain text and has no other layout.")]
    PlainText,
    /// It is beyond a limit.
    #[error("This mail {0}, so its original layout is not drawn.")]
    Gate(Gate),
}

/// A whole page with the layout that the sender gave the mail: allowed elements, place and colour; no link leads anywhere,
/// and only pictures that stand in the mail itself are shown.
///
/// # Errors
/// There is no such layout.
pub fn original(body: &str, mime: &str) -> Result<String, NoOriginal> {
    if !crate::plain::is_html(mime) {
        return Err(NoOriginal::PlainText);
    }
    gate::check(body).map_err(NoOriginal::Gate)?;
    let images: HashMap<&str, HashSet<&str>> = [("img", HashSet::from(["src", "alt"]))].into_iter().collect();
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(DROPPED.iter().copied().collect())
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        .tag_attributes(images)
        .url_schemes(HashSet::from(["data"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(None)
        .strip_comments(true)
        .filter_style_properties(PROPERTIES.iter().copied().collect())
        .attribute_filter(|_, name, value| filter(name, value));
    Ok(format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\
         <meta name=\"referrer\" content=\"no-referrer\"><meta http-equiv=\"x-dns-prefetch-control\" content=\"off\">\
         <title>Original layout</title></head><body style=\"background-color:white;color:black\">{}</body></html>",
        POLICY.replace("sandbox; ", "").replace("; frame-ancestors 'none'", ""),
        builder.clean(body)
    ))
}

/// Only raster pictures that the mail brings along, and no style with an address or an escape in it.
fn filter<'v>(name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let keep = match name {
        "src" => ["png", "jpeg", "gif", "webp"].iter().any(|kind| {
            value.trim_start().to_ascii_lowercase().starts_with(&format!("data:image/{kind};base64,"))
        }),
        "style" => !value.contains(['\\', '<', '@']) && !value.to_ascii_lowercase().contains("url"),
        _ => true,
    };
    keep.then_some(Cow::Borrowed(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_places_stay_and_addresses_do_not() {
        let page = original(
            "<div style='color:red;background:url(https://canary.test);position:fixed'>a</div>
             <td bgcolor=blue background='https://canary.test'><a href='https://canary.test' style='color: blue'>b</a>
             <img src='https://canary.test/1' alt=c><img src='data:image/svg+xml;base64,AA'>
             <img src='data:image/png;base64,AA'><script>canary()</script><style>@import 'canary'</style>",
            "text/html",
        )
        .unwrap();
        let body = page.split_once("<body").unwrap().1;
        assert!(!body.contains("canary") && !body.contains("href") && !body.contains("svg"), "{body}");
        assert!(!body.contains("position") && body.contains("data:image/png;base64,AA"), "{body}");
        assert!(body.contains("<a style=\"color: blue") || body.contains("<a style=\"color:blue"), "{body}");
        assert!(page.contains("default-src 'none'"));
    }

    #[test]
    fn what_has_no_layout_says_why() {
        assert_eq!(original("a", "text/plain"), Err(NoOriginal::PlainText));
        let deep = "<div>".repeat(300);
        let told = original(&deep, "text/html").unwrap_err().to_string();
        assert_eq!(told, "This mail is nested deeper than 256 levels, so its original layout is not drawn.");
    }
}
