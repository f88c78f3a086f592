//! The running console without a window.

pub mod view;
