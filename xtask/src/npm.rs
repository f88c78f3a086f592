//! Packages of npm, each folder with a lock file of its own.

use crate::house;
use crate::work::Steps;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// `npm ci` in a folder, when its lock file is not the one of the last time. The stamp of the last time is named after the step.
pub fn packages(steps: &mut Steps, name: &'static str, folder: &Path) -> bool {
    let lock = std::fs::read_to_string(folder.join("package-lock.json")).unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    lock.hash(&mut hasher);
    let mark = format!("{:016x}", hasher.finish());
    let stamp = house::scratch().join(format!("{}.stamp", name.replace(' ', "-")));
    if folder.join("node_modules").is_dir() && std::fs::read_to_string(&stamp).is_ok_and(|old| old == mark) {
        steps.skip(name, "package-lock.json is the same as the last time");
        return true;
    }
    let advice = "Check the network, and that package.json and package-lock.json of the folder agree (`npm install` there).";
    let mut install = house::npm_in(folder, ["ci", "--no-audit", "--no-fund"]);
    let good = steps.command(name, advice, &mut install);
    // Without the stamp the packages are only fetched once more.
    let _ = if good { std::fs::write(stamp, mark) } else { std::fs::remove_file(stamp) };
    good
}
