//! What the room needs to know about the machine it runs on, so that the argv of every system can be tested on
//! any.

use std::path::{Path, PathBuf};

/// A family of operating systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Linux and the BSDs, with X11 or Wayland.
    Linux,
    /// macOS.
    MacOs,
    /// Windows 10 and later.
    Windows,
}

/// The machine, as far as finding programs goes.
pub trait Machine {
    /// Its family.
    fn system(&self) -> System;

    /// Whether a program is at this absolute path: `None` when nothing is there, else why it must not be
    /// started, or `Ok` when it may.
    fn program_at(&self, path: &str) -> Option<Result<(), &'static str>>;

    /// Where a path leads after all symbolic links; the path itself when that cannot be told.
    fn resolved(&self, path: &str) -> String;

    /// The folder of Windows, as in `C:\Windows`; not asked for elsewhere.
    fn windows_folder(&self) -> String;
}

/// The machine this program runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct ThisMachine;

impl Machine for ThisMachine {
    fn system(&self) -> System {
        if cfg!(windows) {
            System::Windows
        } else if cfg!(target_os = "macos") {
            System::MacOs
        } else {
            System::Linux
        }
    }

    fn program_at(&self, path: &str) -> Option<Result<(), &'static str>> {
        let meta = std::fs::metadata(path).ok()?;
        if !meta.is_file() {
            return None;
        }
        Some(permission_problem(&meta).map_or(Ok(()), Err))
    }

    fn resolved(&self, path: &str) -> String {
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
        real.to_string_lossy().into_owned()
    }

    fn windows_folder(&self) -> String {
        // The variable is the system's own way to say where it is; a drive other than C: is rare but allowed.
        let folder = std::env::var("SystemRoot").unwrap_or_default();
        if Path::new(&folder).is_absolute() { folder } else { r"C:\Windows".to_owned() }
    }
}

#[cfg(unix)]
fn permission_problem(meta: &std::fs::Metadata) -> Option<&'static str> {
    use std::os::unix::fs::PermissionsExt;
    let mode = meta.permissions().mode();
    if mode & 0o111 == 0 {
        Some("it is not executable")
    } else if mode & 0o002 != 0 {
        Some("every user of this machine may change it")
    } else {
        None
    }
}

#[cfg(not(unix))]
fn permission_problem(_meta: &std::fs::Metadata) -> Option<&'static str> {
    None
}

#[cfg(test)]
pub(crate) mod fake {
    use super::*;

    /// A machine with a list of programs and links.
    pub(crate) struct FakeMachine {
        pub(crate) system: System,
        pub(crate) programs: Vec<&'static str>,
        pub(crate) bad: Vec<&'static str>,
        pub(crate) links: Vec<(&'static str, &'static str)>,
    }

    impl FakeMachine {
        pub(crate) fn with(system: System, programs: &[&'static str]) -> Self {
            Self { system, programs: programs.to_vec(), bad: Vec::new(), links: Vec::new() }
        }
    }

    impl Machine for FakeMachine {
        fn system(&self) -> System {
            self.system
        }
        fn program_at(&self, path: &str) -> Option<Result<(), &'static str>> {
            if self.bad.contains(&path) {
                return Some(Err("every user of this machine may change it"));
            }
            self.programs.contains(&path).then_some(Ok(()))
        }
        fn resolved(&self, path: &str) -> String {
            let link = self.links.iter().find(|(from, _)| *from == path);
            link.map_or(path, |(_, to)| to).to_owned()
        }
        fn windows_folder(&self) -> String {
            r"C:\Windows".to_owned()
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn refuses_what_others_may_change_or_nobody_may_run() {
        let folder = tempfile::tempdir().unwrap();
        for (mode, expected) in [
            (0o755, Some(Ok(()))),
            (0o644, Some(Err("it is not executable"))),
            (0o757, Some(Err("every user of this machine may change it"))),
        ] {
            let path = folder.path().join(format!("p{mode:o}"));
            std::fs::write(&path, "").unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(ThisMachine.program_at(path.to_str().unwrap()), expected, "{mode:o}");
        }
        assert_eq!(ThisMachine.program_at(folder.path().to_str().unwrap()), None, "a folder");
        assert_eq!(ThisMachine.program_at(folder.path().join("gone").to_str().unwrap()), None);
    }
}
