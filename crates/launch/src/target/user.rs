//! Account names.

use super::TargetError;
use std::fmt;

/// An account: `name`, or for Windows `DOMAIN\name` or `name@domain`.
///
/// Names are 1 to 64 of `A-Z a-z 0-9 . _ -`, starting with a letter, a digit or `_`; domains the same without
/// `_`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UserName {
    text: String,
    domain: bool,
}

impl UserName {
    /// Reads an account name.
    ///
    /// # Errors
    /// Says which rule the text breaks.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        let (name, domain) = match (text.split_once('\\'), text.split_once('@')) {
            (Some((domain, name)), _) | (None, Some((name, domain))) => (name, Some(domain)),
            (None, None) => (text, None),
        };
        let problem = part_problem(name, "_").or_else(|| domain.and_then(|d| part_problem(d, "")));
        match problem {
            Some(problem) => Err(TargetError::new("user name", text, problem)),
            None => Ok(Self { text: text.to_owned(), domain: domain.is_some() }),
        }
    }

    /// The account, ready for an argv.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it names a domain, which only Windows accounts do.
    #[must_use]
    pub fn has_domain(&self) -> bool {
        self.domain
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn part_problem(part: &str, also_first: &str) -> Option<&'static str> {
    let first = part.chars().next();
    if part.len() > 64 {
        Some("is longer than 64 characters: type the account alone")
    } else if !first.is_some_and(|c| c.is_ascii_alphanumeric() || also_first.contains(c)) {
        Some("must start with a letter or a digit, as in jo, ACME\\jo or jo@acme.test: check the name")
    } else if !part.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b)) {
        Some("may hold letters, digits, dots, hyphens and underscores only: check the name")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_accounts() {
        for (text, domain) in [
            ("root", false),
            ("jo.doe-2", false),
            ("_svc", false),
            (r"ACME\jo", true),
            ("jo@acme.test", true),
        ] {
            let user = UserName::parse(text).unwrap();
            assert_eq!((user.as_str(), user.has_domain()), (text, domain));
        }
    }

    #[test]
    fn case_099_refuses_options_shells_and_second_domains() {
        let long = "u".repeat(300);
        for text in [
            "", "u -x", "-oX", "a:b", "u;id", "u$(id)", "u%u", "a/b", "jörg", "a@b@c", r"A\b\c", r"A\b@c",
            r"\b", "a@", "@b", r"-A\b", "a@-b", "u\n", "u\0", &long,
        ] {
            assert!(UserName::parse(text).is_err(), "{text:?}");
        }
    }
}
