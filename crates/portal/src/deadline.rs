//! Deadlines that a portal works out by its own settings. They promise nothing: they are shown beside those of the
//! policy, so that nobody wonders why the portal's page says something else.

use calendar::Moment;
use policy::ticket::Ticket;

/// When something is due by the portal's own settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The portal's word for it, as in `fr_due_by`.
    pub name: String,
    /// What is due.
    pub what: Due,
    /// When, by the portal's clock.
    pub at: Moment,
    /// What the portal says of its own clock, as in `paused`; `None` where it says nothing.
    pub stage: Option<String>,
}

/// What is due at a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// What the clock of a policy with this name is for, as in `first-response`.
    Clock(&'static str),
    /// Whatever comes next: the portal does not say what.
    Next,
    /// Something that no policy has a clock for.
    Other,
}

/// The deadlines among a ticket's fields: the name of each, and what is due.
pub(crate) fn among(ticket: &Ticket, fields: &[(&str, Due)]) -> Vec<Deadline> {
    let deadline = |(name, what): &(&str, Due)| {
        let at = ticket.fields.get(*name)?.parse().ok()?;
        Some(Deadline { name: (*name).to_owned(), what: *what, at, stage: None })
    };
    fields.iter().filter_map(deadline).collect()
}

/// Those that were kept as `sla.NAME.breach_at`, with what was kept as `sla.NAME.stage`.
pub(crate) fn breaches(ticket: &Ticket, what: impl Fn(&str) -> Due) -> Vec<Deadline> {
    let deadline = |(field, at): (&String, &String)| {
        let name = field.strip_prefix("sla.")?.strip_suffix(".breach_at")?;
        let stage = ticket.fields.get(&format!("sla.{name}.stage")).cloned();
        Some(Deadline { name: name.to_owned(), what: what(name), at: at.parse().ok()?, stage })
    };
    ticket.fields.iter().filter_map(deadline).collect()
}
