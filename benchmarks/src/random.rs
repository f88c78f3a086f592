//! Equal numbers in every run.

/// The generator `SplitMix64`.
pub struct Random(pub u64);

impl Random {
    /// A number from 0 up to and without `limit`.
    pub fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit.unsigned_abs()).cast_signed()
    }
}
