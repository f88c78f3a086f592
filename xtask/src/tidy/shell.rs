//! What the shell must not offer to a page: rules over its configuration, its capabilities and its sources. The numbers of
//! the tests are those of `docs/attack-cases.md`.

use super::Finding;
use super::files::product_lines;

/// What the one window may do besides calling the desk.
const CORE: &[&str] =
    &["core:event:allow-listen", "core:event:allow-unlisten", "core:window:allow-set-fullscreen"];

/// A capability is for the main window and for nothing else: the label is what protects, since a page of a scheme of our
/// own counts as local.
pub(super) fn capabilities(path: &str, text: &str) -> Vec<Finding> {
    if !path.starts_with("src-tauri/capabilities/") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    if !text.contains("\"windows\": [\"main\"]") {
        findings.push(Finding::new(path, 0, "a capability is for the window `main` only"));
    }
    for (line, words) in (1..).zip(text.lines()) {
        let key = words.trim().trim_start_matches('"').split('"').next().unwrap_or_default();
        if ["remote", "webviews", "local", "platforms"].contains(&key) {
            findings.push(Finding::new(path, line, "a capability is for the program's own page only"));
        }
        let is_permission = key.contains(':') || words.trim().trim_end_matches(',').ends_with("\"");
        let is_member = words.contains("\": ");
        if is_permission && !is_member && !key.starts_with("allow-") && !CORE.contains(&key) {
            findings.push(Finding::new(
                path,
                line,
                format!("`{key}` is no call to the desk: the window must not have it"),
            ));
        }
    }
    findings
}

/// The content security policy is strict, prototypes are frozen, and nothing else is switched on.
pub(super) fn configuration(path: &str, text: &str) -> Vec<Finding> {
    const NEEDED: &[&str] = &[
        "\"freezePrototype\": true",
        "default-src 'none'",
        "script-src 'self'",
        "frame-src 'none'",
        "form-action 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ];
    const FORBIDDEN: &[&str] = &[
        "unsafe-inline",
        "unsafe-eval",
        "assetProtocol",
        "withGlobalTauri",
        "dangerous",
        "devtools",
        "\"plugins\"",
        "updater",
        "https:",
    ];
    if path != "tauri.conf.json" {
        return Vec::new();
    }
    let missing = NEEDED.iter().filter(|words| !text.contains(**words));
    let missing = missing.map(|words| Finding::new(path, 0, format!("{words} is missing")));
    let wrong = (1..).zip(text.lines()).flat_map(|(line, words)| {
        let found = FORBIDDEN.iter().filter(move |word| words.contains(**word));
        found.map(move |word| Finding::new(path, line, format!("`{word}` must not be in the configuration")))
    });
    missing.chain(wrong).collect()
}

/// No plugin, no inspector and no handles for the window.
pub(super) fn sources(path: &str, text: &str) -> Vec<Finding> {
    const WORDS: &[&str] = &[".plugin(", "open_devtools", ".devtools(", "resources_table", "eval("];
    if !(path.starts_with("src-tauri/") && path.ends_with(".rs")) {
        return Vec::new();
    }
    let wrong = product_lines(text).filter(|(_, line)| WORDS.iter().any(|word| line.contains(word)));
    wrong
        .map(|(line, _)| Finding::new(path, line, "the window gets calls to the desk and nothing else"))
        .collect()
}

/// Neither plugins of Tauri nor its inspector are built in.
pub(super) fn manifest(path: &str, text: &str) -> Vec<Finding> {
    const WORDS: &[&str] = &["tauri-plugin", "devtools", "protocol-asset", "\"tray-icon\""];
    if path != "Cargo.toml" {
        return Vec::new();
    }
    let wrong = (1..).zip(text.lines()).filter(|(_, line)| WORDS.iter().any(|word| line.contains(word)));
    wrong
        .map(|(line, _)| {
            Finding::new(path, line, "the shell has no plugin, no inspector and no asset protocol")
        })
        .collect()
}

const CAPABILITY: &str = "{\n  \"identifier\": \"main\",\n  \"description\": \"What it may do.\",\n  \"windows\": [\"main\"],\n  \"permissions\": [\n    \"core:event:allow-listen\",\n    \"allow-queue\"\n  ]\n}\n";

#[test]
fn case_126_a_capability_for_another_window_or_page_is_found() {
    let path = "src-tauri/capabilities/main.json";
    assert_eq!(capabilities(path, CAPABILITY), []);
    for (from, to) in [
        ("[\"main\"]", "[\"main\", \"original-*\"]"),
        ("[\"main\"]", "[\"*\"]"),
        ("  \"permissions\"", "  \"remote\": {\"urls\": [\"https://*\"]},\n  \"permissions\""),
        ("  \"permissions\"", "  \"webviews\": [\"x\"],\n  \"permissions\""),
    ] {
        assert_eq!(capabilities(path, &CAPABILITY.replace(from, to)).len(), 1, "{to}");
    }
}

#[test]
fn case_128_a_permission_that_is_no_call_to_the_desk_is_found() {
    let path = "src-tauri/capabilities/main.json";
    for permission in
        ["core:default", "core:resources:allow-close", "shell:allow-open", "fs:default", "updater:default"]
    {
        let text = CAPABILITY.replace("core:event:allow-listen", permission);
        assert_eq!(capabilities(path, &text).len(), 1, "{permission}");
    }
    assert_eq!(sources("src-tauri/lib.rs", "fn a() {\n    app.resources_table().add(x);\n}").len(), 1);
}

#[test]
fn case_129_files_by_address_are_found() {
    assert_eq!(manifest("Cargo.toml", "tauri = { features = [\"protocol-asset\"] }").len(), 1);
    assert_eq!(
        configuration("tauri.conf.json", &configured("\"assetProtocol\": {\"enable\": true},")).len(),
        1
    );
}

#[test]
fn case_131_an_inspector_is_found() {
    assert_eq!(manifest("Cargo.toml", "tauri = { features = [\"devtools\"] }").len(), 1);
    assert_eq!(sources("src-tauri/lib.rs", "window.open_devtools();").len(), 1);
    assert_eq!(sources("src-tauri/lib.rs", "builder.devtools(true)").len(), 1);
}

#[test]
fn case_132_an_updater_is_found() {
    assert_eq!(manifest("Cargo.toml", "tauri-plugin-updater = \"2\"").len(), 1);
    assert_eq!(configuration("tauri.conf.json", &configured("\"updater\": {},")).len(), 1);
    assert_eq!(sources("src-tauri/lib.rs", "builder.plugin(updater())").len(), 1);
}

#[test]
fn case_133_a_loose_policy_or_prototype_is_found() {
    assert_eq!(configuration("tauri.conf.json", &configured("")), []);
    let loose = configured("").replace("\"freezePrototype\": true", "\"freezePrototype\": false");
    assert_eq!(configuration("tauri.conf.json", &loose).len(), 1);
    let inline = configured("").replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");
    assert_eq!(configuration("tauri.conf.json", &inline).len(), 1);
}

/// A configuration as it should be, with a further line.
fn configured(more: &str) -> String {
    format!(
        "\"security\": {{\n{more}\n\"csp\": \"default-src 'none'; script-src 'self'; frame-src 'none'; form-action 'none'; \
         base-uri 'none'; object-src 'none'\",\n\"freezePrototype\": true }}"
    )
}
