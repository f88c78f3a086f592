//! Where a session goes, as values that can be put into an argv.

mod host;
mod id;
mod jump;
mod port;
mod user;

pub use host::HostName;
pub use id::{AnyDeskAddress, RustDeskId, TeamViewerId};
pub use jump::Jump;
pub use port::Port;
pub use user::UserName;

use crate::tools::goto;
use crate::{Link, Tool};

/// Where a session goes, and with which tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    tool: Tool,
    place: Place,
}

/// The place of a target, in the form that its tool takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A machine in a network.
    Host(HostTarget),
    /// A computer that TeamViewer knows by a number.
    TeamViewer(TeamViewerId),
    /// A computer that AnyDesk knows by a number or a name.
    AnyDesk(AnyDeskAddress),
    /// A computer that RustDesk knows by a number.
    RustDesk(RustDeskId),
    /// A page of the vendor's session.
    Page(Link),
    /// The computer on which the customer enters the code that the tool shows.
    Code,
}

/// A machine in a network, and how to reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostTarget {
    /// The machine.
    pub host: HostName,
    /// Its port; `None` means the tool's own.
    pub port: Option<Port>,
    /// The account there; `None` lets the tool ask or take its own default.
    pub user: Option<UserName>,
    /// The machine that the connection goes through.
    pub jump: Option<Jump>,
}

/// What a user typed. A field that the tool does not [take](Tool::fields) counts for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'a> {
    /// Host, ID or link.
    pub address: &'a str,
    /// Port; empty means the tool's own.
    pub port: &'a str,
    /// Account; empty means none.
    pub user: &'a str,
    /// Jump host; empty means none.
    pub jump: &'a str,
}

/// A field that a tool takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedField {
    /// Name or address of a machine.
    Host,
    /// Number or name under which the tool knows a computer.
    Id,
    /// Address of a page.
    Link,
    /// Port.
    Port,
    /// Account.
    User,
    /// Jump host.
    Jump,
}

impl TypedField {
    /// Its word, as in `host`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Id => "id",
            Self::Link => "link",
            Self::Port => "port",
            Self::User => "user",
            Self::Jump => "jump",
        }
    }
}

impl Target {
    /// Reads what a user typed. Blanks around a value are dropped; an empty port, user or jump host means none.
    ///
    /// # Errors
    /// The first value that is not of its grammar.
    pub fn read(tool: Tool, typed: &Typed<'_>) -> Result<Self, TargetError> {
        let address = typed.address.trim();
        let place = match tool {
            Tool::Ssh | Tool::Rdp | Tool::Vnc => Place::Host(host(tool, typed)?),
            Tool::TeamViewer => Place::TeamViewer(TeamViewerId::parse(address)?),
            Tool::AnyDesk => Place::AnyDesk(AnyDeskAddress::parse(address)?),
            Tool::RustDesk => Place::RustDesk(RustDeskId::parse(address)?),
            Tool::GoTo => Place::Page(Link::of_session(address, goto::HOSTS)?),
            Tool::Web => Place::Page(Link::of_session(address, &[])?),
            Tool::QuickAssist => Place::Code,
        };
        Ok(Self { tool, place })
    }

    /// The tool.
    #[must_use]
    pub fn tool(&self) -> Tool {
        self.tool
    }

    /// The place.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Host, ID or link, in the one form that this room writes it in.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.place {
            Place::Host(target) => target.host.to_string(),
            Place::TeamViewer(id) => id.to_string(),
            Place::AnyDesk(address) => address.to_string(),
            Place::RustDesk(id) => id.to_string(),
            Place::Page(link) => link.to_string(),
            Place::Code => Self::BY_CODE.to_owned(),
        }
    }

    /// What stands for the address where the customer enters a code.
    pub const BY_CODE: &'static str = "by a code that the customer enters";

    /// What identifies the other side over time: the address, of a page only its host.
    #[must_use]
    pub fn machine(&self) -> String {
        match &self.place {
            Place::Page(link) => link.host().to_owned(),
            Place::Host(_) | Place::TeamViewer(_) | Place::AnyDesk(_) | Place::RustDesk(_) | Place::Code => {
                self.address()
            }
        }
    }

    /// The machine of a tool that takes one.
    #[must_use]
    pub fn host(&self) -> Option<&HostTarget> {
        match &self.place {
            Place::Host(target) => Some(target),
            Place::TeamViewer(_) | Place::AnyDesk(_) | Place::RustDesk(_) | Place::Page(_) | Place::Code => {
                None
            }
        }
    }

    /// The port, the tool's own included; `None` for a tool without one.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        let target = self.host()?;
        target.port.map(Port::number).or_else(|| self.tool.default_port())
    }

    /// Whether it leads to the user's own machine: worth a warning, since a ticket should not lead there.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        match &self.place {
            Place::Host(target) => target.host.is_loopback(),
            Place::Page(link) => link.is_loopback(),
            Place::TeamViewer(_) | Place::AnyDesk(_) | Place::RustDesk(_) | Place::Code => false,
        }
    }
}

