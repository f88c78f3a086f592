//! How a tool is started on one system, as data. A value that was typed is a whole argument or stands behind a fixed
//! prefix, and is never looked at again: there are no templates in text that could be taken apart.

use crate::machine::System;
use crate::plan::SessionFile;
use crate::program::Wanted;
use crate::target::{Place, Target};
use crate::tools::{rdp, ssh, teamviewer, vnc};

/// One way to start a tool.
#[derive(Debug)]
pub(crate) struct Recipe {
    pub(crate) system: System,
    /// A value of a target can never be the program.
    pub(crate) program: Wanted,
    /// For which targets it can be used.
    pub(crate) fits: Fits,
    pub(crate) arguments: &'static [Arg],
    pub(crate) runs: Runs,
}

/// For which targets a recipe can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fits {
    All,
    WithoutJump,
    WithUser,
    WithoutUser,
}

/// Where the program shows itself, and whether it lives as long as the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runs {
    /// In the user's terminal (Linux).
    InTerminal,
    /// In a console of its own (Windows).
    InConsole,
    /// In a window of its own, as long as the session.
    InWindow,
    /// It hands the target over to a program that may run already, and ends.
    HandsOver,
}

/// One argument.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Arg {
    Is(&'static str),
    /// A fixed text that is there only when the target has this value.
    OnlyWith(&'static str, Field),
    /// A value behind a prefix; nothing at all when the target has none.
    Value(&'static str, Field),
}

pub(crate) const fn is(text: &'static str) -> Arg {
    Arg::Is(text)
}

pub(crate) const fn only_with(text: &'static str, field: Field) -> Arg {
    Arg::OnlyWith(text, field)
}

pub(crate) const fn value(prefix: &'static str, field: Field) -> Arg {
    Arg::Value(prefix, field)
}

/// A value of a target, in the form in which an argument has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Host,
    /// The host; an IPv6 address in brackets.
    Address,
    /// `address:port`.
    AddressAndPort,
    /// `address::port`.
    AddressAndDoublePort,
    Port,
    User,
    Jump,
    Id,
    /// The tool's own kind of address.
    Url,
    /// Where our own file is.
    File,
}

impl Recipe {
    pub(crate) fn fits(&self, target: &Target) -> bool {
        let has = |field| value_of(target, field).is_some();
        match self.fits {
            Fits::All => true,
            Fits::WithoutJump => !has(Field::Jump),
            Fits::WithUser => has(Field::User),
            Fits::WithoutUser => !has(Field::User),
        }
    }

    /// The arguments for a target.
    pub(crate) fn fill(&self, target: &Target) -> Vec<String> {
        let filled = |arg: &Arg| match *arg {
            Arg::Is(text) => Some(text.to_owned()),
            Arg::OnlyWith(text, field) => value_of(target, field).map(|_| text.to_owned()),
            Arg::Value(prefix, field) => value_of(target, field).map(|value| format!("{prefix}{value}")),
        };
        self.arguments.iter().filter_map(filled).collect()
    }

    /// The file that goes with the arguments.
    pub(crate) fn file(&self, target: &Target) -> Option<SessionFile> {
        let wanted = self.arguments.iter().any(|arg| matches!(arg, Arg::Value(_, Field::File)));
        let (host, port) = (target.host()?, target.port()?);
        wanted.then(|| rdp::file(host, port))
    }
}

fn value_of(target: &Target, field: Field) -> Option<String> {
    match target.place() {
        Place::Host(host) => {
            let port = target.port().unwrap_or_default();
            let address = || host.host.bracketed();
            match field {
                Field::Host => Some(host.host.to_string()),
                Field::Address => Some(address()),
                Field::AddressAndPort => Some(format!("{}:{port}", address())),
                Field::AddressAndDoublePort => Some(format!("{}::{port}", address())),
                Field::Port => Some(port.to_string()),
                Field::User => host.user.as_ref().map(ToString::to_string),
                Field::Jump => host.jump.as_ref().map(ToString::to_string),
                Field::Url => url(target),
                Field::File => Some(SessionFile::PLACE.to_owned()),
                Field::Id => None,
            }
        }
        Place::TeamViewer(_) | Place::AnyDesk(_) | Place::RustDesk(_) => match field {
            Field::Id => Some(target.address()),
            Field::Url => url(target),
            Field::Host
            | Field::Address
            | Field::AddressAndPort
            | Field::AddressAndDoublePort
            | Field::Port
            | Field::User
            | Field::Jump
            | Field::File => None,
        },
        Place::Page(_) | Place::Code => None,
    }
}

/// The tool's own kind of address; the tools without one have no recipe that asks for it.
fn url(target: &Target) -> Option<String> {
    use crate::Tool;
    match (target.tool(), target.place()) {
        (Tool::Ssh, Place::Host(host)) => Some(ssh::url(host, target.port()?)),
        (Tool::Rdp, Place::Host(host)) => Some(rdp::url(host, target.port()?)),
        (Tool::Vnc, Place::Host(host)) => Some(vnc::url(host, target.port()?)),
        (_, Place::TeamViewer(id)) => Some(teamviewer::url(id)),
        (_, Place::Host(_) | Place::AnyDesk(_) | Place::RustDesk(_) | Place::Page(_) | Place::Code) => None,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::machine::fake::FakeMachine;
    use crate::plan::{Plan, plan};
    use crate::tools::recipes;
    use crate::{LaunchError, Tool, Typed};

    fn planned(
        system: System,
        programs: &[&'static str],
        tool: Tool,
        typed: &Typed<'_>,
    ) -> Result<Plan, LaunchError> {
        let mut machine = FakeMachine::with(system, programs);
        machine.programs.push("/usr/bin/xterm");
        plan(&machine, &Target::read(tool, typed)?)
    }

    pub(crate) fn plan_on(system: System, programs: &[&'static str], tool: Tool, typed: &Typed<'_>) -> Plan {
        planned(system, programs, tool, typed).unwrap()
    }

    /// The tool's own argv, without a terminal.
    pub(crate) fn argv_on(
        system: System,
        programs: &[&'static str],
        tool: Tool,
        typed: &Typed<'_>,
    ) -> Vec<String> {
        let plan = plan_on(system, programs, tool, typed);
        plan.argv[plan.tool_at..].to_vec()
    }

    pub(crate) fn error_on(
        system: System,
        programs: &[&'static str],
        tool: Tool,
        typed: &Typed<'_>,
    ) -> LaunchError {
        planned(system, programs, tool, typed).unwrap_err()
    }

    #[test]
    fn every_tool_has_a_way_on_every_system_that_has_it() {
        for tool in Tool::ALL {
            for system in [System::Linux, System::MacOs, System::Windows] {
                let is_page = matches!(tool, Tool::GoTo | Tool::Web);
                let has_way = recipes(tool).iter().any(|recipe| recipe.system == system);
                assert_eq!(has_way, tool.is_on(system) && !is_page, "{tool:?} on {system:?}");
            }
            for recipe in recipes(tool) {
                assert!(
                    !recipe.program.names.is_empty() && recipe.program.install.ends_with('.'),
                    "{recipe:?}"
                );
            }
        }
    }

    #[test]
    fn case_119_a_value_is_one_argument_and_is_not_read_again() {
        let steps: &[Arg] = &[is("-h"), value("/v:", Field::Host), is("&"), is("calc"), value("", Field::Id)];
        let program = Wanted { what: "X", names: &["/usr/bin/x"], install: "Install it." };
        let recipe = Recipe {
            system: System::Linux,
            program,
            fits: Fits::All,
            arguments: Box::leak(Box::new(steps.to_vec())),
            runs: Runs::InWindow,
        };
        let typed = Typed { address: "db.acme.test", ..Typed::default() };
        let target = Target::read(Tool::Ssh, &typed).unwrap();
        assert_eq!(recipe.fill(&target), ["-h", "/v:db.acme.test", "&", "calc"]);
        for host in ["{port}", "{ho{host}st}", "a b", "%HOST%", "$host", "h\" & calc"] {
            assert!(Target::read(Tool::Ssh, &Typed { address: host, ..Typed::default() }).is_err(), "{host}");
        }
    }
}
