//! From the data file to the live queue.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::sync::{PoisonError, mpsc};
use std::thread;

use calendar::Moment;
use policy::ticket::{MappingGap, Ticket};
use store::{StoreError, StoredTicket, TicketKey, Unreadable};

use super::{Account, Console};
use crate::events::DeskEvent;
use crate::live::Entry;
use crate::{Clock, DeskError};

/// Tickets that are looked at to learn which fields there are.
const SAMPLE: usize = 5_000;

/// Tickets that are handed from the thread that reads to the one that judges at once.
const CHUNK: usize = 250;
/// Chunks that the reading is ahead.
const AHEAD: usize = 4;

impl Console {
    /// Reads accounts and contracts.
    pub(crate) fn load_accounts(&self) -> Result<(), DeskError> {
        for stored in self.store.accounts()? {
            match stored {
                Ok(stored) => self.take_in(stored)?,
                Err(broken) => self.take_in_broken(broken),
            }
        }
        self.load_contracts()
    }

    /// Reads accounts and contracts again, as another process left them. Answers whether any of them changes answers.
    pub(crate) fn read_accounts_anew(&self) -> Result<bool, DeskError> {
        let meaning =
            |accounts: Vec<Account>| -> Vec<_> { accounts.into_iter().map(|a| (a.id, a.mapping)).collect() };
        let before = (meaning(self.accounts()), self.contracts_meaning());
        self.accounts.write().unwrap_or_else(PoisonError::into_inner).clear();
        self.load_accounts()?;
        let changed = before != (meaning(self.accounts()), self.contracts_meaning());
        if changed {
            self.line.write().unwrap_or_else(PoisonError::into_inner).clear();
        }
        Ok(changed)
    }

    /// Reads the unsolved tickets of the data file for the first time.
    pub(crate) fn load_tickets(&self) {
        self.read_or_tell();
        if self.is_ending() {
            return;
        }
        // Whoever finds the tickets loaded finds them in order too; and whoever hears of the order asks for these rows,
        // not for those of the last time.
        self.reorder_then(|| self.is_loaded.store(true, Ordering::Release));
        self.announce(DeskEvent::StatusChanged);
        // What keeps the order waited for the loading, and knows no boundary of these clocks yet.
        self.dirty.notify_one();
    }

    /// Judges all unsolved tickets anew: after a start, and after a mapping changed. A fault of the file is told in
    /// the status: whatever made this necessary is kept already.
    pub(crate) fn reload(&self) {
        self.read_or_tell();
        self.reorder();
    }

    fn read_or_tell(&self) {
        let read = self.read_tickets();
        if let Err(error) = &read {
            tracing::error!("the stored tickets could not be read: {error}");
        }
        *super::lock(&self.load_error) = read.err();
    }

    /// Judges all unsolved tickets by the policies that are in force from now on.
    pub(crate) fn rejudge(&self) {
        self.reload();
        self.announce(DeskEvent::StatusChanged);
    }

    fn read_tickets(&self) -> Result<(), DeskError> {
        let _filling = super::lock(&self.filling);
        let read = self.take_tickets(self.store.resident());
        // The whole file went through the memory of its readers.
        read.and(self.store.release_memory().map_err(DeskError::from))
    }

    /// A ticket that cannot be read is kept aside; only a fault of the whole file ends the reading. One thread reads
    /// while this one judges.
    pub(super) fn take_tickets(
        &self,
        mut tickets: impl Iterator<Item = Result<StoredTicket, Unreadable>> + Send,
    ) -> Result<(), DeskError> {
        let (sender, chunks) = mpsc::sync_channel::<Vec<_>>(AHEAD);
        thread::scope(|scope| {
            scope.spawn(move || {
                // The sending fails only when the judging has ended at a fault.
                while let Some(chunk) = next_chunk(&mut tickets)
                    && sender.send(chunk).is_ok()
                {}
            });
            // A console that ends needs no more of them.
            chunks.into_iter().take_while(|_| !self.is_ending()).try_for_each(|chunk| self.take_chunk(chunk))
        })
    }

    fn take_chunk(&self, chunk: Vec<Result<StoredTicket, Unreadable>>) -> Result<(), DeskError> {
        let mut entries = Vec::with_capacity(chunk.len());
        let mut fault = Ok(());
        for stored in chunk {
            match stored {
                Ok(StoredTicket { account, ticket, .. }) => entries.extend(self.judge(&account, &ticket)),
                Err(unreadable) if unreadable.key.is_none() => {
                    fault = Err(unreadable.error.into());
                    break;
                }
                Err(unreadable) => self.put_aside(&unreadable),
            }
        }
        let mut line = self.line.write().unwrap_or_else(PoisonError::into_inner);
        entries.into_iter().for_each(|entry| line.put(entry));
        fault
    }

