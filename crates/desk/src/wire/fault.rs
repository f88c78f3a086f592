//! From a network library's errors to sentences for the user.

use std::error::Error;

use portal::Fault;
use url::Url;

/// No answer came: name, route, refusal, time-out, TLS.
pub(super) fn below_http(url: &Url, error: &reqwest::Error) -> Fault {
    let detail = innermost(error);
    if error.is_timeout() {
        return Fault::Unreachable { host: host(url), detail: "no answer in time".to_owned() };
    }
    let lower = detail.to_lowercase();
    if ["certificate", "tls", "ssl", "handshake", "corrupt message", "unknownissuer"]
        .iter()
        .any(|w| lower.contains(w))
    {
        return Fault::Tls { host: host(url), detail };
    }
    Fault::Unreachable { host: host(url), detail }
}

/// An answer broke off.
pub(super) fn in_body(url: &Url, error: &reqwest::Error) -> Fault {
    if error.is_timeout() {
        return Fault::Unreachable { host: host(url), detail: "the answer took too long".to_owned() };
    }
    Fault::NotJson { url: address(url), what: "half an answer".to_owned() }
}

/// A portal's answer named an address outside the portal.
pub(super) fn foreign(url: &Url) -> Fault {
    Fault::Shape { url: address(url), detail: "it points to another server".to_owned() }
}

/// Host and port.
pub(super) fn host(url: &Url) -> String {
    let name = url.host_str().unwrap_or("the portal");
    url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
}

/// The address without its query, which may hold what somebody typed.
pub(super) fn address(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.to_string()
}

/// The last cause of an error: the outer ones only repeat the address.
pub(super) fn innermost(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string().trim_end_matches('.').to_owned()
}
