//! Remote sessions: may one be started, and starting it.

mod consent;
mod ended;
mod lead;
mod mail;
mod permit;
mod refused;
#[cfg(test)]
mod tests;

use std::time::Duration;

use calendar::Moment;
use launch::{Outcome, Target, Tool, Typed};
use policy::answer::Reason;
use policy::remote::{
    Acceptance, Check, Consent, Decision, Grant, RemoteAsk, Scope, announcement, decide_remote,
};
use serde_json::json;
use store::{AuditEntry, TicketKey};

pub(crate) use consent::note;

use crate::console::Console;
use crate::hosts::{self, HostCheck};
use crate::live::{Entry, Judged};
use crate::logbook;
use crate::show::{basis_word, judged_reasons};
use crate::view::{NoticeView, RemoteDecision, RemoteRequest, RemoteView};
use crate::{Desk, DeskError};
use ended::Started;
use permit::Permit;
use refused::{plain, reasons_against, refused};

impl Desk {
    /// Whether a session may be started, and the exact command that would be run.
    ///
    /// # Errors
    /// No such ticket. A refusal is no error: it is in the decision, with its reasons.
    pub async fn remote_check(&self, request: RemoteRequest) -> Result<RemoteDecision, DeskError> {
        let console = self.console()?;
        self.off_thread(move || Ok(decide(&console, &request)?.shown)).await
    }

