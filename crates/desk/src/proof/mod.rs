//! A proof: what one ticket's deadlines were worked out from, in a small text file that another installation can check.
//!
//! The first line names the format and the SHA-256 of everything after it; then follows one JSON object. The file
//! carries the ticket's events with the portal's time stamps and no text of any message. It is not signed: it shows
//! that nothing in it was changed by accident and that the answer follows from it, not who made it.

mod make;
mod refetch;
mod verify;

pub use make::seal_proof;

use calendar::Moment;
use policy::answer::Answer;
use policy::facts::{Contract, Facts};
use policy::ticket::Mapping;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The only version of the file format there is.
const VERSION: u32 = 1;
/// The word in the first line by which a file is known.
const FORMAT: &str = "gnomon-proof";

/// First line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    format: String,
    version: u32,
    /// Of every byte after the first line, in hex.
    sha256: String,
}

/// Everything an answer depends on, and the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Proof {
    /// Program and version that wrote it.
    program: String,
    /// Version of the time-zone data, as in `2026a`.
    zones: String,
    portal: Portal,
    /// What people call the ticket.
    number: String,
    /// The portal's identifier of the ticket.
    ticket: String,
    /// The instant of the answer.
    as_of: Moment,
    policy: Policy,
    /// What the portal's words mean; needed to compare with the portal.
    mapping: Mapping,
    /// The customer's contract as of then.
    contract: Option<Contract>,
    /// The events and the terms, in the words of the policy.
    facts: Facts,
    /// What followed.
    answer: Answer,
    /// When each clock counted.
    counted: Vec<Counted>,
}

/// Where the ticket is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Portal {
    kind: String,
    address: String,
}

/// The policy that answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Policy {
    id: String,
    /// Of the text of the pack.
    sha256: String,
    /// Text of the user's override on top of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on_top: Option<String>,
    /// Of that text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on_top_sha256: Option<String>,
}

/// The counted time of a clock: spans `[from, to)` whose lengths sum to its elapsed time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Counted {
    clock: String,
    spans: Vec<(Moment, Moment)>,
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        hex.push_str(&format!("{byte:02x}"));
        hex
    })
}
