//! Numbers that look random and are the same in every run.

/// A sequence of numbers that follows from what it was made of (SplitMix64). Equal makings give equal sequences
/// on every system.
#[derive(Clone, Debug)]
pub struct Draw(u64);

impl Draw {
    /// A sequence for these numbers; by habit the seed, what is drawn for, and its number.
    #[must_use]
    pub fn of(parts: &[u64]) -> Self {
        let mut draw = Self(0x9E37_79B9_7F4A_7C15);
        for part in parts {
            draw.0 ^= *part;
            draw.0 = draw.next();
        }
        draw
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = end.max(1) as u128;
        usize::try_from((u128::from(self.next()) * end) >> 64).unwrap_or(0)
    }

    /// Whole seconds (or anything else) in `[from, to]`.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let width = usize::try_from(to.saturating_sub(from)).unwrap_or(0);
        from.saturating_add(i64::try_from(self.below(width.saturating_add(1))).unwrap_or(0))
    }

    /// True in about `percent` of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A number in `[0, 1)`.
    pub fn share(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap_or(0)) / 4_294_967_296.0
    }

    /// One of the words. The list is never empty: all lists are written down in this room.
    pub fn word(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }
}
