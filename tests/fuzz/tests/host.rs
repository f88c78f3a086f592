//! Where a remote session goes: host, port, user and jump host, each on a line of its own, for every tool.

use fuzz::harmless::message;
use launch::{HostName, Kind, Machine, System, Target, Tool, Typed, plan};

fuzz::target!("host", 1_000, holds);

fn holds(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let typed = Typed { address: line(), port: line(), user: line(), jump: line() };
    if let Ok(name) = HostName::parse(typed.address.trim()) {
        host(&name);
    }
    for tool in Tool::ALL {
        match Target::read(tool, &typed) {
            Ok(target) => [System::Linux, System::MacOs, System::Windows]
                .into_iter()
                .for_each(|system| argv(system, &target)),
            Err(error) => message(&error.to_string()),
        }
    }
}

fn host(host: &HostName) {
    let name = host.as_str();
    assert!(!name.is_empty() && name.len() <= 253 && !name.starts_with('-'), "{name}");
    assert!(
        name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-:".contains(&b)),
        "{name}"
    );
    assert_eq!(&HostName::parse(name).unwrap(), host, "{name} stays what it is");
}

/// Nothing in an argv is empty, or read by a shell, a terminal or a template in a way of its own.
fn argv(system: System, target: &Target) {
    let Ok(made) = plan(&Complete(system), target) else { return };
    let own = &made.argv[made.tool_at..];
    for one in own.iter().skip(1).filter(|one| *one != launch::SessionFile::PLACE) {
        assert!(!one.is_empty() && one.is_ascii(), "{own:?}");
        assert!(!one.contains(|c: char| c.is_ascii_control() || " \"'`$;|<>(){}*!^~".contains(c)), "{own:?}");
    }
}

/// A machine on which everything is installed.
struct Complete(System);

impl Machine for Complete {
    fn system(&self) -> System {
        self.0
    }
    fn program_at(&self, _path: &str, _kind: Kind) -> Option<Result<(), &'static str>> {
        Some(Ok(()))
    }
    fn resolved(&self, _path: &str) -> String {
        "/usr/bin/xterm".to_owned()
    }
    fn folder(&self, _variable: &str) -> String {
        r"C:\Windows".to_owned()
    }
}
