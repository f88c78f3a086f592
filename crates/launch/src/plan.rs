//! From a target to the command that will be run.

use crate::machine::{Kind, Machine, ThisMachine};
use crate::recipe::{Recipe, Runs};
use crate::target::{Place, Target};
use crate::{LaunchError, Link, Tool, program, terminal, tools};

/// A command that is ready to be run, or a page that is ready to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The argv; the program is an absolute path. For a page, its address alone.
    pub argv: Vec<String>,
    /// The tool that runs in the end.
    pub tool: Tool,
    /// Where in `argv` the tool's own begins: 0 unless a terminal stands before it.
    pub tool_at: usize,
    /// Whether the started program lives as long as the session. If not, it only hands the target over to
    /// another program, and its end says nothing about the session.
    pub follows: bool,
    /// Whether the program needs a console of its own (Windows).
    pub console: bool,
    /// A file that is written before the start and deleted afterwards. [`SessionFile::PLACE`] stands for its path.
    pub file: Option<SessionFile>,
    /// The page that is opened in the browser, instead of a program.
    pub page: Option<Link>,
}

/// A file that a tool is given, in a folder of its own that only this user can open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionFile {
    /// Its name.
    pub name: &'static str,
    /// All of it.
    pub text: String,
}

impl SessionFile {
    /// Stands for its path in an argv until the folder is made.
    pub const PLACE: &'static str = r"<folder of this session>\session.rdp";
}

/// What a start would do on this machine: to be shown before. A start adds one thing, the reporter between terminal and
/// tool.
///
/// # Errors
/// What would also keep the session from starting: a missing tool or terminal, a target the tool cannot take.
pub fn preview(target: &Target) -> Result<Plan, LaunchError> {
    plan(&ThisMachine, target)
}

/// The command for a target on a machine.
///
/// # Errors
/// A missing tool or terminal, or a target the tool cannot take.
pub fn plan(machine: &dyn Machine, target: &Target) -> Result<Plan, LaunchError> {
    let tool = target.tool();
    if let Place::Page(link) = target.place() {
        let argv = vec![link.to_string()];
        return Ok(Plan { page: Some(link.clone()), ..bare(tool, argv) });
    }
    let (path, recipe) = choose(machine, target)?;
    let mut argv = vec![path];
    argv.extend(recipe.fill(target));
    let file = recipe.file(target);
    match recipe.runs {
        Runs::InTerminal => in_terminal(machine, tool, argv),
        Runs::InConsole => Ok(Plan { follows: true, console: true, file, ..bare(tool, argv) }),
        Runs::InWindow => Ok(Plan { follows: true, file, ..bare(tool, argv) }),
        Runs::HandsOver => Ok(Plan { file, ..bare(tool, argv) }),
    }
}

fn bare(tool: Tool, argv: Vec<String>) -> Plan {
    Plan { argv, tool, tool_at: 0, follows: false, console: false, file: None, page: None }
}

/// The first way to start the tool whose program is there.
fn choose(machine: &dyn Machine, target: &Target) -> Result<(String, &'static Recipe), LaunchError> {
    let (tool, system) = (target.tool(), machine.system());
    let mut missing = None;
    let mut cannot = false;
    for recipe in tools::recipes(tool).iter().filter(|recipe| recipe.system == system) {
        let found = program::find(machine, &recipe.program, Kind::Native);
        match (found, missing.as_mut()) {
            (Ok(path), _) if recipe.fits(target) => return Ok((path, recipe)),
            (Ok(_), _) => cannot = true,
            (Err(LaunchError::Missing { tried, .. }), Some(LaunchError::Missing { tried: all, .. })) => {
                all.extend(tried);
            }
            (Err(error @ LaunchError::Missing { .. }), _) => missing = Some(error),
            (Err(other), _) => return Err(other),
        }
    }
    // The one thing that a program which is there may be unable to take is a jump host.
    Err(if cannot {
        LaunchError::NoJump
    } else {
        missing.unwrap_or(LaunchError::OtherSystem { tool: tool.label() })
    })
}

fn in_terminal(machine: &dyn Machine, tool: Tool, command: Vec<String>) -> Result<Plan, LaunchError> {
    let length = command.len();
    let (argv, follows) = terminal::around(machine, command)?;
    let tool_at = argv.len() - length;
    Ok(Plan { tool_at, follows, ..bare(tool, argv) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Typed;
    use crate::machine::System;
    use crate::machine::fake::FakeMachine;

    fn target(tool: Tool, address: &str) -> Target {
        Target::read(tool, &Typed { address, ..Typed::default() }).unwrap()
    }

    #[test]
    fn linux_tools_that_ask_in_text_open_in_the_terminal() {
        let machine =
            FakeMachine::with(System::Linux, &["/usr/bin/ssh", "/usr/bin/xfreerdp", "/usr/bin/xterm"]);
        for (tool, program) in [(Tool::Ssh, "/usr/bin/ssh"), (Tool::Rdp, "/usr/bin/xfreerdp")] {
            let plan = plan(&machine, &target(tool, "db.acme.test")).unwrap();
            assert_eq!(plan.argv[..3], ["/usr/bin/xterm", "-e", program]);
            assert!(plan.follows);
            assert_eq!(plan.argv[plan.tool_at], program);
        }
    }

    #[test]
    fn windows_gives_ssh_a_console() {
        let machine = FakeMachine::with(System::Windows, &[r"C:\Windows\System32\OpenSSH\ssh.exe"]);
        let plan = plan(&machine, &target(Tool::Ssh, "db")).unwrap();
        assert!(plan.console && plan.follows);
    }

    #[test]
    fn a_page_is_no_program() {
        for system in [System::Linux, System::MacOs, System::Windows] {
            let link = "https://fastsupport.gotoassist.com/s?id=1";
            let plan = plan(&FakeMachine::with(system, &[]), &target(Tool::GoTo, link)).unwrap();
            assert_eq!(
                (plan.argv, plan.page.map(|page| page.to_string())),
                (vec![link.to_owned()], Some(link.to_owned()))
            );
            assert!(!plan.follows);
        }
    }

    #[test]
    fn case_106_a_script_is_passed_over_for_no_tool() {
        let mut machine = FakeMachine::with(System::Linux, &["/usr/bin/xterm"]);
        machine.scripts = vec!["/usr/bin/anydesk"];
        let error = plan(&machine, &target(Tool::AnyDesk, "123456789")).unwrap_err();
        assert_eq!(error.to_string(), "/usr/bin/anydesk was not started: it is a script and no program.");
    }
}
