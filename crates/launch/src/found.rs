//! Places of sessions in a ticket's text. What is found is a proposal: it says that the words stand there, and not that
//! they are true, and nothing is started from it without the user's word.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::target::{HostName, Target, Typed};
use crate::{Port, Tool};

/// Something in a text that reads like a place for a session.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Found {
    /// The tool that the text names with it; `None` where it may be any that takes a host.
    pub tool: Option<Tool>,
    /// Host or ID, in the form of [`Target::address`].
    pub address: String,
    /// Port behind it.
    pub port: Option<u16>,
}

/// So many places are proposed at most; a text with more of them is a list and no answer.
const MOST: usize = 12;

/// Text behind this is not looked at, in bytes.
const READ: usize = 256 * 1024;

/// The places in a text, each once, in the order in which they stand there. Takes time in proportion to the text.
#[must_use]
pub fn found_in(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for line in text.get(..text.floor_char_boundary(READ)).unwrap_or_default().lines() {
        for place in ids_in(line).into_iter().chain(hosts_in(line)) {
            if !found.contains(&place) {
                found.push(place);
            }
            if found.len() == MOST {
                return found;
            }
        }
    }
    found
}

/// Numbers and aliases in a line that names the tool they belong to. A number alone may be a telephone.
fn ids_in(line: &str) -> Vec<Found> {
    let lower = line.to_ascii_lowercase();
    let tools = [Tool::TeamViewer, Tool::AnyDesk, Tool::RustDesk];
    let Some(tool) = tools.into_iter().find(|tool| lower.contains(tool.id())) else { return Vec::new() };
    let aliases = line.split(is_between).filter(|word| tool == Tool::AnyDesk && is_alias(word));
    let numbers = line.split(|c: char| !c.is_ascii_digit() && c != ' ' && c != '-').map(str::trim);
    let read = |text: &str| Target::read(tool, &Typed { address: text, ..Typed::default() }).ok();
    let place = |target: Target| Found { tool: Some(tool), address: target.address(), port: None };
    numbers.chain(aliases).filter_map(read).map(place).collect()
}

/// `reception@ad`: without a dot behind the sign, so that it is no mail address.
fn is_alias(word: &str) -> bool {
    word.split_once('@').is_some_and(|(_, space)| !space.contains('.'))
}

fn hosts_in(line: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut before = "";
    for word in line.split(is_between).filter(|word| !word.is_empty()) {
        found.extend(host(word, before));
        before = word;
    }
    found
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || ",;()<>\"'`{}|“”‘’«»".contains(c)
}

/// A host in one word; `before` is the word before it.
fn host(word: &str, before: &str) -> Option<Found> {
    let has_scheme = word.contains("://");
    let (tool, word) = match word.split_once("://") {
        Some(("ssh", rest)) => (Some(Tool::Ssh), rest),
        Some(("rdp", rest)) => (Some(Tool::Rdp), rest),
        Some(("vnc", rest)) => (Some(Tool::Vnc), rest),
        // Every other address is a link, and is shown as one.
        Some(_) => return None,
        None if before.eq_ignore_ascii_case("ssh") => (Some(Tool::Ssh), word),
        None => (None, word),
    };
    let word = word.split(['/', '?', '#']).next()?.trim_end_matches(['.', ':', '!', '?', '*', '_']);
    let word = word.trim_start_matches(['*', '_', '.']);
    // The word after `ssh` may be any; a name before the host, or an address with a scheme, says that one is meant.
    let (is_meant, word) = match word.rsplit_once('@') {
        Some((_, host)) if tool.is_some() => (true, host),
        // A mail address.
        Some(_) => return None,
        None => (has_scheme, word),
    };
    let (name, port) = name_and_port(word);
    let host = HostName::parse(name).ok().filter(|_| is_meant || is_likely(name))?;
    Some(Found { tool, address: host.to_string(), port })
}

fn name_and_port(word: &str) -> (&str, Option<u16>) {
    let port = |text: &str| Port::parse(text).ok().map(Port::number);
    if let Some((name, rest)) = word.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        return (name, rest.strip_prefix(':').and_then(port));
    }
    match word.split_once(':') {
        Some((name, rest)) if !rest.contains(':') => (name, port(rest)),
        Some(_) | None => (word, None),
    }
}

