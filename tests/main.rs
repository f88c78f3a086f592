//! Outer tests: the real window, real portals, kills. They need what `cargo xtask test` sets up: a display, a session
//! bus with a keyring, WebKit's driver and Request Tracker.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    missing_docs,
    reason = "tests say so when they fail, start programs and read the clock"
)]

mod command_line;
mod console;
mod contracts;
mod data_file;
mod demo;
mod faulty;
mod kills;
mod measure;
mod mock;
mod rescue;
mod rt;
#[cfg(target_os = "linux")]
mod small_disk;
mod window;

/// A loopback port that nobody listens on.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a loopback port");
    listener.local_addr().expect("its address").port()
}
