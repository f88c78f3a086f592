//! Benchmarks.

use crate::house;

/// `cargo xtask bench`: the table in `docs/benchmarks.md`, beside other programs. `cargo xtask bench NAME` runs the
/// detailed benches of one room instead; `--large` adds a million tickets to the table.
pub fn bench(args: &[String]) -> Result<(), String> {
    let (options, rooms): (Vec<&String>, Vec<&String>) = args.iter().partition(|word| word.starts_with("--"));
    let mut words = vec!["bench", "--benches"];
    for room in &rooms {
        words.extend(["--package", room]);
    }
    let manifest = house::root().join("benchmarks").join("Cargo.toml");
    let manifest = manifest.display().to_string();
    if rooms.is_empty() {
        words = vec!["run", "--release", "--manifest-path", &manifest, "--"];
        words.extend(options.iter().map(|word| word.as_str()));
    }
    match house::cargo(words).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("a benchmark failed; its output is above.".to_owned()),
        Err(error) => Err(format!("cargo cannot be started: {error}")),
    }
}
