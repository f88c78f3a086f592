//! Rows of expecco.

use policy::facts::Appointment;
use policy::pack::{Basis, Question};

use super::{NOW, acme, ask, check, contract, ended, with};
use crate::sample::at;

#[test]
fn every_row_decides() {
    use Question::{
        AccountManager, AfterHours, FeatureRequest, Fix, InstallationHelp, OpenTicket, Phone, Portal,
        PriorityHandling, RemoteHelp, Updates,
    };
    let plan = |plan: &str, severity: &str| acme("expecco", plan, severity);
    let other = with(plan("premium", "sev-1"), |facts| facts.contact = Some("sam@acme.test".to_owned()));
    let nobody = contract(plan("premium", "sev-1"), |contract| contract.named_contacts = None);
    let booked = contract(plan("advanced", "sev-1"), |contract| {
        contract.appointments =
            vec![Appointment { from: at("2026-11-21T11:00Z"), to: at("2026-11-21T12:01Z") }];
    });
    let over = contract(plan("advanced", "sev-1"), |contract| {
        contract.appointments = vec![Appointment { from: at("2026-11-21T11:00Z"), to: at(NOW) }];
    });
    check(&[
        ("a named contact", plan("basic", "sev-3"), OpenTicket, "yes entitlements.named-contacts"),
        ("somebody else", other.clone(), OpenTicket, "no lanes.not-a-named-contact"),
        ("somebody else, remote help", other, RemoteHelp, "no lanes.not-a-named-contact"),
        (
            "named contacts not known",
            nobody,
            OpenTicket,
            "unknown, ask for the contact and the named contacts of the contract",
        ),
        ("a free license", plan("none", "sev-1"), OpenTicket, "no lanes.no-agreement"),
        (
            "maintenance has ended",
            contract(plan("basic", "sev-1"), ended),
            OpenTicket,
            "no lanes.agreement-not-current",
        ),
        (
            "maintenance has ended, updates",
            contract(plan("basic", "sev-1"), ended),
            Updates,
            "no lanes.agreement-not-current",
        ),
        ("the portal", plan("basic", "sev-3"), Portal, "yes entitlements.portal"),
        (
            "the phone is not in the document",
            plan("premium", "sev-3"),
            Phone,
            "unpublished entitlements.other-channels",
        ),
        (
            "Premium has remote help",
            plan("premium", "sev-3"),
            RemoteHelp,
            "yes entitlements.remote-assistance",
        ),
        ("Basic has none", plan("basic", "sev-3"), RemoteHelp, "no remote.refuse.basic"),
        (
            "Basic has none, whoever asks",
            contract(plan("basic", "sev-3"), |contract| contract.named_contacts = None),
            RemoteHelp,
            "no remote.refuse.basic",
        ),
        ("inside an appointment", booked, AfterHours, "yes entitlements.appointment"),
        ("after it", over, AfterHours, "limited entitlements.coverage-by-appointment"),
        (
            "Premium on appointment",
            plan("premium", "sev-1"),
            AfterHours,
            "limited entitlements.coverage-outside-business-hours",
        ),
        ("Basic never", plan("basic", "sev-1"), AfterHours, "no entitlements.coverage-basic"),
        ("updates", plan("basic", "sev-3"), Updates, "yes entitlements.maintenance-covers"),
        (
            "the version decides on a patch",
            plan("basic", "sev-2"),
            Fix,
            "unknown, ask for the life cycle of the product's version",
        ),
        ("other bugs are scheduled", plan("basic", "sev-3"), Fix, "limited entitlements.fix-other"),
        (
            "the severity decides on a fix",
            with(plan("basic", "sev-3"), |facts| facts.severity = None),
            Fix,
            "unknown, ask for the severity; the life cycle of the product's version",
        ),
        ("wishes", plan("basic", "sev-3"), FeatureRequest, "limited entitlements.enhancement-requests"),
        (
            "not step by step",
            plan("premium", "sev-3"),
            InstallationHelp,
            "limited entitlements.installation-help",
        ),
        (
            "priority for Advanced",
            plan("advanced", "sev-3"),
            PriorityHandling,
            "yes entitlements.priority-handling",
        ),
        (
            "none for Basic",
            plan("basic", "sev-3"),
            PriorityHandling,
            "no entitlements.priority-handling-basic",
        ),
        (
            "a representative for Premium",
            plan("premium", "sev-3"),
            AccountManager,
            "yes entitlements.account-representative",
        ),
        (
            "none for Advanced",
            plan("advanced", "sev-3"),
            AccountManager,
            "no entitlements.account-representative-others",
        ),
    ]);
}

/// One row answers a question, so that of a plan says all that is read for it.
#[test]
fn each_plan_is_told_all_of_its_coverage() {
    for (plan, text) in [
        (
            "premium",
            "On appointment, Premium is covered for 24 hours from Monday to Friday, \
             and outside of the general business hours too.",
        ),
        ("advanced", "On appointment, Advanced is covered for 24 hours from Monday to Friday."),
        ("basic", "Basic has its business hours only."),
    ] {
        let ruling = ask(&acme("expecco", plan, "sev-1"), Question::AfterHours);
        assert_eq!((ruling.text.as_str(), ruling.because[0].basis), (text, Basis::Reading), "{plan}");
    }
}
