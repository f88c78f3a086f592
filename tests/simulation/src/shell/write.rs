//! What the process writes, one effect after the other, as in the desk's `drive.rs`.

use calendar::Moment;
use policy::ticket::Ticket;
use portal::{Page, Receipt};
use store::{AsideRecord, ContractRecord, OperationRecord, PageWrite, StoreError};
use sync::{Effect, Input, Record, Trouble};

use super::Device;

/// What became of a write.
#[derive(Debug)]
pub struct Written {
    /// What the engine is to be told.
    pub input: Option<Input>,
    /// Whether it is on the disk.
    pub done: bool,
    /// The operation that it was about.
    pub operation: Option<String>,
    /// For a new ticket: its name here and in the portal.
    pub named: Option<(String, String, String)>,
}

impl Device {
    /// Carries out one write. `broken`: the disk fails in the middle of it, after so many steps.
    ///
    /// # Errors
    /// Those of the store where no fault was ordered.
    pub fn write(&mut self, effect: Effect, broken: Option<i32>, now_ms: u64) -> Result<Written, StoreError> {
        self.store.break_write(broken)?;
        let written = self.carry_out(effect, now_ms);
        self.store.break_write(None)?;
        Ok(written)
    }

    fn carry_out(&mut self, effect: Effect, now_ms: u64) -> Written {
        let plain = |input, done| Written { input, done, operation: None, named: None };
        match effect {
            Effect::Store { account, page, begun, behind } => {
                let stored = self.store_page(&account, *page, begun, &behind, now_ms);
                let result = stored.map_err(|error| trouble(&error));
                let done = result.is_ok();
                plain(Some(Input::Stored { account, result }), done)
            }
            Effect::Keep { account, ticket } => plain(None, self.keep(&account, &ticket).is_ok()),
            Effect::Record { account, operation, record } => self.record(account, operation, *record, now_ms),
            Effect::Fetch { .. }
            | Effect::Membership { .. }
            | Effect::Delayed { .. }
            | Effect::WakeAt(_)
            | Effect::Progress(_) => plain(None, false),
        }
    }

    fn store_page(
        &self,
        account: &str,
        page: Page,
        begun: Moment,
        behind: &[String],
        now_ms: u64,
    ) -> Result<(), StoreError> {
        let aside: Vec<AsideRecord> =
            page.aside.into_iter().map(|a| AsideRecord { id: a.id, why: a.why, raw: a.raw }).collect();
        let contracts: Vec<ContractRecord> = page
            .contracts
            .into_iter()
            .map(|c| ContractRecord { customer: c.customer, policy: c.policy, contract: c.contract })
            .collect();
        let write = PageWrite {
            account,
            tickets: &page.tickets,
            behind,
            missing: &page.missing,
            aside: &aside,
            contracts: &contracts,
            cursor: page.cursor.as_ref().map(|cursor| cursor.0.as_str()),
            end: page.end,
            afresh: page.afresh,
            total: page.total,
            begun: Some(begun),
        };
        let now = self.clock.now(now_ms).wall;
        self.store.apply_page(&write, now)?;
        if self.bug == "tombstones-purged-at-once" {
            self.store.purge_gone(now.plus(1_000_000_000))?;
        }
        Ok(())
    }

    fn keep(&self, account: &str, ticket: &Ticket) -> Result<bool, StoreError> {
        self.store.put_ticket(account, ticket)
    }

    fn record(&mut self, account: String, id: String, record: Record, now_ms: u64) -> Written {
        let parked = match &record {
            Record::Conflict(_) | Record::Rejected { .. } => true,
            Record::Unknown { ask, .. } => *ask,
            Record::Sending(_) | Record::Queued { .. } | Record::Delivered(_) | Record::Found(_) => false,
        };
        let local = self.store.operation(&id).ok().flatten().map(|row| row.operation.ticket);
        let write = operation_record(record);
        let done = self.store.record_operation(&account, &id, &write, self.clock.now(now_ms).wall);
        let named = match (&write, &done, local) {
            (OperationRecord::Delivered { ticket: Some(made), .. }, Ok(true), Some(local)) => {
                Some((account.clone(), local, made.clone()))
            }
            _ => None,
        };
        if let Some((account, local, made)) = &named {
            self.note_renamed(account, local, made);
        }
        if let Ok(done) = done {
            self.note_offered(&id, done, parked);
        }
        let is_done = matches!(done, Ok(true));
        let result = done.map_err(|error| trouble(&error));
        let input = Input::Recorded { account, operation: id.clone(), result };
        Written { input: Some(input), done: is_done, operation: Some(id), named }
    }
}

fn operation_record(record: Record) -> OperationRecord {
    match record {
        Record::Sending(sent) => OperationRecord::Sending { sent: text(&sent) },
        Record::Queued { trouble, sent } => {
            OperationRecord::Queued { detail: text(&trouble.code), sent: sent.as_ref().map(text) }
        }
        Record::Unknown { trouble, ask } => OperationRecord::Unknown { detail: text(&trouble.code), ask },
        Record::Delivered(Receipt { at, event, ticket }) => {
            OperationRecord::Delivered { accepted: at, event, ticket }
        }
        Record::Found(Receipt { at, event, .. }) => OperationRecord::Found { accepted: at, event },
        Record::Conflict(clashes) => OperationRecord::Conflict { detail: text(&clashes) },
        Record::Rejected { trouble, sent } => {
            OperationRecord::Rejected { detail: text(&trouble.code), sent: sent.as_ref().map(text) }
        }
    }
}

fn text(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("plain structs are JSON")
}

fn trouble(error: &StoreError) -> Trouble {
    Trouble {
        code: error.code().to_owned(),
        message: error.to_string(),
        hint: error.hint().to_owned(),
        transient: true,
    }
}
