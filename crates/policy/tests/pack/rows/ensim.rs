//! Rows of Ensim.

use policy::pack::Basis;

/// Every row of Ensim's policy, by what it says, as a path in the pack and its basis.
pub const ROWS: &[(&str, Basis)] = &[
    // Plans and first response.
    ("plans.24x7", Basis::Stated),
    ("plans.16x5", Basis::Stated),
    ("plans.none", Basis::Stated),
    ("clocks.first-response", Basis::Assumed),
    ("clocks.first-response.targets.critical-24x7", Basis::Stated),
    ("clocks.first-response.targets.critical-16x5", Basis::Stated),
    ("clocks.first-response.targets.other-severities", Basis::None),
    ("clocks.first-response.targets.no-contract", Basis::None),
    ("clocks.first-response.targets.severity-not-known", Basis::None),
    ("clocks.first-response.targets.plan-not-known", Basis::None),
    ("statements.counted-in-plan-times", Basis::Reading),
    ("statements.no-other-times", Basis::None),
    // Hours and closures.
    ("calendars.hours-16x5", Basis::Assumed),
    ("calendars.hours-16x5.zone", Basis::Assumed),
    ("calendars.hours-16x5.holidays", Basis::Stated),
    ("calendars.hours-24x7", Basis::Stated),
    ("calendars.hours-24x7.zone", Basis::Assumed),
    ("calendars.hours-24x7.holidays", Basis::Stated),
    ("holidays.office", Basis::Assumed),
    ("holidays.closures", Basis::Stated),
    ("statements.closures", Basis::Stated),
    // Channels and features of the plans.
    ("statements.web-filing", Basis::Stated),
    ("statements.case-before-call", Basis::Stated),
    ("statements.plan-features", Basis::None),
    // Severities.
    ("severities.critical", Basis::Stated),
    ("severities.major", Basis::Stated),
    ("severities.minor", Basis::Stated),
    ("severities.feature-request", Basis::Stated),
    ("statements.severity-by-customer", Basis::Stated),
    ("statements.questions-are-minor", Basis::Stated),
    // Stages.
    ("statements.stages", Basis::Stated),
    ("statements.stage-initial", Basis::Stated),
    ("statements.stage-follow-up", Basis::Stated),
    ("statements.stage-fix", Basis::Stated),
    ("statements.stage-feature-request", Basis::Stated),
    // What a request carries.
    ("statements.intake-ensim-id", Basis::Stated),
    ("statements.intake-product", Basis::Stated),
    ("statements.intake-problem", Basis::Stated),
    ("statements.intake-access", Basis::Stated),
    ("statements.intake-later", Basis::Stated),
    ("statements.reporter-available", Basis::Stated),
    ("statements.reporter-helps", Basis::Stated),
    ("statements.one-issue-per-case", Basis::Stated),
    // Arrears, lapse, licenses: refused.
    ("lanes.arrears", Basis::Stated),
    ("lanes.contract-lapsed", Basis::Stated),
    ("lanes.no-contract", Basis::Reading),
    ("lanes.licenses", Basis::Stated),
    ("statements.payments-current", Basis::Stated),
    ("charges.lapse-fee", Basis::Stated),
    ("charges.lapse-one-year", Basis::Stated),
    ("charges.arrears", Basis::Stated),
    ("statements.all-licenses", Basis::Stated),
    // Remote access.
    ("remote", Basis::Reading),
    ("remote.refuse.arrears", Basis::Stated),
    ("remote.refuse.contract-lapsed", Basis::Stated),
    ("remote.refuse.no-contract", Basis::Reading),
    ("remote.refuse.licenses", Basis::Stated),
    ("remote.requires.grant", Basis::Stated),
    ("remote.requires.consent-recorded", Basis::Assumed),
    ("statements.no-remote-access", Basis::Stated),
    // Escalation and paid help.
    ("statements.escalation", Basis::Stated),
    ("charges.test-case-assistance", Basis::Stated),
    // Scope.
    ("statements.excluded-services", Basis::Stated),
    ("statements.excluded-causes", Basis::Stated),
    ("statements.altered-software", Basis::Stated),
    ("lifecycle.phases.current-products", Basis::Stated),
    ("lifecycle.phases.current", Basis::Stated),
    ("statements.third-party-versions", Basis::Stated),
    ("statements.third-party-pre-release", Basis::Stated),
    // Confidentiality.
    ("statements.confidentiality", Basis::Stated),
    ("statements.confidentiality-kept", Basis::Assumed),
    // Order.
    ("order.factors.severity", Basis::Assumed),
    ("order.factors.urgency", Basis::Assumed),
    ("order.factors.plan", Basis::Assumed),
    ("order.factors.waiting", Basis::Assumed),
    ("order.waiting-limit", Basis::Assumed),
];
