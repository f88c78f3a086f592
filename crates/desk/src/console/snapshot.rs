//! The first rows as they were last shown, so that a start paints before a hundred thousand tickets are read.

use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Serialize};
use store::{LastOrder, OrderRow, TicketKey};

use super::Console;
use crate::freshness::Freshness;
use crate::show;
use crate::view::{QueueCounts, QueuePage, QueueRequest, QueueRow, QueueView};

/// Rows that are kept: more than a tall screen shows.
const ROWS: u32 = 200;

/// Seconds between two saves.
const PACE_S: i64 = 30;

/// When the first rows were last saved, Unix seconds.
#[derive(Debug, Default)]
pub(super) struct Saved(AtomicI64);

/// What belongs to the rows as a whole.
#[derive(Serialize, Deserialize)]
struct Summary {
    total: u32,
    counts: QueueCounts,
}

impl Console {
    /// Saves the first rows, at most twice a minute. A failure only costs the next start its first paint.
    pub(super) fn save_snapshot(&self) {
        let now = self.clock.now();
        let is_early = (now.0 - self.saved.0.load(Ordering::Relaxed)).abs() < PACE_S;
        let is_whole = self.is_loaded() && self.load_error().is_none();
        if self.is_demo || self.store.is_read_only() || is_early || !is_whole || self.is_ending() {
            return;
        }
        self.saved.0.store(now.0, Ordering::Relaxed);
        let request = QueueRequest { limit: ROWS, ..QueueRequest::default() };
        let newest = self.line().newest().clone();
        let (page, _) = show::page_of(&newest, &newest, &request, None, &Freshness::of(self));
        let saved = order(&page).and_then(|order| self.store.save_order(&order).ok());
        if saved.is_none() {
            tracing::warn!("the first rows could not be saved for the next start");
        }
    }

    /// The saved rows, while the tickets are still being read; `None` as soon as they are, and for other lists.
    pub(crate) fn snapshot(&self, request: &QueueRequest) -> Option<QueuePage> {
        if self.is_loaded() || request.view != QueueView::All || !request.search.trim().is_empty() {
            return None;
        }
        let order = self.store.last_order().ok()??;
        let summary: Summary = serde_json::from_str(&order.summary).ok()?;
        let rows = order.rows.iter().filter_map(|row| serde_json::from_str::<QueueRow>(&row.snapshot).ok());
        let wanted = rows.skip(request.offset as usize).take(request.limit as usize).collect();
        Some(QueuePage {
            revision: 0,
            newest: 0,
            changes: 0,
            as_of: order.as_of.0,
            total: summary.total,
            solved: 0,
            more: false,
            offset: request.offset,
            rows: wanted,
            doubtful: 0,
            counts: summary.counts,
        })
    }
}

fn order(page: &QueuePage) -> Option<LastOrder> {
    let summary = Summary { total: page.total, counts: page.counts.clone() };
    let row = |row: &QueueRow| {
        let (account, id) = row.key.split_once('/')?;
        Some(OrderRow { ticket: TicketKey::new(account, id), snapshot: serde_json::to_string(row).ok()? })
    };
    Some(LastOrder {
        as_of: calendar::Moment(page.as_of),
        summary: serde_json::to_string(&summary).ok()?,
        rows: page.rows.iter().filter_map(row).collect(),
    })
}
