//! `cargo xtask simulate`: the engine and the store in many worlds, each from one seed.

use crate::house;

/// `--seeds N [--from S]` runs so many worlds; `--bugs [--bug NAME]` shows that each planted fault is found within 10,000;
/// `--tell SEED` prints what happens in one world.
pub fn simulate(args: &[String]) -> Result<(), String> {
    let value =
        |name: &str| args.iter().position(|word| word == name).and_then(|at| args.get(at + 1)).cloned();
    let bug = value("--bug");
    let looks_for_bugs = bug.is_some() || args.iter().any(|word| word == "--bugs");
    let mut words = vec!["run", "--locked", "--quiet", "--package", "simulation"];
    if looks_for_bugs {
        words.extend(["--features", "planted"]);
    }
    words.push("--");
    let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
    if looks_for_bugs {
        words.extend(["bugs".to_owned(), value("--seeds").unwrap_or_else(|| "10000".to_owned())]);
        words.extend(bug);
    } else if let Some(seed) = value("--tell") {
        words.extend(["tell".to_owned(), seed]);
    } else {
        words.extend(["seeds".to_owned(), value("--from").unwrap_or_else(|| "0".to_owned())]);
        words.push(value("--seeds").unwrap_or_else(|| "2000".to_owned()));
    }
    match house::cargo(words).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("the simulation found something; it is said above.".to_owned()),
        Err(error) => Err(format!("cargo cannot be started: {error}")),
    }
}
