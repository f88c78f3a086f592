//! Finds programs by absolute path. The search path of the environment is not used: what is first in it can be
//! changed by whatever ran before.

use crate::LaunchError;
use crate::machine::{Kind, Machine, System};

/// A program and where it may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// At the start of a sentence, as in `The OpenSSH client`.
    pub(crate) what: &'static str,
    /// The best first: file names, which are looked for in the folders of the system, or absolute paths. On Windows they
    /// begin with one of the system's own folders, as in `%ProgramFiles%`.
    pub(crate) names: &'static [&'static str],
    /// How to get it, one sentence.
    pub(crate) install: &'static str,
}

/// The absolute path of the first of `wanted` that is there and is of this kind.
pub(crate) fn find(machine: &dyn Machine, wanted: &Wanted, kind: Kind) -> Result<String, LaunchError> {
    let mut tried = Vec::new();
    for path in wanted.names.iter().flat_map(|name| places(machine, name)) {
        match machine.program_at(&path, kind) {
            Some(verdict) => return checked(path, verdict),
            None => tried.push(path),
        }
    }
    Err(LaunchError::Missing { what: wanted.what, tried, install: wanted.install })
}

fn checked(path: String, verdict: Result<(), &'static str>) -> Result<String, LaunchError> {
    let lower = path.to_ascii_lowercase();
    // The system hands batch files to its command interpreter, which takes arguments apart again
    // (CVE-2024-24576, and CVE-2024-43402 for dots and blanks at the end).
    if lower.trim_end_matches(['.', ' ']).ends_with(".bat")
        || lower.trim_end_matches(['.', ' ']).ends_with(".cmd")
    {
        return Err(LaunchError::Unsafe { path, why: "it is a batch file" });
    }
    if path.starts_with(r"\\") || path.starts_with("//") {
        return Err(LaunchError::Unsafe { path, why: "it is on another machine" });
    }
    match verdict {
        Ok(()) => Ok(path),
        Err(why) => Err(LaunchError::Unsafe { path, why }),
    }
}

/// Where a program of this name may be.
fn places(machine: &dyn Machine, name: &str) -> Vec<String> {
    let folders: &[&str] = match machine.system() {
        System::Linux => &["/usr/bin", "/usr/local/bin", "/bin", "/snap/bin", "/run/current-system/sw/bin"],
        System::MacOs => &["/usr/bin", "/opt/homebrew/bin", "/usr/local/bin"],
        System::Windows => return in_windows(machine, name).into_iter().collect(),
    };
    if name.starts_with('/') {
        return vec![name.to_owned()];
    }
    folders.iter().map(|folder| format!("{folder}/{name}")).collect()
}

fn in_windows(machine: &dyn Machine, name: &str) -> Option<String> {
    let (variable, rest) = name.strip_prefix('%')?.split_once('%')?;
    Some(format!("{}{rest}", machine.folder(variable)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::fake::FakeMachine;

    const SSH: Wanted = Wanted { what: "The client", names: &["ssh"], install: "Install it." };

    #[test]
    fn case_123_says_what_was_tried_and_what_to_install() {
        let error = find(&FakeMachine::with(System::MacOs, &[]), &SSH, Kind::Native).unwrap_err();
        assert_eq!(
            error.to_string(),
            "The client was not found on this machine; looked for /usr/bin/ssh, /opt/homebrew/bin/ssh, \
             /usr/local/bin/ssh."
        );
        assert_eq!((error.code(), error.hint()), ("tool-missing", "Install it."));
    }

    #[test]
    fn case_107_a_program_that_others_may_change_is_refused_and_not_passed_over() {
        let mut machine = FakeMachine::with(System::Linux, &["/usr/local/bin/ssh"]);
        machine.bad = vec!["/usr/bin/ssh"];
        let error = find(&machine, &SSH, Kind::Native).unwrap_err();
        assert_eq!(
            error.to_string(),
            "/usr/bin/ssh was not started: every user of this machine may change it."
        );
    }

    #[test]
    fn case_106_batch_files_are_refused() {
        for name in ["putty.bat", "putty.CMD", "putty.bat. ."] {
            let error = checked(format!(r"C:\Tools\{name}"), Ok(())).unwrap_err();
            assert!(error.to_string().ends_with("it is a batch file."), "{error}");
        }
    }

    #[test]
    fn case_107_a_program_on_another_machine_is_refused() {
        for path in [r"\\server\share\ssh.exe", r"\\?\UNC\server\ssh.exe", "//server/ssh"] {
            let error = checked(path.to_owned(), Ok(())).unwrap_err();
            assert!(error.to_string().ends_with("it is on another machine."), "{error}");
        }
    }

    #[test]
    fn case_107_every_place_is_absolute() {
        for system in [System::Linux, System::MacOs, System::Windows] {
            let machine = FakeMachine::with(system, &[]);
            for recipe in crate::Tool::ALL.into_iter().flat_map(crate::tools::recipes) {
                for path in recipe
                    .program
                    .names
                    .iter()
                    .filter(|_| recipe.system == system)
                    .flat_map(|name| places(&machine, name))
                {
                    assert!(path.starts_with('/') || path.starts_with(r"C:\"), "{path}");
                    assert!(!path.contains(".."), "{path}");
                }
            }
        }
    }
}
