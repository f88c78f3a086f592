//! Numbers that look like chance and are the same in every run.

/// A generator with the constants of Knuth's MMIX.
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// One that throws the same for the same name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self(name.bytes().fold(0x9e37_79b9, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())))
    }

    /// A number below `sides`; 0 when there are none.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default().checked_rem(sides).unwrap_or_default()
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}
