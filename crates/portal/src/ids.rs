//! A set of ticket identifiers that stays small: runs of neighbours, written as gap and length.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Identifiers of tickets. A thousand neighbours cost as much as one: in JSON it is `[gap, length, gap, length, ...]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct IdSet {
    /// First and last identifier of each run; runs neither overlap nor touch.
    runs: BTreeMap<u64, u64>,
}

impl IdSet {
    pub(crate) fn contains(&self, id: u64) -> bool {
        self.run_at(id).is_some()
    }

    pub(crate) fn insert(&mut self, id: u64) {
        if self.contains(id) {
            return;
        }
        let mut first = id;
        let mut last = id;
        if let Some((before, _)) = id.checked_sub(1).and_then(|left| self.run_at(left)) {
            first = before;
        }
        if let Some(after) = id.checked_add(1).and_then(|right| self.runs.remove(&right)) {
            last = after;
        }
        self.runs.insert(first, last);
    }

    pub(crate) fn remove(&mut self, id: u64) {
        let Some((first, last)) = self.run_at(id) else { return };
        self.runs.remove(&first);
        if first < id {
            self.runs.insert(first, id - 1);
        }
        if id < last {
            self.runs.insert(id + 1, last);
        }
    }

    /// The greatest identifier.
    pub(crate) fn greatest(&self) -> Option<u64> {
        self.runs.last_key_value().map(|(_, last)| *last)
    }

    /// How many identifiers lie in `low..=high`.
    pub(crate) fn count(&self, low: u64, high: u64) -> u64 {
        self.clipped(low, high).map(|(first, last)| last - first + 1).sum()
    }

    /// How many identifiers there are.
    pub(crate) fn len(&self) -> u64 {
        self.runs.iter().map(|(first, last)| last - first + 1).sum()
    }

    /// The identifier at this place, counted from 1.
    pub(crate) fn nth(&self, place: u64) -> Option<u64> {
        let mut left = place.checked_sub(1)?;
        for (first, last) in &self.runs {
            let length = last - first + 1;
            if left < length {
                return Some(first + left);
            }
            left -= length;
        }
        None
    }

    /// The identifiers in `low..=high`, ascending.
    pub(crate) fn within(&self, low: u64, high: u64) -> impl Iterator<Item = u64> {
        self.clipped(low, high).flat_map(|(first, last)| first..=last)
    }

    fn clipped(&self, low: u64, high: u64) -> impl Iterator<Item = (u64, u64)> {
        self.runs
            .range(..=high)
            .rev()
            .take_while(move |(_, last)| **last >= low)
            .map(move |(first, last)| ((*first).max(low), (*last).min(high)))
            .filter(|(first, last)| first <= last)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
    }

    fn run_at(&self, id: u64) -> Option<(u64, u64)> {
        let (first, last) = self.runs.range(..=id).next_back()?;
        (*last >= id).then_some((*first, *last))
    }
}

impl Extend<u64> for IdSet {
    fn extend<I: IntoIterator<Item = u64>>(&mut self, ids: I) {
        ids.into_iter().for_each(|id| self.insert(id));
    }
}

impl Serialize for IdSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut end = 0;
        let gaps = self.runs.iter().flat_map(|(first, last)| {
            let pair = [first - end, last - first + 1];
            end = *last;
            pair
        });
        serializer.collect_seq(gaps.collect::<Vec<_>>())
    }
}

impl<'de> Deserialize<'de> for IdSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = || serde::de::Error::custom("these are no runs of identifiers");
        let mut set = Self::default();
        let mut end = 0u64;
        for pair in Vec::<u64>::deserialize(deserializer)?.chunks(2) {
            let [gap, length] = *pair else { return Err(wrong()) };
            // Runs that touch would be one, and runs that overlap would be counted twice.
            if gap < 2 && !set.runs.is_empty() {
                return Err(wrong());
            }
            let first = end.checked_add(gap).ok_or_else(wrong)?;
            end = length.checked_sub(1).and_then(|more| first.checked_add(more)).ok_or_else(wrong)?;
            set.runs.insert(first, end);
        }
        Ok(set)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_hundred_thousand_neighbours_are_two_numbers() {
        let mut set = IdSet::default();
        (1..=100_000).rev().for_each(|id| set.insert(id));
        assert_eq!(serde_json::to_string(&set).unwrap(), "[1,100000]");
    }

    #[test]
    fn what_is_no_set_is_refused() {
        for text in [
            "[1]",
            "[1,0]",
            "[1,2,0,1]",
            "[1,2,1,1]",
            "[0,18446744073709551615,1,1]",
            "[2,18446744073709551615]",
        ] {
            assert!(serde_json::from_str::<IdSet>(text).is_err(), "{text}");
        }
        let whole: IdSet = serde_json::from_str("[0,18446744073709551615]").unwrap();
        assert_eq!((whole.len(), whole.count(0, u64::MAX)), (u64::MAX, u64::MAX));
    }

    proptest! {
        #[test]
        fn it_is_a_set(steps in prop::collection::vec((any::<bool>(), 1u64..60), 0..200), low in 0u64..70, high in 0u64..70) {
            let mut set = IdSet::default();
            let mut plain = BTreeSet::new();
            for (add, id) in steps {
                if add { set.insert(id); plain.insert(id); } else { set.remove(id); plain.remove(&id); }
            }
            let expected: Vec<u64> = plain.iter().copied().filter(|id| (low..=high).contains(id)).collect();
            prop_assert_eq!(set.within(low, high).collect::<Vec<_>>(), expected.clone());
            prop_assert_eq!(set.count(low, high), expected.len() as u64);
            prop_assert_eq!(set.greatest(), plain.last().copied());
            prop_assert_eq!(set.len(), plain.len() as u64);
            let places = 0..=plain.len() as u64 + 1;
            let by_place: Vec<u64> = places.filter_map(|place| set.nth(place)).collect();
            prop_assert_eq!(by_place, plain.iter().copied().collect::<Vec<_>>());
            let text = serde_json::to_string(&set).unwrap();
            prop_assert_eq!(serde_json::from_str::<IdSet>(&text).unwrap(), set);
        }
    }
}
