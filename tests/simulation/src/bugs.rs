//! Faults planted in the product, to prove that the checks find them.

/// Switches one on for this thread, and every other one off.
#[cfg(feature = "planted")]
pub fn switch_on(name: &str) {
    sync::planted::switch_on(name);
    store::planted::switch_on(name);
}

/// Nothing is planted in this build.
#[cfg(not(feature = "planted"))]
pub const fn switch_on(_name: &str) {}

/// The names of all.
pub const ALL: &[&str] = &[
    "send-before-commit",
    "key-for-each-attempt",
    "lost-answer-counts-as-done",
    "refused-counts-as-done",
    "retry-class-c",
    "ignore-retry-after",
    "cursor-apart-from-rows",
    "watermark-at-the-end",
    "stale-cursor-forgets-nothing",
    "same-kind-is-dropped",
    "draft-goes-with-a-page",
    "account-left-out-of-a-query",
    "local-name-stays",
    "two-of-one-ticket",
    "tombstones-purged-at-once",
    "told-before-it-is-kept",
    "poison-stops-the-queue",
    "timer-on-wall-clock",
    "search-keeps-the-deleted",
    "taken-back-goes-out",
    "older-copy-wins",
    "conflict-goes-out",
];
