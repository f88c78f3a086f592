//! Steps on the Rust sources that need no window.

use crate::count;
use crate::house;
use crate::types;
use crate::work::Steps;

/// `cargo fmt --check`.
pub fn format(steps: &mut Steps) {
    steps.command("format", "Run `cargo fmt --all`.", &mut house::cargo(["fmt", "--all", "--check"]));
}

/// Clippy on the rooms and this program; each warning is an error.
pub fn lint(steps: &mut Steps) {
    let advice = "Correct what clippy names; a lint that is wrong here is answered by #[expect(.., reason)].";
    let mut clippy =
        house::cargo(["clippy", "--all-targets", "--locked", "--quiet", "--", "--deny", "warnings"]);
    steps.command("clippy", advice, &mut clippy);
}

/// Unit tests of the rooms, the house rules, and whether the committed types are fresh: the tests write them
/// anew.
pub fn tests(steps: &mut Steps) {
    let before = types::read(&types::folder());
    let advice =
        "Run `cargo nextest run NAME` with the name of a failed test; house rules say themselves what to do.";
    steps.tests("unit tests", advice, &mut house::cargo(["nextest", "run", "--locked"]), count::nextest);
    steps.step("types", "Commit what `cargo xtask types` writes under ui/src/api/bindings.", |_, _| {
        let changed = types::changes(&before, &types::read(&types::folder()));
        if changed.is_empty() {
            Ok(())
        } else {
            Err(format!("not the ones of the Rust sources: {}", changed.join(", ")))
        }
    });
}

/// Examples in the documentation.
pub fn doc_tests(steps: &mut Steps) {
    let advice = "Run `cargo test --doc` and correct the example.";
    steps.tests("doc tests", advice, &mut house::cargo(["test", "--doc", "--locked"]), count::libtest);
}
