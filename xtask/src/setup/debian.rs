//! Debian and Ubuntu: asks dpkg what is missing and has apt install it.

use super::Purpose;
use crate::house;
use std::process::Stdio;

/// Needed to build and check anything. SQLCipher needs OpenSSL's headers; the launcher's argv is held against the real
/// SSH client.
const TERMINAL: &[&str] = &["build-essential", "pkg-config", "libssl-dev", "perl", "make", "openssh-client"];
/// Needed to build the window.
const WINDOW: &[&str] = &["libwebkit2gtk-4.1-dev"];
/// Needed to test: a display, a driver for the window, a keyring on a bus of its own, the programs that are
/// launched and the servers that they reach, and a real Request Tracker on SQLite. With `|` between them, any one of the packages will do.
const TEST: &[&str] = &[
    "xvfb",
    "xauth",
    "webkit2gtk-driver",
    "dbus",
    "gnome-keyring",
    "libsecret-tools",
    "imagemagick",
    "openssh-server",
    "openssl",
    "xterm",
    "freerdp2-x11|freerdp3-x11",
    "freerdp2-shadow-x11|freerdp3-shadow-x11",
    "tigervnc-standalone-server",
    "tigervnc-viewer",
    "dbconfig-no-thanks",
    "msmtp-mta",
    "request-tracker5",
    "rt5-db-sqlite",
    "rt5-standalone",
];

/// Installs what is missing, or says with which command to do it.
pub fn ensure(purpose: Purpose) -> Result<(), String> {
    let missing = missing(&wanted(purpose), &installed());
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages: {}", missing.join(" "));
    let Some(prefix) = administrator() else { return Err(by_hand(&chosen(&missing))) };
    apt(&prefix, &["update", "--quiet"], "cannot read the lists of packages")?;
    let chosen = chosen(&missing);
    install(&prefix, &chosen).or_else(|_| {
        // An archive may have changed since its lists were read: once more with fresh ones.
        apt(&prefix, &["update", "--quiet"], "cannot read the lists of packages")?;
        install(&prefix, &chosen)
    })
}

fn wanted(purpose: Purpose) -> Vec<&'static str> {
    let mut wanted = TERMINAL.to_vec();
    if purpose >= Purpose::Window {
        wanted.extend(WINDOW);
    }
    if purpose >= Purpose::Test {
        wanted.extend(TEST);
    }
    wanted
}

fn missing(wanted: &[&'static str], installed: &[String]) -> Vec<&'static str> {
    let is_there = |choice: &&str| choice.split('|').any(|name| installed.iter().any(|have| have == name));
    wanted.iter().copied().filter(|choice| !is_there(choice)).collect()
}

/// Names of the installed packages, without an architecture behind them.
fn installed() -> Vec<String> {
    let format = "--showformat=${db:Status-Abbrev}${Package}\n";
    let list = house::output(&mut house::command("dpkg-query", ["--show", format])).unwrap_or_default();
    list.lines().filter_map(|line| Some(line.strip_prefix("ii ")?.trim().to_owned())).collect()
}

/// The words before `apt-get` that make it run as administrator; `None` when only the user can do that.
fn administrator() -> Option<Vec<&'static str>> {
    let id = house::output(&mut house::command("id", ["-u"])).unwrap_or_default();
    if id.trim() == "0" {
        Some(Vec::new())
    } else if house::has("sudo", &["--non-interactive", "true"]) {
        Some(vec!["sudo", "--non-interactive"])
    } else {
        None
    }
}

fn by_hand(packages: &[String]) -> String {
    format!(
        "system packages are missing and only you can install them. Run this, then the same command again:\n\n  \
         sudo apt-get update && sudo apt-get install --no-install-recommends {}",
        packages.join(" ")
    )
}

fn chosen(missing: &[&str]) -> Vec<String> {
    missing.iter().map(|choice| available(choice)).collect()
}

/// The first of the choices that the archive has.
fn available(choice: &str) -> String {
    let has = |name: &&str| {
        house::output(&mut house::command("apt-cache", ["policy", name]))
            .is_some_and(|text| text.contains("Candidate:") && !text.contains("Candidate: (none)"))
    };
    let mut names = choice.split('|');
    names.clone().find(has).or_else(|| names.next()).unwrap_or(choice).to_owned()
}

fn install(prefix: &[&str], packages: &[String]) -> Result<(), String> {
    let mut args = vec!["install", "--yes", "--no-install-recommends"];
    args.extend(packages.iter().map(String::as_str));
    apt(prefix, &args, "cannot install the packages")
}

fn apt(prefix: &[&str], args: &[&str], problem: &str) -> Result<(), String> {
    // Another package manager at work is waited for; nothing is asked.
    let fixed = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--option", "DPkg::Lock::Timeout=500"];
    let words: Vec<&str> = prefix.iter().chain(&fixed).chain(args).copied().collect();
    let status = house::command(words[0], &words[1..]).stdin(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("apt {problem} ({status}). Run `{}` to see why.", words.join(" "))),
        Err(error) => Err(format!("apt-get cannot be started: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<String> {
        let names = wanted(Purpose::Test);
        names.iter().map(|choice| choice.rsplit('|').next().unwrap_or(choice).to_string()).collect()
    }

    #[test]
    fn a_complete_machine_lacks_nothing() {
        assert!(missing(&wanted(Purpose::Test), &all()).is_empty());
    }

    #[test]
    fn says_what_is_missing_for_the_purpose() {
        let installed: Vec<String> =
            all().into_iter().filter(|name| name != "xvfb" && name != "make").collect();
        assert_eq!(missing(&wanted(Purpose::Terminal), &installed), ["make"]);
        assert_eq!(missing(&wanted(Purpose::Test), &installed), ["make", "xvfb"]);
    }

    #[test]
    fn prints_a_command_that_can_be_pasted() {
        let text = by_hand(&["make".to_owned(), "xvfb".to_owned()]);
        assert!(text.ends_with("sudo apt-get install --no-install-recommends make xvfb"), "{text}");
    }
}
