//! What the user has set for files. Every value has a default, and a text that is no number counts as none.

use crate::console::Console;

/// The most megabytes of one file.
const EACH: (&str, u64) = ("file_limit_mb", 25);
/// The most megabytes of all fetched files together.
const ALL: (&str, u64) = ("files_limit_mb", 500);
/// The most megabytes that are fetched for a time away.
const AHEAD: (&str, u64) = ("away_limit_mb", 200);
/// After how many days without a change the texts and files of closed tickets are erased here; unset is never.
const KEPT_DAYS: &str = "keep_days";
/// No file is larger, whatever is set: it is held in memory while it is saved or sent.
const MOST_MB: u64 = 45;

/// The most bytes of one file.
pub(super) fn each(console: &Console) -> u64 {
    megabytes(console, EACH).min(MOST_MB << 20)
}

/// The most bytes of all fetched files together.
pub(super) fn all(console: &Console) -> u64 {
    megabytes(console, ALL).max(each(console))
}

/// The most bytes that are fetched for a time away.
pub(super) fn ahead(console: &Console) -> u64 {
    megabytes(console, AHEAD).min(all(console))
}

/// Days after which the texts of closed tickets are erased; `None` is never.
pub(super) fn kept_days(console: &Console) -> Option<i64> {
    let days = console.setting(KEPT_DAYS)?.parse::<u32>().ok()?;
    (days > 0).then_some(i64::from(days))
}

fn megabytes(console: &Console, (name, default): (&str, u64)) -> u64 {
    let set = console.setting(name).and_then(|text| text.parse::<u64>().ok());
    set.unwrap_or(default).clamp(1, 1 << 20) << 20
}
