//! The window's sources: packages, build and checks, each only when something changed.

use crate::count::{self, Tests};
use crate::house;
use crate::npm;
use crate::work::Steps;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Its packages.
pub fn packages(steps: &mut Steps) -> bool {
    npm::packages(steps, "npm ci", &house::ui())
}

/// `npm run build`, when a source is newer than what was built.
pub fn build(steps: &mut Steps) -> bool {
    let built = modified(&house::ui().join("dist").join("index.html"));
    if built.is_some_and(|built| newest(&sources()) <= Some(built)) {
        steps.skip("build ui", "ui/dist is newer than its sources");
        return true;
    }
    let advice = "Correct what vite names; `npm run dev` in ui/ shows it as you type.";
    steps.command("build ui", advice, &mut house::npm(["run", "build"]))
}

/// Format, lints, types and unit tests.
pub fn check(steps: &mut Steps) {
    let advice = "Run `npm run format` in ui/.";
    steps.command("ui format", advice, &mut house::npm(["run", "format:check"]));
    let advice = "Correct what eslint names; `npx eslint --fix .` in ui/ does some of it.";
    steps.command("ui lint", advice, &mut house::npm(["run", "lint"]));
    let advice = "Correct what svelte-check names.";
    steps.command("ui types", advice, &mut house::npm(["run", "check"]));
    let report = house::scratch().join("vitest.json");
    // A report of an earlier run would be counted as this one's.
    let _ = std::fs::remove_file(&report);
    let file = format!("--outputFile.json={}", report.display());
    let mut tests = house::npm(["run", "test", "--", "--reporter=default", "--reporter=json", &file]);
    let advice = "Run `npm run test` in ui/ and correct what fails.";
    steps.tests("ui tests", advice, &mut tests, |_| counted(&report));
}

fn counted(report: &Path) -> Option<Tests> {
    count::vitest(&std::fs::read_to_string(report).ok()?)
}

/// Everything that is built from, which is all of ui/ but what tools write there.
fn sources() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(house::ui()).into_iter().flatten().flatten();
    let made = ["node_modules", "dist", ".svelte-kit"];
    entries
        .filter(|entry| !made.iter().any(|name| entry.file_name() == *name))
        .map(|entry| entry.path())
        .collect()
}

fn newest(paths: &[PathBuf]) -> Option<SystemTime> {
    paths.iter().filter_map(|path| newest_below(path)).max()
}

fn newest_below(path: &Path) -> Option<SystemTime> {
    if !path.is_dir() {
        return modified(path);
    }
    let entries = std::fs::read_dir(path).ok()?.flatten();
    // The folder's own time tells that a file was removed.
    entries.filter_map(|entry| newest_below(&entry.path())).chain(modified(path)).max()
}

fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).ok()?.modified().ok()
}
