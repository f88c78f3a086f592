//! The real engine and the real store on one thread from one seed, with a model portal, two devices of one user, a colleague
//! and a customer, and every fault that can be drawn. See `README.md` beside this package for the invariants.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test: it says so when it fails")]
#![allow(clippy::wildcard_enum_match_arm, reason = "a test looks at single variants")]
#![allow(
    clippy::needless_pass_by_value,
    reason = "a function that is given to map_err takes the error whole"
)]

pub mod bugs;
pub mod check;
pub mod dice;
pub mod end;
pub mod fault;
pub mod many;
pub mod model;
pub mod net;
pub mod oracle;
pub mod plan;
pub mod regress;
pub mod shell;
pub mod shrink;
pub mod speaks;
pub mod world;
