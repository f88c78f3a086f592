//! Mail addresses and telephone numbers.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

use super::{Kind, Refusal, Target, Warning};

/// Parts of a prepared mail that are kept. An attachment would be a file of this computer, and a hidden recipient is
/// nobody's wish.
const KEPT: [&str; 2] = ["subject", "body"];

/// `mailto:` with one recipient, subject and text.
pub(super) fn mail(url: &Url) -> Result<Target, Refusal> {
    let decoded = percent_decode_str(url.path()).decode_utf8_lossy();
    let address = decoded.trim();
    let (user, host) = address.rsplit_once('@').ok_or(Refusal::NoAddress)?;
    let plain = |part: &str| {
        !part.is_empty()
            && !part.contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;:\"@\\()[]".contains(c))
    };
    if !plain(user) || !plain(host) {
        return Err(Refusal::NoAddress);
    }
    // The host in the form that is sent over the network.
    let ascii = idna::domain_to_ascii_cow(host.as_bytes(), idna::AsciiDenyList::URL)
        .map_err(|_| Refusal::NoAddress)?;
    let mut written = format!("mailto:{}@{ascii}", encoded(user));
    let (mut sign, mut warnings) = ('?', Vec::new());
    for (name, value) in url.query_pairs() {
        let name = name.to_ascii_lowercase();
        if !KEPT.contains(&name.as_str()) {
            warnings = vec![Warning::LeftOut];
            continue;
        }
        // Of a subject one line is left; a line end in a text cannot begin a header, but none is needed either.
        let value = value
            .split(|c: char| c.is_control())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        written.push_str(&format!("{sign}{name}={}", encoded(&value)));
        sign = '&';
    }
    Ok(Target { address: written, kind: Kind::Mail, host: ascii.into_owned(), warnings })
}

/// `tel:` with digits and a plus in front. What comes after a pause would be dialled into whatever answers.
pub(super) fn phone(url: &Url) -> Result<Target, Refusal> {
    let decoded = percent_decode_str(url.path()).decode_utf8_lossy();
    if decoded.contains(['*', '#']) || url.fragment().is_some() {
        return Err(Refusal::Code);
    }
    let number = decoded.split([',', ';', 'p', 'P', 'w', 'W']).next().unwrap_or_default().trim();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return Err(Refusal::NoAddress);
    }
    let plus = if number.starts_with('+') { "+" } else { "" };
    let number = format!("{plus}{digits}");
    Ok(Target { address: format!("tel:{number}"), kind: Kind::Phone, host: number, warnings: Vec::new() })
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
