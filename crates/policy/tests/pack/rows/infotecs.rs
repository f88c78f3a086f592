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
    ("statements.tickets-included", Basis::Stated),
    ("statements.tickets-year", Basis::Assumed),
    ("statements.tickets-beyond", Basis::Stated),
    ("statements.tickets-unused", Basis::Stated),
    // Prices.
    ("statements.price-basic-first-year", Basis::Stated),
    ("statements.price-basic-next-years", Basis::Stated),
    ("statements.price-next-major", Basis::Stated),
    ("statements.updates-free", Basis::Stated),
    // Channels, remote diagnosis, visits.
    ("statements.email-and-phone", Basis::Stated),
    ("statements.remote-diagnosis", Basis::Stated),
    ("remote", Basis::Stated),
    ("remote.refuse.no-agreement", Basis::Reading),
    ("remote.requires.connection", Basis::Stated),
    ("statements.on-site", Basis::Stated),
    ("statements.on-site-charge", Basis::Stated),
    // Premium.
    ("statements.emergency-support", Basis::Stated),
    ("statements.emergency-charge", Basis::Stated),
    ("statements.emergency-time", Basis::None),
    ("statements.premium-options", Basis::Stated),
    ("statements.feature-requests", Basis::Stated),
    // Tickets.
    ("statements.reproducible", Basis::Stated),
    ("statements.licensed-only", Basis::Stated),
    // Life cycle.
    ("statements.milestones", Basis::Stated),
    ("statements.end-of-mainstream-support", Basis::Stated),
    ("statements.end-of-life", Basis::Stated),
    ("statements.whole-period", Basis::Stated),
    ("statements.milestone-notice", Basis::Stated),
    ("statements.extended-support", Basis::Stated),
    // Refusal.
    ("statements.refused-unlicensed", Basis::Stated),
    ("statements.refused-end-of-life", Basis::Stated),
    // Order.
    ("order.factors.severity", Basis::Assumed),
    ("order.factors.urgency", Basis::Assumed),
    ("order.factors.waiting", Basis::Assumed),
    ("order.factors.plan", Basis::Assumed),
    ("order.waiting-limit", Basis::Assumed),
];
