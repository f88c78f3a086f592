//! Rows of Infotecs.

use policy::pack::Basis;

/// Every row of Infotecs' policy, by what it says, as a path in the pack and its basis.
pub const ROWS: &[(&str, Basis)] = &[
    // Times, hours and severities: by the customer's agreement.
    ("clocks.first-response", Basis::Assumed),
    ("clocks.first-response.targets.agreement", Basis::None),
    ("clocks.first-response.targets.no-agreement", Basis::None),
    ("statements.response-times", Basis::None),
    ("statements.coverage", Basis::None),
    ("statements.severity-definitions", Basis::None),
    ("severities.critical", Basis::Reading),
    ("severities.minor", Basis::Reading),
    // Plans.
    ("plans.premium", Basis::Stated),
    ("plans.basic", Basis::Stated),
    ("plans.none", Basis::Reading),
    ("statements.premium-by-agreement", Basis::Stated),
    ("statements.premium-needs-basic", Basis::Stated),
    // The tickets of Basic.
    ("allowances.tickets-included", Basis::Stated),
    ("allowances.tickets-included.period", Basis::Assumed),
    ("allowances.tickets-included.beyond", Basis::Stated),
    ("allowances.tickets-included.unused", Basis::Stated),
    // Prices.
    ("statements.price-basic-first-year", Basis::Stated),
    ("statements.price-basic-next-years", Basis::Stated),
    ("statements.price-next-major", Basis::Stated),
    ("statements.updates-free", Basis::Stated),
    // Channels, remote diagnosis, visits.
    ("entitlements.email-and-phone", Basis::Stated),
    ("entitlements.remote-diagnosis", Basis::Stated),
    ("remote", Basis::Stated),
    ("remote.refuse.no-agreement", Basis::Reading),
    ("remote.requires.connection", Basis::Stated),
    ("entitlements.on-site", Basis::Stated),
    ("statements.on-site-charge", Basis::Stated),
    // Premium.
    ("entitlements.emergency-support", Basis::Stated),
    ("statements.emergency-charge", Basis::Stated),
    ("statements.emergency-time", Basis::None),
    ("entitlements.premium-options", Basis::Stated),
    ("statements.feature-requests", Basis::Stated),
    // Tickets.
    ("intake.reproducible", Basis::Stated),
    ("scope.licensed-only", Basis::Stated),
    // Life cycle.
    ("statements.milestones", Basis::Stated),
    ("statements.end-of-mainstream-support", Basis::Stated),
    ("statements.end-of-life", Basis::Stated),
    ("statements.whole-period", Basis::Stated),
    ("statements.milestone-notice", Basis::Stated),
    ("statements.extended-support", Basis::Stated),
    // Refusal.
    ("scope.refused-unlicensed", Basis::Stated),
    ("statements.refused-end-of-life", Basis::Stated),
    // Order.
    ("order.factors.severity", Basis::Assumed),
    ("order.factors.urgency", Basis::Assumed),
    ("order.factors.waiting", Basis::Assumed),
    ("order.factors.plan", Basis::Assumed),
    ("order.waiting-limit", Basis::Assumed),
    // Typed rows that are no entry of the list above: the other side of one, or a passage of the document beside it.
    ("entitlements.no-agreement", Basis::None),
    ("entitlements.open-ticket-beyond", Basis::Stated),
    ("entitlements.open-ticket", Basis::Stated),
    ("entitlements.premium-options-basic", Basis::Reading),
    ("entitlements.on-site-minor", Basis::Stated),
    ("entitlements.emergency-on-site", Basis::Stated),
    ("entitlements.fix-mainstream", Basis::Stated),
    ("entitlements.fix-extended", Basis::Stated),
    ("entitlements.fix-end-of-life", Basis::Stated),
    ("entitlements.updates-within-major", Basis::Stated),
];
