//! From a tool and a target to the command that will be run.

use crate::machine::{Machine, System, ThisMachine};
use crate::{LaunchError, Target, Tool, rdp, ssh, terminal};

/// A command that is ready to be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The argv; the program is an absolute path.
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
}

/// The argv that a start would use on this machine: to be shown before. A start adds one thing, the reporter between
/// terminal and tool.
///
/// # Errors
/// What would also keep the session from starting: a missing tool or terminal, a target the tool cannot take.
pub fn preview(tool: Tool, target: &Target) -> Result<Vec<String>, LaunchError> {
    Ok(plan(&ThisMachine, tool, target)?.argv)
}

/// The command for a target on a machine.
///
/// # Errors
/// A missing tool or terminal, or a target the tool cannot take.
pub fn plan(machine: &dyn Machine, tool: Tool, target: &Target) -> Result<Plan, LaunchError> {
    match (machine.system(), tool) {
        // FreeRDP asks for the password and about an unknown certificate in text, so it gets a terminal as
        // well.
        (System::Linux, Tool::Ssh) => in_terminal(machine, tool, ssh::argv(machine, target)?),
        (System::Linux, Tool::Rdp) => in_terminal(machine, tool, rdp::argv(machine, target)?),
        (System::Windows, Tool::Ssh) => {
            Ok(Plan { argv: ssh::argv(machine, target)?, tool, tool_at: 0, follows: true, console: true })
        }
        (System::Windows, Tool::Rdp) => {
            Ok(Plan { argv: rdp::argv(machine, target)?, tool, tool_at: 0, follows: true, console: false })
        }
        (System::MacOs, Tool::Ssh) => mac_terminal(machine, target),
        (System::MacOs, Tool::Rdp) => {
            Ok(Plan { argv: rdp::argv(machine, target)?, tool, tool_at: 0, follows: false, console: false })
        }
    }
}

fn in_terminal(machine: &dyn Machine, tool: Tool, command: Vec<String>) -> Result<Plan, LaunchError> {
    let length = command.len();
    let (argv, follows) = terminal::around(machine, command)?;
    let tool_at = argv.len() - length;
    Ok(Plan { argv, tool, tool_at, follows, console: false })
}

/// Terminal takes a command only as text for a shell; an address it takes as it is.
fn mac_terminal(machine: &dyn Machine, target: &Target) -> Result<Plan, LaunchError> {
    let opener = terminal::mac_opener(machine)?;
    let argv = vec![opener, "-b".to_owned(), "com.apple.Terminal".to_owned(), ssh::url(target)?];
    Ok(Plan { argv, tool: Tool::Ssh, tool_at: 0, follows: false, console: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::fake::FakeMachine;

    #[test]
    fn linux_tools_open_in_the_terminal() {
        let machine =
            FakeMachine::with(System::Linux, &["/usr/bin/ssh", "/usr/bin/xfreerdp", "/usr/bin/xterm"]);
        let target = Target::parse("db.acme.test", "", "jo").unwrap();
        let ssh = plan(&machine, Tool::Ssh, &target).unwrap();
        assert_eq!(ssh.argv[..3], ["/usr/bin/xterm", "-e", "/usr/bin/ssh"]);
        assert!(ssh.follows);
        assert_eq!(ssh.argv[ssh.tool_at], "/usr/bin/ssh");
        let rdp = plan(&machine, Tool::Rdp, &target).unwrap();
        assert_eq!(
            rdp.argv[2..],
            ["/usr/bin/xfreerdp", "-clipboard", "/v:db.acme.test", "/port:3389", "/u:jo"]
        );
    }

    #[test]
    fn windows_gives_ssh_a_console() {
        let machine = FakeMachine::with(System::Windows, &[r"C:\Windows\System32\OpenSSH\ssh.exe"]);
        let plan = plan(&machine, Tool::Ssh, &Target::parse("db", "", "").unwrap()).unwrap();
        assert!(plan.console && plan.follows);
        assert_eq!(plan.argv[0], r"C:\Windows\System32\OpenSSH\ssh.exe");
    }

    #[test]
    fn macos_hands_an_address_to_terminal() {
        let machine = FakeMachine::with(System::MacOs, &["/usr/bin/open"]);
        let plan = plan(&machine, Tool::Ssh, &Target::parse("db", "2222", "jo").unwrap()).unwrap();
        assert_eq!(plan.argv, ["/usr/bin/open", "-b", "com.apple.Terminal", "ssh://jo@db:2222"]);
        assert!(!plan.follows);
    }
}
