//! What a vendor promised, and what follows from it for a ticket.
//!
//! The room is pure: no IO and no clock of its own; time is an argument. Bad packs are refused when loaded, good
//! packs never fail.
//!
//! How a ticket becomes an answer: a portal delivers a [`ticket::Ticket`] in the portal's own words;
//! a [`ticket::Mapping`] turns it into [`facts::Facts`] in the words of a [`pack::Pack`]; the [`engine`] turns facts
//! into an [`answer::Answer`]. [`reckon`] is the engine as a filter, [`remote`] decides about remote sessions.
//! What was promised besides time is answered by [`entitlement`], [`allowance`], [`intake`], [`scope`] and [`stage`];
//! [`entitled`] is all of them as a filter.

pub mod allowance;
pub mod answer;
pub mod charge;
pub mod engine;
pub mod entitled;
pub mod entitlement;
pub mod facts;
pub mod intake;
pub mod lifecycle;
mod lines;
pub mod pack;
pub mod reckon;
pub mod remote;
pub mod ruling;
pub mod scope;
pub mod stage;
pub mod ticket;
