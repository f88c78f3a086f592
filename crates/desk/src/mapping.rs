//! Which policy a queue is handled under, and what a portal's words mean: as a form.

use std::collections::BTreeMap;
use std::sync::Arc;

use policy::pack::{Pack, Term};
use policy::ticket::{FieldMap, Mapping, QueueMap};

use crate::console::Console;
use crate::show::gap_text;
use crate::view::{GapView, MappingView, PackView, QueueMapView, WordView};
use crate::{Desk, DeskError};

impl Desk {
    /// The mapping of an account.
    ///
    /// # Errors
    /// Nothing is open, or there is no such account.
    pub async fn mapping(&self, account: &str) -> Result<MappingView, DeskError> {
        let (console, account) = (self.console()?, account.to_owned());
        self.off_thread(move || view(&console, &account)).await
    }

    /// Keeps a mapping and judges all tickets of its account anew. No sync is needed.
    ///
    /// # Errors
    /// There is no such account, or the data file cannot be written.
    pub async fn save_mapping(&self, form: MappingView) -> Result<MappingView, DeskError> {
        let console = self.console()?;
        self.off_thread(move || {
            let known = console.account(&form.account).ok_or_else(|| unknown(&form.account))?;
            let mapping = merge(known.mapping, &form);
            console.store.set_mapping(&form.account, &mapping)?;
            console.remap(&form.account, mapping);
            console.reload()?;
            view(&console, &form.account)
        })
        .await
    }
}

fn view(console: &Console, account: &str) -> Result<MappingView, DeskError> {
    let mapping = console.account(account).ok_or_else(|| unknown(account))?.mapping;
    let (severity_field, severity_values) = field(mapping.severity.as_ref());
    let (plan_field, plan_values) = field(mapping.plan.as_ref());
    let gaps = console.gaps(account).into_iter();
    Ok(MappingView {
        account: account.to_owned(),
        queues: mapping.queues.iter().map(queue).collect(),
        severity_field,
        severity_values,
        plan_field,
        plan_values,
        statuses: words(&mapping.statuses),
        fields: console.field_names(account),
        packs: console.packs().iter().map(pack).collect(),
        gaps: gaps.map(|(gap, tickets)| GapView { text: gap_text(&gap), tickets }).collect(),
    })
}

/// The form edits a part of a mapping; the rest stays.
fn merge(mapping: Mapping, form: &MappingView) -> Mapping {
    let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let queues = form.queues.iter().map(|row| QueueMap {
        queue: row.queue.clone(),
        policy: given(&row.policy),
        severity: given(&row.severity),
        plan: given(&row.plan),
    });
    let table = |words: &[WordView]| -> BTreeMap<String, String> {
        words.iter().filter_map(|word| Some((given(&word.from)?, given(&word.to)?))).collect()
    };
    let field =
        |name: &str, words: &[WordView]| given(name).map(|field| FieldMap { field, values: table(words) });
    Mapping {
        queues: queues.collect(),
        severity: field(&form.severity_field, &form.severity_values),
        plan: field(&form.plan_field, &form.plan_values),
        statuses: table(&form.statuses),
        ..mapping
    }
}

fn queue(row: &QueueMap) -> QueueMapView {
    QueueMapView {
        queue: row.queue.clone(),
        policy: row.policy.clone().unwrap_or_default(),
        severity: row.severity.clone().unwrap_or_default(),
        plan: row.plan.clone().unwrap_or_default(),
    }
}

fn field(map: Option<&FieldMap>) -> (String, Vec<WordView>) {
    map.map_or_else(Default::default, |map| (map.field.clone(), words(&map.values)))
}

fn words(table: &BTreeMap<String, String>) -> Vec<WordView> {
    table.iter().map(|(from, to)| WordView { from: from.clone(), to: to.clone() }).collect()
}

fn pack(pack: &Arc<Pack>) -> PackView {
    let terms = |terms: &[Term]| terms.iter().map(|term| (term.id.clone(), term.name.clone())).collect();
    PackView {
        id: pack.id.clone(),
        title: pack.title_words(),
        severities: terms(&pack.severities),
        plans: terms(&pack.plans),
    }
}

fn unknown(account: &str) -> DeskError {
    DeskError::new("unknown-account", format!("There is no account {account}."), "Go back to the accounts.")
}