    /// What the engine makes of a ticket now, by the clock of its portal; `None` for one of an account that is gone.
    /// Whatever the portal has told has happened, so an event that is ahead by less than clocks can be told apart
    /// counts.
    pub(crate) fn judge(&self, account: &str, ticket: &Ticket) -> Option<Entry> {
        let now = self.judging_at(account);
        let packs = self.packs();
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        let Account { user, mapping, .. } = accounts.get(account)?;
        let row = self.contract_of(account, ticket, mapping);
        let contract = row.as_ref().map(|row| &row.record.contract);
        let solved = mapping.is_solved(&ticket.status);
        Some(self.guarded(account, user, ticket, solved, || {
            Entry::new(account, user, ticket, mapping, contract, &packs, now)
        }))
    }

    /// What the engine makes of one ticket. By a panic over it, it stays in the queue without a policy, and is named among
    /// the records that are kept aside; the others are judged all the same.
    pub(super) fn guarded(
        &self,
        account: &str,
        user: &str,
        ticket: &Ticket,
        solved: bool,
        judge: impl FnOnce() -> Entry,
    ) -> Entry {
        catch_unwind(AssertUnwindSafe(judge)).unwrap_or_else(|_| {
            let key = TicketKey::new(account, &ticket.id);
            let detail =
                "its deadlines cannot be worked out, by a mistake of Gnomon's; please report it".to_owned();
            self.put_aside(&Unreadable { key: Some(key), error: StoreError::BadRecord { detail } });
            Entry::bare(account, user, ticket, solved)
        })
    }

    /// Until when events of an account's tickets are taken in: now by its portal's clock, and a little for noise.
    pub(crate) fn judging_at(&self, account: &str) -> Moment {
        self.at(account).portal_now().plus(Clock::NOISE_S)
    }

    /// A ticket with its conversation.
    pub(crate) fn ticket(&self, key: &str) -> Result<(String, Ticket), DeskError> {
        let unknown = || {
            let message = format!("There is no ticket {key} here.");
            DeskError::new(
                "unknown-ticket",
                message,
                "It may have been deleted in the portal; sync, then search.",
            )
        };
        let (account, id) = key.split_once('/').ok_or_else(unknown)?;
        let name = TicketKey::new(account, id);
        let ticket = match self.store.ticket(&name)? {
            Some(stored) => stored.ticket,
            None => self.local_ticket(&name)?.ok_or_else(unknown)?,
        };
        Ok((account.to_owned(), ticket))
    }

    /// Names of the queues that tickets of an account are in, sorted; from the first few thousand unsolved ones.
    pub(crate) fn queue_names(&self, account: &str) -> BTreeSet<String> {
        let stored = self.store.resident().take(SAMPLE).filter_map(Result::ok);
        stored.filter(|stored| stored.account == account).map(|stored| stored.ticket.queue).collect()
    }

    /// Names of the fields that tickets of an account have, sorted; from the first few thousand unsolved ones.
    pub(crate) fn field_names(&self, account: &str) -> Vec<String> {
        let mut names = BTreeSet::new();
        for stored in self.store.resident().take(SAMPLE) {
            let Ok(StoredTicket { account: owner, ticket, .. }) = stored else { continue };
            if owner == account {
                names.extend(ticket.fields.into_keys());
            }
        }
        names.into_iter().collect()
    }

    /// What mappings do not know, and of how many tickets.
    pub(crate) fn gaps(&self, account: &str) -> Vec<(MappingGap, u32)> {
        let mut gaps: Vec<(MappingGap, u32)> = Vec::new();
        let line = self.line.read().unwrap_or_else(PoisonError::into_inner);
        let of_account = |entry: &&std::sync::Arc<Entry>| entry.key().split('/').next() == Some(account);
        for gap in line.entries().filter(of_account).flat_map(|entry| entry.gaps.iter()) {
            match gaps.iter_mut().find(|(known, _)| known == gap) {
                Some((_, tickets)) => *tickets += 1,
                None => gaps.push((gap.clone(), 1)),
            }
        }
        gaps
    }
}

fn next_chunk<T>(tickets: &mut impl Iterator<Item = T>) -> Option<Vec<T>> {
    let chunk: Vec<T> = tickets.take(CHUNK).collect();
    if chunk.is_empty() { None } else { Some(chunk) }
}
