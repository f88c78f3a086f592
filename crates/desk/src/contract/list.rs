//! The list of contracts, and one contract with the source of every value.

use policy::pack::Pack;
use serde_json::Value;
use store::{ContractRow, ValueSource};

use super::change::fields_of;
use super::field::{Field, Kind, fields};
use super::known::Known;
use super::text;
use crate::console::Console;
use crate::view::{ContractField, ContractLine, ContractView, ContractsPage, ContractsRequest, OriginView};
use crate::{Desk, DeskError};

/// Rows that are given at once.
const MOST: u32 = 500;

impl Desk {
    /// A part of the list of contracts: every customer under every policy that it has a contract or a ticket for.
    ///
    /// # Errors
    /// Nothing is open, or the data file cannot be read.
    pub async fn contracts(&self, request: ContractsRequest) -> Result<ContractsPage, DeskError> {
        let console = self.console()?;
        self.off_thread(move || page(&console, &request)).await
    }

    /// One contract with every value.
    ///
    /// # Errors
    /// Nothing is open, there is no such account or policy, or the data file cannot be read.
    pub async fn contract(
        &self,
        account: &str,
        customer: &str,
        policy: &str,
    ) -> Result<ContractView, DeskError> {
        let console = self.console()?;
        let (account, customer, policy) = (account.to_owned(), customer.to_owned(), policy.to_owned());
        self.off_thread(move || view(&console, &account, &customer, &policy)).await
    }
}

/// One contract with every value.
pub(super) fn view(
    console: &Console,
    account: &str,
    customer: &str,
    policy: &str,
) -> Result<ContractView, DeskError> {
    let known = Known::of(console)?;
    if !known.accounts.contains_key(account) {
        let message = format!("There is no account {account}.");
        return Err(DeskError::new("unknown-account", message, "Go back to the list of contracts."));
    }
    let pack = known.packs.get(policy).ok_or_else(|| unknown_policy(&known, policy))?;
    let row = console.contract_row(account, customer, policy);
    let row = row.as_deref();
    let now = row.map(|row| fields_of(&row.record.contract)).unwrap_or_default();
    let told =
        row.and_then(|row| row.told.as_ref()).map(|told| fields_of(&told.contract)).unwrap_or_default();
    let field = |field: &Field| {
        let written = |value: Option<&Value>| text::write(field.kind, value.unwrap_or(&Value::Null));
        let given = row.is_some_and(|row| row.given.contains_key(&field.name));
        ContractField {
            field: field.name.clone(),
            label: field.label.clone(),
            hint: field.kind.hint().to_owned(),
            choices: choices(field.kind, pack),
            is_list: field.kind.is_list(),
            value: written(now.get(&field.name)),
            origin: row.and_then(|row| origin(row, &field.name)),
            given,
            told: told.get(&field.name).filter(|_| given).map(|value| written(Some(value))),
        }
    };
    Ok(ContractView {
        line: line(&known, account, customer, policy, row),
        fields: fields().iter().map(field).collect(),
    })
}

/// Where a value comes from: who gave it, else the portal when it tells one, else nobody.
pub(crate) fn origin(row: &ContractRow, field: &str) -> Option<OriginView> {
    if let Some(given) = row.given.get(field) {
        let (kind, file) = match &given.source {
            ValueSource::User => ("user", ""),
            ValueSource::File(name) => ("file", name.as_str()),
        };
        return Some(OriginView { kind: kind.to_owned(), file: mail::one_line(file), at: Some(given.at.0) });
    }
    let told = row.told.as_ref()?;
    fields_of(&told.contract).contains_key(field).then(|| OriginView {
        kind: "portal".to_owned(),
        file: String::new(),
        at: told.read_at.map(|at| at.0),
    })
}

pub(super) fn unknown_policy(known: &Known, policy: &str) -> DeskError {
    let ids: Vec<&str> = known.packs.iter().map(|pack| pack.id.as_str()).collect();
    let hint = format!("Choose one of: {}.", ids.join(", "));
    DeskError::new("unknown-policy", format!("There is no policy \u{201c}{policy}\u{201d}."), hint)
}

fn page(console: &Console, request: &ContractsRequest) -> Result<ContractsPage, DeskError> {
    let known = Known::of(console)?;
    let rows = known.keys.iter().map(|(account, customer, policy)| {
        let row = console.contract_row(account, customer, policy);
        line(&known, account, customer, policy, row.as_deref())
    });
    let mut rows: Vec<ContractLine> = rows.collect();
    let count = |rows: &[ContractLine]| u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let all = count(&rows);
    let words: Vec<String> = request.filter.split_whitespace().map(str::to_lowercase).collect();
    rows.retain(|row| has_words(row, &words));
    rows.sort_by_cached_key(|row| {
        (row.customer_name.to_lowercase(), row.account.clone(), row.customer.clone(), row.policy.clone())
    });
    let total = count(&rows);
    let part = rows.into_iter().skip(request.offset as usize).take(request.limit.min(MOST) as usize);
    Ok(ContractsPage { total, all, rows: part.collect() })
}

fn has_words(row: &ContractLine, words: &[String]) -> bool {
    let texts = [
        &row.customer_name,
        &row.customer,
        &row.account_name,
        &row.policy,
        &row.policy_title,
        &row.plan,
        &row.payments,
        &row.remote_access,
        &row.ends,
    ];
    words.is_empty() || {
        let texts = texts.map(|text| text.to_lowercase());
        words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
    }
}

fn line(
    known: &Known,
    account: &str,
    customer: &str,
    policy: &str,
    row: Option<&ContractRow>,
) -> ContractLine {
    let pack = known.packs.get(policy);
    let contract = row.map(|row| &row.record.contract);
    let day = |date: Option<chrono::NaiveDate>| date.map_or_else(String::new, |date| date.to_string());
    let plan = contract.and_then(|contract| contract.plan.as_deref()).unwrap_or_default();
    let named = pack.and_then(|pack| pack.plans.iter().find(|term| term.id == plan));
    let word = |value: Option<serde_json::Result<Value>>| {
        value.and_then(Result::ok).as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    ContractLine {
        account: account.to_owned(),
        account_name: known.accounts.get(account).cloned().unwrap_or_else(|| account.to_owned()),
        customer: customer.to_owned(),
        customer_name: known.name(account, customer),
        policy: policy.to_owned(),
        policy_title: pack.map_or_else(|| policy.to_owned(), |pack| pack.title_words()),
        plan: named.map_or_else(|| mail::one_line(plan), |term| term.name.clone()),
        starts: day(contract.and_then(|contract| contract.starts)),
        ends: day(contract.and_then(|contract| contract.ends)),
        payments: word(contract.map(|contract| serde_json::to_value(contract.payments))),
        remote_access: word(contract.map(|contract| serde_json::to_value(contract.remote_access))),
        given: row.map_or(0, |row| u32::try_from(row.given.len()).unwrap_or(u32::MAX)),
        told: row.is_some_and(|row| row.told.is_some()),
    }
}

fn choices(kind: Kind, pack: &Pack) -> Vec<(String, String)> {
    let pair = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    match kind {
        Kind::Plan => pack.plans.iter().map(|plan| pair(&plan.id, &plan.name)).collect(),
        Kind::Payments => vec![pair("current", "Current"), pair("overdue", "Overdue")],
        Kind::RemoteAccess => vec![pair("given", "Given"), pair("impossible", "Impossible")],
        Kind::Date
        | Kind::Count
        | Kind::Mails
        | Kind::Appointments
        | Kind::Targets
        | Kind::Standing
        | Kind::Text
        | Kind::Json => Vec::new(),
    }
}
