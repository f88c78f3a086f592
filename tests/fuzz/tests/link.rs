//! An address: as the target of a link in a mail, and as a portal's address that a user pastes.

use fuzz::harmless::{deceives, message};
use mail::plain_text;
use portal::{AddressError, address_warning, base_address, unencrypted_base_address};
use url::Host;

fuzz::target!("link", 500, holds);

fn holds(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    in_mail(&text);
    of_portal(&text);
}

/// Behind the words of a link stands where it leads, or nothing: only pages, mail addresses and telephone numbers.
fn in_mail(target: &str) {
    let quoted = target.replace('&', "&amp;").replace('"', "&quot;");
    let shown = plain_text(&format!("<a href=\"{quoted}\">words</a>"), "text/html").text;
    assert!(!shown.contains(deceives) && !shown.contains('\n') && shown.len() < 20_000, "{shown:?}");
    let Some(target) = shown.strip_prefix("words <").and_then(|rest| rest.strip_suffix('>')) else {
        assert_eq!(shown, "words");
        return;
    };
    let scheme = target.split(':').next().unwrap().to_ascii_lowercase();
    assert!(["http", "https", "mailto", "tel"].contains(&scheme.as_str()), "{target:?}");
    assert!(!target.contains(char::is_whitespace), "{target:?}");
}

fn of_portal(text: &str) {
    let url = match unencrypted_base_address(text) {
        Ok(url) => url,
        Err(error) => {
            message(&error.to_string());
            assert_eq!(base_address(text).as_ref(), Err(&error));
            return;
        }
    };
    assert!(matches!(url.scheme(), "https" | "http"), "{url}");
    assert!(url.username().is_empty() && url.password().is_none(), "{url}");
    assert!(url.query().is_none() && url.fragment().is_none() && url.path().ends_with('/'), "{url}");
    assert_eq!(unencrypted_base_address(url.as_str()), Ok(url.clone()), "an address stays what it is");
    match base_address(text) {
        Ok(same) => {
            assert_eq!(same, url);
            assert_eq!(address_warning(&url), None);
            assert!(url.scheme() == "https" || is_loopback(&url), "{url} is not encrypted");
        }
        Err(error) => {
            assert!(matches!(error, AddressError::Unencrypted { .. }) && url.scheme() == "http", "{error:?}");
            assert_eq!(address_warning(&url), Some(error.to_string()));
        }
    }
}

fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => {
            name.trim_end_matches('.') == "localhost" || name.trim_end_matches('.').ends_with(".localhost")
        }
        None => false,
    }
}
