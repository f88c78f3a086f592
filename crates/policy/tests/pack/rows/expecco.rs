//! Rows of eXept.

use policy::pack::Basis;

/// Every row of eXept's policy, by what it says, as a path in the pack and its basis.
pub const ROWS: &[(&str, Basis)] = &[
    // Severities, plans and response times.
    ("severities.sev-1", Basis::Stated),
    ("severities.sev-2", Basis::Stated),
    ("severities.sev-3", Basis::Stated),
    ("plans.premium", Basis::Reading),
    ("plans.advanced", Basis::Reading),
    ("plans.basic", Basis::Reading),
    ("plans.none", Basis::Stated),
    ("clocks.first-response", Basis::Assumed),
    ("clocks.first-response.targets.sev-1-premium", Basis::Reading),
    ("clocks.first-response.targets.sev-1-advanced", Basis::Reading),
    ("clocks.first-response.targets.sev-1-basic", Basis::Reading),
    ("clocks.first-response.targets.sev-2-premium", Basis::Reading),
    ("clocks.first-response.targets.sev-2-advanced", Basis::Reading),
    ("clocks.first-response.targets.sev-2-basic", Basis::Reading),
    ("clocks.first-response.targets.sev-3-premium", Basis::Reading),
    ("clocks.first-response.targets.sev-3-advanced", Basis::Reading),
    ("clocks.first-response.targets.sev-3-basic", Basis::Reading),
    ("clocks.first-response.targets.no-agreement", Basis::None),
    ("clocks.first-response.targets.severity-not-known", Basis::None),
    ("clocks.first-response.targets.plan-not-known", Basis::None),
    ("statements.counted-in-coverage", Basis::Assumed),
    // Coverage and appointments.
    ("calendars.coverage", Basis::Reading),
    ("calendars.coverage.zone", Basis::Assumed),
    ("calendars.coverage.holidays", Basis::Assumed),
    ("holidays.germany", Basis::Assumed),
    ("statements.coverage", Basis::Reading),
    ("statements.coverage-by-appointment", Basis::Reading),
    ("statements.coverage-outside-business-hours", Basis::Reading),
    ("statements.appointment", Basis::Assumed),
    // Representatives and contacts.
    ("statements.representatives", Basis::Reading),
    ("statements.account-representative", Basis::Reading),
    ("statements.named-contacts", Basis::Stated),
    ("statements.named-contacts-limit", Basis::Reading),
    ("lanes.not-a-named-contact", Basis::Stated),
    // Help.
    ("statements.portal", Basis::Stated),
    ("statements.installation-help", Basis::Stated),
    ("statements.no-step-by-step", Basis::Stated),
    ("statements.remote-assistance", Basis::Reading),
    ("statements.priority-handling", Basis::Reading),
    ("remote", Basis::Reading),
    ("remote.refuse.basic", Basis::Reading),
    ("remote.refuse.no-agreement", Basis::Stated),
    ("remote.refuse.agreement-not-current", Basis::Stated),
    ("remote.refuse.not-a-named-contact", Basis::Stated),
    // Credits and training.
    ("statements.credits", Basis::Reading),
    ("statements.credits-more", Basis::Reading),
    ("statements.credits-use", Basis::Assumed),
    ("statements.training", Basis::Reading),
    // Prices.
    ("statements.prices", Basis::Reading),
    ("statements.price-after-missed-year", Basis::Reading),
    ("statements.price-conflict", Basis::Reading),
    // No support.
    ("lanes.no-agreement", Basis::Stated),
    ("lanes.agreement-not-current", Basis::Stated),
    ("statements.free-licenses", Basis::Stated),
    ("statements.unsupported-configurations", Basis::Stated),
    ("statements.refused-pre-release", Basis::Stated),
    ("statements.refused-old-version", Basis::Stated),
    // Versions, fixes, updates.
    ("statements.supported-versions", Basis::Stated),
    ("statements.version-numbering", Basis::Reading),
    ("statements.patches", Basis::Reading),
    ("statements.critical-bugs", Basis::Reading),
    ("statements.other-bugs", Basis::Reading),
    ("statements.updates", Basis::Stated),
    // Order.
    ("order.factors.severity", Basis::Assumed),
    ("order.factors.urgency", Basis::Assumed),
    ("order.factors.plan", Basis::Assumed),
    ("order.factors.waiting", Basis::Assumed),
    ("order.waiting-limit", Basis::Assumed),
];
