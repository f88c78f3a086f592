//! Which policy a queue is handled under, and what a portal's words mean: as a form.

use std::collections::BTreeMap;
use std::sync::Arc;

use policy::pack::{Pack, Term};
use policy::ticket::{FieldMap, Mapping, QueueMap};

use crate::connect::guess_policy;
use crate::console::{Account, Console, make_adapter};
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
            let mapping = merge(current(&console, &known), &form);
            console.store.set_mapping(&form.account, &mapping)?;
            match console.store.account(&form.account)? {
                // It can be read again, and synced.
                Some(stored) if known.mapping_lost => console.take_in(stored)?,
                Some(_) | None => console.remap(&form.account, mapping),
            }
            console.reload();
            view(&console, &form.account)
        })
        .await
    }
}

fn view(console: &Console, account: &str) -> Result<MappingView, DeskError> {
    let known = console.account(account).ok_or_else(|| unknown(account))?;
    let mapping = current(console, &known);
    let (severity_field, severity_values) = field(mapping.severity.as_ref());
    let (plan_field, plan_values) = field(mapping.plan.as_ref());
    // Until a new one is saved, what is shown is a suggestion, and no ticket has been judged by it.
    let gaps = if known.mapping_lost { Vec::new() } else { console.gaps(account) }.into_iter();
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
        lost: known.mapping_lost,
    })
}

/// The mapping that is edited; a suggestion where the stored one cannot be read.
fn current(console: &Console, account: &Account) -> Mapping {
    if !account.mapping_lost {
        return account.mapping.clone();
    }
    let base = portal::base_address(&account.address).ok();
    let adapter = base.and_then(|base| make_adapter(&account.kind, &base).ok());
    let mut mapping = adapter.map(|adapter| adapter.suggested_mapping()).unwrap_or_default();
    let packs = console.packs();
    let row =
        |queue: String| QueueMap { policy: guess_policy(&packs, &queue), queue, severity: None, plan: None };
    mapping.queues.splice(0..0, console.queue_names(&account.id).into_iter().map(row));
    mapping
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
