//! Rows of Ensim.

use policy::facts::Payments;
use policy::pack::Question;

use super::{acme, ask, check, contract, ended, with};

#[test]
fn every_row_decides() {
    use Question::{
        AccountManager, AfterHours, Email, Emergency, FeatureRequest, Fix, OpenTicket, Phone, Portal,
        RemoteHelp, Updates,
    };
    let plan = |plan: &str| acme("ensim", plan, "major");
    let overdue = contract(plan("24x7"), |contract| contract.payments = Some(Payments::Overdue));
    let some = contract(plan("24x7"), |contract| contract.licenses_covered = Some(2));
    let by_mail = with(plan("16x5"), |facts| facts.channel = Some("email".to_owned()));
    let payments = contract(plan("16x5"), |contract| contract.payments = None);
    let licenses = contract(plan("16x5"), |contract| contract.licenses_covered = None);
    check(&[
        ("in good standing", plan("16x5"), OpenTicket, "yes entitlements.payments-current"),
        ("in arrears", overdue.clone(), OpenTicket, "no lanes.arrears"),
        ("in arrears, remote help", overdue.clone(), RemoteHelp, "no lanes.arrears"),
        ("in arrears, updates", overdue, Updates, "no lanes.arrears"),
        ("lapsed", contract(plan("24x7"), ended), OpenTicket, "no lanes.contract-lapsed"),
        ("nothing bought", plan("none"), OpenTicket, "no lanes.no-contract"),
        ("not all licenses covered", some, OpenTicket, "no lanes.licenses"),
        ("payments not known", payments, OpenTicket, "unknown, ask for whether payments are current"),
        ("licenses not known", licenses, OpenTicket, "unknown, ask for whether all licenses are covered"),
        ("the portal at any hour", plan("16x5"), Portal, "yes entitlements.web-filing"),
        ("a call after a web case", plan("16x5"), Phone, "yes entitlements.case-before-call"),
        ("a call without one", by_mail, Phone, "limited entitlements.call-without-case"),
        (
            "how it came in decides on a call",
            with(plan("16x5"), |facts| facts.channel = None),
            Phone,
            "unknown, ask for how the ticket came in",
        ),
        ("24 x 7", plan("24x7"), AfterHours, "yes entitlements.after-hours-24x7"),
        ("16 x 5", plan("16x5"), AfterHours, "no entitlements.after-hours-16x5"),
        ("fixes within reason", plan("16x5"), Fix, "limited entitlements.no-promise-of-solution"),
        ("updates in good standing", plan("16x5"), Updates, "yes entitlements.good-standing"),
        ("wishes", plan("16x5"), FeatureRequest, "limited entitlements.feature-requests"),
        (
            "the marks of the table are lost",
            plan("24x7"),
            AccountManager,
            "unpublished entitlements.plan-features",
        ),
        ("mail is not in the document", plan("24x7"), Email, "unpublished"),
        ("what cannot wait", plan("16x5"), Emergency, "limited entitlements.escalation"),
        ("remote help with a grant", plan("24x7"), RemoteHelp, "yes remote"),
    ]);
}

/// That the table has a row for web and phone too is said; of these two the document speaks elsewhere.
#[test]
fn what_the_table_has_lost_is_told_whole() {
    let ruling = ask(&acme("ensim", "24x7", "major"), Question::PriorityHandling);
    assert!(ruling.text.contains("web and phone access"), "{}", ruling.text);
    let ruling = ask(&acme("ensim", "24x7", "critical"), Question::Emergency);
    assert!(!ruling.text.contains("cannot be read"), "the document does not say so: {}", ruling.text);
    assert!(ruling.because[0].note.contains("cannot be read"), "{}", ruling.because[0].note);
}
