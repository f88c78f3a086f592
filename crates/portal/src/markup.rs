//! Plain text as HTML, for portals that take messages as HTML only.

/// The text with its line ends; nothing in it is read as HTML or as Markdown.
pub(crate) fn of_text(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    html.push_str("<div>");
    for letter in text.trim().replace("\r\n", "\n").chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\r' => html.push_str("<br>"),
            other => html.push(other),
        }
    }
    html.push_str("</div>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_stay_and_signs_are_only_signs() {
        assert_eq!(
            of_text(" a < b\r\n\"c\" & 'd'\n"),
            "<div>a &lt; b<br>&quot;c&quot; &amp; &#39;d&#39;</div>"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_an_element(text in any::<String>()) {
            let html = of_text(&text);
            let inside = html.strip_prefix("<div>").and_then(|rest| rest.strip_suffix("</div>")).unwrap();
            prop_assert!(!inside.replace("<br>", "").contains(['<', '>', '"', '\'']));
        }
    }
}
