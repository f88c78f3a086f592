//! A set of tickets of the queue, one bit each.

/// Tickets by [`super::Entry::slot`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slots {
    words: Vec<u64>,
    count: usize,
}

impl Slots {
    /// Puts a ticket in; answers whether it was not in there.
    pub(crate) fn insert(&mut self, slot: u32) -> bool {
        let (word, bit) = place(slot);
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        let is_new = self.words[word] & bit == 0;
        self.words[word] |= bit;
        self.count += usize::from(is_new);
        is_new
    }

    pub(crate) fn contains(&self, slot: u32) -> bool {
        let (word, bit) = place(slot);
        self.words.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// How many are in there.
    pub(crate) const fn len(&self) -> usize {
        self.count
    }
}

const fn place(slot: u32) -> (usize, u64) {
    ((slot / 64) as usize, 1 << (slot % 64))
}

#[cfg(test)]
mod tests {
    use super::Slots;

    #[test]
    fn each_ticket_is_in_there_once() {
        let mut slots = Slots::default();
        assert_eq!([0, 63, 64, 700, 64].map(|slot| slots.insert(slot)), [true, true, true, true, false]);
        assert_eq!(slots.len(), 4);
        assert_eq!(
            [0, 1, 63, 64, 65, 700, 100_000].map(|slot| slots.contains(slot)),
            [true, false, true, true, false, true, false]
        );
    }
}
