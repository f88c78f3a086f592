//! The weekly hours of a calendar, compiled block by block when they are first asked for.

mod block;
mod build;
mod tail;

use std::borrow::Cow;
use std::sync::OnceLock;

use block::{BLOCK_BITS, BLOCK_S, Block};
use build::WallClock;
use tail::Tail;

use crate::Definition;

/// The block that begins in December 1901; before it nothing is open. An earlier date of a ticket is a slip, such as the
/// year 1 where there is none, and compiling the centuries since then for each question would take a good part of a second.
const FIRST_BLOCK: i64 = KEPT.start;
/// The block in which the year 9999 ends.
const LAST_BLOCK: i64 = 472;
/// Blocks that are kept once they are compiled: 1901 to 2174. Later ones are compiled for each question, which
/// costs a fraction of a millisecond and bounds the memory of a calendar.
const KEPT: std::ops::Range<i64> = -4..12;

/// Weekly windows less holidays, as a function of UTC seconds. Readers never wait, except for the first
/// question to a block, while it is compiled.
#[derive(Debug)]
pub(crate) struct Hours {
    wall_clock: WallClock,
    tail: Tail,
    kept: [OnceLock<Block>; (KEPT.end - KEPT.start) as usize],
}

impl Hours {
    pub fn new(definition: &Definition) -> Self {
        let wall_clock = WallClock {
            zone: definition.zone,
            by_date: definition.weekly.by_date(),
            holidays: definition.holidays.clone(),
        };
        Self { tail: wall_clock.tail(), wall_clock, kept: Default::default() }
    }

    /// Whether any instant is open.
    pub fn ever_opens(&self) -> bool {
        self.wall_clock.ever_opens()
    }

    /// The earliest instant `x` such that `target` seconds of `[start, x)` are open; `target` is positive.
    #[inline]
    pub fn due(&self, start: i64, target: i64) -> Option<i64> {
        let in_its_block = self.compiled(start).and_then(|block| block.due(position(start), target));
        match in_its_block {
            Some(due) => Some(begin(start >> BLOCK_BITS) + i64::from(due)),
            None => self.due_over_blocks(start, target),
        }
    }

    /// As [`Self::due`], from block to block.
    fn due_over_blocks(&self, start: i64, target: i64) -> Option<i64> {
        let mut at = start;
        let mut rest = target;
        while let Some((number, block)) = self.block_at(&mut at) {
            if let Some(due) = block.due(position(at), rest) {
                return Some(begin(number) + i64::from(due));
            }
            rest -= i64::from(block.total() - block.before(position(at)));
            at = begin(number + 1);
        }
        if self.tail.open { at.checked_add(rest) } else { None }
    }

    /// Open seconds in `[from, to)`.
    #[inline]
    pub fn count(&self, from: i64, to: i64) -> i64 {
        match self.compiled(from) {
            Some(block) if from <= to && from >> BLOCK_BITS == to >> BLOCK_BITS => {
                i64::from(block.before(position(to)) - block.before(position(from)))
            }
            Some(_) | None => self.count_over_blocks(from, to, i64::MAX),
        }
    }

    /// Open seconds in `[from, to)`; `None` where they are `enough` or more. It looks no further than that takes: `to`
    /// may be centuries away.
    pub fn count_below(&self, from: i64, to: i64, enough: i64) -> Option<i64> {
        Some(self.count_over_blocks(from, to, enough)).filter(|count| *count < enough)
    }

    /// As [`Self::count`], from block to block, until all or `enough` are counted.
    fn count_over_blocks(&self, from: i64, to: i64, enough: i64) -> i64 {
        let mut at = from;
        let mut sum = 0;
        while at < to {
            let Some((number, block)) = self.block_at(&mut at) else { break };
            if at >= to {
                return sum;
            }
            sum -= i64::from(block.before(position(at)));
            if to < begin(number + 1) {
                return sum + i64::from(block.before(position(to)));
            }
            sum += i64::from(block.total());
            if sum >= enough {
                return sum;
            }
            at = begin(number + 1);
        }
        if self.tail.open { sum.saturating_add(to.saturating_sub(at).max(0)) } else { sum }
    }

    /// Whether this instant is open.
    pub fn is_open(&self, at: i64) -> bool {
        let mut from = at;
        match self.block_at(&mut from) {
            Some((_, block)) => from == at && block.is_open(position(at)),
            None => self.tail.open,
        }
    }

    /// The first instant after `at` that is open when `at` is closed, closed when it is open.
    pub fn next_boundary(&self, at: i64) -> Option<i64> {
        let open = self.is_open(at);
        let mut from = at;
        while let Some((number, block)) = self.block_at(&mut from) {
            if let Some(leaves) = block.leaves(open, position(from)) {
                return Some(begin(number) + i64::from(leaves));
            }
            from = begin(number + 1);
        }
        (from > at && open != self.tail.open).then_some(from)
    }

    /// The block with this instant, if it is compiled already. This is the quick way for nearly every question.
    #[inline]
    fn compiled(&self, at: i64) -> Option<&Block> {
        let number = at >> BLOCK_BITS;
        if number < self.tail.block { self.cell(number)?.get() } else { None }
    }

    /// The block with this instant; before the first one, the first one, and `at` moves to its beginning.
    /// `None` from the tail on.
    fn block_at(&self, at: &mut i64) -> Option<(i64, Cow<'_, Block>)> {
        let number = *at >> BLOCK_BITS;
        if number >= self.tail.block {
            return None;
        }
        if number < FIRST_BLOCK {
            *at = begin(FIRST_BLOCK);
            return self.block_at(at);
        }
        Some((number, self.block(number)))
    }

    fn block(&self, number: i64) -> Cow<'_, Block> {
        match self.cell(number) {
            Some(cell) => Cow::Borrowed(cell.get_or_init(|| self.wall_clock.block(begin(number)))),
            None => Cow::Owned(self.wall_clock.block(begin(number))),
        }
    }

    #[inline]
    fn cell(&self, number: i64) -> Option<&OnceLock<Block>> {
        usize::try_from(number - KEPT.start).ok().and_then(|at| self.kept.get(at))
    }
}

/// The first instant of a block.
const fn begin(number: i64) -> i64 {
    number << BLOCK_BITS
}

/// Seconds since the beginning of its block.
#[inline]
fn position(at: i64) -> u32 {
    // The mask leaves 29 bits, which fit.
    (at & i64::from(BLOCK_S - 1)) as u32
}
