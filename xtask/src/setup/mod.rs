//! What a fresh machine lacks.

mod debian;
mod elsewhere;
mod node;
mod tools;

pub use tools::{has_deny, install_deny, need_bolero, need_nextest};

/// What is about to be done, each with all that is needed for the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Build what needs no window.
    Terminal,
    /// Build the desktop.
    Window,
    /// Run every test.
    Test,
}

/// Makes sure that the machine has what `purpose` needs. Costs nothing when it has.
pub fn ensure(purpose: Purpose) -> Result<(), String> {
    if cfg!(target_os = "linux") && crate::house::has("dpkg-query", &["--version"]) {
        debian::ensure(purpose)?;
    } else {
        elsewhere::ensure(purpose)?;
    }
    if purpose >= Purpose::Window { node::ensure() } else { Ok(()) }
}

/// `cargo xtask setup [test]`.
pub fn command(args: &[String]) -> Result<(), String> {
    match args {
        [] => ensure(Purpose::Window)?,
        [word] if word == "test" => {
            ensure(Purpose::Test)?;
            need_nextest()?;
        }
        [word, ..] => return Err(format!("`cargo xtask setup` takes nothing or `test`, not {word:?}.")),
    }
    println!("Everything that is needed is installed.");
    Ok(())
}
