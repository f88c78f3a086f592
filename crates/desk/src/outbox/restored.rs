//! Changes that come back from a damaged data file.

use calendar::Moment;
use portal::Mark;
use store::Undelivered;
use sync::Sent;

use super::deliver::{Told, text};

/// How a change is marked of which nobody can tell whether it left before the damage: the user looks and decides.
pub(crate) fn undelivered(now: Moment) -> Undelivered {
    let told = Told {
        code: "restored".to_owned(),
        message: "This came back from a damaged data file; whether it was sent before is not known."
            .to_owned(),
        hint: "Look at the ticket in the portal: say that it is there, send it, or drop it.".to_owned(),
    };
    let sent = Sent { first: now, attempts: 1, mark: Mark::default() };
    Undelivered { sent: text(&sent), detail: text(&told) }
}
