//! Node.js and npm, for the window.

use crate::house;
use std::process::Stdio;

/// The oldest Node.js that the window's tools run on: major and minor number.
const OLDEST: (u32, u32) = (20, 19);

/// Checks Node.js and npm; on Debian as administrator, installs them where the archive's are new enough.
pub fn ensure() -> Result<(), String> {
    let found = version();
    if found.is_some_and(|version| version >= OLDEST) && has_npm() {
        return Ok(());
    }
    if archive_is_new_enough() && install() && version().is_some_and(|version| version >= OLDEST) && has_npm()
    {
        return Ok(());
    }
    let have = match found {
        Some((major, minor)) if has_npm() => format!("this machine has Node.js {major}.{minor}"),
        Some(_) => "npm is not installed".to_owned(),
        None => "Node.js is not installed".to_owned(),
    };
    Err(format!(
        "{have}, but the window needs Node.js {}.{} or newer with npm. Get it from https://nodejs.org, or with a version \
         manager such as nvm or fnm, then run the same command again.",
        OLDEST.0, OLDEST.1
    ))
}

fn has_npm() -> bool {
    house::output(&mut house::npm(["--version"])).is_some()
}

fn version() -> Option<(u32, u32)> {
    parse(&house::output(&mut house::command("node", ["--version"]))?)
}

/// `v20.19.1` or Debian's `20.19.1+dfsg-1`.
fn parse(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn archive_is_new_enough() -> bool {
    let root = house::output(&mut house::command("id", ["-u"])).is_some_and(|id| id.trim() == "0");
    let policy = house::output(&mut house::command("apt-cache", ["policy", "nodejs"])).unwrap_or_default();
    let candidate = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate: "));
    root && candidate.and_then(parse).is_some_and(|version| version >= OLDEST)
}

fn install() -> bool {
    println!("Installing Node.js and npm with apt.");
    let args = [
        "install",
        "--yes",
        "--no-install-recommends",
        "--option",
        "DPkg::Lock::Timeout=500",
        "nodejs",
        "npm",
    ];
    let mut apt = house::command("apt-get", args);
    apt.env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_versions() {
        assert_eq!(parse("v20.19.1\n"), Some((20, 19)));
        assert_eq!(parse("18.20.4+dfsg-1~deb12u1"), Some((18, 20)));
        assert_eq!(parse("(none)"), None);
    }
}
