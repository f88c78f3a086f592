//! The declarations of a style attribute or of a rule.

/// Each `name: value` in lower case, without comments, escapes and `!important`.
pub(crate) fn declarations(text: &str) -> Vec<(String, String)> {
    let plain = without_escapes(&without_comments(text)).to_ascii_lowercase();
    plain
        .split(';')
        .filter_map(|part| part.split_once(':'))
        .map(|(name, value)| {
            let value = value.split('!').next().unwrap_or_default();
            (name.trim().to_owned(), value.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect()
}

/// Without `/* .. */`; one that never ends takes the rest with it, as in a browser.
pub(super) fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

/// `d\69splay` is `display`: a backslash and up to six digits name a character, before anything else it only falls away.
fn without_escapes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            kept.push(letter);
            continue;
        }
        let mut digits = String::new();
        while digits.len() < 6
            && let Some(digit) = letters.next_if(char::is_ascii_hexdigit)
        {
            digits.push(digit);
        }
        if digits.is_empty() {
            kept.extend(letters.next());
        } else {
            kept.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            let _space = letters.next_if(|next| next.is_ascii_whitespace());
        }
    }
    kept
}

/// Whether one of the declarations takes its text out of sight. White on white is no matter of one declaration and is
/// found elsewhere.
pub(crate) fn hide(declarations: &[(String, String)]) -> bool {
    declarations.iter().any(|(name, value)| hides(name, value))
}

fn hides(name: &str, value: &str) -> bool {
    match name {
        "display" => value == "none",
        "visibility" => value == "hidden" || value == "collapse",
        "mso-hide" => value == "all",
        "opacity" => number(value).is_some_and(|opacity| opacity <= 0.05),
        "font-size" | "line-height" => is_tiny(value),
        "font" => value.split([' ', '/']).any(is_tiny),
        "max-height" | "max-width" | "height" | "width" => {
            number(value).is_some_and(|length| length.abs() < f64::EPSILON)
        }
        "text-indent" | "left" | "top" | "right" | "bottom" | "margin-left" | "margin-top" => {
            number(value).is_some_and(|length| length.abs() >= 500.0)
        }
        "clip" => value.starts_with("rect(") && value.contains('0'),
        "clip-path" => ["inset(50%", "inset(100%", "circle(0"].iter().any(|start| value.starts_with(start)),
        "transform" => value.contains("scale(0"),
        "color" => value == "transparent" || has_no_alpha(value),
        _ => false,
    }
}

/// At most two pixels, an eighth of the usual size.
fn is_tiny(value: &str) -> bool {
    let Some(size) = number(value) else { return false };
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || ".+-".contains(c));
    let most = match unit {
        "px" | "pt" => 2.0,
        "em" | "rem" => 0.15,
        "%" => 15.0,
        _ => 0.0,
    };
    (0.0..=most).contains(&size)
}

/// The number that a value begins with.
fn number(value: &str) -> Option<f64> {
    let end = value.find(|c: char| !c.is_ascii_digit() && !".+-".contains(c)).unwrap_or(value.len());
    value.get(..end)?.parse().ok()
}

fn has_no_alpha(value: &str) -> bool {
    let inside = value.strip_prefix("rgba(").or_else(|| value.strip_prefix("hsla("));
    let last = inside.and_then(|inside| inside.strip_suffix(')')?.rsplit([',', '/', ' ']).next());
    last.and_then(number).is_some_and(|alpha| alpha <= 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_known_in_each_of_its_forms() {
        for style in [
            "display:none",
            "DISPLAY : NONE !important",
            "color:red;display:/**/none",
            r"d\69splay:none",
            r"\64 isplay:n\one",
            "visibility:hidden",
            "opacity:0",
            "opacity: .01",
            "font-size:0",
            "font-size: 0px",
            "font-size:1px",
            "font-size:0.1em",
            "font:0/0 a",
            "max-height:0",
            "max-height: 0px; overflow: hidden",
            "width:0",
            "text-indent:-9999px",
            "position:absolute;left:-10000px",
            "mso-hide:all",
            "clip:rect(0,0,0,0)",
            "color:transparent",
            "color:rgba(0,0,0,0)",
            "transform:scale(0)",
        ] {
            assert!(hide(&declarations(style)), "{style}");
        }
    }

    #[test]
    fn what_is_seen_stays() {
        for style in [
            "",
            "display:block",
            "opacity:0.8",
            "font-size:12px",
            "font:12px/1.5 Arial",
            "width:100%;height:auto",
            "max-height:none",
            "margin-left:40px",
            "color:rgba(0,0,0,.9)",
            "color:#ffffff",
            "line-height:1.2",
            "display",
        ] {
            assert!(!hide(&declarations(style)), "{style}");
        }
    }
}
