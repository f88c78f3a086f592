//! A panic over one operation: it is put to the user, and the others go on.

use super::Turn;
use super::stage::Stage;
use super::task::{After, Task};
use crate::effect::{Record, Sent, Trouble};

/// What is certain of an operation before a step.
#[derive(Debug)]
pub(super) enum Known {
    /// No attempt of this process is on its way.
    Rests,
    /// This attempt went out, and its answer is not known yet.
    Out(Sent),
    /// It was carried out.
    Done,
}

impl Task {
    /// What is certain, whatever goes wrong in the next step.
    pub(super) fn known(&self) -> Known {
        match &self.stage {
            Stage::Pushing { attempt, went_out: true, .. } => Known::Out(attempt.clone()),
            Stage::Refreshing { .. }
            | Stage::Recording { record: Record::Delivered(_) | Record::Found(_), .. } => Known::Done,
            Stage::Waiting { .. }
            | Stage::Parked
            | Stage::Checking(_)
            | Stage::Recording { .. }
            | Stage::Pushing { .. } => Known::Rests,
        }
    }

    /// Records what can be said after a panic. What may have been carried out is never told as refused.
    pub(super) fn broke(&mut self, known: Known, turn: &mut Turn<'_>) -> After {
        match known {
            Known::Done => return After::Ends,
            Known::Out(attempt) => self.queued.sent = Some(attempt),
            Known::Rests => {}
        }
        let trouble = mistake(self.queued.sent.is_some());
        let record = match self.queued.sent {
            Some(_) => Record::Unknown { trouble, ask: true },
            None => Record::Rejected { trouble, sent: None },
        };
        self.record(record, None, turn)
    }
}

/// A panic of ours over this operation alone. `sent`: it may have been carried out before.
fn mistake(sent: bool) -> Trouble {
    let hint = if sent {
        "Look at the ticket in the portal, then say that it is there, or send it again. Please report this."
    } else {
        "It was not sent. Try it again, or make the change in the portal itself. Please report this."
    };
    Trouble {
        code: "internal".to_owned(),
        message: "Gnomon made a mistake in carrying this out.".to_owned(),
        hint: hint.to_owned(),
        transient: false,
    }
}
