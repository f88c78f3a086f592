//! Section C: nothing that pretends.

use mail::{Refusal, Target, Warning, one_line};

use crate::{read, text};

#[track_caller]
fn target(href: &str, words: &str) -> Target {
    Target::of(href, words).unwrap_or_else(|refusal| panic!("{href}: {refusal}"))
}

#[test]
fn case_041_words_that_name_another_host_are_told() {
    for (words, href, named) in [
        ("https://bank.example", "https://evil.example", Some("bank.example")),
        ("www.bank.example/login", "https://evil.example/bank.example", Some("bank.example")),
        ("Log in at bank.example now", "https://bank.example.evil.example/", Some("bank.example")),
        ("HTTPS://BANK.EXAMPLE", "https://bank.example@x.evil.example", None),
        ("https://bank.example/", "https://www.bank.example/", None),
        ("bank.example", "https://login.bank.example/x", None),
        ("the log", "https://evil.example", None),
        ("report.pdf", "https://portal.example/1", None),
        ("jo@bank.example", "https://bank.example/", None),
        ("bank。example", "https://evil.example", None),
        ("банк.рф", "https://evil.example", Some("банк.рф")),
    ] {
        let reading = read(&format!("<a href='{href}'>{words}</a>"));
        let link = &reading.links[0];
        let Ok(target) = Target::of(&link.href, &link.words) else {
            assert_eq!(named, None, "{words}");
            continue;
        };
        let told = target.warnings.iter().find_map(|warning| match warning {
            Warning::OtherHost(host) => Some(host.trim_start_matches("www.").to_owned()),
            Warning::Foreign(_)
            | Warning::MixedScripts
            | Warning::LooksLike(_)
            | Warning::Number
            | Warning::Private
            | Warning::Plain
            | Warning::Port(_)
            | Warning::Redirects
            | Warning::LeftOut => None,
        });
        assert_eq!(told.as_deref(), named, "{words} -> {href}");
    }
    let sentence = Warning::OtherHost("bank.example".to_owned()).to_string();
    assert_eq!(sentence, "Text and target differ: the words name bank.example.");
}

#[test]
fn case_042_forged_names_are_shown_as_they_are_sent() {
    for (href, host, warning) in [
        ("https://аpple.com/", "xn--pple-43d.com", Some(Warning::MixedScripts)),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com", Some(Warning::LooksLike("apple.com".to_owned()))),
        ("https://xn--pple-43d.com/", "xn--pple-43d.com", Some(Warning::MixedScripts)),
        ("https://ɡoogle.com/", "xn--oogle-qmc.com", Some(Warning::LooksLike("google.com".to_owned()))),
        (
            "https://müller.example/",
            "xn--mller-kva.example",
            Some(Warning::Foreign("müller.example".to_owned())),
        ),
        ("https://ａｃｍｅ.example/", "acme.example", None),
        ("https://acme.example/", "acme.example", None),
    ] {
        let target = target(href, "x");
        assert_eq!(target.host, host, "{href}");
        assert!(target.address.is_ascii(), "{href}");
        match warning {
            Some(warning) => assert!(target.warnings.contains(&warning), "{href}: {:?}", target.warnings),
            None => assert_eq!(target.warnings, [], "{href}"),
        }
    }
    // `xn--` that decodes to plain letters is no name at all (RUSTSEC-2024-0421).
    for href in ["https://xn--example-.org/", "https://xn--acme-/", "https://xn--\u{ad}acme-.example/"] {
        assert_eq!(Target::of(href, "x"), Err(Refusal::NoAddress), "{href}");
    }
}

#[test]
fn case_043_the_host_is_the_one_that_a_browser_would_ask() {
    for (href, host) in [
        ("https://evil.example#bank.example", "evil.example"),
        ("https://evil.example?bank.example", "evil.example"),
        (r"https:\\evil.example\bank.example", "evil.example"),
        (r"https://evil.example\@bank.example/", "evil.example"),
        ("https:/evil.example", "evil.example"),
        ("https:evil.example", "evil.example"),
        ("ht\ntps://ev\til.example/", "evil.example"),
        ("https://EVIL.example./", "evil.example."),
        ("https://evil.example:443/", "evil.example"),
        ("https://2130706433/", "127.0.0.1"),
        ("https://0x7f.1/", "127.0.0.1"),
        ("https://[::ffff:7f00:1]/", "[::ffff:7f00:1]"),
    ] {
        assert_eq!(target(href, "x").host, host, "{href:?}");
    }
    for href in [
        "https://bank.example@evil.example/",
        "https://bank.example%2Fx@evil.example/",
        "https://user:secret@evil.example/",
        "https://:secret@evil.example/",
        r"https:\\bank.example@evil.example/",
    ] {
        assert_eq!(Target::of(href, "x"), Err(Refusal::Login), "{href}");
    }
    assert!(target("https://127.0.0.1:8080/", "x").warnings.contains(&Warning::Private));
    assert!(target("http://10.0.0.5/", "x").warnings.contains(&Warning::Private));
    assert!(target("https://acme.example:8443/", "x").warnings.contains(&Warning::Port(8443)));
    assert_eq!(target("http://acme.example/", "x").warnings, [Warning::Plain]);
}

/// What turns text round, and what nobody sees.
const DECEIVING: &[char] = &[
    '\u{202a}',
    '\u{202b}',
    '\u{202c}',
    '\u{202d}',
    '\u{202e}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200e}',
    '\u{200f}',
    '\u{feff}',
    '\u{ad}',
    '\u{61c}',
    '\u{2060}',
    '\u{fe00}',
    '\u{fe0f}',
    '\u{e0041}',
    '\u{e0100}',
    '\u{180e}',
    '\u{3164}',
    '\u{115f}',
    '\u{ffa0}',
];

#[test]
fn case_044_characters_that_deceive_are_gone_or_visible_everywhere() {
    for c in DECEIVING {
        let html = format!(
            "<p>a{c}b <a href='https://acme.test/{c}x'>c{c}d</a><img src=https://a.test alt='e{c}f'></p>"
        );
        let reading = read(&html);
        let shown: String = crate::spans(&reading).map(|span| span.text.as_str()).collect();
        assert!(!shown.contains(*c), "U+{:04X}: {shown:?}", u32::from(*c));
        assert!(!text(&html).contains(*c), "U+{:04X}", u32::from(*c));
        assert!(!one_line(&format!("a{c}b")).contains(*c), "U+{:04X}", u32::from(*c));
        assert!(reading.links.iter().all(|link| !link.words.contains(*c)), "U+{:04X}", u32::from(*c));
        assert!(target(&reading.links[0].href, "x").address.is_ascii(), "U+{:04X}", u32::from(*c));
    }
    assert_eq!(one_line("invoice\u{202e}fdp.exe"), "invoice[U+202E]fdp.exe");
}

#[test]
fn case_048_a_name_is_one_line_without_an_address_of_its_own_making() {
    assert_eq!(one_line("admin@ourcompany\r\n <real@acme.test>"), "admin@ourcompany <real@acme.test>");
    assert_eq!(one_line("Jo\u{2028}To: x"), "Jo To: x");
}

#[test]
fn case_049_a_host_in_a_text_is_only_text() {
    let reading = read("<p>connect to 10.0.0.5 or ssh://10.0.0.5 or <a href='ssh://10.0.0.5'>here</a></p>");
    assert!(reading.links.is_empty());
    assert!(mail::read("connect to 10.0.0.5, rdp://10.0.0.5", "text/plain").links.is_empty());
}
