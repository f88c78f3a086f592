//! One adapter per portal kind. An adapter is pure: it says which HTTP request comes next and reads the responses
//! into ticket facts. The engine decides when, the desk carries the bytes.

mod adapter;
mod adapters;
mod address;
mod again;
mod deadline;
mod fault;
mod file;
mod freshdesk;
mod http;
mod ids;
mod jsm;
mod loose;
mod markup;
mod membership;
mod mend;
pub mod open;
mod push;
mod read;
mod rt;
mod stamp;
mod zammad;
mod zendesk;

pub use adapter::{Adapter, Aside, Capability, ContractRecord, Cursor, Next, Page, Probe, Pull};
pub use adapters::{KINDS, adapter, is_tried};
pub use address::{AddressError, address_warning, base_address, unencrypted_base_address};
pub use deadline::{Deadline, Due};
pub use fault::Fault;
pub use file::{Fetch, Part, Upload, content_mark};
pub use freshdesk::Freshdesk;
pub use http::{Method, Request, Response};
pub use jsm::JiraServiceManagement;
pub use membership::{Inquiry, Membership};
pub use open::OpenPortal;
pub use push::{Delivery, Mark, Push, PushNext, Receipt};
pub use read::check_status;
pub use rt::RequestTracker;
pub use zammad::Zammad;
pub use zendesk::Zendesk;
