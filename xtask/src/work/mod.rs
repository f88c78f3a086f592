//! Steps: a name, something to run, how long it took, and what to say when it fails.

mod live;
mod step;

pub use step::Steps;
