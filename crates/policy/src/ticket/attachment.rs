//! Files: those that came with a message, and those that are to be sent with one.

use serde::{Deserialize, Serialize};

/// A file that came with a message. Everything in it is as the portal tells it, and hostile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The portal's identifier, unique within the ticket.
    pub id: String,
    /// The name as it was given; may be empty, and is never a path here.
    pub name: String,
    /// The declared type, as in `image/png`; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mime: String,
    /// How many bytes it has; `None` when the portal does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// The name by which an HTML body shows it as a picture (RFC 2392), without its angle brackets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_id: Option<String>,
    /// Where it is, when the portal's own address does not follow from the identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A file that goes out with a reply or a note. Its bytes are kept by the store, under the identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    /// Made here and never used twice, a UUID.
    pub id: String,
    /// The name that the portal is told: a last component, without control characters.
    pub name: String,
    /// Its type, as in `text/plain`.
    pub mime: String,
    /// How many bytes it has; fixed when it was taken in.
    pub size: u64,
    /// SHA-256 of its bytes in hexadecimal; fixed when it was taken in.
    pub sha256: String,
}
