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
