//! Where a link really leads, before anything is opened.

mod host;
mod other;
mod warning;

use url::Url;

pub use warning::{Refusal, Warning};

/// Longest address that is opened, in characters.
const LONGEST: usize = 2_048;

/// The target of a link, written anew: what is shown is what is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The whole address, in ASCII.
    pub address: String,
    /// What opens it.
    pub kind: Kind,
    /// The true host in ASCII, for a mail address the part behind the `@`, for a telephone the number.
    pub host: String,
    /// What the user should look at first.
    pub warnings: Vec<Warning>,
}

/// What opens a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The browser.
    Web,
    /// The mail program.
    Mail,
    /// The telephone.
    Phone,
}

impl Target {
    /// Where a link leads that stands under these words.
    ///
    /// # Errors
    /// It must not be opened.
    pub fn of(href: &str, words: &str) -> Result<Self, Refusal> {
        let url = Url::parse(href.trim()).map_err(|_| Refusal::NoAddress)?;
        let target = match url.scheme() {
            "http" | "https" => web(&url, words)?,
            "mailto" => other::mail(&url)?,
            "tel" => other::phone(&url)?,
            scheme => return Err(Refusal::Scheme(scheme.chars().take(40).collect())),
        };
        if target.address.len() > LONGEST { Err(Refusal::TooLong) } else { Ok(target) }
    }
}

fn web(url: &Url, words: &str) -> Result<Target, Refusal> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refusal::Login);
    }
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or(Refusal::NoAddress)?;
    let mut warnings = host::warnings(url, host);
    warnings.extend(host::named_otherwise(words, host).map(Warning::OtherHost));
    Ok(Target { address: url.as_str().to_owned(), kind: Kind::Web, host: host.to_owned(), warnings })
}
