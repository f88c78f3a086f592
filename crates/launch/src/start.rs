//! From a grant to a running session.

use crate::{LaunchError, Machine, Outcome, Plan, Session, Target, ThisMachine, Tool, plan, session};
use calendar::Moment;
use policy::remote::Grant;
use std::path::Path;

/// Starts the session that `grant` allows, and uses the grant up. `ended` is called once, from a thread of its
/// own, when the session ends; the caller stamps it with its own clock.
///
/// `reporter` is a program that hands its arguments to [`report`](crate::report): it is put between the terminal and the
/// tool, and tells how the tool ended. Without one, or on a system whose terminals take no command, only the end of the
/// terminal is seen.
///
/// # Errors
/// The grant is for another tool, another host or an earlier time; the tool is missing; the system refuses. In
/// none of these cases was anything started.
///
/// A session without a decision does not compile:
/// ```compile_fail
/// # let target = launch::Target::parse("db.acme.test", "", "").unwrap();
/// launch::start((), &target, calendar::Moment(0), None, |_| ());
/// ```
pub fn start(
    grant: Grant,
    target: &Target,
    now: Moment,
    reporter: Option<&Path>,
    ended: impl FnOnce(Outcome) + Send + 'static,
) -> Result<Session, LaunchError> {
    let plan = granted(&ThisMachine, grant, target, now)?;
    session::run(plan, reporter.and_then(|path| usable(&ThisMachine, path)), ended)
}

/// The path of a program that may be started; one that was replaced or removed meanwhile may not.
fn usable<'a>(machine: &dyn Machine, path: &'a Path) -> Option<&'a str> {
    let path = path.to_str()?;
    machine.program_at(path).is_some_and(|verdict| verdict.is_ok()).then_some(path)
}

/// The plan that a grant allows, at the price of the grant.
#[expect(clippy::needless_pass_by_value, reason = "a grant is used up by one start")]
fn granted(machine: &dyn Machine, grant: Grant, target: &Target, now: Moment) -> Result<Plan, LaunchError> {
    let tool = Tool::named(grant.tool())
        .ok_or_else(|| LaunchError::UnknownTool { tool: grant.tool().to_owned() })?;
    if grant.is_expired(now) {
        return Err(LaunchError::Expired { expired: grant.expires() });
    }
    let fits = Target::parse(grant.host(), "", "").is_ok_and(|allowed| allowed.host == target.host);
    if !fits {
        return Err(LaunchError::OtherHost {
            allowed: grant.host().to_owned(),
            host: target.host.to_string(),
        });
    }
    plan(machine, tool, target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::System;
    use crate::machine::fake::FakeMachine;
    use policy::engine::assess;
    use policy::facts::Facts;
    use policy::pack::{Pack, Remote, Term};
    use policy::remote::{Consent, Decision, RemoteAsk, Scope, decide_remote};

    const NOW: Moment = Moment(1_800_000_000);

    /// A pack that allows every tool and says nothing else.
    fn open_pack() -> Pack {
        let text = || "open".to_owned();
        let source =
            policy::pack::Source { clause: text(), basis: policy::pack::Basis::Stated, note: String::new() };
        let none = Term { id: "none".to_owned(), name: text(), definition: String::new(), source };
        let remote =
            Remote { tools: vec![], open_list: true, refuse: vec![], requires: vec![], source: None };
        Pack { id: text(), plans: vec![none], remote, ..Pack::default() }
    }

    fn grant(tool: &str, host: &str) -> Grant {
        let pack = open_pack();
        let created = r#"{"id":"A-1","policy":"open","events":[{"at":"2026-01-01T00:00:00Z","kind":"created","by":"customer"}]}"#;
        let facts: Facts = serde_json::from_str(created).unwrap();
        let standing = assess(&pack, &facts, NOW).unwrap();
        let scope = Scope { ticket: "A-1".to_owned(), tool: None, host: None };
        let consent = Consent { by: "Jo".to_owned(), at: NOW, until: NOW.plus(86_400), scope, revoked: None };
        let (tool, host, ticket) = (tool.to_owned(), host.to_owned(), "A-1".to_owned());
        let ask = RemoteAsk { tool, host, ticket, consent: Some(consent), ..RemoteAsk::default() };
        match decide_remote(&ask, &standing, &pack, NOW) {
            Decision::Allow(grant) => grant,
            Decision::Deny(reasons) => panic!("{reasons:?}"),
        }
    }

    fn code(grant: Grant, host: &str, now: Moment) -> Result<Vec<String>, &'static str> {
        let machine = FakeMachine::with(System::Linux, &["/usr/bin/ssh", "/usr/bin/xterm"]);
        let target = Target::parse(host, "", "").unwrap();
        granted(&machine, grant, &target, now).map(|plan| plan.argv).map_err(|error| error.code())
    }

    #[test]
    fn a_grant_opens_what_it_names() {
        let argv = code(grant("ssh", "DB.acme.test"), "db.acme.test", NOW).unwrap();
        assert_eq!((argv[2].as_str(), argv.last().unwrap().as_str()), ("/usr/bin/ssh", "db.acme.test"));
    }

    #[test]
    fn a_grant_opens_nothing_else() {
        assert_eq!(code(grant("ssh", "db.acme.test"), "db2.acme.test", NOW), Err("grant-does-not-fit"));
        assert_eq!(code(grant("ssh", "-oProxyCommand=x"), "db.acme.test", NOW), Err("grant-does-not-fit"));
        assert_eq!(code(grant("telepathy", "db.acme.test"), "db.acme.test", NOW), Err("tool-unknown"));
        assert_eq!(code(grant("rdp", "db.acme.test"), "db.acme.test", NOW), Err("tool-missing"));
    }

    #[test]
    fn a_grant_grows_old() {
        let last = NOW.plus(policy::remote::GRANT_S - 1);
        assert!(code(grant("ssh", "db"), "db", last).is_ok());
        assert_eq!(code(grant("ssh", "db"), "db", last.plus(1)), Err("grant-does-not-fit"));
    }
}
