//! What a delivery class allows, and the words for what it does not.

use policy::ticket::Operation;
use portal::{Adapter, Delivery, Fault};

use crate::effect::{Sent, Trouble};
use crate::engine::Now;

/// How surely the portal carries this out once; `None` when it cannot, or cannot with its files.
pub(super) fn delivery(adapter: &dyn Adapter, operation: &Operation) -> Option<Delivery> {
    if operation.files.is_empty() {
        adapter.delivery(&operation.change)
    } else {
        adapter.delivery_with_files(&operation.change)
    }
}

/// How long what went out may take to arrive and to be seen, where that matters.
pub(super) fn settle_ms(adapter: &dyn Adapter, operation: &Operation) -> u64 {
    match delivery(adapter, operation) {
        Some(Delivery::Marker { settle_s }) => u64::from(settle_s).saturating_mul(1000),
        Some(Delivery::Key { .. } | Delivery::Once) | None => 0,
    }
}

/// Whether a second attempt can do nothing twice, after the first one was looked for in vain.
pub(super) fn can_repeat(class: Option<Delivery>, sent: &Sent, now: Now) -> bool {
    match class {
        Some(Delivery::Marker { .. } | Delivery::Key { marked: true, .. }) => true,
        Some(Delivery::Key { life_s, marked: false }) => {
            // Half of the life: the portal counts on its own clock and from its own instant.
            let age = now.wall.since(sent.first);
            (0..i64::from(life_s) / 2).contains(&age)
        }
        Some(Delivery::Once) | None => false,
    }
}

/// A refusal that will not change by itself.
pub(super) const fn is_verdict(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Forbidden { .. } | Fault::NotFound { .. } | Fault::Refused { .. } | Fault::Withheld { .. }
    )
}

/// The portal has no such change.
pub(super) fn cannot(kind: &str) -> Trouble {
    Trouble {
        code: "not-offered".to_owned(),
        message: format!("Portals of kind `{kind}` offer no such change."),
        hint: "Make it in the portal itself and discard it here.".to_owned(),
        transient: false,
    }
}

/// Somebody changed the ticket between reading and writing.
pub(super) fn moved() -> Trouble {
    Trouble {
        code: "changed-meanwhile".to_owned(),
        message: "The ticket was changed in the portal in the same moment.".to_owned(),
        hint: "Nothing to do: Gnomon reads it again and goes on.".to_owned(),
        transient: true,
    }
}

/// An earlier operation came in for the ticket.
pub(super) fn overtaken() -> Trouble {
    Trouble {
        code: "not-its-turn".to_owned(),
        message: "An earlier change of the same ticket goes out first.".to_owned(),
        hint: "Nothing to do: this one follows it.".to_owned(),
        transient: true,
    }
}

/// Nobody can tell whether it was carried out.
pub(super) fn unsure() -> Trouble {
    Trouble {
        code: "unsure".to_owned(),
        message: "It went out, no answer came back, and the portal cannot tell whether it has it.".to_owned(),
        hint: "Look at the ticket in the portal, then say that it is there, or send it again.".to_owned(),
        transient: false,
    }
}
