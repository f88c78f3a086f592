//! Faults that were put in on purpose and are switched on by name, only to prove that the simulation finds them. Without
//! the feature `planted`, none of them exists in the program.

#[cfg(feature = "planted")]
thread_local! {
    static SWITCHED_ON: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

/// Switches the fault of this name on in this thread, and every other one off.
#[cfg(feature = "planted")]
pub fn switch_on(name: &str) {
    SWITCHED_ON.with_borrow_mut(|on| name.clone_into(on));
}

/// Whether the fault of this name is switched on.
#[cfg(feature = "planted")]
pub(crate) fn is_on(name: &str) -> bool {
    SWITCHED_ON.with_borrow(|on| on == name)
}

/// Whether the fault of this name is switched on: never.
#[cfg(not(feature = "planted"))]
pub(crate) const fn is_on(_name: &str) -> bool {
    false
}
