//! The groups that an adapter reads are those in which the portal has the user.

use std::rc::Rc;

use fakes::{Clock, Fault, Staff};
use portal::Membership;

use crate::drive::{Line, Stand};

const NOW: i64 = 1_795_262_400;

/// A portal with an agent who is in a group `Support leads`, and one who is not.
fn line(kind: &str, is_lead: bool) -> (Line, &'static [&'static str]) {
    let clock = Clock::at(NOW);
    let chosen = |lead: Staff, other: Staff| if is_lead { lead } else { other };
    let pair = |who: &Staff| format!("{}:{}", who.email, who.token);
    let (stand, secret, groups): (Rc<dyn Stand>, String, [&[&str]; 2]) = match kind {
        "zendesk" => {
            let portal = fakes::Zendesk::without_socket(&clock);
            portal.add_group("Support leads", &[portal.agent().id]);
            let who = chosen(portal.agent(), portal.admin());
            (Rc::new(portal), pair(&who), [&["Support", "Support leads", "agent"], &["Support", "admin"]])
        }
        "freshdesk" => {
            let portal = fakes::Freshdesk::without_socket(&clock);
            portal.add_group("Support leads", &[portal.agent().id]);
            let who = chosen(portal.agent(), portal.other_agent());
            // The other one is no administrator, and may not read the names of roles.
            (
                Rc::new(portal),
                who.token,
                [&["Account Administrator", "Support", "Support leads"], &["4", "Support"]],
            )
        }
        "zammad" => {
            let portal = fakes::Zammad::without_socket(&clock);
            portal.add_group("Support leads", &[portal.agent().id]);
            let who = chosen(portal.agent(), portal.admin());
            let groups: [&[&str]; 2] = [
                &["2nd Level", "Agent", "Support leads", "Users"],
                &["2nd Level", "Admin", "Agent", "Users"],
            ];
            (Rc::new(portal), who.token, groups)
        }
        "jsm" => {
            let portal = fakes::Jsm::without_socket(&clock);
            portal.add_group("Support leads", &[portal.agent().id]);
            let who = chosen(portal.agent(), portal.admin());
            (Rc::new(portal), pair(&who), [&["Support leads"], &[]])
        }
        other => panic!("there is no fake {other}"),
    };
    let [of_lead, of_other] = groups;
    (Line::new(kind, stand, &secret, &clock), if is_lead { of_lead } else { of_other })
}

#[test]
fn the_groups_of_whoever_signed_in_are_told() {
    for kind in ["zendesk", "freshdesk", "zammad", "jsm"] {
        for is_lead in [true, false] {
            let (line, expected) = line(kind, is_lead);
            let Ok(Membership::Told { user, groups }) = line.membership() else { panic!("{kind}") };
            assert!(user.is_some(), "{kind}");
            assert_eq!(groups, expected, "{kind}");
        }
    }
}

#[test]
fn a_portal_that_fails_tells_nothing() {
    for kind in ["zendesk", "freshdesk", "zammad", "jsm"] {
        let (line, _) = line(kind, true);
        line.fail_next("GET", "/", Fault::LoseAnswer);
        assert!(line.membership().is_err(), "{kind}");
        assert!(matches!(line.membership(), Ok(Membership::Told { .. })), "{kind}");
    }
}
