//! Rows of Infotecs.

use policy::pack::Question;

use super::{acme, check, contract, ended, with};

#[test]
fn every_row_decides() {
    use Question::{
        AccountManager, AfterHours, Emergency, FeatureRequest, Fix, OnSite, OpenTicket, Phone, Portal,
        RemoteHelp, Updates,
    };
    let plan = |plan: &str, severity: &str| acme("infotecs", plan, severity);
    let used = |number| contract(plan("basic", "minor"), |contract| contract.tickets_used = number);
    let exchanged = "limited entitlements.premium-options-basic";
    check(&[
        ("with tickets left", plan("basic", "minor"), OpenTicket, "yes entitlements.open-ticket"),
        ("with 39 used", used(Some(39)), OpenTicket, "yes entitlements.open-ticket"),
        ("with all used, at a charge", used(Some(40)), OpenTicket, "limited entitlements.open-ticket-beyond"),
        ("use not known", used(None), OpenTicket, "unknown, ask for the tickets used up so far"),
        (
            "carry-over not known, and it matters",
            contract(used(Some(41)), |contract| contract.tickets_used_last_year = None),
            OpenTicket,
            "unknown, ask for the tickets used up in the contract year before",
        ),
        (
            "carry-over not known, and it does not",
            contract(used(Some(39)), |contract| contract.tickets_used_last_year = None),
            OpenTicket,
            "yes entitlements.open-ticket",
        ),
        (
            "ten carried over",
            contract(used(Some(49)), |contract| contract.tickets_used_last_year = Some(30)),
            OpenTicket,
            "yes entitlements.open-ticket",
        ),
        ("without an agreement", plan("none", "minor"), OpenTicket, "unpublished entitlements.no-agreement"),
        (
            "after its end",
            contract(plan("basic", "minor"), ended),
            Phone,
            "unpublished entitlements.no-agreement",
        ),
        ("mail and phone", plan("premium", "minor"), Phone, "yes entitlements.email-and-phone"),
        ("a portal is not in the document", plan("premium", "minor"), Portal, "unpublished"),
        ("hours are not in the document", plan("premium", "minor"), AfterHours, "unpublished"),
        ("remote diagnosis", plan("basic", "minor"), RemoteHelp, "yes entitlements.remote-diagnosis"),
        ("none without an agreement", plan("none", "minor"), RemoteHelp, "no remote.refuse.no-agreement"),
        ("a visit for Critical", plan("basic", "critical"), OnSite, "limited entitlements.on-site"),
        ("none for Minor", plan("basic", "minor"), OnSite, "no entitlements.on-site-minor"),
        (
            "emergency visits of Premium",
            plan("premium", "minor"),
            OnSite,
            "limited entitlements.emergency-on-site",
        ),
        (
            "the severity decides on a visit",
            with(plan("basic", "minor"), |facts| facts.severity = None),
            OnSite,
            "unknown, ask for the severity",
        ),
        (
            "emergency support by agreement",
            plan("premium", "minor"),
            Emergency,
            "limited entitlements.emergency-support",
        ),
        ("for Basic in exchange for tickets", plan("basic", "critical"), Emergency, exchanged),
        (
            "wishes of Premium",
            plan("premium", "minor"),
            FeatureRequest,
            "limited entitlements.premium-options",
        ),
        ("wishes of Basic", plan("basic", "minor"), FeatureRequest, exchanged),
        ("an account manager for Basic", plan("basic", "minor"), AccountManager, exchanged),
        ("none of them without an agreement", plan("none", "minor"), AccountManager, "unpublished"),
        (
            "a fix hangs on the version",
            plan("basic", "minor"),
            Fix,
            "unknown, ask for the life cycle of the product's version",
        ),
        (
            "updates within a major version",
            plan("basic", "minor"),
            Updates,
            "limited entitlements.updates-within-major",
        ),
        (
            "nothing known",
            with(plan("basic", "minor"), |facts| facts.contract = None),
            Phone,
            "unknown, ask for the customer's plan",
        ),
    ]);
}
