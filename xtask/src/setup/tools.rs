//! Cargo's helpers.

use crate::house;

/// Makes sure that cargo-nextest is there, which runs the tests.
pub fn need_nextest() -> Result<(), String> {
    if house::has("cargo-nextest", &["nextest", "--version"]) {
        return Ok(());
    }
    install("cargo-nextest", "5 to 15")
}

/// Whether cargo-deny is there.
pub fn has_deny() -> bool {
    house::has("cargo-deny", &["--version"])
}

/// Installs cargo-deny.
pub fn install_deny() -> Result<(), String> {
    install("cargo-deny", "3 to 7")
}

/// Makes sure that cargo-bolero is there, which drives targets of `tests/fuzz`.
pub fn need_bolero() -> Result<(), String> {
    if house::has("cargo-bolero", &["bolero", "--version"]) {
        return Ok(());
    }
    // Without the engines that are not used here.
    install_with("cargo-bolero", "2 to 5", &["--no-default-features", "--features=libfuzzer"])
}

fn install(name: &str, minutes: &str) -> Result<(), String> {
    install_with(name, minutes, &[])
}

fn install_with(name: &str, minutes: &str, options: &[&str]) -> Result<(), String> {
    println!("Installing {name} once; this takes {minutes} minutes.");
    let words = ["install", name, "--locked"].into_iter().chain(options.iter().copied());
    let status = house::cargo(words).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) | Err(_) => {
            Err(format!("{name} cannot be installed. Run `cargo install {name} --locked` to see why."))
        }
    }
}
