//! Our adapters before an independent mock: Prism answers as a description of the portal's API says, and refuses what the
//! description does not know. The descriptions lie in `tests/portals/descriptions`; neither they nor Prism know our adapters or our
//! fakes. A mock keeps no state and no cursor goes on, so this says nothing about how often something is done.

mod call;
mod description;
mod freshdesk;
mod line;
mod oddity;
mod server;
mod zendesk;
