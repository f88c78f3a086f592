//! What a session costs.

use calendar::Moment;
use policy::charge::Money;
use policy::pack::Service;
use policy::remote::{Billed, Cost, SessionCost, session_cost};
use store::SessionRow;

use crate::console::Console;
use crate::live::{Judged, key};
use crate::show::{charge_line, grounds};
use crate::view::{SessionBilled, SessionCostKind, SessionCostView};

/// The ticket of a session under its policy; `None` where the ticket is gone or has no policy.
pub(super) fn judged(console: &Console, row: &SessionRow) -> Option<Judged> {
    let (account, ticket) = console.ticket(&key(&row.ticket.account, &row.ticket.id)).ok()?;
    console.judge(&account, &ticket)?.judged
}

/// What it costs under the policy of its ticket; `None` without one.
pub(super) fn cost(
    console: &Console,
    row: &SessionRow,
    from: Moment,
    to: Moment,
    billed: SessionBilled,
) -> Option<SessionCost> {
    let Judged { pack, standing } = judged(console, row)?;
    Some(session_cost(&standing, &pack, from, to, meant(billed)))
}

/// Whether the policy offers remote help that is paid by time.
pub(super) fn has_service(console: &Console, policy: &str) -> bool {
    let packs = console.packs();
    let charges = packs.get(policy).map(|pack| pack.charges.as_slice()).unwrap_or_default();
    charges.iter().any(|row| row.services.contains(&Service::RemoteHelp))
}

pub(super) const fn meant(billed: SessionBilled) -> Billed {
    match billed {
        SessionBilled::Support => Billed::Support,
        SessionBilled::Service => Billed::Service,
    }
}

pub(super) const fn shown(billed: Billed) -> SessionBilled {
    match billed {
        Billed::Support => SessionBilled::Support,
        Billed::Service => SessionBilled::Service,
    }
}

pub(super) fn view(cost: Option<&SessionCost>) -> SessionCostView {
    let Some(cost) = cost else {
        let text = "No policy applies to this ticket, so nothing says what the session costs.".to_owned();
        let (lines, because) = (Vec::new(), Vec::new());
        return SessionCostView { kind: SessionCostKind::NotKnown, amount: None, text, lines, because };
    };
    let (kind, amount) = match &cost.cost {
        Cost::Included => (SessionCostKind::Included, None),
        Cost::Amount(money) => (SessionCostKind::Amount, Some(Money::to_string(money))),
        Cost::Unpublished => (SessionCostKind::Unpublished, None),
        Cost::NotKnown => (SessionCostKind::NotKnown, None),
    };
    SessionCostView {
        kind,
        amount,
        text: cost.text.clone(),
        lines: cost.lines.iter().map(charge_line).collect(),
        because: grounds(&cost.because),
    }
}
