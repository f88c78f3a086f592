//! GoToAssist: a page of the vendor in the browser. The engineer's own program and the support key stay with the vendor.

/// The vendor's hosts; a page below one of them counts too.
pub(crate) const HOSTS: &[&str] = &["gotoassist.com", "fastsupport.com", "goto.com", "gotoresolve.com"];