/// Whether a word is meant as a host, when nothing says so: an address, or a name of several parts whose last is no file
/// ending and is not a word that begins a sentence.
fn is_likely(word: &str) -> bool {
    if word.parse::<Ipv4Addr>().is_ok() {
        return true;
    }
    if let Ok(address) = word.parse::<Ipv6Addr>() {
        // `abc::def` is a path in many languages.
        return !address.is_unspecified() && word.bytes().any(|b| b.is_ascii_digit());
    }
    let Some((rest, last)) = word.rsplit_once('.') else { return false };
    let is_one_case = last.bytes().all(|b| b.is_ascii_lowercase())
        || word.bytes().all(|b| !b.is_ascii_lowercase())
        || last.starts_with("xn--");
    is_one_case
        && last.len() > 1
        && rest.bytes().any(|b| b.is_ascii_alphabetic())
        && !rest.eq_ignore_ascii_case("www")
        && !rest.to_ascii_lowercase().starts_with("www.")
        && !FILE_ENDINGS.contains(&last.to_ascii_lowercase().as_str())
}

/// Endings that stand at the end of file names in mails, and are rarely meant as the end of a host.
const FILE_ENDINGS: &[&str] = &[
    "bak",
    "bat",
    "bin",
    "bmp",
    "cfg",
    "cmd",
    "conf",
    "config",
    "cpp",
    "crt",
    "cs",
    "csv",
    "dat",
    "db",
    "dll",
    "dmg",
    "doc",
    "docx",
    "eml",
    "exe",
    "gif",
    "gz",
    "htm",
    "html",
    "ini",
    "iso",
    "jar",
    "java",
    "jpeg",
    "jpg",
    "js",
    "json",
    "jsp",
    "key",
    "log",
    "md",
    "msg",
    "msi",
    "mp4",
    "odt",
    "pcap",
    "pdf",
    "pem",
    "php",
    "png",
    "ppt",
    "pptx",
    "properties",
    "ps1",
    "py",
    "rar",
    "rdp",
    "rpm",
    "rs",
    "rtf",
    "service",
    "sh",
    "sql",
    "svg",
    "tar",
    "tgz",
    "tif",
    "tmp",
    "toml",
    "txt",
    "vbs",
    "war",
    "xls",
    "xlsx",
    "xml",
    "yaml",
    "yml",
    "zip",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let shown = |place: Found| {
            let tool = place.tool.map_or("-", Tool::id);
            let port = place.port.map(|port| format!(" {port}")).unwrap_or_default();
            format!("{tool} {}{port}", place.address)
        };
        found_in(text).into_iter().map(shown).collect()
    }

    #[test]
    fn case_049_hosts_and_ids_are_found_as_they_stand() {
        for (text, expected) in [
            ("Please connect to 10.0.0.5 at once.", &["- 10.0.0.5"][..]),
            ("The server is db01.acme.example, port 22.", &["- db01.acme.example"]),
            (
                "db01.acme.example:2222 or [fe80::1]:22 or 2001:db8::7",
                &["- db01.acme.example 2222", "- fe80::1 22", "- 2001:db8::7"],
            ),
            ("run ssh root@backup.acme.test then", &["ssh backup.acme.test"]),
            ("ssh://jo@db:2222/ and rdp://pc.acme.test", &["ssh db 2222", "rdp pc.acme.test"]),
            ("TeamViewer: 123 456 789, password abc", &["teamviewer 123456789"]),
            ("our AnyDesk is reception@ad or 987654321", &["anydesk 987654321", "anydesk reception@ad"]),
            ("RustDesk ID 123-456-789", &["rustdesk 123456789"]),
            ("10.0.0.5 and again 10.0.0.5", &["- 10.0.0.5"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_host_is_left_alone() {
        for text in [
            "See restore.log and sesam.ini in /var/opt/sesam.",
            "Version 5.2.1 was done.Then it stopped.",
            "Call +49 123 456 789 or mail jo@acme.example.",
            "https://portal.acme.example/login and www.acme.example",
            "e.g. std::fs, i.e. Node.js at 12:30:45",
            "ssh -oProxyCommand=x",
            "The SSH connection was lost.",
            "teamviewer10://control?device=1",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn case_049_case_059_a_long_text_of_near_misses_is_read_in_its_own_length() {
        let near = ["a.", "1.2.3.", "fe80::", "teamviewer 1234567 ", "ssh://", "x@", "[::", "-.-."];
        for piece in near {
            let text = piece.repeat(1_000_000 / piece.len());
            assert!(found(&text).len() <= MOST, "{piece}");
        }
        let many: String = (0..100).map(|n| format!("h{n}.acme.test ")).collect();
        assert_eq!(found(&many).len(), MOST);
    }
}
