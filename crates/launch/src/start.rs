//! From a grant to a running session.

use crate::machine::Kind;
use crate::{LaunchError, Machine, Outcome, Pace, Plan, Session, Target, ThisMachine, Typed, plan, session};
use calendar::Moment;
use policy::remote::Grant;
use std::path::Path;
use std::time::Duration;

/// Starts the session that `grant` allows, and uses the grant up. `ended` is called once, from a thread of its
/// own, when the session ends; the caller stamps it with its own clock. `pace` keeps starts apart; `at` is where its clock
/// stands.
///
/// `reporter` is a program that hands its arguments to [`report`](crate::report): it is put between the terminal and the
/// tool, and tells how the tool ended. Without one, or on a system whose terminals take no command, only the end of the
/// terminal is seen.
///
/// # Errors
/// The grant is for another tool, another host or an earlier time; another session was started a moment ago; the tool is
/// missing; the system refuses. In none of these cases was anything started.
///
/// A session without a decision does not compile:
/// ```compile_fail
/// # let typed = launch::Typed { address: "db.acme.test", ..launch::Typed::default() };
/// # let target = launch::Target::read(launch::Tool::Ssh, &typed).unwrap();
/// # let pace = launch::Pace::default();
/// launch::start((), &target, calendar::Moment(0), (&pace, std::time::Duration::ZERO), None, |_| ());
/// ```
pub fn start(
    grant: Grant,
    target: &Target,
    now: Moment,
    (pace, at): (&Pace, Duration),
    reporter: Option<&Path>,
    ended: impl FnOnce(Outcome) + Send + 'static,
) -> Result<Session, LaunchError> {
    let plan = granted(&ThisMachine, grant, target, now)?;
    pace.take(at)?;
    session::run(plan, reporter.and_then(|path| usable(&ThisMachine, path)), ended)
}

/// The path of a program that may be started; one that was replaced or removed meanwhile may not.
fn usable<'a>(machine: &dyn Machine, path: &'a Path) -> Option<&'a str> {
    let path = path.to_str()?;
    machine.program_at(path, Kind::Native).is_some_and(|verdict| verdict.is_ok()).then_some(path)
}

/// The plan that a grant allows, at the price of the grant.
#[expect(clippy::needless_pass_by_value, reason = "a grant is used up by one start")]
fn granted(machine: &dyn Machine, grant: Grant, target: &Target, now: Moment) -> Result<Plan, LaunchError> {
    let tool = target.tool();
    if grant.tool() != tool.id() {
        return Err(LaunchError::OtherTool { allowed: grant.tool().to_owned(), tool: tool.label() });
    }
    if grant.is_expired(now) {
        return Err(LaunchError::Expired { expired: grant.expires() });
    }
    let allowed = Target::read(tool, &Typed { address: grant.host(), ..Typed::default() });
    if !allowed.is_ok_and(|allowed| allowed.address() == target.address()) {
        return Err(LaunchError::OtherHost { allowed: grant.host().to_owned(), host: target.address() });
    }
    plan(machine, target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::fake::FakeMachine;
    use crate::{System, Tool};
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

    fn code(grant: Grant, tool: Tool, address: &str, now: Moment) -> Result<Vec<String>, &'static str> {
        let machine =
            FakeMachine::with(System::Linux, &["/usr/bin/ssh", "/usr/bin/xterm", "/usr/bin/anydesk"]);
        let target = Target::read(tool, &Typed { address, ..Typed::default() }).unwrap();
        granted(&machine, grant, &target, now).map(|plan| plan.argv).map_err(|error| error.code())
    }

    #[test]
    fn a_grant_opens_what_it_names() {
        let argv = code(grant("ssh", "DB.acme.test"), Tool::Ssh, "db.acme.test", NOW).unwrap();
        assert_eq!((argv[2].as_str(), argv.last().unwrap().as_str()), ("/usr/bin/ssh", "db.acme.test"));
        let argv = code(grant("anydesk", "123 456 789"), Tool::AnyDesk, "123456789", NOW).unwrap();
        assert_eq!(argv, ["/usr/bin/anydesk", "123456789"]);
    }

    #[test]
    fn a_grant_opens_nothing_else() {
        let no = Err("grant-does-not-fit");
        let open = |tool, host, to| code(grant(tool, host), Tool::Ssh, to, NOW);
        assert_eq!(open("ssh", "db.acme.test", "db2.acme.test"), no);
        assert_eq!(open("ssh", "-oProxyCommand=x", "db.acme.test"), no);
        assert_eq!(open("rdp", "db.acme.test", "db.acme.test"), no);
        assert_eq!(open("telepathy", "db.acme.test", "db.acme.test"), no);
        assert_eq!(code(grant("rdp", "db"), Tool::Rdp, "db", NOW), Err("tool-missing"));
        assert_eq!(code(grant("anydesk", "123456789"), Tool::AnyDesk, "987654321", NOW), no);
    }

    #[test]
    fn a_grant_grows_old() {
        let last = NOW.plus(policy::remote::GRANT_S - 1);
        assert!(code(grant("ssh", "db"), Tool::Ssh, "db", last).is_ok());
        assert_eq!(code(grant("ssh", "db"), Tool::Ssh, "db", last.plus(1)), Err("grant-does-not-fit"));
    }
}
