//! One line of a file: which contract it is about, and what it changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use policy::pack::Pack;
use store::ContractChange;

use super::change::{Blank, Place, plan};
use super::check::Mistake;
use super::field::{Field, find};
use super::known::Known;
use super::sheet::{Line, Sheet, plain_name};
use crate::DeskError;
use crate::console::Console;
use crate::view::ImportLine;

/// The columns that name the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Account,
    Customer,
    CustomerName,
    Policy,
    Field(&'static Field),
}

/// Reads lines against what is known.
pub(super) struct Reader<'a> {
    pub console: &'a Console,
    pub known: &'a Known,
    /// Customers by name in lower case.
    pub by_name: BTreeMap<String, Vec<(&'a str, &'a str)>>,
    pub columns: Vec<Option<Column>>,
}

/// The contract that a line is about.
struct Subject {
    account: String,
    customer: String,
    pack: Arc<Pack>,
}

impl Reader<'_> {
    /// What a line says, and the changes that it makes. `seen` has the contracts of the lines before it.
    pub(super) fn read(
        &self,
        line: &Line,
        seen: &mut BTreeMap<(String, String, String), u32>,
    ) -> (ImportLine, Vec<ContractChange>) {
        let mut shown = ImportLine {
            line: line.number,
            customer: self.named(line),
            policy: mail::one_line(self.cell(line, Column::Policy)),
            what: "refused".to_owned(),
            changes: Vec::new(),
            mistakes: Vec::new(),
            note: String::new(),
        };
        let subject = match self.cells_fit(line).and_then(|()| self.subject(line)) {
            Ok(subject) => subject,
            Err((column, mistake)) => {
                shown.mistakes.push(mistake.view(column));
                return (shown, Vec::new());
            }
        };
        let Subject { account, customer, pack } = subject;
        (shown.customer, shown.policy) = (self.known.name(&account, &customer), pack.id.clone());
        if let Some(first) = seen.get(&(account.clone(), customer.clone(), pack.id.clone())) {
            let message = format!("Line {first} is about the same customer and policy.");
            shown.mistakes.push(Mistake::new(message, "Keep one of the two lines.").view(""));
            return (shown, Vec::new());
        }
        seen.insert((account.clone(), customer.clone(), pack.id.clone()), line.number);
        let row = self.console.contract_row(&account, &customer, &pack.id);
        let place = Place { account: &account, customer: &customer, pack: &pack, row: row.as_deref() };
        let texts = self.columns.iter().zip(&line.cells).filter_map(|(column, cell)| match column {
            Some(Column::Field(field)) => Some((*field, cell.as_str())),
            Some(Column::Account | Column::Customer | Column::CustomerName | Column::Policy) | None => None,
        });
        let planned = plan(place, texts, &[], Blank::Unsaid);
        if planned.mistakes.is_empty() {
            shown.what = if row.is_some() { "changed" } else { "added" }.to_owned();
        }
        if !self.known.has(&account, &customer) {
            shown.note = "No ticket names this customer yet.".to_owned();
        }
        (shown.changes, shown.mistakes) = (planned.shown, planned.mistakes);
        (shown, planned.changes)
    }

    fn cell<'l>(&self, line: &'l Line, wanted: Column) -> &'l str {
        self.raw(line, wanted).trim()
    }

    fn raw<'l>(&self, line: &'l Line, wanted: Column) -> &'l str {
        let at = self.columns.iter().position(|column| *column == Some(wanted));
        at.and_then(|at| line.cells.get(at)).map_or("", String::as_str)
    }

    /// The customer as the line writes it.
    fn named(&self, line: &Line) -> String {
        let (id, name) = (self.cell(line, Column::Customer), self.cell(line, Column::CustomerName));
        mail::one_line(if id.is_empty() { name } else { id })
    }

    fn cells_fit(&self, line: &Line) -> Result<(), (&'static str, Mistake)> {
        let (has, wanted) = (line.cells.len(), self.columns.len());
        let extra = line.cells.iter().skip(wanted).all(|cell| cell.trim().is_empty());
        if has >= wanted && extra {
            return Ok(());
        }
        let message = format!("This line has {has} cells, and the first line names {wanted} columns.");
        let hint = "Look for a missing or surplus separator or quotation mark in this line.";
        Err(("", Mistake::new(message, hint)))
    }

    fn subject(&self, line: &Line) -> Result<Subject, (&'static str, Mistake)> {
        let account =
            self.account(self.cell(line, Column::Account)).map_err(|mistake| ("account", mistake))?;
        let (account, customer) = self.customer(line, account)?;
        let pack = self.pack(line, &account, &customer).map_err(|mistake| ("policy", mistake))?;
        Ok(Subject { account, customer, pack })
    }

    /// An account by its identifier or name; `None` when the line names none and there are several.
    fn account(&self, word: &str) -> Result<Option<&str>, Mistake> {
        let accounts = &self.known.accounts;
        if word.is_empty() {
            return Ok(accounts.keys().next().filter(|_| accounts.len() == 1).map(String::as_str));
        }
        let named = || accounts.iter().find(|(_, name)| name.eq_ignore_ascii_case(word));
        let found = accounts.get_key_value(word).or_else(named);
        found.map(|(id, _)| Some(id.as_str())).ok_or_else(|| {
            let ids: Vec<&str> = accounts.keys().map(String::as_str).collect();
            let message = format!("There is no account \u{201c}{}\u{201d}.", mail::one_line(word));
            Mistake::new(message, format!("Write one of: {}.", ids.join(", ")))
        })
    }

    /// A customer by its identifier, else by its name. An identifier that no ticket names is one of a new customer.
    fn customer(
        &self,
        line: &Line,
        account: Option<&str>,
    ) -> Result<(String, String), (&'static str, Mistake)> {
        let (id, name) = (self.cell(line, Column::Customer), self.cell(line, Column::CustomerName));
        let accounts = self.known.accounts.keys().map(String::as_str);
        let mut possible = accounts.filter(|one| account.is_none_or(|wanted| wanted == *one));
        let in_which = || {
            let message = format!("The line does not say in which account {} is.", mail::one_line(id));
            ("account", Mistake::new(message, "Write the account in a column account."))
        };
        // As it is written first: identifiers are the portal's, blanks included.
        for id in [self.raw(line, Column::Customer), id] {
            let mut found = possible.clone().filter(|account| !id.is_empty() && self.known.has(account, id));
            match (found.next(), found.next()) {
                (Some(account), None) => return Ok((account.to_owned(), id.to_owned())),
                (Some(_), Some(_)) => return Err(in_which()),
                (None, _) => {}
            }
        }
        let word = if id.is_empty() { name } else { id };
        let of_name = self.by_name.get(&mail::one_line(word).to_lowercase()).into_iter().flatten();
        let found: Vec<_> =
            of_name.filter(|(owner, _)| account.is_none_or(|wanted| wanted == *owner)).collect();
        match (found.as_slice(), possible.next()) {
            ([(account, customer)], _) => Ok(((*account).to_owned(), (*customer).to_owned())),
            ([], Some(only)) if !id.is_empty() && possible.next().is_none() => {
                Ok((only.to_owned(), id.to_owned()))
            }
            ([], _) if word.is_empty() => Err((
                "customer",
                Mistake::new("The line names no customer.", "Write its identifier or its name."),
            )),
            ([], _) if !id.is_empty() => Err(in_which()),
            ([], _) => {
                let message = format!("No ticket names a customer \u{201c}{}\u{201d}.", mail::one_line(name));
                let hint = "Write the portal's identifier in a column customer.";
                Err(("customer_name", Mistake::new(message, hint)))
            }
            ([..], _) => {
                let message =
                    format!("Several customers are called \u{201c}{}\u{201d}.", mail::one_line(word));
                let hint = "Write the portal's identifier in a column customer.";
                Err(("customer", Mistake::new(message, hint)))
            }
        }
    }

    /// A policy by its identifier or title; the customer's only one when the line names none.
    fn pack(&self, line: &Line, account: &str, customer: &str) -> Result<Arc<Pack>, Mistake> {
        let word = self.cell(line, Column::Policy);
        let packs = &self.known.packs;
        if word.is_empty() {
            let mut policies = self.known.policies(account, customer);
            let only = policies.next().filter(|_| policies.next().is_none());
            return only.and_then(|id| packs.get(id)).map(Arc::clone).ok_or_else(|| {
                Mistake::new("The line names no policy.", format!("Write one of: {}.", self.pack_ids()))
            });
        }
        let same = |text: &str| text.eq_ignore_ascii_case(word);
        packs.iter().find(|pack| same(&pack.id) || same(&pack.title_words())).map(Arc::clone).ok_or_else(
            || {
                let message = format!("There is no policy \u{201c}{}\u{201d}.", mail::one_line(word));
                Mistake::new(message, format!("Write one of: {}.", self.pack_ids()))
            },
        )
    }

    fn pack_ids(&self) -> String {
        let ids: Vec<&str> = self.known.packs.iter().map(|pack| pack.id.as_str()).collect();
        ids.join(", ")
    }
}

