//! What the user does at a device.

use std::collections::BTreeMap;

use calendar::Moment;
use policy::ticket::{Change, Operation, Seen, Ticket};
use store::{
    Decision, DraftKind, NewOperation, OperationFilter, OperationRow, OperationState, StoreError, TicketKey,
};
use sync::{Effect, Input};

use super::{Device, named};
use crate::dice::Dice;
use crate::model::{EPOCH, USER};
use crate::plan::Kind;

/// What the user can find out by looking into the portal: whether an operation was done there, and on which ticket.
pub type Look<'a> = dyn Fn(&str, &str) -> Option<String> + 'a;

/// Milliseconds after which what went out is there or never will be; a careful user waits as long before deciding.
const PATIENCE_MS: u64 = 120_000;

impl Device {
    /// The user does something.
    ///
    /// # Errors
    /// Those of the store.
    pub fn act(
        &mut self,
        kind: Kind,
        pick: u64,
        now_ms: u64,
        look: &Look<'_>,
    ) -> Result<Vec<Effect>, StoreError> {
        let mut dice = Dice::new(pick, 5);
        match kind {
            Kind::Reply | Kind::Note | Kind::Set => self.write_to_one(kind, &mut dice, now_ms)?,
            Kind::Create => self.create(&mut dice, now_ms)?,
            Kind::Withdraw => self.withdraw(&mut dice, now_ms)?,
            Kind::Edit => self.edit(&mut dice, now_ms)?,
            Kind::Decide => self.decide(&mut dice, now_ms, look)?,
            Kind::Draft => self.draft(&mut dice, now_ms)?,
            Kind::SyncNow => return Ok(self.step(Input::SyncNow, now_ms)),
            Kind::Network
            | Kind::Suspend
            | Kind::Jump
            | Kind::Customer
            | Kind::Colleague
            | Kind::File
            | Kind::Delete
            | Kind::Merge
            | Kind::Permission
            | Kind::Forget => {}
        }
        self.offer(now_ms)
    }

    fn write_to_one(&mut self, kind: Kind, dice: &mut Dice, now_ms: u64) -> Result<(), StoreError> {
        let Some(key) = self.pick_ticket(dice, kind != Kind::Set) else { return Ok(()) };
        let id = self.name();
        let change = self.change(kind, &id, dice);
        self.queue(&key, id, change, None, dice, now_ms)
    }

    fn change(&self, kind: Kind, id: &str, dice: &mut Dice) -> Change {
        let body = format!("{id} says that it is fixed.");
        match kind {
            Kind::Reply => Change::Reply { body },
            Kind::Set => {
                let (name, to) = match dice.under(4) {
                    0 => ("status", *dice.pick(&["open", "on-hold", "solved", "nonsense"])),
                    1 => ("assignee", *dice.pick(&[USER, "Bob", ""])),
                    _ => ("severity", id),
                };
                let to = Some(to.to_owned()).filter(|to| !to.is_empty());
                Change::Set { name: name.to_owned(), to }
            }
            _ => Change::Note { body },
        }
    }

    fn create(&mut self, dice: &mut Dice, now_ms: u64) -> Result<(), StoreError> {
        let account = dice.pick(&self.accounts).0.clone();
        let id = self.name();
        let key = TicketKey::new(&account, &format!("local-{id}"));
        let change = Change::Create {
            queue: "q".to_owned(),
            subject: "From the phone".to_owned(),
            body: format!("{id} beeps."),
            contact: "jo@client.test".to_owned(),
            fields: BTreeMap::new(),
        };
        self.known.locals.push(key.clone());
        self.queue(&key, id, change, None, dice, now_ms)?;
        for _ in 0..dice.under(3) {
            let id = self.name();
            let change = self.change(Kind::Note, &id, dice);
            self.queue(&key, id, change, None, dice, now_ms)?;
        }
        Ok(())
    }

