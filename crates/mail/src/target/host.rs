//! What a host name may hide.

use std::net::IpAddr;
use std::sync::LazyLock;

use regex::Regex;
use unicode_security::MixedScript;
use unicode_security::confusable_detection::skeleton;
use url::{Host, Url};

use super::Warning;
use crate::neutral::neutral;

/// Hosts that lead on to other ones: shorteners, and gates of mail providers.
const REDIRECTORS: &[&str] = &[
    "aka.ms",
    "bit.ly",
    "buff.ly",
    "cutt.ly",
    "goo.gl",
    "is.gd",
    "l.facebook.com",
    "lnkd.in",
    "ow.ly",
    "rb.gy",
    "rebrand.ly",
    "safelinks.protection.outlook.com",
    "t.co",
    "t.ly",
    "tiny.cc",
    "tinyurl.com",
    "urldefense.com",
    "urldefense.proofpoint.com",
];

/// What to say of a web address.
pub(super) fn warnings(url: &Url, host: &str) -> Vec<Warning> {
    let mut warnings = Vec::new();
    // `xn--` is what the address has; a reader would see the letters behind it.
    let shown = url.domain().map_or_else(|| host.to_owned(), |domain| idna::domain_to_unicode(domain).0);
    if !shown.is_ascii() {
        warnings.push(Warning::Foreign(readable(&shown)));
        let mixed = |label: &str| !label.is_single_script();
        if shown.split('.').any(mixed) {
            warnings.push(Warning::MixedScripts);
        }
        warnings.extend(plain_twin(&shown).map(Warning::LooksLike));
    }
    if let Some(address) = number(url) {
        warnings.push(Warning::Number);
        warnings.extend(is_private(address).then_some(Warning::Private));
    } else if !host.contains('.')
        || [".localhost", ".local", ".internal", ".lan"].iter().any(|end| host.ends_with(end))
    {
        warnings.push(Warning::Private);
    }
    warnings.extend((url.scheme() == "http").then_some(Warning::Plain));
    warnings.extend(url.port().map(Warning::Port));
    warnings.extend(redirects(url, host).then_some(Warning::Redirects));
    warnings
}

/// The name in plain Latin letters that a name looks like, if there is one.
fn plain_twin(name: &str) -> Option<String> {
    let twin = |c: char| if c.is_ascii() { c.to_string() } else { skeleton(&c.to_string()).collect() };
    let twin: String = name.chars().map(twin).collect();
    twin.is_ascii().then_some(twin)
}

/// The host that the words of a link name, when it is another one. One with or without `www.`, or a part of the other, is
/// the same.
pub(super) fn named_otherwise(words: &str, host: &str) -> Option<String> {
    static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:https?:[/\\]{1,3})?(?:[^\s/@<>]{1,200}@)?((?:[\p{L}\p{N}\p{M}-]{1,63}\.)+\p{L}[\p{L}\p{N}-]{1,62})")
            .ok()
    });
    let words: String = words.chars().take(2_048).collect();
    let named =
        NAMED.as_ref()?.captures_iter(&words).filter_map(|found| Some(found.get(1)?.as_str().to_owned()));
    let other = |named: &String| {
        let ascii = Url::parse(&format!("https://{named}/")).ok();
        let named = ascii.as_ref().and_then(Url::host_str).unwrap_or(named).to_lowercase();
        is_host(&named) && !is_same(&named, host)
    };
    named.filter(other).map(|named| readable(&named)).next()
}

/// File names look like hosts: `report.pdf` names no host that a link could differ from.
fn is_host(named: &str) -> bool {
    const FILES: &[&str] = &[
        "pdf", "txt", "doc", "docx", "xls", "xlsx", "csv", "log", "zip", "png", "jpg", "jpeg", "gif", "xml",
        "json", "md", "html", "htm", "exe", "msi", "cfg", "ini", "yml", "yaml",
    ];
    !named.rsplit('.').next().is_some_and(|end| FILES.contains(&end))
}

fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_start_matches("www."), other.trim_start_matches("www."));
    one == other || one.ends_with(&format!(".{other}")) || other.ends_with(&format!(".{one}"))
}

fn number(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(address) => Some(IpAddr::V4(address)),
        Host::Ipv6(address) => Some(IpAddr::V6(address)),
        Host::Domain(_) => None,
    }
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_unspecified(),
        IpAddr::V6(v6) => {
            v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_unique_local()
                || v6.is_unicast_link_local()
                || v6.to_ipv4_mapped().is_some_and(|v4| is_private(IpAddr::V4(v4)))
        }
    }
}

/// A host that only leads on, or an address that holds another one.
fn redirects(url: &Url, host: &str) -> bool {
    let known = REDIRECTORS.iter().any(|one| host == *one || host.ends_with(&format!(".{one}")));
    let inner = |value: &str| {
        value.contains("://")
            || value.starts_with("//")
            || value.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme))
    };
    let path = url.path().to_ascii_lowercase();
    known
        || url.query_pairs().any(|(_, value)| inner(&value))
        || path.contains("://")
        || path.contains("%3a%2f%2f")
        || path.contains("http:/")
        || path.contains("https:/")
}

fn is_scheme(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

fn readable(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars().take(253) {
        neutral(c).push_to(&mut shown);
    }
    shown
}
