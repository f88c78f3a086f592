//! What comes out of mail, good and hostile, case by case.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use mail::gate::Gate;
use mail::{Notice, plain_text};

#[track_caller]
fn html(input: &str, expected: &str) {
    let plain = plain_text(input, "text/html; charset=utf-8");
    assert_eq!(plain.text, expected, "{input}");
    assert_eq!((plain.truncated, plain.notice), (false, None), "{input}");
}

#[test]
fn paragraphs_and_breaks() {
    html("<p>Hello,</p><p>it is\n  down.</p>", "Hello,\n\nit is down.");
    html("<div>a</div><div><br></div><div>b<br></div><div>c</div>", "a\n\nb\nc");
    html("a<br>b<br><br>c", "a\nb\n\nc");
    html("<h1>Title</h1>text<hr>more", "Title\n\ntext\n---\nmore");
    html("a&nbsp;&nbsp;b &lt;tag&gt; &amp;amp; &euro;", "a b <tag> &amp; €");
    html("<p>a</p><br><br><br><br><br><p>b</p>", "a\n\n\nb");
    html("<pre>one\n  two\n</pre>", "one\n  two");
}

#[test]
fn lists() {
    html("<ul><li>one<li>two<ul><li>inner</li></ul></li></ul>end", "- one\n- two\n  - inner\n\nend");
    html("<ol><li>one</li><li><p>two</p></li></ol>", "1. one\n\n2. two");
}

#[test]
fn tables_are_readable() {
    html(
        "<table><tr><th>Host</th><th>State</th></tr><tr><td><div>db1</div></td><td></td><td><p>down</p></td></tr></table>x",
        "Host | State\ndb1 | | down\nx",
    );
    html("<table><tr><td><table><tr><td>only</td></tr></table></td></tr></table>", "only");
}

#[test]
fn quotes_are_kept() {
    html(
        "yes<blockquote>really?<blockquote>it is down</blockquote></blockquote>bye",
        "yes\n\n> really?\n\n> > it is down\n\nbye",
    );
}

#[test]
fn marks_of_quotes_are_those_that_are_seen() {
    // A character that is not shown stands before a mark.
    for (body, expected) in [
        (">really?", "> really?"),
        ("\u{200d}>really?", "> really?"),
        (">\u{feff}>down", "> > down"),
        ("\u{200d}", ""),
        ("a\u{200d}>b", "a>b"),
    ] {
        assert_eq!(plain_text(body, "text/plain").text, expected, "{body:?}");
    }
}

#[test]
fn links_are_text_behind_their_words() {
    html("see <a href='https://acme.test/x'>the log</a>.", "see the log <https://acme.test/x>.");
    html("<a href='https://evil.test'>https://bank.test</a>", "https://bank.test <https://evil.test>");
    html("<a href='https://acme.test/'>acme.test</a>", "acme.test");
    html("<a href='javascript:x()'>click</a> <a name=x>y</a>", "click y");
    html("<a href='&#106;avascript:x()'>a</a><a href='JaVa&Tab;script:x'>b</a>", "ab");
    html("<a href='https://acme.test'><img src=x alt='logo'></a>", "[image: logo] <https://acme.test>");
    html(
        "<a href='https://one.test'>one<a href='https://two.test'>two",
        "one <https://one.test>two <https://two.test>",
    );
}

#[test]
fn nothing_that_runs_is_kept() {
    html("a<script>canary()</script>b", "ab");
    html("a<SCRIPT>canary()</SCRIPT>b", "ab");
    html("a<style>b{}</style><title>t</title>c", "ac");
    html("<img src=x onerror=canary()>a<svg><script>canary()</script></svg>b", "ab");
    html("<iframe srcdoc='<script>canary()</script>'>x</iframe>a<object data=x>y</object>b", "ab");
    html("<math><annotation-xml encoding=text/html>x</annotation-xml></math>a", "a");
    html("<noscript><p title=\"</noscript><img src=x onerror=canary()>\">a", "\">a");
    html("<!--[if gte mso 9]>x<![endif]-->a<![if !IE]>b<?php x ?>c", "abc");
    html("<base href=//evil.test><meta http-equiv=refresh content='0;url=x'><p onclick=x>a", "a");
    html("<img src='https://canary.test/1'><input type=image src=x>a", "a");
    html("<svg/>a<math/>b", "ab");
}

#[test]
fn text_that_looks_like_a_tag_is_text() {
    let plain = plain_text("<img src=x onerror=canary()>\r\nx", "text/plain");
    assert_eq!(plain.text, "<img src=x onerror=canary()>\nx");
    html("&lt;script&gt;canary()&lt;/script&gt;", "<script>canary()</script>");
}

#[test]
fn characters_that_deceive_are_made_visible() {
    html("photo\u{202e}gpj.exe", "photo[U+202E]gpj.exe");
    html("a&#x202E;b&#8288;c&shy;d", "a[U+202E]bcd");
    // Parsers leave a NUL out, and replace one that is written as a reference.
    html("a\0b&#0;c", "ab\u{fffd}c");
    let plain = plain_text("a\u{1b}[2Jb\0c\u{2066}d\u{200b}e", "text/plain");
    assert_eq!(plain.text, "a␛[2Jb\u{fffd}c[U+2066]de");
}

#[test]
fn plain_text_keeps_its_lines() {
    let plain = plain_text("\n\nDear all,\r\n\r\n  indented  \r> quoted\n\n\n\n\n\nbye\n", "text/plain");
    assert_eq!(plain.text, "Dear all,\n\n  indented\n> quoted\n\n\nbye");
    assert_eq!(plain_text("<b>x</b>", "").text, "<b>x</b>");
}

#[test]
fn beyond_a_gate_the_text_is_still_there_and_a_notice_says_why() {
    let deep = format!("start{}{}end", "<div>".repeat(20_000), "<p>inner</p>");
    let attributes = format!("start<p {}>end", "a=1 ".repeat(100_000));
    let references = format!("start{}end", "&nbsp;".repeat(200_000));
    let big = format!("start<br>{}end<script>canary()</script>", "<img src=x>".repeat(100_000));
    for (input, gate) in
        [(deep, Gate::Nesting), (attributes, Gate::Attributes), (references, Gate::Size), (big, Gate::Size)]
    {
        let plain = plain_text(&input, "text/html");
        assert_eq!(plain.notice, Some(Notice::Stripped(gate)));
        assert!(plain.text.starts_with("start") && plain.text.ends_with("end"), "{gate:?}");
        assert!(!plain.text.contains('<') && !plain.text.contains("canary"), "{gate:?}");
        assert!(!plain.truncated);
    }
    assert_eq!(
        Notice::Stripped(Gate::Nesting).to_string(),
        "This mail is nested deeper than 256 levels, so it is shown without lists, tables and links."
    );
}

#[test]
fn a_text_that_is_too_long_is_cut_and_says_so() {
    let plain = plain_text(&"wörd ".repeat(300_000), "text/plain");
    assert!(plain.truncated && plain.text.len() <= mail::LONGEST_TEXT);
    assert_eq!(plain.notice, Some(Notice::Truncated));
    assert!(plain.text.ends_with("wörd") || plain.text.ends_with('w') || plain.text.ends_with(['ö', 'r']));
}
