//! Checking a proof that somebody else wrote.

use policy::engine::assess;
use policy::facts::Facts;
use policy::pack::{Collected, Pack, PackText};

use super::make::{counted, until};
use super::{FORMAT, Header, Proof, VERSION, sha256};
use crate::view::{Check, Checked, VerifyView};
use crate::{Desk, DeskError};

impl Desk {
    /// Checks the text of a proof. With `online`, the ticket is read from its portal again, which needs an account
    /// there.
    ///
    /// # Errors
    /// The text is no proof at all.
    pub async fn verify(&self, text: &str, online: bool) -> Result<VerifyView, DeskError> {
        let (header, body) = parted(text)?;
        let intact = header.sha256 == sha256(body);
        let proof = match serde_json::from_str::<Proof>(body) {
            Ok(proof) => proof,
            Err(_) if !intact => return Ok(VerifyView::broken()),
            Err(error) => return Err(no_proof(&format!("its content cannot be read: {error}"))),
        };
        let recomputed = recompute(&self.inner().policies.in_force().collected, &proof);
        let portal = if online { self.compare(&proof).await } else { not_asked() };
        Ok(VerifyView {
            number: mail::one_line(&proof.number),
            portal_address: mail::one_line(&proof.portal.address),
            as_of: proof.as_of.0,
            checks: [integrity(intact), recomputed, portal].map(harmless).into(),
            caveat: CAVEAT.to_owned(),
        })
    }

    async fn compare(&self, proof: &Proof) -> Check {
        let name = "portal".to_owned();
        match self.refetch(&proof.portal, &proof.ticket).await {
            Err(error) => Check {
                name,
                result: Checked::NotPossible,
                text: format!("The portal could not be asked. {} {}", error.message, error.hint),
            },
            Ok(None) => Check {
                name,
                result: Checked::Different,
                text: "The portal shows no such ticket to this account.".to_owned(),
            },
            Ok(Some(ticket)) => {
                let packs = self.inner().policies.packs();
                let (facts, _) = proof.mapping.facts(&ticket, &ticket.id, proof.contract.as_ref(), &*packs);
                let facts = facts.map(|facts| until(facts, proof.as_of));
                let (result, text) = differences(&proof.facts, facts.as_ref());
                Check { name, result, text }
            }
        }
    }
}

/// A proof comes from anybody, and a check may quote it: nothing in it may speak to a terminal.
fn harmless(check: Check) -> Check {
    Check { text: mail::one_line(&check.text), ..check }
}

const CAVEAT: &str = "The file is not signed. The checks show that it was not changed since it was written and that the \
                      answer follows from what it says; they do not show who wrote it.";

impl VerifyView {
    /// A file that was changed so much that it cannot be read any more.
    fn broken() -> Self {
        let checks = vec![integrity(false)];
        Self {
            number: String::new(),
            portal_address: String::new(),
            as_of: 0,
            checks,
            caveat: CAVEAT.to_owned(),
        }
    }
}

fn parted(text: &str) -> Result<(Header, &str), DeskError> {
    let (first, body) = text.split_once('\n').ok_or_else(|| no_proof("it has one line only"))?;
    let header: Header =
        serde_json::from_str(first).map_err(|_| no_proof("its first line names no proof"))?;
    if header.format != FORMAT {
        return Err(no_proof("its first line names another format"));
    }
    if header.version != VERSION {
        let message =
            format!("The proof has version {}, and this program reads version {VERSION}.", header.version);
        return Err(DeskError::new("newer-proof", message, "Use a newer version of Gnomon."));
    }
    Ok((header, body))
}

fn integrity(intact: bool) -> Check {
    let (result, text) = if intact {
        (Checked::Same, "Every byte is as it was written.")
    } else {
        (Checked::Different, "The file was changed after it was written: its checksum does not fit.")
    };
    Check { name: "integrity".to_owned(), result, text: text.to_owned() }
}

fn recompute(collected: &Collected, proof: &Proof) -> Check {
    let name = "recomputed".to_owned();
    let pack = match pack(collected, proof) {
        Ok(pack) => pack,
        Err(why) => return Check { name, result: Checked::NotPossible, text: why },
    };
    let standing = match assess(&pack, &proof.facts, proof.as_of) {
        Ok(standing) => standing,
        Err(error) => {
            let text = format!("The events in the file cannot be judged: {error}.");
            return Check { name, result: Checked::Different, text };
        }
    };
    let answer = standing.answer(&proof.facts.id, &pack, proof.as_of, None);
    let same = answer == proof.answer && counted(&standing, &pack, proof.as_of) == proof.counted;
    let zones = chrono_tz::IANA_TZDB_VERSION;
    let with = if proof.zones == zones {
        format!("the same policy text and time-zone data {zones}")
    } else {
        format!("the same policy text, and time-zone data {zones} instead of {}", proof.zones)
    };
    let (result, text) = if same {
        (Checked::Same, format!("Worked out again with {with}: the same answer."))
    } else {
        (Checked::Different, format!("Worked out again with {with}: another answer."))
    };
    Check { name, result, text }
}

/// The policy as the writer had it: the pack of the same text here, with the override that the file carries.
fn pack(collected: &Collected, proof: &Proof) -> Result<Pack, String> {
    let policy = &proof.policy;
    let (text, _) =
        collected.texts.get(&policy.id).ok_or_else(|| format!("The policy `{}` is not here.", policy.id))?;
    if sha256(&text.text) != policy.sha256 {
        return Err(format!("The policy `{}` here has another text than the writer's.", policy.id));
    }
    let parsed = match &policy.on_top {
        Some(over) if policy.on_top_sha256.as_deref() != Some(&sha256(over)) => {
            return Err("The override in the file does not fit its own checksum.".to_owned());
        }
        Some(over) => {
            let over = PackText { name: "the proof's override".to_owned(), text: over.clone() };
            Pack::parse_with_override(&text.text, &text.name, &over.text, &over.name)
        }
        None => Pack::parse(&text.text, &text.name),
    };
    parsed.map_err(|errors| {
        let first = errors.first().map_or_else(String::new, ToString::to_string);
        format!("The policy in the file cannot be used: {first}")
    })
}

fn not_asked() -> Check {
    Check {
        name: "portal".to_owned(),
        result: Checked::NotDone,
        text: "The portal was not asked whether its events are these.".to_owned(),
    }
}

/// Compares what the portal says now of the time until then.
fn differences(written: &Facts, read: Option<&Facts>) -> (Checked, String) {
    let Some(read) = read else {
        return (
            Checked::Different,
            "The portal's ticket is under no policy by the file's mapping.".to_owned(),
        );
    };
    let mut missing = written.events.iter().filter(|event| !read.events.contains(event)).count();
    let new = read.events.iter().filter(|event| !written.events.contains(event)).count();
    let terms = |facts: &Facts| (facts.severity.clone(), facts.classification.clone(), facts.channel.clone());
    missing += usize::from(terms(written) != terms(read));
    if missing == 0 && new == 0 {
        let text = format!("Read again from the portal: the same {} events.", written.events.len());
        return (Checked::Same, text);
    }
    let text = format!(
        "Read again from the portal: {missing} of the file's events or terms are not there, {new} are there and not in the \
         file."
    );
    (Checked::Different, text)
}

fn no_proof(why: &str) -> DeskError {
    let message = format!("This is no proof of Gnomon: {why}.");
    DeskError::new("no-proof", message, "Choose a file that `gnomon prove` or the window has written.")
}
