//! The desktop program.

// No console window beside the real one on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    gnomon_desktop::run()
}