pub(super) fn column(name: &str) -> Option<Column> {
    match plain_name(name).as_str() {
        "account" => Some(Column::Account),
        "customer" => Some(Column::Customer),
        "customer_name" => Some(Column::CustomerName),
        "policy" => Some(Column::Policy),
        other => find(other).map(Column::Field),
    }
}

/// What each column is, and what to say about those that are not read.
pub(super) fn columns(sheet: &Sheet) -> Result<(Vec<Option<Column>>, Vec<String>), DeskError> {
    let columns: Vec<Option<Column>> = sheet.columns.iter().map(|name| column(name)).collect();
    for (at, wanted) in columns.iter().enumerate() {
        if wanted.is_some() && columns[..at].contains(wanted) {
            let name = sheet.columns[at].trim();
            let message = format!("Two columns are called \u{201c}{name}\u{201d}.");
            return Err(DeskError::new("double-column", message, "Rename or remove one of them."));
        }
    }
    if !columns.contains(&Some(Column::Customer)) && !columns.contains(&Some(Column::CustomerName)) {
        let hint = "Add a column customer with the portal's identifier, or customer_name with the name.";
        return Err(DeskError::new("no-customer", "No column names the customer.", hint));
    }
    let strange = sheet.columns.iter().zip(&columns).filter(|(_, known)| known.is_none());
    let named = strange.filter(|(name, _)| !name.trim().is_empty());
    let notes = named.map(|(name, _)| {
        format!(
            "The column \u{201c}{}\u{201d} is not read: contracts have none of this name.",
            mail::one_line(name)
        )
    });
    Ok((columns.clone(), notes.collect()))
}
