//! How far each ticket has come at the origin. The newest ones wait for their first answer, those before them are
//! talked about, the oldest are solved.

use super::cast::Wanted;
use super::draw::Draw;
use super::vendor::SEP;
use super::{Dataset, stream};

/// How far a ticket has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fate {
    /// Nobody has answered, and so many seconds are left of the promise; negative when it is late.
    Urgent(i64),
    /// Nobody has answered; so much of the promised time is used.
    Fresh(f64),
    /// Filed so many seconds ago and talked about.
    Talk(i64, End),
}

/// How a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The customer wrote last.
    OurTurn,
    /// We wrote last.
    TheirTurn,
    /// Put aside for a while.
    OnHold,
    /// Development or a third party works on it.
    WithVendor,
    /// Solved, then the customer wrote again.
    Reopened,
    /// Solved.
    Solved,
    /// Solved, and closed by the system some days later.
    Closed,
    /// Merged into the ticket with the next number.
    Merged,
    /// Deleted.
    Deleted,
}

const DAY: i64 = 86_400;
/// Minutes that are left of the promise, for ten urgent tickets.
const LEFT_MIN: [i64; 10] = [7, 18, -35, 41, 26, 75, 130, -150, 190, 55];
/// One ticket of so many is merged into the next one.
const MERGE_EVERY: u32 = 61;
const MERGE_AT: u32 = 30;

impl Dataset {
    /// How far a ticket has come.
    #[must_use]
    pub fn fate(&self, index: u32) -> Fate {
        let mut draw = Draw::of(&[self.seed, stream::FATE, index.into()]);
        if index < self.recent {
            return Fate::Talk(
                self.old_age(index, &mut draw),
                self.special_end(index).unwrap_or_else(|| old_end(index)),
            );
        }
        let newer = self.newer_than(index);
        if newer < self.urgent() {
            return Fate::Urgent(left(newer, &mut draw));
        }
        if newer < self.waiting() {
            return Fate::Fresh(if draw.chance(4) {
                1.05 + draw.share() / 3.0
            } else {
                0.02 + draw.share() * 0.9
            });
        }
        let newness = f64::from(index - self.recent) / f64::from(self.size - self.recent);
        let end = self.special_end(index).unwrap_or_else(|| some_end(&mut draw));
        Fate::Talk(recent_age(newness, &mut draw), end)
    }

    /// What a ticket is to be about, so that its fate is possible.
    #[must_use]
    pub fn wanted(&self, index: u32, fate: Fate) -> Wanted {
        let Fate::Urgent(_) = fate else { return Wanted::default() };
        let critical = |vendor, plan| Wanted {
            vendor: Some(vendor),
            severity: Some("critical"),
            plan,
            classification: None,
        };
        // Only promises around the clock can be urgent at any hour of the week.
        match self.newer_than(index) % 5 {
            0 | 2 => critical(SEP, Some("business-support")),
            1 => critical(2, Some("24x7")),
            3 => critical(4, None),
            _ => Wanted { vendor: Some(0), classification: Some("feature-request"), ..Wanted::default() },
        }
    }

    /// The number whose cast a ticket has: its own, or that of the ticket that was merged into it, because people
    /// merge what is about the same.
    #[must_use]
    pub fn like(&self, index: u32) -> u32 {
        if index > 0 && self.is_merged(index - 1) { index - 1 } else { index }
    }

    /// Whether a ticket went into the one with the next number.
    fn is_merged(&self, index: u32) -> bool {
        index % MERGE_EVERY == MERGE_AT && self.is_talked_about(index) && self.is_talked_about(index + 1)
    }

    fn is_deleted(&self, index: u32) -> bool {
        index % 211 == 100 && self.like(index) == index
    }

    fn is_talked_about(&self, index: u32) -> bool {
        index < self.recent || (index < self.size && self.newer_than(index) >= self.waiting())
    }

    /// How many tickets are newer.
    const fn newer_than(&self, index: u32) -> u32 {
        self.size - 1 - index
    }

    /// Tickets without a first answer.
    fn waiting(&self) -> u32 {
        self.urgent() + (self.size - self.recent) / 7
    }

    /// Tickets whose promise ends within hours, or just has.
    fn urgent(&self) -> u32 {
        let recent = self.size - self.recent;
        (recent / 25).max(recent.min(10))
    }

    fn special_end(&self, index: u32) -> Option<End> {
        if self.is_merged(index) {
            Some(End::Merged)
        } else if self.is_deleted(index) {
            Some(End::Deleted)
        } else {
            None
        }
    }

    fn old_age(&self, index: u32, draw: &mut Draw) -> i64 {
        let days = i64::from(self.recent / 20).clamp(30, 1000);
        let oldness = f64::from(self.recent - index) / f64::from(self.recent);
        46 * DAY + scaled(days * DAY, oldness) + draw.between(0, DAY / 2)
    }
}

fn recent_age(newness: f64, draw: &mut Draw) -> i64 {
    let oldness = 1.0 - newness;
    5 * 3600 + scaled(45 * DAY, oldness * oldness) + draw.between(0, DAY / 3)
}

fn left(newer: u32, draw: &mut Draw) -> i64 {
    let minutes = LEFT_MIN[newer as usize % LEFT_MIN.len()];
    // The first ten are spread on purpose; of a big queue's many, each is a little different.
    let percent = if newer < 10 { 100 } else { draw.between(40, 160) };
    minutes * 60 * percent / 100 + draw.between(0, 50)
}

fn some_end(draw: &mut Draw) -> End {
    match draw.below(100) {
        0..44 => End::OurTurn,
        44..72 => End::TheirTurn,
        72..78 => End::OnHold,
        78..84 => End::WithVendor,
        84..89 => End::Reopened,
        89..96 => End::Solved,
        _ => End::Closed,
    }
}

const fn old_end(index: u32) -> End {
    if index.is_multiple_of(5) { End::Solved } else { End::Closed }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "made-up spans of a few years"
)]
fn scaled(span: i64, share: f64) -> i64 {
    (span as f64 * share) as i64
}
