//! Finds programs by absolute path. The search path of the environment is not used: what is first in it can be
//! changed by whatever ran before.

use crate::LaunchError;
use crate::machine::{Machine, System};

/// A program and where it may be.
pub(crate) struct Wanted<'a> {
    /// At the start of a sentence, as in `The OpenSSH client`.
    pub(crate) what: &'static str,
    /// File names, the best first. On Windows they are paths below the folder of Windows.
    pub(crate) names: &'a [&'static str],
    /// How to get it, one sentence.
    pub(crate) install: &'static str,
}

/// The absolute path of the first of `wanted` that is there.
pub(crate) fn find(machine: &dyn Machine, wanted: &Wanted<'_>) -> Result<String, LaunchError> {
    let mut tried = Vec::new();
    for path in wanted.names.iter().flat_map(|name| places(machine, name)) {
        match machine.program_at(&path) {
            Some(verdict) => return checked(path, verdict),
            None => tried.push(path),
        }
    }
    Err(LaunchError::Missing { what: wanted.what, tried, install: wanted.install })
}

fn checked(path: String, verdict: Result<(), &'static str>) -> Result<String, LaunchError> {
    let lower = path.to_ascii_lowercase();
    // The system hands batch files to its command interpreter, which takes arguments apart again
    // (CVE-2024-24576).
    if lower.trim_end_matches(['.', ' ']).ends_with(".bat")
        || lower.trim_end_matches(['.', ' ']).ends_with(".cmd")
    {
        return Err(LaunchError::Unsafe { path, why: "it is a batch file" });
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
        System::Windows => return vec![format!(r"{}\{name}", machine.windows_folder())],
    };
    folders.iter().map(|folder| format!("{folder}/{name}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::fake::FakeMachine;

    const SSH: Wanted<'_> = Wanted { what: "The client", names: &["ssh"], install: "Install it." };

    #[test]
    fn says_what_was_tried_and_what_to_install() {
        let error = find(&FakeMachine::with(System::MacOs, &[]), &SSH).unwrap_err();
        assert_eq!(
            error.to_string(),
            "The client was not found on this machine; looked for /usr/bin/ssh, /opt/homebrew/bin/ssh, \
             /usr/local/bin/ssh."
        );
        assert_eq!((error.code(), error.hint()), ("tool-missing", "Install it."));
    }

    #[test]
    fn a_program_that_others_may_change_is_refused_and_not_passed_over() {
        let mut machine = FakeMachine::with(System::Linux, &["/usr/local/bin/ssh"]);
        machine.bad = vec!["/usr/bin/ssh"];
        let error = find(&machine, &SSH).unwrap_err();
        assert_eq!(
            error.to_string(),
            "/usr/bin/ssh was not started: every user of this machine may change it."
        );
    }

    #[test]
    fn batch_files_are_refused() {
        for name in ["putty.bat", "putty.CMD", "putty.bat. ."] {
            let error = checked(format!(r"C:\Tools\{name}"), Ok(())).unwrap_err();
            assert!(error.to_string().ends_with("it is a batch file."), "{error}");
        }
    }
}
