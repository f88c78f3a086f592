//! When what happened to a ticket, and the portal's own deadlines, `has_ticket_contact_attributes_impact.rb`.

/// Instants that a ticket keeps.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clocks {
    pub(super) first_response: Option<i64>,
    pub(super) first_response_due: Option<i64>,
    pub(super) update_due: Option<i64>,
    pub(super) close_due: Option<i64>,
    /// Since when it is closed for the first time.
    pub(super) closed: Option<i64>,
    pub(super) last_closed: Option<i64>,
    pub(super) contact: Option<i64>,
    pub(super) agent_contact: Option<i64>,
    pub(super) customer_contact: Option<i64>,
    pub(super) owner_changed: Option<i64>,
}

impl Clocks {
    /// `escalation_at`: the nearest deadline.
    pub(super) fn next_due(&self) -> Option<i64> {
        [self.first_response_due, self.update_due, self.close_due].into_iter().flatten().min()
    }

    /// An agent wrote to the customer: that was the first response, and the update that was due.
    pub(super) fn agent_wrote(&mut self, now: i64) {
        self.first_response.get_or_insert(now);
        (self.first_response_due, self.update_due) = (None, None);
        (self.agent_contact, self.contact) = (Some(now), Some(now));
    }

    /// The customer wrote. What follows on a message of the customer's own does not move the time, "use case of update
    /// escalation".
    pub(super) fn customer_wrote(&mut self, now: i64) {
        if self.contact.is_none() || self.contact != self.customer_contact {
            (self.customer_contact, self.contact) = (Some(now), Some(now));
        }
    }

    /// A closed ticket has no deadlines.
    pub(super) fn close(&mut self, now: i64) {
        self.closed.get_or_insert(now);
        self.last_closed = Some(now);
        (self.first_response_due, self.update_due, self.close_due) = (None, None, None);
    }
}
