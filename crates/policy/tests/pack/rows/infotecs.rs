//! Rows of Infotecs.

use policy::pack::Basis;

/// Every row of Infotecs' policy, by what it says, as a path in the pack and its basis.
pub const ROWS: &[(&str, Basis)] = &[
    // Times, hours and severities: by the customer's agreement.
    ("clocks.first-response", Basis::Assumed),
    ("clocks.first-response.targets.agreement", Basis::None),
    ("clocks.first-response.targets.no-agreement", Basis::None),
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
    ("terms.agreement-ended", Basis::Assumed),
    // The tickets of Basic.
    ("charges.tickets-beyond", Basis::Reading),
    ("allowances.tickets-included", Basis::Reading),
    ("allowances.tickets-included.period", Basis::Assumed),
    ("allowances.tickets-included.beyond", Basis::Reading),
    ("allowances.tickets-included.unused", Basis::Reading),
    // Prices.
    ("charges.price-basic-first-year", Basis::Stated),
    ("charges.price-basic-next-years", Basis::Stated),
    ("charges.price-premium-first-year", Basis::Reading),
    ("charges.price-premium-next-years", Basis::Reading),
    ("charges.price-premium", Basis::Stated),
    ("charges.price-next-major", Basis::Reading),
    ("charges.updates-free", Basis::Stated),
    // Channels, remote diagnosis, visits.
    ("entitlements.email-and-phone", Basis::Stated),
    ("entitlements.remote-diagnosis", Basis::Stated),
    ("remote", Basis::Stated),
    ("remote.refuse.no-agreement", Basis::Reading),
    ("remote.requires.connection", Basis::Stated),
    ("charges.on-site-charge", Basis::Stated),
    // Premium.
    ("charges.emergency-charge", Basis::Stated),
    ("statements.emergency-time", Basis::None),
    ("charges.feature-requests", Basis::Reading),
    ("charges.webinars-free", Basis::Reading),
    ("entitlements.on-site", Basis::Stated),
    ("entitlements.emergency-support", Basis::Stated),
    ("entitlements.premium-options", Basis::Stated),
    // Tickets.
    ("intake.reproducible", Basis::Stated),
    ("scope.licensed-only", Basis::Stated),
    // Life cycle.
    ("lifecycle.provisions.milestones", Basis::Stated),
    ("lifecycle.rules.end-of-mainstream-support", Basis::Stated),
    ("lifecycle.rules.end-of-life", Basis::Stated),
    ("lifecycle.provisions.whole-period", Basis::Stated),
    ("lifecycle.rules.whole-period-start", Basis::Assumed),
    ("lifecycle.numbering.versions", Basis::Reading),
    ("lifecycle.phases.mainstream-support", Basis::Stated),
    ("lifecycle.phases.after-end-of-life", Basis::Stated),
    ("lifecycle.notices.next-major-notice", Basis::Stated),
    ("lifecycle.provisions.terms-by-period", Basis::Stated),
    ("lifecycle.notices.milestone-notice", Basis::Stated),
    ("lifecycle.phases.extended-support", Basis::Stated),
    ("lifecycle.provisions.mainstream-fixes", Basis::Stated),
    ("lifecycle.provisions.extended-terms", Basis::Stated),
    ("charges.fixes-in-extended-support", Basis::Stated),
    // Refusal.
    ("lanes.refused-end-of-life", Basis::Stated),
    ("scope.refused-unlicensed", Basis::Stated),
    // Order.
    ("order.factors.severity", Basis::Assumed),
    ("order.factors.urgency", Basis::Assumed),
    ("order.factors.waiting", Basis::Assumed),
    ("order.factors.plan", Basis::Assumed),
    ("order.waiting-limit", Basis::Assumed),
    // Typed rows that are no entry of the list above: the other side of one, or a passage of the document beside it.
    ("entitlements.no-agreement", Basis::None),
    ("entitlements.open-ticket-beyond", Basis::Reading),
    ("entitlements.open-ticket", Basis::Stated),
    ("entitlements.premium-options-basic", Basis::Reading),
    ("entitlements.on-site-minor", Basis::Stated),
    ("entitlements.emergency-on-site", Basis::Reading),
    ("entitlements.fix-mainstream", Basis::Stated),
    ("entitlements.fix-extended", Basis::Stated),
    ("entitlements.fix-end-of-life", Basis::Stated),
    ("entitlements.updates-within-major", Basis::Stated),
];
