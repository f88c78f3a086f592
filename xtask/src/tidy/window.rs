//! What the window's sources must not do.

use super::Finding;

/// The window counts on corrected time; the desk says what time it is.
pub(super) fn clock(path: &str, text: &str) -> Vec<Finding> {
    find(
        path,
        text,
        &["Date.now(", "new Date()"],
        "the window never reads the clock: use the time that the desk sent",
    )
}

/// Text of a ticket never becomes HTML.
pub(super) fn raw_html(path: &str, text: &str) -> Vec<Finding> {
    let words = &["{@html", ".innerHTML", ".outerHTML", "insertAdjacentHTML", "document.write("];
    find(path, text, words, "text is shown as text, never as HTML")
}

fn find(path: &str, text: &str, words: &[&str], message: &str) -> Vec<Finding> {
    let source = [".ts", ".js", ".svelte"].iter().any(|end| path.ends_with(end)) && !path.contains(".test.");
    if !path.starts_with("ui/src/") || !source {
        return Vec::new();
    }
    let comment =
        |line: &str| ["//", "*", "/*", "<!--"].iter().any(|start| line.trim_start().starts_with(start));
    let wrong = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !comment(line) && words.iter().any(|word| line.contains(word)));
    wrong.map(|(line, _)| Finding::new(path, line, message)).collect()
}

#[test]
fn a_clock_in_the_window_is_found() {
    assert_eq!(clock("ui/src/state/time.svelte.ts", "const now = Date.now();").len(), 1);
    assert_eq!(
        clock("ui/src/state/time.svelte.ts", "// never Date.now()\nconst now = performance.now();").len(),
        0
    );
    assert_eq!(clock("ui/src/state/time.test.ts", "const now = Date.now();").len(), 0);
}

#[test]
fn raw_html_in_the_window_is_found() {
    assert_eq!(raw_html("ui/src/parts/Text.svelte", "{@html body}").len(), 1);
    assert_eq!(raw_html("ui/src/parts/Text.svelte", "<p>{body}</p>").len(), 0);
    assert_eq!(raw_html("ui/src/parts/text.ts", "node.innerHTML = body;").len(), 1);
}