    /// Decides anew and, when allowed, starts the session. The decision is written to the audit log, and the session to
    /// the log of sessions before its program is started. An override is noted in the ticket first.
    ///
    /// # Errors
    /// The program is missing or cannot be started, a log or the note cannot be written: then nothing is started.
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

/// What the ticket pane says before anybody asks: which tools, and what the policy has against them.
pub(crate) fn remote_view(entry: &Entry, now: Moment) -> RemoteView {
    let Some(Judged { pack, standing }) = &entry.judged else {
        return RemoteView { tools: Vec::new(), requires: Vec::new() };
    };
    let by = || "somebody".to_owned();
    let tools = hosts::tools(pack, |tool| {
        // Host, consent and what the customer confirms are asked for in the dialog; here only the policy speaks.
        let scope = Scope { ticket: entry.key().to_owned(), tool: None, host: None };
        let check = |id: &String| Check { requirement: id.clone(), by: by(), at: now, waived: None };
        let ask = RemoteAsk {
            tool: tool.to_owned(),
            host: "host".to_owned(),
            ticket: entry.key().to_owned(),
            consent: Some(Consent { by: by(), at: now, until: now.plus(1), scope, revoked: None }),
            checks: pack.remote.requires.iter().map(|row| check(&row.id)).collect(),
            accepted: announcement(standing, pack, now).map(|announced| Acceptance {
                by: by(),
                at: now,
                words: announced.words(),
            }),
            overrule: None,
        };
        match decide_remote(&ask, standing, pack, now) {
            Decision::Allow(grant) => (true, first_of(grant.reasons())),
            Decision::Deny(against) => (false, reasons_against(&against)),
        }
    });
    let requires = pack.remote.requires.iter().map(|row| NoticeView {
        code: row.id.clone(),
        text: row.text.clone(),
        clause: row.source.clause.clone(),
        basis: basis_word(row.source.basis).to_owned(),
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
    begun: logbook::Begun,
}

fn decide(console: &Console, request: &RemoteRequest) -> Result<Decided, DeskError> {
    let (account, ticket) = console.ticket(&request.key)?;
    let Some(Judged { pack, standing }) = console.judge(&account, &ticket).and_then(|entry| entry.judged)
    else {
        return Ok(refused::without_policy());
    };
    let now = console.clock.now();
    let typed =
        Typed { address: &request.host, port: &request.port, user: &request.user, jump: &request.jump };
    let target = Tool::named(&request.tool).map(|tool| Target::read(tool, &typed)).transpose();
    let permit = Permit::read(console, request, target.as_ref().ok().and_then(Option::as_ref), now)?;
    let grant = match decide_remote(&permit.ask, &standing, &pack, now) {
        Decision::Allow(grant) => grant,
        Decision::Deny(against) => {
            let mut reasons = reasons_against(&against);
            // That no host is named is said already.
            let bad = target.err().filter(|_| !request.host.trim().is_empty());
            reasons.extend(bad.map(|error| plain("bad-target", &error.to_string())));
            return Ok(refused(reasons, permit.view(&standing, &pack, &against)));
        }
    };
    let view = permit.view(&standing, &pack, grant.overruled());
    let target = match target {
        Ok(Some(target)) => target,
        Ok(None) => return Ok(refused(vec![hosts::cannot_start(&request.tool)], view)),
        Err(error) => return Ok(refused(vec![plain("bad-target", &error.to_string())], view)),
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
                permit: view,
            };
            let begun = logbook::Begun {
                number: ticket.number.clone(),
                customer: ticket.customer.as_ref().map_or_else(String::new, |customer| customer.name.clone()),
                policy: pack.id.clone(),
                tool: target.tool().id().to_owned(),
                target: target_words(&target),
                engineer: console.account(&account).map(|account| account.user).unwrap_or_default(),
                consent: grant.consent().clone(),
                how: permit.how().to_owned(),
                checks: permit.ask.checks.clone(),
                accepted: permit.ask.accepted.clone(),
                overruled: logbook::Overruled::of(&grant),
                reasons: grant.reasons().to_vec(),
            };
            Ok(Decided { shown, wanted: Some(Wanted { grant, target, check, begun }) })
        }
        Err(error) => Ok(refused(vec![plain(error.code(), &format!("{error} {}", error.hint()))], view)),
    }
}

fn not_confirmed(check: &HostCheck) -> DeskError {
    let message = format!("Not confirmed yet: {}.", check.confirm);
    DeskError::new("not-confirmed", message, "Read what stands against it, confirm it, and start it again.")
}

/// Writes the session of a grant down, starts it and gives its number in the log. Its end is recorded and told.
fn launch_session(
    desk: &Desk,
    console: &Console,
    request: &RemoteRequest,
    Wanted { grant, target, check, begun }: Wanted,
) -> Result<u32, DeskError> {
    if let Some(overruled) = &begun.overruled {
        note(console, &request.key, &overruled.note(&begun))?;
    }
    let (number, started) = logbook::begin(console, &request.key, &begun)?;
    let session = u32::try_from(number).unwrap_or(u32::MAX);
    // The data file is not kept open for the session: it may be locked, and open again at its end.
    let runs = Started { desk: desk.clone(), number, at: started };
    let ended = {
        let (request, target) = (request.clone(), target.clone());
        move |outcome: Outcome| runs.ended(outcome, request, &target)
    };
    let reporter = desk.inner().options.reporter.as_deref();
    let pace = (&desk.inner().sessions.pace, Duration::from_millis(console.clock.mono_ms()));
    launch::start(grant, &target, console.clock.now(), pace, reporter, ended).map_err(|error| {
        logbook::not_started(console, (number, started), &error.to_string());
        DeskError::new(error.code(), error.to_string(), error.hint())
    })?;
    if let Some(entry) = check.entry
        && let Err(error) = console.store.host_started(entry, console.clock.now())
    {
        // The session runs, so this is no reason to say that it does not.
        tracing::warn!("the host book could not be brought up to date: {error}");
    }
    Ok(session)
}

/// Where a session goes, as in `root@db1:2222`; of a page only its host, since the link may open a session by itself.
fn target_words(target: &Target) -> String {
    let machine = target.machine();
    let Some(host) = target.host() else { return machine };
    let user = host.user.as_ref().map(|user| format!("{user}@")).unwrap_or_default();
    let port = host.port.map(|port| format!(":{}", port.number())).unwrap_or_default();
    format!("{user}{machine}{port}")
}

fn record(
    console: &Console,
    request: &RemoteRequest,
    what: &str,
    reasons: &[NoticeView],
) -> Result<(), DeskError> {
    console.store.audit(&entry(request, what, reasons, console.clock.now()))?;
    Ok(())
}

/// A line of the audit log.
fn entry(request: &RemoteRequest, what: &str, reasons: &[NoticeView], at: Moment) -> AuditEntry {
    let (account, id) = request.key.split_once('/').unwrap_or_default();
    let texts: Vec<&str> = reasons.iter().map(|reason| reason.text.as_str()).collect();
    let detail = json!({"tool": request.tool, "host": request.host, "port": request.port, "user": request.user,
                        "accepted_by": request.accepted_by, "override": request.override_reason, "reasons": texts});
    let ticket = Some(TicketKey::new(account, id));
    AuditEntry { at, ticket, what: what.to_owned(), detail: detail.to_string() }
}

fn first_of(reasons: &[Reason]) -> Vec<NoticeView> {
    judged_reasons(reasons.get(..1).unwrap_or_default())
}