    /// As the desk's `compose`: what the writer saw is the ticket with what waits for it.
    fn queue(
        &mut self,
        key: &TicketKey,
        id: String,
        change: Change,
        instead: Option<&str>,
        dice: &mut Dice,
        now_ms: u64,
    ) -> Result<(), StoreError> {
        let rows = self.rows(OperationFilter {
            account: Some(&key.account),
            ticket: Some(&key.id),
            open_only: true,
            ..OperationFilter::default()
        })?;
        let earlier = rows.iter().filter(|row| Some(row.operation.id.as_str()) != instead);
        let ticket = self.store.ticket(key)?.map(|stored| stored.ticket);
        if ticket.is_none() {
            self.known.blind.insert(id.clone());
        }
        if self.known.blind.contains(&id) || instead.is_some_and(|old| self.known.late.contains(old)) {
            self.known.late.insert(id.clone());
        }
        let unborn = || Seen { unborn: true, ..Seen::default() };
        let seen = ticket.map_or_else(unborn, |ticket| Seen::of(&overlay(ticket, earlier), &change));
        let draft = match &change {
            Change::Reply { .. } => Some(DraftKind::Reply),
            Change::Note { .. } => Some(DraftKind::Note),
            _ => None,
        };
        let operation = Operation { id: id.clone(), ticket: key.id.clone(), change, files: Vec::new(), seen };
        let due = dice.happens(500).then(|| Moment(EPOCH + i64::try_from(dice.under(86_400)).unwrap_or(0)));
        let hold_s = if dice.happens(500) { 10 } else { 0 };
        let new = NewOperation { account: key.account.clone(), operation, due, hold_s };
        let now = self.clock.now(now_ms).wall;
        if self.bug == "told-before-it-is-kept" && instead.is_none() && dice.happens(300) {
            self.known.acknowledge(&id);
            self.unkept.push((true, new));
            return Ok(());
        }
        let row = match instead {
            None => Some(self.store.queue_operation(&new, now)?),
            Some(old) => self.store.replace_operation(old, &new, now)?,
        };
        if row.is_none() {
            return Ok(());
        }
        self.known.acknowledge(&id);
        if let Some(old) = instead {
            self.known.withdrawn(old);
        }
        if let Some(kind) = draft {
            self.store.save_draft(key, kind, "", now)?;
            self.known.drafts.remove(&(key.account.clone(), key.id.clone(), kind));
        }
        Ok(())
    }

    fn withdraw(&mut self, dice: &mut Dice, now_ms: u64) -> Result<(), StoreError> {
        let Some(row) = self.pick_row(dice, |_| true)? else { return Ok(()) };
        self.cancel(&row, now_ms)
    }

    fn cancel(&mut self, row: &OperationRow, now_ms: u64) -> Result<(), StoreError> {
        let id = &row.operation.id;
        if self.store.withdraw_operation(id, self.clock.now(now_ms).wall)? {
            self.known.withdrawn(id);
        }
        Ok(())
    }

    fn edit(&mut self, dice: &mut Dice, now_ms: u64) -> Result<(), StoreError> {
        let is_text =
            |row: &OperationRow| matches!(row.operation.change, Change::Reply { .. } | Change::Note { .. });
        let Some(row) = self.pick_row(dice, is_text)? else { return Ok(()) };
        let key = TicketKey::new(&row.account, &row.operation.ticket);
        let id = self.name();
        let kind = if row.operation.change.kind() == "reply" { Kind::Reply } else { Kind::Note };
        let change = self.change(kind, &id, dice);
        self.queue(&key, id, change, Some(&row.operation.id), dice, now_ms)
    }

