//! The user's terminal, for tools that ask and answer in text.
//!
//! Only terminals that take a command as separate arguments are used; those that take one string would hand it
//! to a shell.

use crate::LaunchError;
use crate::machine::{Kind, Machine};
use crate::program::{self, Wanted};

/// A terminal, what stands between it and the command, and whether it stays until the command ends.
struct Form {
    /// Its file name, as the list that a [`Wanted`] has.
    name: [&'static str; 1],
    arguments: &'static [&'static str],
    stays: bool,
}

/// The known ones, in the order in which they are tried.
static FORMS: [Form; 13] = [
    Form { name: ["gnome-terminal"], arguments: &["--wait", "--"], stays: true },
    Form { name: ["konsole"], arguments: &["-e"], stays: true },
    Form { name: ["kgx"], arguments: &["--"], stays: false },
    Form { name: ["ptyxis"], arguments: &["--new-window", "--"], stays: false },
    Form { name: ["xfce4-terminal"], arguments: &["--disable-server", "-x"], stays: true },
    Form { name: ["mate-terminal"], arguments: &["--disable-factory", "-x"], stays: true },
    Form { name: ["kitty"], arguments: &["--"], stays: true },
    Form { name: ["alacritty"], arguments: &["-e"], stays: true },
    Form { name: ["foot"], arguments: &["--"], stays: true },
    Form { name: ["wezterm"], arguments: &["start", "--always-new-process", "--"], stays: true },
    Form { name: ["xterm"], arguments: &["-e"], stays: true },
    Form { name: ["uxterm"], arguments: &["-e"], stays: true },
    Form { name: ["lxterm"], arguments: &["-e"], stays: true },
];

/// Debian's name for the terminal that the user chose. Its policy promises that `-e` takes the rest of the argv
/// as it is.
const CHOSEN: &str = "/usr/bin/x-terminal-emulator";

/// `command` inside a Linux terminal, and whether the terminal stays until the command ends.
pub(crate) fn around(
    machine: &dyn Machine,
    command: Vec<String>,
) -> Result<(Vec<String>, bool), LaunchError> {
    let (mut argv, stays) = opener(machine)?;
    argv.extend(command);
    Ok((argv, stays))
}

fn opener(machine: &dyn Machine) -> Result<(Vec<String>, bool), LaunchError> {
    if machine.program_at(CHOSEN, Kind::NativeOrScript).is_some_and(|verdict| verdict.is_ok()) {
        let real = machine.resolved(CHOSEN);
        let name = real.rsplit('/').next().unwrap_or_default().trim_end_matches(".wrapper");
        let known = FORMS.iter().find(|form| form.name == [name]);
        return Ok(match known.and_then(|form| Some((find(machine, form).ok()?, form))) {
            Some((path, form)) => (with(path, form.arguments), form.stays),
            None => (with(CHOSEN.to_owned(), &["-e"]), false),
        });
    }
    let mut tried = vec![CHOSEN.to_owned()];
    for form in &FORMS {
        match find(machine, form) {
            Ok(path) => return Ok((with(path, form.arguments), form.stays)),
            Err(LaunchError::Missing { tried: places, .. }) => tried.extend(places.into_iter().take(1)),
            Err(other) => return Err(other),
        }
    }
    Err(LaunchError::Missing {
        what: "A terminal program",
        tried,
        install: "Install one, as in `apt install xterm` on Debian and Ubuntu or `dnf install xterm` on Fedora.",
    })
}

fn find(machine: &dyn Machine, form: &'static Form) -> Result<String, LaunchError> {
    let wanted = Wanted { what: "The terminal", names: &form.name, install: "" };
    program::find(machine, &wanted, Kind::NativeOrScript)
}

fn with(program: String, arguments: &[&str]) -> Vec<String> {
    std::iter::once(program).chain(arguments.iter().map(|a| (*a).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::System;
    use crate::machine::fake::FakeMachine;

    fn around_ssh(machine: &FakeMachine) -> (String, bool) {
        let (argv, stays) =
            around(machine, vec!["/usr/bin/ssh".to_owned(), "--".to_owned(), "h".to_owned()]).unwrap();
        (argv.join(" "), stays)
    }

    #[test]
    fn case_103_the_chosen_terminal_is_used_in_its_own_form() {
        let mut machine =
            FakeMachine::with(System::Linux, &["/usr/bin/xterm", CHOSEN, "/usr/bin/gnome-terminal"]);
        machine.links = vec![(CHOSEN, "/usr/bin/gnome-terminal.wrapper")];
        assert_eq!(
            around_ssh(&machine),
            ("/usr/bin/gnome-terminal --wait -- /usr/bin/ssh -- h".to_owned(), true)
        );
        machine.links = vec![(CHOSEN, "/usr/bin/xterm")];
        assert_eq!(around_ssh(&machine), ("/usr/bin/xterm -e /usr/bin/ssh -- h".to_owned(), true));
    }

    #[test]
    fn case_103_an_unknown_chosen_terminal_is_used_as_its_policy_says() {
        let mut machine = FakeMachine::with(System::Linux, &[CHOSEN, "/usr/bin/xterm"]);
        machine.links = vec![(CHOSEN, "/usr/bin/st")];
        assert_eq!(around_ssh(&machine), (format!("{CHOSEN} -e /usr/bin/ssh -- h"), false));
    }

    #[test]
    fn case_103_no_known_terminal_takes_its_command_as_one_text() {
        for form in &FORMS {
            let last = form.arguments.last().unwrap();
            assert!(["--", "-e", "-x"].contains(last), "{:?}", form.name);
            assert!(!["wt", "wt.exe", "cmd", "osascript", "sh"].contains(&form.name[0]), "{:?}", form.name);
        }
    }

    #[test]
    fn without_a_choice_the_first_known_one() {
        let machine = FakeMachine::with(System::Linux, &["/usr/bin/foot", "/usr/bin/xterm"]);
        assert_eq!(around_ssh(&machine), ("/usr/bin/foot -- /usr/bin/ssh -- h".to_owned(), true));
    }

    #[test]
    fn none_at_all_is_said_with_what_was_tried() {
        let error = around(&FakeMachine::with(System::Linux, &[]), vec![]).unwrap_err();
        assert_eq!(error.code(), "tool-missing");
        let message = error.to_string();
        assert!(
            message.starts_with("A terminal program was not found") && message.contains("xterm"),
            "{message}"
        );
    }
}
