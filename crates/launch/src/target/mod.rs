//! Where a session goes, as values that can be put into an argv.

mod host;
mod port;
mod user;

pub use host::HostName;
pub use port::Port;
pub use user::UserName;

/// Where a session goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The machine.
    pub host: HostName,
    /// Its port; `None` means the tool's own.
    pub port: Option<Port>,
    /// The account there; `None` lets the tool ask or take its own default.
    pub user: Option<UserName>,
}

impl Target {
    /// Reads what a user typed. Blanks around a value are dropped; an empty port or user means none.
    ///
    /// # Errors
    /// The first value that is not of its grammar.
    pub fn parse(host: &str, port: &str, user: &str) -> Result<Self, TargetError> {
        let (port, user) = (port.trim(), user.trim());
        Ok(Self {
            host: HostName::parse(host.trim())?,
            port: if port.is_empty() { None } else { Some(Port::parse(port)?) },
            user: if user.is_empty() { None } else { Some(UserName::parse(user)?) },
        })
    }
}

/// A value that cannot be a target. The message is one sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The {what} {}{problem}.", shown(.text))]
pub struct TargetError {
    /// `host`, `port` or `user name`.
    pub what: &'static str,
    /// What was typed.
    pub text: String,
    /// What is wrong with it and what to do; goes on after the value.
    pub problem: &'static str,
}

impl TargetError {
    fn new(what: &'static str, text: &str, problem: &'static str) -> Self {
        Self { what, text: text.to_owned(), problem }
    }
}

/// Foreign text in a message: quoted, escaped and short, so that it can neither hide nor imitate a message.
/// Nothing at all needs no quotes.
fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.is_empty() {
        return String::new();
    }
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("{short:?} ")
        .chars()
        .flat_map(|c| {
            let plain = c.is_ascii() || c == '…';
            let escape = if plain { None } else { Some(c.escape_unicode()) };
            plain.then_some(c).into_iter().chain(escape.into_iter().flatten())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_port_and_user_mean_none() {
        let target = Target::parse(" db.acme.test ", "", " ").unwrap();
        assert_eq!((target.host.as_str(), target.port, target.user), ("db.acme.test", None, None));
    }

    #[test]
    fn a_message_quotes_foreign_text_safely() {
        let error = Target::parse("a\u{202e}b\nc", "", "").unwrap_err();
        let message = error.to_string();
        assert!(message.is_ascii(), "{message}");
        assert!(message.starts_with(r#"The host "a\u{202e}b\nc" "#), "{message}");
        assert!(message.ends_with('.'), "{message}");
    }

    #[test]
    fn a_message_is_short_for_a_long_value() {
        let message = Target::parse(&"-".repeat(5_000), "", "").unwrap_err().to_string();
        assert!(message.len() < 250, "{message}");
    }
}
