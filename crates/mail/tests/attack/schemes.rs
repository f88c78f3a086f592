//! Section F: what a link may open.

use mail::{Kind, Refusal, Target, Warning};

use crate::read;

#[test]
fn case_069_links_that_start_programs_are_refused() {
    for scheme in [
        "ms-msdt",
        "search-ms",
        "search",
        "ms-officecmd",
        "ms-word",
        "ms-settings",
        "ms-appinstaller",
        "ldap",
        "vscode",
        "steam",
        "zoommtg",
        "shell",
        "jar",
        "view-source",
        "intent",
        "file",
        "smb",
        "javascript",
        "data",
        "about",
        "chrome",
        "cid",
        "ftp",
        "tauri",
        "ipc",
        "asset",
        "gnomon",
    ] {
        let href = format!("{scheme}:x");
        assert_eq!(Target::of(&href, "x"), Err(Refusal::Scheme(scheme.to_owned())), "{scheme}");
        assert!(
            read(&format!("<a href='{scheme}://x'>a</a><a href='{href}'>b</a>")).links.is_empty(),
            "{scheme}"
        );
    }
}

#[test]
fn case_071_links_of_remote_tools_are_refused() {
    for scheme in
        ["ssh", "rdp", "vnc", "teamviewer10", "tvcontrol1", "anydesk", "rustdesk", "mstsc", "telnet", "sftp"]
    {
        let href = format!("{scheme}://10.0.0.5");
        assert_eq!(Target::of(&href, "x"), Err(Refusal::Scheme(scheme.to_owned())), "{scheme}");
        assert!(read(&format!("<a href='{href}'>a</a>")).links.is_empty(), "{scheme}");
    }
}

#[test]
fn case_072_of_a_prepared_mail_recipient_subject_and_text_are_kept() {
    for (href, address, left_out) in [
        ("mailto:jo@acme.test", "mailto:jo@acme.test", false),
        (
            "mailto:jo@acme.test?attach=/etc/passwd&bcc=x@evil.test&subject=a",
            "mailto:jo@acme.test?subject=a",
            true,
        ),
        ("mailto:jo@acme.test?cc=x@evil.test", "mailto:jo@acme.test", true),
        (
            "mailto:jo@acme.test?subject=a%0d%0aBcc:x@evil.test",
            "mailto:jo@acme.test?subject=a%20Bcc%3Ax%40evil%2Etest",
            false,
        ),
        ("mailto:jo@acme.test?BODY=a&In-Reply-To=b", "mailto:jo@acme.test?body=a", true),
        ("mailto:jo+tag@acme.test", "mailto:jo%2Btag@acme.test", false),
        ("mailto:jo@müller.example", "mailto:jo@xn--mller-kva.example", false),
    ] {
        let target = Target::of(href, "x").unwrap();
        assert_eq!((target.address.as_str(), target.kind), (address, Kind::Mail), "{href}");
        assert_eq!(target.warnings == [Warning::LeftOut], left_out, "{href}");
    }
    for href in [
        "mailto:",
        "mailto:jo",
        "mailto:jo@acme.test%0d%0aBcc:x@evil.test",
        "mailto:jo@acme.test,x@evil.test",
        "mailto:\"a b\"@acme.test",
        "mailto:?to=jo@acme.test",
        "mailto:@acme.test",
    ] {
        assert_eq!(Target::of(href, "x"), Err(Refusal::NoAddress), "{href}");
    }
}

#[test]
fn case_073_of_a_number_digits_are_dialled() {
    for (href, number) in [
        ("tel:+49 7159 / 92 65-20", "+497159926520"),
        ("tel:0800-1234", "08001234"),
        ("tel:+1555,,,123456", "+1555"),
        ("tel:1555;ext=9", "1555"),
        ("tel:1555p99", "1555"),
    ] {
        let target = Target::of(href, "x").unwrap();
        assert_eq!(
            (target.host.as_str(), target.address.as_str()),
            (number, format!("tel:{number}").as_str()),
            "{href}"
        );
    }
    for href in ["tel:*#06#", "tel:%2A%2306%23", "tel:*21*0123#", "tel:1#2"] {
        assert_eq!(Target::of(href, "x"), Err(Refusal::Code), "{href}");
    }
    assert_eq!(Target::of("tel:", "x"), Err(Refusal::NoAddress));
}

#[test]
fn case_074_an_address_is_written_anew_and_short() {
    for (href, address) in [
        ("https://acme.test/a b", "https://acme.test/a%20b"),
        ("https://acme.test/\"'`<>", "https://acme.test/%22'%60%3C%3E"),
        ("https://acme.test/$(x)&y|z^%PATH%", "https://acme.test/$(x)&y|z^%PATH%"),
        ("  https://acme.test  ", "https://acme.test/"),
        ("https://acme.test/\u{202e}x", "https://acme.test/%E2%80%AEx"),
    ] {
        let target = Target::of(href, "x").unwrap();
        assert_eq!(target.address, address, "{href}");
        assert!(!target.address.contains([' ', '"', '`', '\n', '<']), "{href}");
        assert!(target.address.starts_with("https://"), "{href}");
    }
    for href in ["--proxy-server=evil.test", "-x", "\"https://acme.test", "acme.test", ""] {
        assert!(Target::of(href, "x").is_err(), "{href}");
    }
    for length in [3_000, 2 << 20] {
        let href = format!("https://acme.test/{}", "x".repeat(length));
        assert_eq!(Target::of(&href, "x"), Err(Refusal::TooLong), "{length}");
    }
}

#[test]
fn case_077_a_link_that_may_lead_on_says_so() {
    for href in [
        "https://portal.example/redirect?u=ms-msdt:x",
        "https://portal.example/redirect?u=https%3A%2F%2Fevil.test",
        "https://portal.example/login?next=//evil.test",
        "https://portal.example/https://evil.test",
        "https://bit.ly/x",
        "https://eur01.safelinks.protection.outlook.com/?url=x",
    ] {
        let target = Target::of(href, "x").unwrap();
        assert!(target.warnings.contains(&Warning::Redirects), "{href}");
        assert!(target.address.starts_with("https://"), "{href}");
    }
    for href in [
        "https://portal.example/t?id=1&q=a%20b",
        "https://portal.example/a/b",
        "https://portal.example/?at=12:30",
    ] {
        assert_eq!(Target::of(href, "x").unwrap().warnings, [], "{href}");
    }
}