fn host(tool: Tool, typed: &Typed<'_>) -> Result<HostTarget, TargetError> {
    let asked = |field: TypedField, text: &str| {
        let text = text.trim();
        (tool.fields().contains(&field) && !text.is_empty()).then(|| text.to_owned())
    };
    let user = asked(TypedField::User, typed.user).map(|text| UserName::parse(&text)).transpose()?;
    if let Some(user) = user.as_ref().filter(|user| tool == Tool::Ssh && user.has_domain()) {
        let problem = "has a domain, which SSH accounts do not have: type the account without it";
        return Err(TargetError::new("user name", user.as_str(), problem));
    }
    Ok(HostTarget {
        host: HostName::parse(typed.address.trim())?,
        port: asked(TypedField::Port, typed.port).map(|text| Port::parse(&text)).transpose()?,
        user,
        jump: asked(TypedField::Jump, typed.jump).map(|text| Jump::parse(&text)).transpose()?,
    })
}

/// A value that cannot be a target. The message is one sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The {what} {}{problem}.", shown(.text))]
pub struct TargetError {
    /// `host`, `port`, `user name`, ...
    pub what: &'static str,
    /// What was typed.
    pub text: String,
    /// What is wrong with it and what to do; goes on after the value.
    pub problem: &'static str,
}

impl TargetError {
    pub(crate) fn new(what: &'static str, text: &str, problem: &'static str) -> Self {
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

    fn typed<'a>(address: &'a str, port: &'a str, user: &'a str, jump: &'a str) -> Typed<'a> {
        Typed { address, port, user, jump }
    }

    #[test]
    fn empty_port_and_user_mean_none() {
        let target = Target::read(Tool::Ssh, &typed(" db.acme.test ", "", " ", "")).unwrap();
        let host = target.host().unwrap();
        assert_eq!((host.host.as_str(), host.port, host.user.as_ref()), ("db.acme.test", None, None));
        assert_eq!((target.address().as_str(), target.port()), ("db.acme.test", Some(22)));
    }

    #[test]
    fn what_a_tool_does_not_take_counts_for_nothing() {
        let target = Target::read(Tool::Vnc, &typed("db", "5901", "-oX", "$(x)")).unwrap();
        let host = target.host().unwrap();
        assert_eq!((host.port.map(Port::number), &host.user, &host.jump), (Some(5901), &None, &None));
        assert_eq!(
            Target::read(Tool::QuickAssist, &typed("-x", "-x", "", "")).unwrap().place(),
            &Place::Code
        );
    }

    #[test]
    fn case_099_an_account_with_a_domain_is_refused_for_ssh_and_taken_for_rdp() {
        for user in [r"ACME\jo", "jo@acme.test"] {
            let error = Target::read(Tool::Ssh, &typed("db", "", user, "")).unwrap_err();
            assert!(error.to_string().contains("has a domain"), "{error}");
            assert!(Target::read(Tool::Rdp, &typed("db", "", user, "")).is_ok());
        }
    }

    #[test]
    fn case_097_the_own_machine_is_known_as_such() {
        for (tool, address) in [
            (Tool::Ssh, "127.0.0.1"),
            (Tool::Vnc, "::1"),
            (Tool::Web, "https://localhost/x"),
            (Tool::Web, "https://[::1]/"),
        ] {
            assert!(Target::read(tool, &typed(address, "", "", "")).unwrap().is_loopback(), "{address}");
        }
        assert!(!Target::read(Tool::Web, &typed("https://acme.test/x", "", "", "")).unwrap().is_loopback());
    }

    #[test]
    fn a_message_quotes_foreign_text_safely() {
        let error = Target::read(Tool::Ssh, &typed("a\u{202e}b\nc", "", "", "")).unwrap_err();
        let message = error.to_string();
        assert!(message.is_ascii(), "{message}");
        assert!(message.starts_with(r#"The host "a\u{202e}b\nc" "#), "{message}");
        assert!(message.ends_with('.'), "{message}");
    }

    #[test]
    fn a_message_is_short_for_a_long_value() {
        for tool in Tool::ALL {
            let Err(error) = Target::read(tool, &typed(&"-".repeat(5_000), "", "", "")) else {
                assert_eq!(tool, Tool::QuickAssist);
                continue;
            };
            assert!(error.to_string().len() < 300, "{error}");
        }
    }
}
