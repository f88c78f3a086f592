//! Rows of Ensim.

use policy::pack::Basis;

/// Every row of Ensim's policy, by what it says, as a path in the pack and its basis.
pub const ROWS: &[(&str, Basis)] = &[
    // Plans and first response.
    ("plans.24x7", Basis::Stated),
    ("plans.16x5", Basis::Stated),
    ("plans.none", Basis::Stated),
    ("clocks.first-response", Basis::Assumed),
    ("clocks.first-response.targets.critical-24x7", Basis::Reading),
    ("clocks.first-response.targets.critical-16x5", Basis::Reading),
    ("clocks.first-response.targets.other-severities", Basis::None),
    ("clocks.first-response.targets.no-contract", Basis::None),
    ("clocks.first-response.targets.severity-not-known", Basis::None),
    ("clocks.first-response.targets.plan-not-known", Basis::None),
    ("statements.counted-in-plan-times", Basis::Reading),
    // Hours and closures.
    ("calendars.hours-16x5", Basis::Assumed),
    ("calendars.hours-16x5.zone", Basis::Assumed),
    ("calendars.hours-16x5.holidays", Basis::Stated),
    ("calendars.hours-24x7", Basis::Stated),
    ("calendars.hours-24x7.zone", Basis::Assumed),
    ("calendars.hours-24x7.holidays", Basis::Stated),
    ("holidays.office", Basis::Assumed),
    ("holidays.closures", Basis::Stated),
    // Channels and features of the plans.
    ("entitlements.web-filing", Basis::Stated),
    ("entitlements.case-before-call", Basis::Stated),
    ("entitlements.plan-features", Basis::None),
    // Severities.
    ("severities.critical", Basis::Stated),
    ("severities.major", Basis::Stated),
    ("severities.minor", Basis::Stated),
    ("severities.feature-request", Basis::Stated),
    ("statements.severity-by-customer", Basis::Stated),
    // Stages.
    ("stages.stages", Basis::Stated),
    ("stages.stages.steps.stage-initial", Basis::Stated),
    ("stages.stages.steps.stage-follow-up", Basis::Stated),
    ("stages.stages.steps.stage-fix", Basis::Stated),
    ("stages.stages.steps.stage-feature-request", Basis::Stated),
    // What a request carries.
    ("intake.intake-ensim-id", Basis::Stated),
    ("intake.intake-product", Basis::Stated),
    ("intake.intake-problem", Basis::Stated),
    ("intake.intake-access", Basis::Stated),
    ("intake.intake-product-error", Basis::Stated),
    ("intake.intake-later", Basis::Stated),
    ("intake.reporter-available", Basis::Stated),
    ("intake.reporter-helps", Basis::Stated),
    ("intake.one-issue-per-case", Basis::Stated),
    // Arrears, lapse, licenses: refused.
    ("lanes.arrears", Basis::Stated),
    ("lanes.contract-lapsed", Basis::Stated),
    ("lanes.no-contract", Basis::Reading),
    ("lanes.licenses", Basis::Stated),
    ("terms.support-lapsed", Basis::Stated),
    ("charges.lapse-fee", Basis::Stated),
    ("charges.lapse-one-year", Basis::Stated),
    ("charges.lapse-fee-and-licenses", Basis::Reading),
    ("charges.arrears", Basis::Stated),
    ("entitlements.payments-current", Basis::Stated),
    // Remote access.
    ("remote", Basis::Reading),
    ("remote.refuse.arrears", Basis::Stated),
    ("remote.refuse.contract-lapsed", Basis::Stated),
    ("remote.refuse.no-contract", Basis::Reading),
    ("remote.refuse.licenses", Basis::Stated),
    ("remote.requires.grant", Basis::Stated),
    ("remote.requires.consent-recorded", Basis::Assumed),
    ("flags.no-remote-access", Basis::Stated),
    // Escalation and paid help.
    ("entitlements.escalation", Basis::Stated),
    ("charges.test-case-assistance", Basis::Stated),
    // Scope.
    ("lifecycle.phases.current-products", Basis::Stated),
    ("lifecycle.phases.current", Basis::Stated),
    ("scope.excluded-services", Basis::Stated),
    ("scope.excluded-causes", Basis::Stated),
    ("scope.altered-software", Basis::Stated),
    ("scope.third-party-versions", Basis::Stated),
    ("scope.third-party-pre-release", Basis::Stated),
    // Confidentiality.
    ("statements.confidentiality", Basis::Stated),
    ("statements.confidentiality-kept", Basis::Assumed),
    // Order.
    ("order.factors.severity", Basis::Assumed),
    ("order.factors.urgency", Basis::Assumed),
    ("order.factors.plan", Basis::Assumed),
    ("order.factors.waiting", Basis::Assumed),
    ("order.waiting-limit", Basis::Assumed),
    // Typed rows that are no entry of the list above: the other side of one, or a passage of the document beside it.
    ("entitlements.call-without-case", Basis::Stated),
    ("entitlements.after-hours-24x7", Basis::Stated),
    ("entitlements.after-hours-16x5", Basis::Stated),
    ("entitlements.no-promise-of-solution", Basis::Stated),
    ("entitlements.good-standing", Basis::Stated),
    ("entitlements.feature-requests", Basis::Stated),
    ("scope.custom-fixes", Basis::Stated),
    ("scope.third-party-problems", Basis::Stated),
    ("scope.windows-patches", Basis::Stated),
];
