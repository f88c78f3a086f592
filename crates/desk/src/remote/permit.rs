//! What was said and agreed before a session: consents and checks from the data file, the rest from the wish.

use calendar::Moment;
use launch::Target;
use policy::engine::Standing;
use policy::pack::{Pack, Requirement};
use policy::remote::{Acceptance, Against, Check, Consent, Override, RemoteAsk, Scope, announcement};
use store::{ConsentRow, TicketKey};

use crate::DeskError;
use crate::console::Console;
use crate::remote::lead::Leading;
use crate::show::basis_word;
use crate::view::{
    AfterHoursView, CheckState, CheckView, ConsentView, OverruleView, PermitView, RemoteRequest,
};

/// Everything that a decision about a wish rests on, besides the policy.
pub(super) struct Permit {
    pub ask: RemoteAsk,
    place: Place,
    consent: Option<ConsentRow>,
    leading: Leading,
    now: Moment,
}

impl Permit {
    /// Reads what is known of a wish.
    pub(super) fn read(
        console: &Console,
        request: &RemoteRequest,
        target: Option<&Target>,
        now: Moment,
    ) -> Result<Self, DeskError> {
        let place = Place {
            key: request.key.clone(),
            tool: request.tool.clone(),
            address: target.map_or_else(|| request.host.clone(), Target::address),
            machine: target.map_or_else(|| request.host.clone(), Target::machine),
        };
        let (account, id) = request.key.split_once('/').unwrap_or_default();
        let ticket = TicketKey::new(account, id);
        let leading = Leading::read(console, account)?;
        let consent = chosen(console.store.consents(&ticket)?, &place, now);
        let checks = console.store.checks(&ticket)?.into_iter().map(|row| Check {
            requirement: row.requirement,
            by: row.by,
            at: row.at,
            waived: row.waived,
        });
        let reason = request.override_reason.trim();
        let accepted_by = request.accepted_by.trim();
        let ask = RemoteAsk {
            tool: request.tool.clone(),
            host: place.address.clone(),
            ticket: request.key.clone(),
            consent: consent.as_ref().map(|row| place.meant(row)),
            checks: checks.collect(),
            accepted: (!accepted_by.is_empty()).then(|| Acceptance {
                by: accepted_by.to_owned(),
                at: now,
                words: request.accepted_words.clone(),
            }),
            overrule: leading.lead.clone().filter(|_| !reason.is_empty()).map(|lead| Override {
                lead,
                reason: reason.to_owned(),
                at: now,
            }),
        };
        Ok(Self { ask, place, consent, leading, now })
    }

    /// As the window shows it. `against` is what stands against the session.
    pub(super) fn view(&self, standing: &Standing, pack: &Pack, against: &[Against]) -> PermitView {
        let announced = announcement(standing, pack, self.now);
        PermitView {
            consent: self.consent.as_ref().map(|row| self.consent_view(row)),
            checks: pack.remote.requires.iter().map(|row| self.check_view(row)).collect(),
            after_hours: announced.map(|announced| AfterHoursView {
                words: announced.words(),
                clause: announced.source.clause.clone(),
                basis: basis_word(announced.source.basis).to_owned(),
                note: announced.source.note.clone(),
            }),
            overrule: OverruleView {
                // What is overruled already does not stand against the session any more.
                possible: self.ask.overrule.is_some()
                    || against.iter().any(|one| one.missing.can_be_overruled()),
                is_lead: self.leading.lead.is_some(),
                who: self.leading.words(),
            },
            can_ask: !against.is_empty(),
        }
    }

    /// How the person of the consent agreed; may be empty.
    pub(super) fn how(&self) -> &str {
        self.consent.as_ref().map_or("", |row| row.consent.how.as_str())
    }

    fn consent_view(&self, row: &ConsentRow) -> ConsentView {
        let consent = self.place.meant(row);
        let holds = consent.holds(self.now);
        let covers = self.place.is_covered(&consent);
        ConsentView {
            id: u32::try_from(row.number).unwrap_or(u32::MAX),
            by: consent.by,
            how: row.consent.how.clone(),
            at: consent.at.0,
            until: consent.until.0,
            tool: consent.scope.tool.unwrap_or_default(),
            host: row.consent.host.clone().unwrap_or_default(),
            revoked: consent.revoked.map(|at| at.0),
            counts: holds && covers,
            holds,
        }
    }

    fn check_view(&self, row: &Requirement) -> CheckView {
        let said = self.ask.checks.iter().find(|check| check.requirement == row.id);
        let waived = said.and_then(|check| check.waived.as_deref());
        let state = match (row.met_by_consent, said, waived) {
            (true, ..) => CheckState::ByConsent,
            (false, None, _) => CheckState::Open,
            (false, Some(_), None) => CheckState::Met,
            (false, Some(_), Some(_)) => CheckState::Waived,
        };
        CheckView {
            requirement: row.id.clone(),
            text: row.text.clone(),
            clause: row.source.clause.clone(),
            basis: basis_word(row.source.basis).to_owned(),
            state,
            by: said.map_or_else(String::new, |check| check.by.clone()),
            why: waived.unwrap_or_default().to_owned(),
            at: said.map(|check| check.at.0),
        }
    }
}

/// Where a session is to go.
struct Place {
    /// The ticket.
    key: String,
    tool: String,
    /// Host, ID or link, in the launcher's own form.
    address: String,
    /// What identifies the other side over time: of a link only its host.
    machine: String,
}

impl Place {
    /// A consent as the policy reads it. One for this machine is one for each link to it.
    fn meant(&self, row: &ConsentRow) -> Consent {
        let kept = &row.consent;
        let is_here = |host: &String| host.trim().eq_ignore_ascii_case(&self.machine);
        let host =
            kept.host.as_ref().map(|host| if is_here(host) { self.address.clone() } else { host.clone() });
        let scope = Scope { ticket: self.key.clone(), tool: kept.tool.clone(), host };
        Consent { by: kept.by.clone(), at: kept.at, until: kept.until, scope, revoked: row.revoked }
    }

    fn is_covered(&self, consent: &Consent) -> bool {
        consent.scope.covers(&self.key, &self.tool, &self.address)
    }
}

/// The consent that counts for a wish; else the newest one that holds, else the newest of all.
fn chosen(rows: Vec<ConsentRow>, place: &Place, now: Moment) -> Option<ConsentRow> {
    let rank = |row: &ConsentRow| {
        let consent = place.meant(row);
        let holds = consent.holds(now);
        (holds && place.is_covered(&consent), holds)
    };
    // The newest comes first, and the last of equals would be taken.
    rows.into_iter().rev().max_by_key(rank)
}
