//! A page of a sync, and how it is written.

use std::collections::BTreeSet;

use calendar::Moment;
use policy::facts::Contract;
use policy::ticket::Ticket;

use crate::{Store, StoreError, TicketKey, account, afresh, aside, contract, missing, planted, ticket};

/// One page: rows and the cursor that covers them.
#[derive(Clone, Debug, Default)]
pub struct PageWrite<'a> {
    /// Which account it is of.
    pub account: &'a str,
    /// Changed tickets, whole; tombstones have `gone`.
    pub tickets: &'a [Ticket],
    /// Tickets of the page of which a newer copy, read by itself, may be stored: such a copy stays.
    pub behind: &'a [String],
    /// Tickets that the portal no longer shows, though nobody said that they were deleted.
    pub missing: &'a [String],
    /// Records that could not be read.
    pub aside: &'a [AsideRecord],
    /// Contracts that changed.
    pub contracts: &'a [ContractRecord],
    /// Where the next page begins; `None` leaves the stored one.
    pub cursor: Option<&'a str>,
    /// Nothing more is there for now: the sync has ended.
    pub end: bool,
    /// A full read starts anew with this page: what it has not delivered at its end is missing in the portal.
    pub afresh: bool,
    /// How many tickets the portal says there are in all.
    pub total: Option<u64>,
    /// When the round that this page belongs to sent its first request; `None` means now.
    pub begun: Option<Moment>,
}

/// A record that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsideRecord {
    /// The portal's identifier, when at least that could be read.
    pub id: Option<String>,
    /// What was wrong, one sentence.
    pub why: String,
    /// The record as it came; what is above 64 KiB is cut.
    pub raw: String,
}

/// A customer's contract.
#[derive(Clone, Debug, PartialEq)]
pub struct ContractRecord {
    /// [`policy::ticket::Customer::id`].
    pub customer: String,
    /// Pack that it is for.
    pub policy: String,
    /// The contract.
    pub contract: Contract,
}

/// What a page changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Tickets that are new or different now, tombstones included. Those that came as they are stored are not here.
    pub changed: Vec<TicketKey>,
    /// Tickets of the page of which a newer copy stayed.
    pub passed_over: BTreeSet<String>,
    /// Whether a contract of the account is new or different.
    pub contracts_changed: bool,
    /// Records of the account that are kept aside now.
    pub aside: u64,
    /// The store's revision that these changes have.
    pub revision: i64,
}

impl Store {
    /// Writes a page in one transaction, its cursor last. Applying a page again changes nothing.
    ///
    /// # Errors
    /// `no-lease`, `unknown-account`, `disk-full`, and those of any change; nothing of the page is stored then.
    pub fn apply_page(&self, page: &PageWrite<'_>, now: Moment) -> Result<Applied, StoreError> {
        if planted::is_on("cursor-apart-from-rows") {
            self.write(|tx| account::record_page(tx, page, now))?;
        }
        let applied = self.write(|tx| {
            let mapping = account::mapping(tx, page.account)?;
            let revision = ticket::next_revision(tx)?;
            let begins_afresh = afresh::begins(tx, page)?;
            let mut applied = Applied { revision, ..Applied::default() };
            let mut changed = BTreeSet::new();
            for ticket in page.tickets {
                if page.behind.contains(&ticket.id) && ticket::is_newer(tx, page.account, ticket)? {
                    applied.passed_over.insert(ticket.id.clone());
                    continue;
                }
                if ticket::put(tx, page.account, ticket, &mapping, revision)?
                    && changed.insert(ticket.id.as_str())
                {
                    applied.changed.push(TicketKey::new(page.account, &ticket.id));
                }
                aside::clear(tx, page.account, &ticket.id)?;
                if planted::is_on("draft-goes-with-a-page") {
                    tx.execute(
                        "DELETE FROM drafts WHERE account = ? AND ticket = ?",
                        [page.account, &ticket.id],
                    )?;
                }
            }
            for record in page.aside {
                aside::put(tx, page.account, record, now)?;
            }
            for record in page.contracts {
                applied.contracts_changed |= contract::put(tx, page.account, record, now)?;
                aside::clear(tx, page.account, &contract::name(&record.customer, &record.policy))?;
            }
            afresh::follow(tx, page, begins_afresh)?;
            applied.changed.extend(missing::follow(tx, page, &mapping, revision)?);
            applied.aside = aside::count(tx, page.account)?;
            account::record_page(tx, page, now)?;
            Ok(applied)
        })?;
        // What a tombstone wiped is in the log until that is cut.
        let delivered = page.tickets.len();
        if page.tickets.iter().any(|ticket| ticket.gone.is_some()) || applied.changed.len() > delivered {
            self.cut_log()?;
        }
        Ok(applied)
    }
}
