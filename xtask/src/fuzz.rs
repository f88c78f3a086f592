//! `cargo xtask fuzz`: a guided search for input that breaks a promise. See `docs/fuzzing.md`.

use crate::{house, setup};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Minutes for each target when nothing is said.
const MINUTES: u32 = 10;

/// `[TARGET..] [--minutes N]`: the named targets, or all, one after the other. What breaks one is a file below
/// `tests/fuzz/crashes`, which every test run gives to the target from then on.
pub fn fuzz(args: &[String]) -> Result<(), String> {
    if cfg!(windows) {
        return Err(
            "the fuzzer needs Linux or macOS; `cargo nextest run --package fuzz` runs everywhere.".to_owned()
        );
    }
    let (names, minutes) = read(args, &targets())?;
    if house::scratch().to_string_lossy().contains(' ') || house::root().to_string_lossy().contains(' ') {
        return Err(
            "the fuzzer takes no path with a blank: move the checkout, or set CARGO_TARGET_DIR.".to_owned()
        );
    }
    setup::need_bolero()?;
    let mut broken = Vec::new();
    for name in &names {
        println!("{name}: {minutes} min; the first one is built before, which takes 10 minutes and more.");
        let log = folder("log").join(format!("{name}.txt"));
        let good = run(name, minutes, &log)?;
        println!("{name}: {}", told(&std::fs::read_to_string(&log).unwrap_or_default()));
        if !good {
            println!("{}", tail(&log));
            broken.push(name.as_str());
        }
    }
    if broken.is_empty() {
        return Ok(());
    }
    Err(format!(
        "broken: {}. The inputs are in tests/fuzz/crashes; `cargo nextest run --package fuzz` tells what they break.",
        broken.join(", ")
    ))
}

/// Names and minutes of the command line.
fn read(args: &[String], known: &[String]) -> Result<(Vec<String>, u32), String> {
    let (mut names, mut minutes, mut words) = (Vec::new(), MINUTES, args.iter());
    while let Some(word) = words.next() {
        if word == "--minutes" {
            let number = words.next().and_then(|text| text.parse().ok()).filter(|number| *number > 0);
            minutes = number.ok_or("`--minutes` needs a whole number above 0.")?;
        } else if known.contains(word) {
            names.push(word.clone());
        } else {
            return Err(format!("there is no target {word:?}; there are {}.", known.join(", ")));
        }
    }
    Ok((if names.is_empty() { known.to_vec() } else { names }, minutes))
}

/// Every target has a folder of beginnings.
fn targets() -> Vec<String> {
    let entries = std::fs::read_dir(ours("corpus")).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Whether the target held.
fn run(name: &str, minutes: u32, log: &Path) -> Result<bool, String> {
    let file = std::fs::File::create(log)
        .map_err(|error| format!("{} cannot be written: {error}", log.display()))?;
    let same = file.try_clone().map_err(|error| format!("{} cannot be written: {error}", log.display()))?;
    let status = command(name, minutes).stdin(Stdio::null()).stdout(file).stderr(same).status();
    Ok(status.map_err(|error| format!("cargo cannot be started: {error}"))?.success())
}

/// The stable toolchain counts what is reached by itself; only a sanitizer would need another one.
fn command(name: &str, minutes: u32) -> Command {
    let path = |path: PathBuf| path.display().to_string();
    let found = folder("found").join(name);
    house::cargo([
        "bolero".to_owned(),
        "test".to_owned(),
        format!("{name}::target"),
        "--package=fuzz".to_owned(),
        "--features=guided".to_owned(),
        "--sanitizer=NONE".to_owned(),
        format!("--target-dir={}", path(folder("build"))),
        format!("-T={minutes}min"),
        // What is new goes into the first folder, and the beginnings that people wrote are only read.
        format!("--corpus-dir={}", path(found)),
        format!("--crashes-dir={}", path(ours("crashes").join(name))),
        format!("--engine-args={}", path(ours("corpus").join(name))),
        "--engine-args=-print_final_stats=1".to_owned(),
        "--engine-args=-max_len=65536".to_owned(),
    ])
}

/// Inputs and places reached, as the fuzzer tells them.
fn told(log: &str) -> String {
    let after = |word: &str| {
        let line = log.lines().rev().find_map(|line| line.split_once(word).map(|(_, rest)| rest.trim()));
        line.and_then(|rest| rest.split_whitespace().next()).unwrap_or("?").to_owned()
    };
    format!("{} inputs, {} places in the code reached", after("number_of_executed_units:"), after(" cov:"))
}

fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(40)..].join("\n")
}

fn ours(kind: &str) -> PathBuf {
    house::root().join("tests").join("fuzz").join(kind)
}

/// A folder of this command inside cargo's target folder.
fn folder(kind: &str) -> PathBuf {
    let folder = house::scratch().join("fuzz").join(kind);
    // A folder that cannot be made shows at the first write, with the path in the message.
    let _ = std::fs::create_dir_all(&folder);
    folder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn all_targets_or_the_named_ones_run() {
        let known = words("html rt");
        assert_eq!(read(&[], &known), Ok((known.clone(), MINUTES)));
        assert_eq!(read(&words("rt --minutes 3"), &known), Ok((words("rt"), 3)));
        for wrong in ["fax", "--minutes", "--minutes 0", "--minutes many"] {
            assert!(read(&words(wrong), &known).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_target_is_a_test_and_has_beginnings() {
        let read = |name: &str| std::fs::read_to_string(ours("tests").join(format!("{name}.rs"))).unwrap();
        let text = read("main");
        let tests = text.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
        let tests: Vec<&str> = tests.filter(|name| read(name).contains("fuzz::target!")).collect();
        assert_eq!(tests, targets());
    }

    #[test]
    fn what_a_fuzzer_did_is_told() {
        let log = "#2 INITED cov: 10 ft: 20\n#9 DONE   cov: 31 ft: 44\nstat::number_of_executed_units: 900\n";
        assert_eq!(told(log), "900 inputs, 31 places in the code reached");
        assert_eq!(told(""), "? inputs, ? places in the code reached");
    }
}
