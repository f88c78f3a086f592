//! Remote sessions: may one be started, and starting it.

use std::sync::Arc;
use std::time::Duration;

use launch::{Outcome, Target, Tool, Typed};
use policy::answer::Reason;
use policy::remote::{Consent, Decision, Grant, RemoteAsk, decide_remote};
use serde_json::json;
use store::{AuditEntry, TicketKey};

use crate::console::Console;
use crate::hosts::{self, HostCheck};
use crate::live::{Entry, Judged};
use crate::session::told;
use crate::show::{basis_word, judged_reasons};
use crate::view::{NoticeView, RemoteDecision, RemoteRequest, RemoteView, SessionEndView};
use crate::{Desk, DeskError};

impl Desk {
    /// Whether a session may be started, and the exact command that would be run.
    ///
    /// # Errors
    /// No such ticket. A refusal is no error: it is in the decision, with its reasons.
    pub async fn remote_check(&self, request: RemoteRequest) -> Result<RemoteDecision, DeskError> {
        let console = self.console()?;
        self.off_thread(move || Ok(decide(&console, &request)?.shown)).await
    }

    /// Decides anew and, when allowed, starts the session. Decision, start and end are written to the audit log.
    ///
    /// # Errors
    /// The program is missing or cannot be started, or the audit log cannot be written: then nothing is started.
    pub async fn remote_start(&self, request: RemoteRequest) -> Result<RemoteDecision, DeskError> {
        let (desk, console) = (self.clone(), self.console()?);
        self.off_thread(move || {
            let Decided { shown, wanted } = decide(&console, &request)?;
            if let Some(Wanted { check, .. }) = &wanted
                && !check.is_confirmed(&request.confirmed)
            {
                return Err(not_confirmed(check));
            }
            record(
                &console,
                &request,
                if shown.allowed { "remote-allowed" } else { "remote-refused" },
                &shown.reasons,
            )?;
            let session =
                wanted.map(|wanted| launch_session(&desk, &console, &request, wanted)).transpose()?;
            Ok(RemoteDecision { session, ..shown })
        })
        .await
    }
}

/// What the ticket pane says before anybody asks: which tools, and what stands against them.
pub(crate) fn remote_view(entry: &Entry, now: calendar::Moment) -> RemoteView {
    let Some(Judged { pack, standing }) = &entry.judged else {
        return RemoteView { tools: Vec::new(), requires: Vec::new() };
    };
    let tools = hosts::tools(pack, |tool| {
        // Host and consent are asked for in the dialog; here only the policy speaks.
        let ask = RemoteAsk {
            tool: tool.to_owned(),
            host: "host".to_owned(),
            ticket: entry.key().to_owned(),
            consent: Some(Consent { by: "somebody".to_owned(), at: now }),
        };
        match decide_remote(&ask, standing, pack, now) {
            Decision::Allow(grant) => (true, first_of(grant.reasons())),
            Decision::Deny(reasons) => (false, judged_reasons(&reasons)),
        }
    });
    let requires = pack.remote.requires.iter().map(|statement| NoticeView {
        code: statement.id.clone(),
        text: statement.text.clone(),
        clause: statement.source.clause.clone(),
        basis: basis_word(statement.source.basis).to_owned(),
    });
    RemoteView { tools, requires: requires.collect() }
}

struct Decided {
    shown: RemoteDecision,
    /// What may be started; nothing when it is refused.
    wanted: Option<Wanted>,
}

struct Wanted {
    grant: Grant,
    target: Target,
    check: HostCheck,
}

