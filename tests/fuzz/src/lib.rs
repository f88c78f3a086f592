//! Hostile input for every door through which something comes from outside. `docs/fuzzing.md` says what each target
//! promises.
//!
//! A target is a function over bytes that panics when its promise is broken. In every test run it sees its corpus, what
//! once broke it, and a bounded number of inputs made from these, the same ones in every run. With the feature `guided` a
//! fuzzer drives the same function for as long as it is told (`cargo xtask fuzz`).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test: it says so when it fails")]
#![allow(clippy::print_stderr, reason = "a failing input is told on the terminal")]

pub mod console;
pub mod corpus;
pub mod dice;
pub mod harmless;
pub mod mutate;
pub mod portals;
mod run;
pub mod ticket;

pub use run::run;

// Cargo builds the tests of this library too when a test is named, and they need the fuzzer's counters.
#[cfg(feature = "guided")]
use bolero as _;

/// Makes the test of a target: its name, which is also the name of its folder below `corpus` and `crashes`, how many
/// inputs a test run makes from them, and the function.
#[macro_export]
macro_rules! target {
    ($name:literal, $inputs:literal, $holds:path) => {
        #[test]
        fn target() {
            #[cfg(feature = "guided")]
            bolero::check!().for_each(|input: &[u8]| $holds(input));
            #[cfg(not(feature = "guided"))]
            $crate::run($name, $inputs, $holds);
        }
    };
}
