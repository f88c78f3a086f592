//! Names and addresses of machines.

use super::TargetError;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A DNS name in ASCII (RFC 1123), an IPv4 address of four decimal numbers, or an IPv6 address without zone and
/// without brackets. Always lower case, at most 253 characters, never starting with `-`.
///
/// Percent signs are refused because OpenSSH expands them in its configuration; numbers such as `127.1` or
/// `0x7f000001` because programs disagree on what they mean.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HostName {
    text: String,
    address: Option<IpAddr>,
}

impl HostName {
    /// Reads a host.
    ///
    /// # Errors
    /// Says which rule the text breaks.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        let wrong = |problem| TargetError::new("host", text, problem);
        if text.is_empty() {
            return Err(wrong("is empty: type the name or the address of the machine"));
        }
        if text.len() > 253 {
            return Err(wrong("is longer than 253 characters: type the name or the address alone"));
        }
        if text.contains(['[', ']']) {
            return Err(wrong(
                "has brackets: type an IPv6 address without them and the port in its own field",
            ));
        }
        if text.contains('%') {
            return Err(wrong(
                "has a percent sign, which programs expand: leave out the zone of the address",
            ));
        }
        if text.contains(':') {
            let address: Ipv6Addr = text.parse().map_err(|_| {
                wrong("is no IPv6 address: a port belongs in its own field, and no scheme such as ssh:// in front")
            })?;
            return Ok(Self { text: address.to_string(), address: Some(IpAddr::V6(address)) });
        }
        if let Ok(address) = text.parse::<Ipv4Addr>() {
            return Ok(Self { text: address.to_string(), address: Some(IpAddr::V4(address)) });
        }
        dns_problem(text).map_or_else(
            || Ok(Self { text: text.to_ascii_lowercase(), address: None }),
            |problem| Err(wrong(problem)),
        )
    }

    /// The name or address, ready for an argv.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// As it stands before `:port`: an IPv6 address gets its brackets.
    #[must_use]
    pub fn bracketed(&self) -> String {
        match self.address {
            Some(IpAddr::V6(_)) => format!("[{}]", self.text),
            Some(IpAddr::V4(_)) | None => self.text.clone(),
        }
    }

    /// Whether this is the user's own machine: worth a warning, since a ticket should not lead there.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        match self.address {
            Some(IpAddr::V6(address)) => {
                address.is_loopback() || address.to_ipv4_mapped().is_some_and(|v4| v4.is_loopback())
            }
            Some(IpAddr::V4(address)) => address.is_loopback() || address.is_unspecified(),
            None => self.text == "localhost" || self.text.ends_with(".localhost"),
        }
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What keeps `text` from being a DNS name.
fn dns_problem(text: &str) -> Option<&'static str> {
    if !text.is_ascii() {
        return Some("has letters outside ASCII, which may imitate another name: type its xn-- form");
    }
    if text.starts_with('-') {
        return Some("starts with a hyphen: programs would take it for an option");
    }
    if text.ends_with('.') {
        return Some("ends with a dot: leave the last dot out");
    }
    if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.') {
        return Some("may hold letters, digits, dots and hyphens only: type the name or the address alone");
    }
    if !text.split('.').all(is_label) {
        return Some(
            "has a part that is empty, longer than 63 characters, or starts or ends with a hyphen: check the name",
        );
    }
    if text.rsplit('.').next().is_some_and(is_number) {
        return Some(
            "is no IPv4 address: write four numbers from 0 to 255 with dots between, without leading zeros",
        );
    }
    // An A-label that does not decode shows the user something else than what is looked up.
    if text.to_ascii_lowercase().contains("xn--") && idna::domain_to_unicode(text).1.is_err() {
        return Some("has an xn-- part that stands for no name: check the name");
    }
    None
}

fn is_label(label: &str) -> bool {
    !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
}

/// Whether resolvers may read a last label as a number, and so the whole as an address.
fn is_number(label: &str) -> bool {
    let hex = label.strip_prefix("0x").or_else(|| label.strip_prefix("0X"));
    label.bytes().all(|b| b.is_ascii_digit()) || hex.is_some_and(|h| h.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_097_case_098_accepts_names_and_addresses() {
        for (text, argv, bracketed) in [
            ("db.acme.test", "db.acme.test", "db.acme.test"),
            ("DB-1.Acme.Test", "db-1.acme.test", "db-1.acme.test"),
            ("10.0.0.5", "10.0.0.5", "10.0.0.5"),
            ("fe80::1", "fe80::1", "[fe80::1]"),
            ("0:0:0:0:0:0:0:1", "::1", "[::1]"),
            ("::ffff:10.0.0.1", "::ffff:10.0.0.1", "[::ffff:10.0.0.1]"),
            ("xn--mnchen-3ya.test", "xn--mnchen-3ya.test", "xn--mnchen-3ya.test"),
            ("1and1.test", "1and1.test", "1and1.test"),
        ] {
            let host = HostName::parse(text).unwrap();
            assert_eq!((host.as_str(), host.bracketed().as_str()), (argv, bracketed), "{text}");
        }
    }

    #[test]
    fn case_094_case_096_case_097_case_098_refuses_what_a_program_could_read_in_another_way() {
        let long_label = format!("{}.test", "a".repeat(64));
        let long_name = format!("{}test", "a.".repeat(126));
        for (text, word) in [
            ("", "empty"),
            ("-oProxyCommand=touch p", "hyphen"),
            ("-a", "hyphen"),
            ("h%h", "percent"),
            ("%n", "percent"),
            ("%(x)", "percent"),
            ("fe80::1%eth0", "percent"),
            ("[::1]", "brackets"),
            ("[::1]:22", "brackets"),
            ("host:22", "IPv6"),
            ("ssh://host", "IPv6"),
            ("0x7f.1", "IPv4"),
            ("127.1", "IPv4"),
            ("2130706433", "IPv4"),
            ("0x7f000001", "IPv4"),
            ("010.0.0.1", "IPv4"),
            ("1.2.3.4.", "dot"),
            ("1.2.3.4.5", "IPv4"),
            ("host.", "dot"),
            ("a..b", "empty"),
            ("a_b", "letters"),
            ("via=evil", "letters"),
            ("/x.tigervnc", "letters"),
            ("h;id", "letters"),
            ("h`id`", "letters"),
            ("h$(id)", "letters"),
            ("h\r\nalternate shell", "letters"),
            ("h\0", "letters"),
            ("a b", "letters"),
            ("user@host", "letters"),
            ("аpple.com", "ASCII"),
            ("bücher.test", "ASCII"),
            ("xn--a", "xn--"),
            ("acme.xn----z", "xn--"),
            ("-", "hyphen"),
            ("a.-b", "hyphen"),
            ("a-.b", "hyphen"),
            (&long_label, "63"),
            (&long_name, "253"),
        ] {
            let message = HostName::parse(text).expect_err(text).to_string();
            assert!(message.contains(word), "{text}: {message}");
        }
    }

    #[test]
    fn case_097_knows_the_own_machine() {
        for text in
            ["127.0.0.1", "127.9.9.9", "::1", "localhost", "a.localhost", "0.0.0.0", "::ffff:127.0.0.1"]
        {
            assert!(HostName::parse(text).unwrap().is_loopback(), "{text}");
        }
        assert!(!HostName::parse("10.0.0.1").unwrap().is_loopback());
    }
}
