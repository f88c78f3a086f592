//! All chance of a run, from one number.

/// Numbers that look random and are always the same for one seed.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// From a seed and the name of what they are for, so that one use does not move another.
    #[must_use]
    pub fn new(seed: u64, purpose: u64) -> Self {
        let mut dice =
            Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ purpose.wrapping_mul(0xD1B5_4A32_D192_ED03));
        dice.roll();
        dice
    }

    /// The next number (SplitMix64).
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`; 0 when that is 0.
    pub fn under(&mut self, bound: u64) -> u64 {
        self.roll() % bound.max(1)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.under(high - low + 1)
    }

    /// Whether something happens that does so this many times in a thousand.
    pub fn happens(&mut self, per_mille: u32) -> bool {
        self.under(1000) < u64::from(per_mille)
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let at = self.under(from.len() as u64);
        &from[usize::try_from(at).unwrap_or(0)]
    }
}

impl sync::Entropy for Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.under(bound)
    }
}
