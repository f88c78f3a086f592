//! Section E, as far as bodies are concerned: portals hand over text that is decoded already.

use mail::plain_text;

#[test]
fn case_062_no_body_is_decoded_a_second_time() {
    for body in ["+ADw-script+AD4-canary()+ADw-/script+AD4-", "\u{1b}$B<script>\u{1b}(B"] {
        let plain = plain_text(body, "text/plain; charset=utf-7");
        assert!(plain.text.contains("script"), "{}", plain.text);
        let html = plain_text(body, "text/html; charset=\"utf-8\r\nX:\"");
        assert!(!html.text.contains("<script>"), "{}", html.text);
    }
}

#[test]
fn case_062_an_unknown_type_is_text() {
    for mime in
        ["", "text/x-unknown", "text/htmlx", "charset=text/html", "multipart/alternative", "TEXT/PLAIN"]
    {
        assert_eq!(plain_text("<b>x</b>", mime).text, "<b>x</b>", "{mime}");
    }
    for mime in ["text/html", "TEXT/HTML; charset=x", "application/xhtml+xml"] {
        assert_eq!(plain_text("<b>x</b>", mime).text, "x", "{mime}");
    }
}

#[test]
fn case_063_what_is_no_character_is_replaced() {
    assert_eq!(
        plain_text("a\0b\u{fffe}c\u{ffff}d\u{85}e", "text/plain").text,
        "a\u{fffd}b\u{fffd}c\u{fffd}d\ne"
    );
    assert_eq!(
        plain_text("a&#xD800;b&#xFFFE;c&#x110000;d", "text/html").text,
        "a\u{fffd}b\u{fffd}c\u{fffd}d"
    );
}

/// A decrypted part and a clear one are never in one document: each body is read alone, and what is never closed in one
/// cannot take the next one in.
#[test]
fn case_066_parts_are_read_one_by_one() {
    let first = mail::read("<img src='https://canary.test/", "text/html");
    let second = mail::read("secret", "text/plain");
    let third = mail::read("'>", "text/html");
    assert_eq!(first.remote_images() + third.remote_images(), 0);
    assert!(crate::spans(&second).any(|span| span.text == "secret"));
}
