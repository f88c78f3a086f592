//! Numbers in few bytes: a standing is held for every ticket, a million times over.

use calendar::Moment;

/// An instant or a number of seconds in five bytes instead of the sixteen of an option, or none. It reaches 17,400
/// years before and after 1970, further than any instant that can be written; what lies beyond is kept as the furthest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Seconds([u8; 5]);

impl Seconds {
    /// No number.
    pub(super) const NONE: Self = Self::cut(NONE);

    /// The number of seconds; `None` when there is none.
    pub(super) const fn get(self) -> Option<i64> {
        match self.whole() {
            NONE => None,
            LARGEST => Some(i64::MAX),
            seconds => Some(seconds),
        }
    }

    /// As an instant; [`Moment::FOREVER`] comes back as itself.
    pub(super) const fn moment(self) -> Option<Moment> {
        match self.get() {
            Some(seconds) => Some(Moment(seconds)),
            None => None,
        }
    }

    const fn whole(self) -> i64 {
        let [a, b, c, d, e] = self.0;
        let high = (e as i8) as i64;
        (high << 32) | u32::from_le_bytes([a, b, c, d]) as i64
    }

    const fn cut(seconds: i64) -> Self {
        let [a, b, c, d, e, ..] = seconds.to_le_bytes();
        Self([a, b, c, d, e])
    }
}

const NONE: i64 = -(1 << 39);
/// Stands for everything from here on, which is [`Moment::FOREVER`] as a rule.
const LARGEST: i64 = (1 << 39) - 1;

impl From<i64> for Seconds {
    fn from(seconds: i64) -> Self {
        Self::cut(seconds.clamp(NONE + 1, LARGEST))
    }
}

impl From<Option<i64>> for Seconds {
    fn from(seconds: Option<i64>) -> Self {
        seconds.map_or(Self::NONE, Self::from)
    }
}

impl From<Moment> for Seconds {
    fn from(at: Moment) -> Self {
        at.0.into()
    }
}

impl From<Option<Moment>> for Seconds {
    fn from(at: Option<Moment>) -> Self {
        at.map(|at| at.0).into()
    }
}

impl std::fmt::Debug for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.get().fmt(f)
    }
}

/// An index that may not be known, in two bytes. The largest number of all stands for not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Index(u16);

impl Index {
    /// Not known, or none.
    pub(super) const NONE: Self = Self(u16::MAX);

    /// The index; `None` where it is not known.
    pub(super) const fn get(self) -> Option<usize> {
        if self.0 == u16::MAX { None } else { Some(self.0 as usize) }
    }
}

impl From<Option<usize>> for Index {
    /// A pack with more terms than two bytes can count is not whole.
    fn from(index: Option<usize>) -> Self {
        index.and_then(|index| u16::try_from(index).ok()).map_or(Self::NONE, Self)
    }
}

#[cfg(test)]
mod tests {
    use calendar::Moment;

    use super::{Index, Seconds};

    #[test]
    fn every_instant_that_can_be_written_comes_back() {
        let years =
            ["0000-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2026-11-21T12:00:00Z", "9999-12-31T23:59:59Z"];
        for year in years {
            let at: Moment = year.parse().unwrap();
            assert_eq!(Seconds::from(at).moment(), Some(at), "{year}");
        }
        for edge in [-1, 0, 1, u32::MAX.into(), i64::from(u32::MAX) + 1, i32::MIN.into()] {
            assert_eq!(Seconds::from(edge).get(), Some(edge));
        }
        assert_eq!(Seconds::from(Moment::FOREVER).moment(), Some(Moment::FOREVER));
        assert_eq!(Seconds::from(None::<Moment>).get(), None);
        assert_eq!(Seconds::from(i64::MIN).get(), Some(-(1 << 39) + 1));
        assert_eq!(size_of::<Seconds>(), 5);
    }

    #[test]
    fn an_index_comes_back_or_is_not_known() {
        for index in [None, Some(0), Some(65_534)] {
            assert_eq!(Index::from(index).get(), index);
        }
        assert_eq!(Index::from(Some(65_535)).get(), None);
    }
}
