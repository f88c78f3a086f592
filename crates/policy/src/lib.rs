//! What a vendor promised, and what follows from it for a ticket.
//!
//! The room is pure: no IO and no clock of its own; time is an argument. Bad packs are refused when loaded, good
//! packs never fail.
//!
//! How a ticket becomes an answer: a portal delivers a [`ticket::Ticket`] in the portal's own words;
//! a [`ticket::Mapping`] turns it into [`facts::Facts`] in the words of a [`pack::Pack`]; the [`engine`] turns facts
//! into an [`answer::Answer`]. [`reckon`] is the engine as a filter, [`remote`] decides about remote sessions.

pub mod answer;
pub mod charge;
pub mod engine;
pub mod facts;
pub mod lifecycle;
pub mod pack;
pub mod reckon;
pub mod remote;
pub mod ruling;
pub mod ticket;
