//! Sessions in words: the notes that go into the ticket.

use policy::remote::Cost;

use super::record::{Begun, Closed, Overruled};

impl Begun {
    /// Name of the tool to show.
    pub(crate) fn tool_label(&self) -> String {
        launch::Tool::named(&self.tool).map_or_else(|| self.tool.clone(), |tool| tool.label().to_owned())
    }

    /// Who agreed, when, how, to what and until when.
    pub(crate) fn consent_words(&self) -> String {
        let how = if self.how.is_empty() { String::new() } else { format!(" ({})", self.how) };
        let consent = &self.consent;
        format!(
            "{} agreed on {}{how} to {}, until {}",
            consent.by,
            consent.at.to_minute(),
            consent.scope.words(),
            consent.until.to_minute()
        )
    }
}

impl Overruled {
    /// The note for the ticket.
    pub(crate) fn note(&self, begun: &Begun) -> String {
        let aside: Vec<String> = self.aside.iter().map(|line| format!("- {line}")).collect();
        format!(
            "Override: {} allows a remote session by {} to {} that the support policy does not allow.\n\
             Reason: {}\nSet aside:\n{}\nConsent: {}.",
            self.lead(),
            begun.tool_label(),
            begun.target,
            self.reason,
            aside.join("\n"),
            begun.consent_words()
        )
    }

    /// Who and why, in one line.
    pub(crate) fn words(&self) -> String {
        format!("{} overruled the policy on {}: {}", self.lead(), self.at.to_minute(), self.reason)
    }

    /// The lead, with what the leading rests on.
    fn lead(&self) -> String {
        match self.read {
            Some(read) => {
                format!("{} (of the group {}, as read on {})", self.by, self.group, read.to_minute())
            }
            None => self.by.clone(),
        }
    }
}

/// The note about a session that is over.
pub(super) fn note(begun: &Begun, closed: &Closed) -> String {
    let mut lines = vec![
        format!(
            "Remote session by {} to {}, {} to {} ({} min).",
            begun.tool_label(),
            begun.target,
            closed.from.to_minute(),
            closed.to.to_minute(),
            closed.minutes()
        ),
        format!("Consent: {}.", begun.consent_words()),
    ];
    if let Some(accepted) = &begun.accepted {
        lines.push(format!(
            "Charge accepted by {} on {}: {}",
            accepted.by,
            accepted.at.to_minute(),
            accepted.words
        ));
    }
    lines.extend(begun.overruled.iter().map(|overruled| format!("Override: {}", overruled.words())));
    lines.push(format!("Outcome: {}", closed.outcome));
    lines.push(charge(closed));
    lines.join("\n")
}

/// What it costs, with the clause that it comes from.
fn charge(closed: &Closed) -> String {
    let Some(cost) = &closed.cost else { return "Charge: no policy says what it costs.".to_owned() };
    let billed = cost.lines.iter().find(|line| line.billed_s.is_some_and(|billed| billed > 0));
    let clause = match (&cost.cost, billed) {
        (Cost::Amount(_) | Cost::Unpublished, Some(line)) => Some((&line.clause, line.basis)),
        (Cost::Amount(_) | Cost::Unpublished | Cost::Included | Cost::NotKnown, _) => {
            cost.because.first().map(|ground| (&ground.clause, ground.basis))
        }
    };
    let source = clause.map(|(clause, basis)| format!(" ({clause}; {})", crate::show::basis_word(basis)));
    format!("Charge: {}{}", cost.text, source.unwrap_or_default())
}

impl Closed {
    /// Whole minutes, at least one; a minute that has begun counts.
    pub(super) fn minutes(&self) -> u32 {
        let seconds = self.to.since(self.from).max(1);
        u32::try_from((seconds + 59) / 60).unwrap_or(u32::MAX)
    }
}
