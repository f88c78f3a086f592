//! Benchmarks.

use crate::house;

/// `cargo xtask bench [NAME]`: all benchmarks, or those of one room.
pub fn bench(args: &[String]) -> Result<(), String> {
    let mut words = vec!["bench", "--benches"];
    for room in args {
        words.extend(["--package", room]);
    }
    match house::cargo(words).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("a benchmark failed; its output is above.".to_owned()),
        Err(error) => Err(format!("cargo cannot be started: {error}")),
    }
}
