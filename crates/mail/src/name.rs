//! Names of files that somebody sent: what may be shown, and what may be written to a disk.
//!
//! One name for every system, so that a file can move between them: what Windows reserves is renamed on Linux too.

use crate::neutral::{is_direction, is_invisible};

/// Longest name, in bytes: every file system takes 255, and a number may be added.
const LONGEST: usize = 160;
/// Longest ending that is taken for one, in bytes.
const LONGEST_ENDING: usize = 20;
/// The name of a file that has none.
const NAMELESS: &str = "attachment";

/// Device names of Windows, whatever follows the first dot. `COM` and `LPT` also with a number, and with a superscript one:
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>.
const DEVICES: [&str; 7] = ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"];
/// Names by which a folder runs or hides something.
const SPECIAL: [&str; 3] = ["desktop.ini", "autorun.inf", "thumbs.db"];

/// Endings of files that run something, or make a system do so, when they are opened.
const RUNS: [&str; 62] = [
    "exe",
    "scr",
    "com",
    "bat",
    "cmd",
    "pif",
    "ps1",
    "ps1xml",
    "psm1",
    "vbs",
    "vbe",
    "js",
    "jse",
    "mjs",
    "wsf",
    "wsh",
    "hta",
    "lnk",
    "url",
    "scf",
    "library-ms",
    "search-ms",
    "searchconnector-ms",
    "theme",
    "themepack",
    "msi",
    "msp",
    "msix",
    "msixbundle",
    "appx",
    "appinstaller",
    "application",
    "chm",
    "cpl",
    "dll",
    "jar",
    "jnlp",
    "reg",
    "inf",
    "iso",
    "img",
    "vhd",
    "vhdx",
    "desktop",
    "appimage",
    "deb",
    "rpm",
    "sh",
    "bash",
    "command",
    "terminal",
    "workflow",
    "app",
    "dmg",
    "pkg",
    "xll",
    "xlam",
    "slk",
    "iqy",
    "one",
    "docm",
    "xlsm",
];
/// Endings of files that open a connection to wherever their sender wishes.
const CONNECTS: [&str; 8] = ["rdp", "tigervnc", "vnc", "ica", "tvs", "ovpn", "remmina", "nxs"];

/// What is to be known of a file by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName {
    /// A last component that every system takes, without control, direction and invisible characters.
    pub name: String,
    /// What is really behind its last dot, in lower case; empty without one.
    pub ending: String,
    /// Whether it differs from the name that was given.
    pub renamed: bool,
    /// Why it must not be opened lightly.
    pub danger: Option<Danger>,
}

/// What a file may do to whoever opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Danger {
    /// It runs something.
    Runs,
    /// It connects this computer with another one.
    Connects,
}

/// The name under which a file that somebody sent is shown and saved.
#[must_use]
pub fn file_name(given: &str) -> FileName {
    // What is put in front comes before the cut: a name that was made safe once is not cut again.
    let name = shortened(unreserved(tidy(&plain(last_component(&seen(given))))));
    let ending = split(&name).1.to_lowercase();
    let danger = match ending.as_str() {
        ending if RUNS.contains(&ending) => Some(Danger::Runs),
        ending if CONNECTS.contains(&ending) => Some(Danger::Connects),
        _ => None,
    };
    FileName { renamed: name != given, name, ending, danger }
}

/// Without what cannot be seen; that could stand in the middle of a separator, too.
fn seen(given: &str) -> String {
    let is_seen = |letter: &char| {
        letter.is_whitespace() || !(letter.is_control() || is_direction(*letter) || is_invisible(*letter))
    };
    given.chars().filter(is_seen).collect()
}

/// Behind the last separator of any system, written out or percent-encoded.
fn last_component(given: &str) -> &str {
    let behind = |text: &str, at: usize, length: usize| text.get(at + length..).map(str::len);
    let lower = given.to_ascii_lowercase();
    let ends = ["/", "\\", "%2f", "%5c"].into_iter().filter_map(|separator| {
        let at = lower.rfind(separator)?;
        behind(given, at, separator.len())
    });
    let left = ends.min().unwrap_or(given.len());
    given.get(given.len() - left..).unwrap_or(given)
}

/// Without what a file system or a shell reads otherwise.
fn plain(component: &str) -> String {
    let letters = component.chars().map(|letter| match letter {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        other => other,
    });
    let text: String = letters.collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Before and behind the last dot. What begins with its only dot has no ending.
fn split(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.trim_matches('.').is_empty() && ending.len() <= LONGEST_ENDING => {
            (stem, ending)
        }
        Some(_) | None => (name, ""),
    }
}

/// Without blanks and dots at the end and before the ending.
fn tidy(name: &str) -> String {
    let blank = ['.', ' '];
    let (stem, ending) = split(name.trim_end_matches(blank));
    let stem = stem.trim_end_matches(blank);
    if ending.is_empty() { stem.to_owned() } else { format!("{stem}.{ending}") }
}

/// One that is too long loses the end of what is before its ending.
fn shortened(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let (stem, ending) = split(&name);
    let stem = &stem[..stem.floor_char_boundary(LONGEST - ending.len() - 1)];
    // What is left of a name without an ending may have one.
    if ending.is_empty() { tidy(stem) } else { tidy(&format!("{stem}.{ending}")) }
}

/// A name that means a device, a folder's settings, a hidden file or an option gets a line in front of it.
fn unreserved(name: String) -> String {
    if name.is_empty() {
        return NAMELESS.to_owned();
    }
    if name.starts_with('.') {
        // Of several dots one is left, as before any ending.
        return format!("_.{}", name.trim_start_matches('.'));
    }
    let lower = name.to_lowercase();
    let stem = lower.split('.').next().unwrap_or_default().trim_end();
    let is_device = DEVICES.contains(&stem) || is_numbered(stem);
    if is_device || SPECIAL.contains(&lower.as_str()) || name.starts_with(['-', '~']) {
        return format!("_{name}");
    }
    name
}

/// `com1`, `lpt9`, and the same with a superscript number.
fn is_numbered(stem: &str) -> bool {
    let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt")).unwrap_or_default();
    let mut letters = number.chars();
    let is_number =
        |letter: char| letter.is_ascii_digit() || ['\u{b9}', '\u{b2}', '\u{b3}'].contains(&letter);
    letters.next().is_some_and(is_number) && letters.next().is_none()
}
