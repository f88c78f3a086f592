//! Why a demo portal does not start.

/// A failed start. `Display` is one sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// More tickets than there can be.
    #[error("a demo portal holds at most {most} tickets, not {size}; choose a smaller size")]
    TooLarge {
        /// What was asked for.
        size: u32,
        /// The most there can be.
        most: u32,
    },
    /// The port is taken or not allowed.
    #[error("the demo portal cannot listen on 127.0.0.1:{port}: {source}; choose another port, or 0 for any")]
    Listen {
        /// What was asked for.
        port: u16,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system gives no thread.
    #[error("the demo portal cannot start its thread: {0}")]
    Thread(std::io::Error),
    /// A script that came with the program is broken.
    #[error("the demo's script for {vendor} cannot be read: {detail}")]
    Script {
        /// Whose.
        vendor: &'static str,
        /// What is wrong and where.
        detail: String,
    },
}
