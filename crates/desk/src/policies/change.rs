//! Changing a policy: a try first, then an override that is kept.

use std::sync::Arc;

use policy::pack::{Change, PackError, PackText, Packs, change_override};

use super::Policies;
use crate::view::{PolicyChange, PolicyPreview, PolicyView};
use crate::whatif::{self, World};
use crate::{Desk, DeskError};

impl Desk {
    /// What changes to a policy would do to the queue. Nothing is changed.
    ///
    /// # Errors
    /// The stored tickets cannot be read. What is wrong with the changes is in the answer.
    pub async fn preview_policy(
        &self,
        id: &str,
        changes: Vec<PolicyChange>,
    ) -> Result<PolicyPreview, DeskError> {
        let (policies, console, id) = (self.inner().policies.clone(), self.try_console(), id.to_owned());
        self.off_thread(move || {
            let packs = match tried(&policies, &id, &changes) {
                Ok((packs, _)) => packs,
                Err(errors) => {
                    let errors = errors.iter().map(DeskError::view).collect();
                    return Ok(PolicyPreview { errors, effect: None });
                }
            };
            let world = World { policy: id, ..World::under(Arc::new(packs)) };
            let effect = console.map(|console| whatif::effect(&console, &world)).transpose()?;
            Ok(PolicyPreview { errors: Vec::new(), effect })
        })
        .await
    }

    /// Keeps changes to a policy as the user's override, and judges all tickets anew.
    ///
    /// # Errors
    /// A value that the policy cannot have: the first mistake. The override cannot be written.
    pub async fn change_policy(&self, id: &str, changes: Vec<PolicyChange>) -> Result<PolicyView, DeskError> {
        let (policies, console, id) = (self.inner().policies.clone(), self.try_console(), id.to_owned());
        self.off_thread(move || {
            let text = match tried(&policies, &id, &changes) {
                Ok((_, text)) => text,
                Err(mut errors) => return Err(errors.swap_remove(0)),
            };
            policies.keep(&id, &text)?;
            if let Some(console) = console {
                console.rejudge();
            }
            let in_force = policies.in_force();
            let pack = in_force.packs.get(&id).ok_or_else(|| unknown(&id))?;
            Ok(super::browse::view(pack, &in_force.collected))
        })
        .await
    }
}

/// The packs with the changes made, and the text of the override that makes them. There is at least one error.
pub(crate) fn tried(
    policies: &Policies,
    id: &str,
    changes: &[PolicyChange],
) -> Result<(Packs, String), Vec<DeskError>> {
    let collected = policies.in_force().collected;
    let (pack, _) = collected.texts.get(id).ok_or_else(|| vec![unknown(id)])?;
    let kept = policies.override_of(id);
    let changes: Vec<Change> = changes
        .iter()
        .map(|PolicyChange { path, key, value }| Change {
            path: path.clone(),
            key: key.clone(),
            value: value.clone(),
        })
        .collect();
    let text = change_override(id, &pack.text, &kept.text, &changes).map_err(|error| {
        vec![DeskError::new("bad-change", error.to_string(), "Mend the value, then try again.")]
    })?;
    let over = PackText { name: kept.name, text: text.clone() };
    let packs = collected
        .with_override(id, (!text.is_empty()).then_some(&over))
        .map_err(|errors| errors.iter().map(mistake).collect::<Vec<_>>())?;
    Ok((packs, text))
}

/// Lines and columns mean nothing to somebody who changed a field of a form.
fn mistake(error: &PackError) -> DeskError {
    DeskError::new("bad-change", error.message.clone(), error.hint.clone())
}

fn unknown(id: &str) -> DeskError {
    DeskError::new(
        "unknown-policy",
        format!("There is no policy `{id}`."),
        "Go back to the list of policies.",
    )
}
