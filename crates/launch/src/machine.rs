//! What the room needs to know about the machine it runs on, so that the argv of every system can be tested on
//! any.

use std::io::Read;
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

    /// Whether a program of this kind is at this absolute path: `None` when nothing is there, else why it must not be
    /// started, or `Ok` when it may.
    fn program_at(&self, path: &str, kind: Kind) -> Option<Result<(), &'static str>>;

    /// Where a path leads after all symbolic links; the path itself when that cannot be told.
    fn resolved(&self, path: &str) -> String;

    /// One of the folders of Windows by the name of its variable, as in `C:\Windows` for `SystemRoot`; not asked for
    /// elsewhere.
    fn folder(&self, variable: &str) -> String;
}

/// What a program may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Code of the machine.
    Native,
    /// That, or a script that names its interpreter: distributions put such scripts around the terminals they ship.
    NativeOrScript,
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

    fn program_at(&self, path: &str, kind: Kind) -> Option<Result<(), &'static str>> {
        let meta = std::fs::metadata(path).ok()?;
        if !meta.is_file() {
            return None;
        }
        let problem = permission_problem(&meta)
            .or_else(|| folder_problem(Path::new(path)))
            .or_else(|| kind_problem(path, kind));
        Some(problem.map_or(Ok(()), Err))
    }

    fn resolved(&self, path: &str) -> String {
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
        real.to_string_lossy().into_owned()
    }

    fn folder(&self, variable: &str) -> String {
        // The variable is the system's own way to say where it is; a drive other than C: is rare but allowed.
        let folder = std::env::var(variable).unwrap_or_default();
        if is_on_a_drive(&folder) { folder } else { usual_folder(variable).to_owned() }
    }
}

/// Whether a path of Windows begins with a drive: neither relative nor on another machine.
fn is_on_a_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    matches!(bytes, [drive, b':', b'\\', ..] if drive.is_ascii_alphabetic())
}

fn usual_folder(variable: &str) -> &'static str {
    match variable {
        "ProgramFiles" => r"C:\Program Files",
        "ProgramFiles(x86)" => r"C:\Program Files (x86)",
        _ => r"C:\Windows",
    }
}

/// Code of the machine is known by its first bytes (ELF, Mach-O, PE), a script by `#!`.
fn kind_problem(path: &str, kind: Kind) -> Option<&'static str> {
    const NATIVE: [[u8; 4]; 6] = [
        *b"\x7fELF",
        [0xfe, 0xed, 0xfa, 0xce],
        [0xfe, 0xed, 0xfa, 0xcf],
        [0xce, 0xfa, 0xed, 0xfe],
        [0xcf, 0xfa, 0xed, 0xfe],
        [0xca, 0xfe, 0xba, 0xbe],
    ];
    let mut first = [0; 4];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut first));
    match first {
        _ if read.is_err() => Some("its first bytes cannot be read"),
        [b'M', b'Z', ..] => None,
        native if NATIVE.contains(&native) => None,
        [b'#', b'!', ..] if kind == Kind::NativeOrScript => None,
        [b'#', b'!', ..] => Some("it is a script and no program"),
        _ => Some("it is no program"),
    }
}

/// In a folder that everybody may write to, anybody can put another file in the place of this one. Folders such as
/// `/tmp`, in which each may only change what is his own, are no problem.
#[cfg(unix)]
fn folder_problem(path: &Path) -> Option<&'static str> {
    use std::os::unix::fs::PermissionsExt;
    let real = std::fs::canonicalize(path).ok()?;
    let is_open = |folder: &Path| {
        std::fs::metadata(folder).is_ok_and(|meta| meta.permissions().mode() & 0o1002 == 0o002)
    };
    real.ancestors().skip(1).any(is_open).then_some("every user of this machine may change a folder above it")
}

#[cfg(not(unix))]
fn folder_problem(_path: &Path) -> Option<&'static str> {
    None
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
        pub(crate) scripts: Vec<&'static str>,
        pub(crate) links: Vec<(&'static str, &'static str)>,
    }

    impl FakeMachine {
        pub(crate) fn with(system: System, programs: &[&'static str]) -> Self {
            Self { system, programs: programs.to_vec(), bad: vec![], scripts: vec![], links: vec![] }
        }
    }

    impl Machine for FakeMachine {
        fn system(&self) -> System {
            self.system
        }
        fn program_at(&self, path: &str, kind: Kind) -> Option<Result<(), &'static str>> {
            if self.bad.contains(&path) {
                return Some(Err("every user of this machine may change it"));
            }
            if self.scripts.contains(&path) {
                return Some(if kind == Kind::Native {
                    Err("it is a script and no program")
                } else {
                    Ok(())
                });
            }
            self.programs.contains(&path).then_some(Ok(()))
        }
        fn resolved(&self, path: &str) -> String {
            let link = self.links.iter().find(|(from, _)| *from == path);
            link.map_or(path, |(_, to)| to).to_owned()
        }
        fn folder(&self, variable: &str) -> String {
            usual_folder(variable).to_owned()
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn file(folder: &Path, name: &str, bytes: &[u8], mode: u32) -> String {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        path.to_str().unwrap().to_owned()
    }

    #[test]
    fn case_107_refuses_what_others_may_change_or_nobody_may_run() {
        let folder = tempfile::tempdir().unwrap();
        for (mode, expected) in [
            (0o755, Some(Ok(()))),
            (0o644, Some(Err("it is not executable"))),
            (0o757, Some(Err("every user of this machine may change it"))),
        ] {
            let path = file(folder.path(), &format!("p{mode:o}"), b"\x7fELF", mode);
            assert_eq!(ThisMachine.program_at(&path, Kind::Native), expected, "{mode:o}");
        }
        assert_eq!(ThisMachine.program_at(folder.path().to_str().unwrap(), Kind::Native), None, "a folder");
        assert_eq!(ThisMachine.program_at(folder.path().join("gone").to_str().unwrap(), Kind::Native), None);
    }

    #[test]
    fn case_107_refuses_a_program_that_others_may_replace() {
        let folder = tempfile::tempdir().unwrap();
        let open = folder.path().join("open");
        std::fs::create_dir(&open).unwrap();
        std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o777)).unwrap();
        let path = file(&open, "tool", b"\x7fELF", 0o755);
        let verdict = ThisMachine.program_at(&path, Kind::Native).unwrap();
        assert_eq!(verdict, Err("every user of this machine may change a folder above it"));
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(ThisMachine.program_at(link.to_str().unwrap(), Kind::Native).unwrap().is_err());
    }

    #[test]
    fn case_106_only_code_of_the_machine_is_a_program() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes, native, script) in [
            ("elf", &b"\x7fELF\x02"[..], true, true),
            ("pe", b"MZ\x90\0", true, true),
            ("script", b"#!/bin/sh\n", false, true),
            ("bare", b"echo hello\n", false, false),
            ("empty", b"", false, false),
        ] {
            let path = file(folder.path(), name, bytes, 0o755);
            assert_eq!(ThisMachine.program_at(&path, Kind::Native).unwrap().is_ok(), native, "{name}");
            assert_eq!(
                ThisMachine.program_at(&path, Kind::NativeOrScript).unwrap().is_ok(),
                script,
                "{name}"
            );
        }
    }

    #[test]
    fn case_107_a_folder_of_windows_is_on_a_drive() {
        for (path, fits) in [
            (r"C:\Windows", true),
            (r"d:\Program Files", true),
            (r"\\server\share", false),
            (r"C:Windows", false),
            ("Windows", false),
            ("", false),
        ] {
            assert_eq!(is_on_a_drive(path), fits, "{path}");
        }
    }
}
