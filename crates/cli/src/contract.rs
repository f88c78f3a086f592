//! Contracts on the command line.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use desk::view::{ContractEdit, ContractLine, ContractsRequest, FieldText};
use desk::{Desk, DeskError};

use crate::arguments::{ContractCommand, Customer};
use crate::print;

pub(crate) async fn run(desk: &Desk, command: &ContractCommand, json: bool) -> Result<ExitCode, DeskError> {
    match command {
        ContractCommand::List { filter } => print::contracts(&all(desk, filter).await?, json),
        ContractCommand::Show { customer } => {
            let line = one(desk, customer).await?;
            print::contract(&desk.contract(&line.account, &line.customer, &line.policy).await?, json)
        }
        ContractCommand::Set { customer, values, take_back } => {
            set(desk, customer, values, take_back, json).await
        }
        ContractCommand::Import { file, yes } => import(desk, file, *yes, json).await,
        ContractCommand::Export => {
            let file = desk.export_contracts().await?;
            if json {
                return print::json(&file);
            }
            print::raw(&file.text);
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn set(
    desk: &Desk,
    customer: &Customer,
    values: &[String],
    take_back: &[String],
    json: bool,
) -> Result<ExitCode, DeskError> {
    let mut texts = Vec::new();
    for value in values {
        let (field, text) = value.split_once('=').ok_or_else(|| {
            let message = format!("`{value}` gives no field a value.");
            DeskError::new("bad-value", message, "Write FIELD=VALUE, as in ends=2026-12-31.")
        })?;
        texts.push(FieldText { field: field.trim().to_owned(), text: text.to_owned() });
    }
    let place = match one(desk, customer).await {
        Ok(line) => (line.account, line.customer, line.policy),
        Err(error) => new(desk, customer).await.ok_or(error)?,
    };
    let (account, customer, policy) = place;
    let edit = ContractEdit { account, customer, policy, set: texts, take_back: take_back.to_vec() };
    print::contract_saved(&desk.edit_contract(edit).await?, json)
}

async fn import(desk: &Desk, file: &Path, yes: bool, json: bool) -> Result<ExitCode, DeskError> {
    let text = read(file)?;
    let name = file.file_name().map_or_else(|| "-".to_owned(), |name| name.to_string_lossy().into_owned());
    let preview = desk.preview_contracts(&name, text.clone()).await?;
    let done = if yes { Some(desk.import_contracts(&name, text, &preview.mark).await?) } else { None };
    print::contract_import(&preview, done.as_ref(), json)
}

/// A file, or standard input for `-`.
fn read(file: &Path) -> Result<String, DeskError> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(file).map(|read| bytes = read)
    };
    read.map_err(|error| {
        let message = format!("{} cannot be read: {error}.", file.display());
        DeskError::new("unreadable-file", message, "Give the path of a CSV file.")
    })?;
    String::from_utf8(bytes).map_err(|_| {
        let message = format!("{} is not in UTF-8.", file.display());
        DeskError::new("not-utf8", message, "Save it as \u{201c}CSV UTF-8\u{201d}.")
    })
}

/// All rows that a filter leaves; the desk gives some hundred at once.
async fn all(desk: &Desk, filter: &str) -> Result<Vec<ContractLine>, DeskError> {
    let mut rows = Vec::new();
    loop {
        let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let request = ContractsRequest { filter: filter.to_owned(), offset, limit: 500 };
        let page = desk.contracts(request).await?;
        let is_last =
            page.rows.is_empty() || page.total <= offset + u32::try_from(page.rows.len()).unwrap_or(0);
        rows.extend(page.rows);
        if is_last {
            return Ok(rows);
        }
    }
}

/// Account and identifier of the customer that the arguments name, whatever policies it is under.
pub(crate) async fn customer(desk: &Desk, wanted: &Customer) -> Result<(String, String), DeskError> {
    let mut found = named(desk, wanted).await?;
    found.dedup_by(|a, b| (&a.account, &a.customer) == (&b.account, &b.customer));
    if found.len() > 1 {
        let each: Vec<String> = found.iter().map(|line| format!("--account {}", line.account)).collect();
        let message = format!("There are {} customers called {}.", found.len(), wanted.customer);
        return Err(DeskError::new(
            "several-customers",
            message,
            format!("Add one of: {}; or give the identifier.", each.join("; ")),
        ));
    }
    found.pop().map(|line| (line.account, line.customer)).ok_or_else(|| unknown(wanted))
}

/// The contract that the arguments name, among those that are known.
async fn one(desk: &Desk, wanted: &Customer) -> Result<ContractLine, DeskError> {
    let mut found = named(desk, wanted).await?;
    if found.len() > 1 {
        let each: Vec<String> =
            found.iter().map(|line| format!("--account {} --policy {}", line.account, line.policy)).collect();
        let message = format!("There are {} contracts of {}.", found.len(), wanted.customer);
        return Err(DeskError::new(
            "several-contracts",
            message,
            format!("Add one of: {}.", each.join("; ")),
        ));
    }
    found.pop().ok_or_else(|| unknown(wanted))
}

fn unknown(wanted: &Customer) -> DeskError {
    let message = format!("No ticket and no contract names the customer {}.", wanted.customer);
    let hint = "See `gnomon contract list`; for a new one give its identifier and --policy.";
    DeskError::new("unknown-customer", message, hint)
}

/// The contracts that the arguments fit.
async fn named(desk: &Desk, wanted: &Customer) -> Result<Vec<ContractLine>, DeskError> {
    let fits = |wish: &Option<String>, words: [&str; 2]| {
        wish.as_ref().is_none_or(|wish| words.iter().any(|word| word.eq_ignore_ascii_case(wish)))
    };
    let mut found: Vec<ContractLine> = all(desk, &wanted.customer).await?;
    found.retain(|line| {
        let named =
            line.customer == wanted.customer || line.customer_name.eq_ignore_ascii_case(&wanted.customer);
        named
            && fits(&wanted.policy, [&line.policy, &line.policy_title])
            && fits(&wanted.account, [&line.account, &line.account_name])
    });
    Ok(found)
}

/// A customer that nobody knows yet, when the arguments say enough about it.
async fn new(desk: &Desk, wanted: &Customer) -> Option<(String, String, String)> {
    let policy = wanted.policy.clone()?;
    let accounts = desk.status().await.accounts;
    let account = match &wanted.account {
        Some(word) => accounts.iter().find(|one| one.id == *word || one.name.eq_ignore_ascii_case(word))?,
        None => accounts.first().filter(|_| accounts.len() == 1)?,
    };
    let known = all(desk, &wanted.customer).await.ok()?;
    let is_known = known.iter().any(|line| line.customer == wanted.customer && line.policy == policy);
    (!is_known).then(|| (account.id.clone(), wanted.customer.clone(), policy))
}
