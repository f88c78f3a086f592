//! The open portal API (`openapi/portal.yaml`).

pub mod wire;
