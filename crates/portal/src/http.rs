//! HTTP messages as values. Nothing here opens a socket.

/// Methods that adapters use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Create, reply, note.
    Post,
    /// Change.
    Put,
    /// Take away.
    Delete,
}

/// A request to one portal, without its secret: the carrier adds what [`crate::Adapter::authorization`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Absolute URL below the account's base address; the carrier refuses any other origin.
    pub url: url::Url,
    /// Headers other than `Authorization`.
    pub headers: Vec<(&'static str, String)>,
    /// JSON body.
    pub body: Option<String>,
    /// Where the content of files goes; the carrier puts it there.
    pub upload: Option<crate::Upload>,
}

/// What came back: complete, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Headers with lower-case names, in order.
    pub headers: Vec<(String, String)>,
    /// The whole body, decompressed and capped by the carrier.
    pub body: Vec<u8>,
}

impl Response {
    /// First value of a header, by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