fn decide(console: &Console, request: &RemoteRequest) -> Result<Decided, DeskError> {
    let (account, ticket) = console.ticket(&request.key)?;
    let Some(Judged { pack, standing }) = console.judge(&account, &ticket).and_then(|entry| entry.judged)
    else {
        return Ok(refused(vec![plain(
            "no-policy",
            "No policy is chosen for this ticket, so nothing allows a session.",
        )]));
    };
    let Some(tool) = Tool::named(&request.tool) else {
        return Ok(refused(vec![hosts::cannot_start(&request.tool)]));
    };
    let typed =
        Typed { address: &request.host, port: &request.port, user: &request.user, jump: &request.jump };
    let target = match Target::read(tool, &typed) {
        Ok(target) => target,
        Err(error) => return Ok(refused(vec![plain("bad-target", &error.to_string())])),
    };
    let now = console.clock.now();
    let by = request.consent_by.trim();
    let ask = RemoteAsk {
        tool: request.tool.clone(),
        host: target.address(),
        ticket: request.key.clone(),
        consent: (!by.is_empty()).then(|| Consent { by: by.to_owned(), at: now }),
    };
    let grant = match decide_remote(&ask, &standing, &pack, now) {
        Decision::Allow(grant) => grant,
        Decision::Deny(reasons) => return Ok(refused(judged_reasons(&reasons))),
    };
    let check = hosts::check(console, &account, &ticket, &target)?;
    match launch::preview(&target) {
        Ok(plan) => {
            let shown = RemoteDecision {
                allowed: true,
                reasons: judged_reasons(grant.reasons()),
                command: plan.argv,
                is_page: plan.page.is_some(),
                file: plan.file.map(|file| file.text).unwrap_or_default(),
                warnings: check.warnings.clone(),
                confirm: check.confirm.clone(),
                session: None,
            };
            Ok(Decided { shown, wanted: Some(Wanted { grant, target, check }) })
        }
        Err(error) => Ok(refused(vec![plain(error.code(), &format!("{error} {}", error.hint()))])),
    }
}

fn not_confirmed(check: &HostCheck) -> DeskError {
    let message = format!("Not confirmed yet: {}.", check.confirm);
    DeskError::new("not-confirmed", message, "Read what stands against it, confirm it, and start it again.")
}

/// Starts the session of a grant and gives its number. Its end is recorded and told.
fn launch_session(
    desk: &Desk,
    console: &Arc<Console>,
    request: &RemoteRequest,
    Wanted { grant, target, check }: Wanted,
) -> Result<u32, DeskError> {
    let session = desk.inner().sessions.number();
    let ended = {
        let (desk, console, request, target) =
            (desk.clone(), console.clone(), request.clone(), target.clone());
        move |outcome: Outcome| {
            let (text, error) = told(outcome, &target);
            if let Err(error) = record(&console, &request, "remote-ended", &[plain("outcome", &text)]) {
                tracing::error!("the end of a session could not be recorded: {error}");
            }
            desk.session_ended(SessionEndView { session, key: request.key, text, error });
        }
    };
    let reporter = desk.inner().options.reporter.as_deref();
    let at = (&desk.inner().sessions.pace, Duration::from_millis(console.clock.mono_ms()));
    launch::start(grant, &target, console.clock.now(), at, reporter, ended)
        .map_err(|error| DeskError::new(error.code(), error.to_string(), error.hint()))?;
    if let Some(entry) = check.entry {
        console.store.host_started(entry, console.clock.now())?;
    }
    Ok(session)
}

fn refused(reasons: Vec<NoticeView>) -> Decided {
    Decided { shown: RemoteDecision { reasons, ..RemoteDecision::default() }, wanted: None }
}

fn record(
    console: &Console,
    request: &RemoteRequest,
    what: &str,
    reasons: &[NoticeView],
) -> Result<(), DeskError> {
    let (account, id) = request.key.split_once('/').unwrap_or_default();
    let texts: Vec<&str> = reasons.iter().map(|reason| reason.text.as_str()).collect();
    let detail = json!({"tool": request.tool, "host": request.host, "port": request.port, "user": request.user,
                        "consent_by": request.consent_by, "reasons": texts});
    console.store.audit(&AuditEntry {
        at: console.clock.now(),
        ticket: Some(TicketKey::new(account, id)),
        what: what.to_owned(),
        detail: detail.to_string(),
    })?;
    Ok(())
}

fn first_of(reasons: &[Reason]) -> Vec<NoticeView> {
    judged_reasons(reasons.get(..1).unwrap_or_default())
}

fn plain(code: &str, text: &str) -> NoticeView {
    NoticeView { code: code.to_owned(), text: text.to_owned(), clause: String::new(), basis: String::new() }
}
