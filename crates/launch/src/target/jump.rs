//! The machine between here and there.

use super::{HostName, Port, TargetError, UserName};
use std::fmt;

/// A jump host, as OpenSSH takes it after `-J`: `user@host:port`, user and port being optional. One only: a chain of
/// several belongs in the user's own configuration of SSH.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Jump {
    host: HostName,
    port: Option<Port>,
    user: Option<UserName>,
}

impl Jump {
    /// Reads a jump host. An IPv6 address that a port follows stands in brackets.
    ///
    /// # Errors
    /// Says which part is not of its grammar.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        let (user, rest) = text.rsplit_once('@').map_or((None, text), |(user, rest)| (Some(user), rest));
        let (host, port) = host_and_port(rest);
        let user = user.map(UserName::parse).transpose()?;
        if user.as_ref().is_some_and(UserName::has_domain) {
            let problem = "has a user with a domain, which SSH accounts do not have: type it without";
            return Err(TargetError::new("jump host", text, problem));
        }
        Ok(Self { host: HostName::parse(host)?, port: port.map(Port::parse).transpose()?, user })
    }

    /// The machine.
    #[must_use]
    pub fn host(&self) -> &HostName {
        &self.host
    }
}

/// `host:port`, `[v6]:port`, `[v6]`, or a host alone.
fn host_and_port(text: &str) -> (&str, Option<&str>) {
    if let Some((host, rest)) = text.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        return match rest.strip_prefix(':') {
            Some(port) => (host, Some(port)),
            None if rest.is_empty() => (host, None),
            // Neither a port nor the end: the host's own grammar refuses the bracket.
            None => (text, None),
        };
    }
    match text.split_once(':') {
        Some((host, port)) if !port.contains(':') => (host, Some(port)),
        Some(_) | None => (text, None),
    }
}

impl fmt::Display for Jump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(user) = &self.user {
            write!(f, "{user}@")?;
        }
        write!(f, "{}", self.host.bracketed())?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_as_ssh_takes_it() {
        for (text, written) in [
            ("gate.acme.test", "gate.acme.test"),
            ("jo@Gate:2222", "jo@gate:2222"),
            ("fe80::1", "[fe80::1]"),
            ("jo@[fe80::1]:2222", "jo@[fe80::1]:2222"),
            ("[::1]", "[::1]"),
        ] {
            assert_eq!(Jump::parse(text).unwrap().to_string(), written);
        }
    }

    #[test]
    fn case_113_a_gateway_is_no_option_no_list_and_no_shell_text() {
        for text in [
            "",
            "@",
            "@gate",
            "jo@",
            "-oProxyCommand=x",
            "jo@-oX",
            "a,b",
            "gate:22,other",
            "gate:",
            "gate:99999",
            "gate;id",
            "$(id)",
            "[::1]x",
            "[::1",
            "jo@acme@gate",
            r"ACME\jo@gate",
            "gate%h",
            "a b",
            "ssh://gate",
        ] {
            assert!(Jump::parse(text).is_err(), "{text:?}");
        }
    }
}
