//! A demo portal in this process, whose faults a test switches while it runs. Nothing changes in it by itself.

use demo::{Control, FaultKind, Running};

/// A portal that stands still; ends with the value.
pub struct FaultyPortal {
    running: Running,
}

impl FaultyPortal {
    /// Starts one with so many tickets.
    pub fn start(size: u32) -> Self {
        let clock = std::sync::Arc::new(desk::Clock::new(None));
        let running = desk::serve_demo(0, size, 7, clock).expect("the demo portal starts");
        running.control().set_changes_per_hour(0);
        Self { running }
    }

    pub fn address(&self) -> String {
        self.running.address()
    }

    pub fn token(&self) -> &str {
        self.running.token()
    }

    pub fn control(&self) -> Control {
        self.running.control()
    }

    /// From now on this fault, and no other, hits every request.
    pub fn only(&self, fault: FaultKind) {
        self.control().clear_faults();
        self.control().set_fault(fault, 1.0);
    }
}