    fn decide(&mut self, dice: &mut Dice, now_ms: u64, look: &Look<'_>) -> Result<(), StoreError> {
        let Some(row) = self.pick_row(dice, super::offer::is_parked)? else { return Ok(()) };
        let id = row.operation.id.as_str();
        if dice.happens(200) && row.operation.change.kind() != "create" {
            return self.cancel(&row, now_ms);
        }
        if self.known.sent_at.get(id).is_some_and(|at| at + PATIENCE_MS > now_ms) {
            return Ok(());
        }
        let there = look(&row.account, id);
        let decision = match row.state {
            OperationState::Conflict => {
                let key = TicketKey::new(&row.account, &row.operation.ticket);
                let Some(stored) = self.store.ticket(&key)? else { return Ok(()) };
                let rows = self.rows(OperationFilter {
                    account: Some(&row.account),
                    ticket: Some(&row.operation.ticket),
                    open_only: true,
                    ..OperationFilter::default()
                })?;
                let earlier = rows.iter().filter(|other| other.place < row.place);
                Decision::SendAnyway {
                    seen: Seen::of(&overlay(stored.ticket, earlier), &row.operation.change),
                }
            }
            OperationState::Unknown => match there {
                Some(ticket) => {
                    let ticket = Some(ticket).filter(|_| row.operation.change.kind() == "create");
                    Decision::ItIsThere { ticket }
                }
                None => Decision::Again,
            },
            _ => Decision::Again,
        };
        if self.store.decide_operation(id, &decision, self.clock.now(now_ms).wall)?
            && let Decision::ItIsThere { ticket: Some(made) } = decision
        {
            let local = row.operation.ticket.clone();
            self.known.renamed(&row.account, &local, &made);
        }
        Ok(())
    }

    fn draft(&mut self, dice: &mut Dice, now_ms: u64) -> Result<(), StoreError> {
        let Some(key) = self.pick_ticket(dice, true) else { return Ok(()) };
        let kind = *dice.pick(&[DraftKind::Reply, DraftKind::Note]);
        let text = format!("{} is not done", self.name());
        self.store.save_draft(&key, kind, &text, self.clock.now(now_ms).wall)?;
        self.known.drafts.insert((key.account, key.id, kind), text);
        Ok(())
    }

    /// A planted fault: writes down what the user was told is written down.
    ///
    /// # Errors
    /// Those of the store.
    pub fn keep_what_was_told(&mut self, now_ms: u64) -> Result<(), StoreError> {
        for (_, new) in std::mem::take(&mut self.unkept) {
            self.store.queue_operation(&new, self.clock.now(now_ms).wall)?;
        }
        Ok(())
    }

    fn pick_ticket(&self, dice: &mut Dice, also_local: bool) -> Option<TicketKey> {
        let mut keys: Vec<&TicketKey> =
            self.known.shown.iter().filter(|(_, shown)| !shown.gone).map(|(key, _)| key).collect();
        if also_local {
            keys.extend(&self.known.locals);
        }
        if keys.is_empty() { None } else { Some((*dice.pick(&keys)).clone()) }
    }

    fn pick_row(
        &self,
        dice: &mut Dice,
        fits: impl Fn(&OperationRow) -> bool,
    ) -> Result<Option<OperationRow>, StoreError> {
        let mut rows = self.rows(OperationFilter { open_only: true, ..OperationFilter::default() })?;
        rows.retain(fits);
        if rows.is_empty() {
            return Ok(None);
        }
        let at = usize::try_from(dice.under(rows.len() as u64)).unwrap_or(0);
        Ok(Some(rows.swap_remove(at)))
    }

    /// Everything that waits for nobody and is not done, for messages.
    ///
    /// # Errors
    /// Those of the store.
    pub fn waiting(&self) -> Result<Vec<String>, StoreError> {
        let rows = self.rows(OperationFilter { open_only: true, ..OperationFilter::default() })?;
        let blocked = |row: &OperationRow| {
            let same = |other: &&OperationRow| {
                other.account == row.account && other.operation.ticket == row.operation.ticket
            };
            rows.iter().find(same).is_some_and(super::offer::is_parked)
        };
        let waits = rows.iter().filter(|row| !super::offer::is_parked(row) && !blocked(row));
        Ok(waits.map(|row| format!("{} is {}", named(&row.operation), row.state.word())).collect())
    }
}

/// The ticket as it will be when what waits is carried out, as in the desk's `compose.rs`.
fn overlay<'a>(mut ticket: Ticket, rows: impl IntoIterator<Item = &'a OperationRow>) -> Ticket {
    for row in rows.into_iter().filter(|row| row.state.is_open()) {
        let Change::Set { name, to } = &row.operation.change else { continue };
        match name.as_str() {
            "status" => ticket.status = to.clone().unwrap_or_default(),
            "assignee" => ticket.assignee.clone_from(to),
            field => drop(ticket.fields.insert(field.to_owned(), to.clone().unwrap_or_default())),
        }
    }
    ticket
}
