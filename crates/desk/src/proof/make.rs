//! Writing a proof.

use calendar::Moment;
use policy::engine::{ClockReading, Standing, assess};
use policy::facts::Facts;
use policy::pack::{Collected, Pack};

use super::{Counted, FORMAT, Header, Policy, Portal, Proof, VERSION, sha256};
use crate::console::Console;
use crate::view::ProofView;
use crate::{Desk, DeskError, downloads};

impl Desk {
    /// A proof of one ticket as of now, as the text of a file.
    ///
    /// # Errors
    /// No such ticket, or none under a policy.
    pub async fn prove(&self, key: &str) -> Result<ProofView, DeskError> {
        let (console, key) = (self.console()?, key.to_owned());
        self.off_thread(move || {
            let proof = proof(&console, &key)?;
            Ok(ProofView { name: file_name(&proof.number), text: written(&proof)? })
        })
        .await
    }

    /// Writes a proof into the user's folder for downloads and answers where it is. Never writes over a file that is
    /// there.
    ///
    /// # Errors
    /// As [`Desk::prove`]; there is no such folder, or the file cannot be written.
    pub async fn save_proof(&self, key: &str) -> Result<String, DeskError> {
        let ProofView { name, text } = self.prove(key).await?;
        let instead = "Write it with `gnomon prove` into a folder of your own.";
        self.off_thread(move || Ok(downloads::save(&name, &text, instead)?.display().to_string())).await
    }
}

/// Puts the first line, with the checksum, before a body.
#[must_use]
pub fn seal_proof(body: &str) -> String {
    let header = Header { format: FORMAT.to_owned(), version: VERSION, sha256: sha256(body) };
    // Words and a number: writing them cannot fail.
    format!("{}\n{body}", serde_json::to_string(&header).unwrap_or_default())
}

fn proof(console: &Console, key: &str) -> Result<Proof, DeskError> {
    let (account, ticket) = console.ticket(key)?;
    let known = console.account(&account).ok_or_else(no_policy)?;
    let contract = console.contract(&account, &ticket, &known.mapping);
    let in_force = console.policies.in_force();
    let (facts, _) = known.mapping.facts(&ticket, &ticket.id, contract.as_ref(), &*in_force.packs);
    let facts = facts.ok_or_else(no_policy)?;
    let pack = in_force.packs.get(&facts.policy).ok_or_else(no_policy)?;
    let as_of = console.at(&account).portal_now();
    let facts = until(facts, as_of);
    let standing = assess(pack, &facts, as_of)
        .map_err(|error| DeskError::new("no-answer", error.to_string(), "Look at the ticket's notices."))?;
    Ok(Proof {
        program: format!("gnomon {}", env!("CARGO_PKG_VERSION")),
        zones: chrono_tz::IANA_TZDB_VERSION.to_owned(),
        portal: Portal { kind: known.kind.clone(), address: console.address(&account).unwrap_or_default() },
        number: ticket.number.clone(),
        ticket: ticket.id.clone(),
        as_of,
        policy: policy(&in_force.collected, &pack.id),
        mapping: known.mapping,
        contract,
        answer: standing.answer(&facts.id, pack, as_of, None),
        counted: counted(&standing, pack, as_of),
        facts,
    })
}

/// The facts as they were known at an instant: later events would tell the reader more than the answer rests on.
pub(super) fn until(mut facts: Facts, as_of: Moment) -> Facts {
    facts.events.retain(|event| event.at <= as_of);
    facts
}

/// When each clock counted, as of an instant.
pub(super) fn counted(standing: &Standing, pack: &Pack, as_of: Moment) -> Vec<Counted> {
    standing
        .clocks(pack, as_of)
        .map(|reading| Counted { clock: reading.clock().name.clone(), spans: spans(&reading, as_of) })
        .collect()
}

fn spans(reading: &ClockReading<'_>, as_of: Moment) -> Vec<(Moment, Moment)> {
    let Some(start) = reading.started_at() else { return Vec::new() };
    let end = reading.met_at().unwrap_or(as_of).max(start);
    let mut spans = Vec::new();
    for open in reading.hours().open_spans(start, end) {
        let mut from = open.from.max(start);
        let to = open.to.min(end);
        for pause in reading.pauses() {
            if pause.to <= from || pause.from >= to {
                continue;
            }
            if pause.from > from {
                spans.push((from, pause.from));
            }
            from = from.max(pause.to);
        }
        if from < to {
            spans.push((from, to));
        }
    }
    spans
}

fn policy(collected: &Collected, id: &str) -> Policy {
    let (text, over) =
        collected.texts.get(id).map_or(("", None), |(pack, over)| (&*pack.text, over.as_ref()));
    Policy {
        id: id.to_owned(),
        sha256: sha256(text),
        on_top: over.map(|over| over.text.clone()),
        on_top_sha256: over.map(|over| sha256(&over.text)),
    }
}

fn written(proof: &Proof) -> Result<String, DeskError> {
    let not_written = |error: serde_json::Error| {
        DeskError::new("not-written", format!("The proof cannot be written: {error}."), "Please report this.")
    };
    Ok(seal_proof(&(serde_json::to_string_pretty(proof).map_err(not_written)? + "\n")))
}

/// A ticket's number is hostile: only letters, digits and hyphens of it go into a name.
fn file_name(number: &str) -> String {
    let plain: String = number.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    format!("gnomon-proof-{}.txt", if plain.is_empty() { "ticket" } else { &plain })
}

fn no_policy() -> DeskError {
    let message = "This ticket is under no policy, so there is nothing to prove.";
    DeskError::new(
        "no-policy",
        message,
        "Choose a policy for its queue in the settings under Policies and words.",
    )
}
