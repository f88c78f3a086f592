//! Seventeen years of compiled hours: sorted open stretches with running sums, and two bucket indexes.

/// A block covers `2^BLOCK_BITS` seconds, about 17 years, so that every position in it fits 32 bits and its
/// number is a shift of the instant. One block reaches from January 2021 to January 2038.
pub(super) const BLOCK_BITS: u32 = 29;
/// Seconds of a block.
pub(super) const BLOCK_S: u32 = 1 << BLOCK_BITS;

/// An open stretch, in seconds since the beginning of its block.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    open: u32,
    close: u32,
    /// Open seconds of the block before this stretch.
    sum: u32,
}

/// Compiled hours of one block.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Sorted, apart from each other; the last one is a sentinel behind the block.
    stretches: Vec<Stretch>,
    by_time: Index,
    by_sum: Index,
}

impl Block {
    /// `open` holds sorted stretches `[from, to)` that do not touch, within `0..BLOCK_S`.
    pub fn new(open: &[(u32, u32)]) -> Self {
        let mut sum = 0;
        let mut stretches = Vec::with_capacity(open.len() + 1);
        for &(open, close) in open {
            stretches.push(Stretch { open, close, sum });
            sum += close - open;
        }
        stretches.push(Stretch { open: BLOCK_S, close: u32::MAX, sum });
        let by_time = Index::new(open.len(), BLOCK_S, |at| stretches[at].close);
        let by_sum = Index::new(open.len(), sum, |at| stretches[at + 1].sum);
        Self { stretches, by_time, by_sum }
    }

    /// Open seconds of the whole block.
    pub fn total(&self) -> u32 {
        self.stretches[self.stretches.len() - 1].sum
    }

    /// Open seconds before this position.
    #[inline]
    pub fn before(&self, position: u32) -> u32 {
        let stretch = self.stretches[self.ends_after(position)];
        stretch.sum + position.saturating_sub(stretch.open)
    }

    /// The earliest position after `position` with `target` open seconds between; `None` when the rest of the
    /// block has fewer. `target` is positive.
    #[inline]
    pub fn due(&self, position: u32, target: i64) -> Option<u32> {
        let before = self.before(position);
        if target > i64::from(self.total() - before) {
            return None;
        }
        Some(self.reached(before + u32::try_from(target).ok()?))
    }

    /// The earliest position before which `seconds` are open; `seconds` is from 1 to [`Self::total`].
    #[inline]
    fn reached(&self, seconds: u32) -> u32 {
        let last = seconds - 1;
        let mut at = self.by_sum.first(last);
        while self.stretches[at + 1].sum <= last {
            at += 1;
        }
        let stretch = self.stretches[at];
        stretch.open + (last - stretch.sum) + 1
    }

    /// Whether this position is open.
    pub fn is_open(&self, position: u32) -> bool {
        self.stretches[self.ends_after(position)].open <= position
    }

    /// The first position from this one on that is closed when `open`, open when not; `None` when the rest of
    /// the block holds none.
    pub fn leaves(&self, open: bool, position: u32) -> Option<u32> {
        let stretch = self.stretches[self.ends_after(position)];
        let inside = stretch.open <= position;
        let leaves = match (open, inside) {
            (true, true) => stretch.close,
            (false, false) => stretch.open,
            (true, false) | (false, true) => position,
        };
        (leaves < BLOCK_S).then_some(leaves)
    }

    /// The first stretch that closes after this position; the sentinel when none does.
    #[inline]
    fn ends_after(&self, position: u32) -> usize {
        let mut at = self.by_time.first(position);
        while self.stretches[at].close <= position {
            at += 1;
        }
        at
    }
}

/// Where to begin a search: the first stretch that ends after the beginning of each bucket. There are four to
/// eight buckets for a stretch, so that the search is nearly always over where it begins.
#[derive(Clone, Debug)]
struct Index {
    shift: u32,
    first: Vec<u32>,
}

impl Index {
    /// `end` tells where the stretch at an index ends, in rising order; values from 0 to `range` are looked up.
    fn new(stretches: usize, range: u32, end: impl Fn(usize) -> u32) -> Self {
        let mean = range / u32::try_from(stretches.max(1)).unwrap_or(u32::MAX);
        let shift = mean.checked_ilog2().unwrap_or(0).saturating_sub(2);
        let mut at = 0;
        let buckets = 0..=(range >> shift);
        let first = buckets.map(|bucket| {
            while at < stretches && u64::from(end(at)) <= u64::from(bucket) << shift {
                at += 1;
            }
            u32::try_from(at).unwrap_or(u32::MAX)
        });
        Self { shift, first: first.collect() }
    }

    #[inline]
    fn first(&self, value: u32) -> usize {
        self.first[(value >> self.shift) as usize] as usize
    }
}
