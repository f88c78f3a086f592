//! Licences, sources and bans of dependencies, by cargo-deny and `deny.toml`.

use crate::{house, setup};

/// `cargo xtask deny`: installs cargo-deny when it is missing.
pub fn deny() -> Result<(), String> {
    if !setup::has_deny() {
        setup::install_deny()?;
    }
    match command().status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(
            "a dependency breaks a rule of deny.toml. Choose another one, or add it there with its reason."
                .to_owned(),
        ),
        Err(error) => Err(format!("cargo-deny cannot be started: {error}")),
    }
}

/// The check as a command. Advisories are left out: they need a database from the network.
pub fn command() -> std::process::Command {
    house::cargo(["deny", "check", "bans", "licenses", "sources"])
}
