//! Host keys: what SSH on this machine knows already. Nothing is asked of the network, and no key is added.

use std::fmt;
use std::process::Stdio;

use crate::child::quiet;
use crate::machine::{Kind, Machine, System, ThisMachine};
use crate::program::{self, Wanted};
use crate::target::{HostName, Port, TargetError};

/// The fingerprint of a host key as OpenSSH writes it: `SHA256:` and 43 letters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Reads a fingerprint.
    ///
    /// # Errors
    /// Anything else, the old MD5 form with colons included.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        let problem = "is no fingerprint: copy it as SSH shows it, SHA256: and 43 letters and digits";
        let letters = text.strip_prefix("SHA256:").unwrap_or_default();
        let fits = letters.len() == 43
            && letters.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/');
        if fits { Ok(Self(text.to_owned())) } else { Err(TargetError::new("fingerprint", text, problem)) }
    }

    /// As OpenSSH writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The fingerprints of the keys under which SSH on this machine knows a host, in the order of its files. Empty when it
/// knows none, or cannot be asked.
#[must_use]
pub fn known_keys(host: &HostName, port: Option<Port>) -> Vec<Fingerprint> {
    let Some(argv) = question(&ThisMachine, host, port) else { return Vec::new() };
    let asked = quiet(&argv).stdout(Stdio::piped()).output();
    asked.map(|answer| read(&String::from_utf8_lossy(&answer.stdout))).unwrap_or_default()
}

fn question(machine: &dyn Machine, host: &HostName, port: Option<Port>) -> Option<Vec<String>> {
    let names: &[&str] = match machine.system() {
        System::Linux | System::MacOs => &["ssh-keygen"],
        System::Windows => &[r"%SystemRoot%\System32\OpenSSH\ssh-keygen.exe"],
    };
    let wanted = Wanted { what: "OpenSSH", names, install: "Install the OpenSSH client." };
    let program = program::find(machine, &wanted, Kind::Native).ok()?;
    let place = match port.map(Port::number) {
        None | Some(22) => host.to_string(),
        Some(port) => format!("[{host}]:{port}"),
    };
    Some(vec![program, "-l".to_owned(), "-F".to_owned(), place])
}

fn read(answer: &str) -> Vec<Fingerprint> {
    let mut keys: Vec<Fingerprint> = Vec::new();
    for key in answer.split_whitespace().filter_map(|word| Fingerprint::parse(word).ok()) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::fake::FakeMachine;

    const KEY: &str = "SHA256:uNiVztksCsDhcc0u9e8BrbMMv/XLxK6VUYRBGGhCcoY";

    #[test]
    fn a_fingerprint_has_one_form() {
        assert_eq!(Fingerprint::parse(KEY).unwrap().as_str(), KEY);
        for text in [
            "",
            "SHA256:",
            &KEY[1..],
            "MD5:16:27:ac:a5:76:28:2d:36",
            &format!("{KEY}="),
            &KEY.replace('/', ";"),
        ] {
            assert!(Fingerprint::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_question_names_one_host() {
        let machine = FakeMachine::with(System::Linux, &["/usr/bin/ssh-keygen"]);
        for (host, port, place) in [
            ("db.acme.test", "22", "db.acme.test"),
            ("db", "2222", "[db]:2222"),
            ("fe80::1", "2222", "[fe80::1]:2222"),
        ] {
            let host = HostName::parse(host).unwrap();
            let argv = question(&machine, &host, Some(Port::parse(port).unwrap())).unwrap();
            assert_eq!(argv, ["/usr/bin/ssh-keygen", "-l", "-F", place]);
        }
    }

    #[test]
    fn the_answer_is_read_for_fingerprints_only() {
        let answer =
            format!("# Host db found: line 3 \ndb ED25519 {KEY} \n# Host db found: line 9\ndb RSA {KEY}\n");
        assert_eq!(read(&answer), [Fingerprint::parse(KEY).unwrap()]);
        assert_eq!(read("no such file"), []);
    }
}
