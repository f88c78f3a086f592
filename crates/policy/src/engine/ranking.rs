//! A line of tickets that takes a change without being put in order anew.

use std::sync::Arc;

/// Items in ascending order, no two of them equal. Clones share them: what differs from the line as it was made is kept
/// beside it. So a change costs two binary searches and as many steps as there were changes before, however long the
/// line is, and the line before the change can be kept for nothing.
#[derive(Clone, Debug)]
pub struct Ranking<T> {
    /// The line as it was made.
    made: Arc<Vec<T>>,
    /// Places in `made` of items that are gone, ascending.
    gone: Vec<usize>,
    /// Items that came, ascending.
    came: Vec<Came<T>>,
}

/// An item that came after the line was made.
#[derive(Clone, Debug)]
struct Came<T> {
    /// The place in `made` of the first item behind it.
    before: usize,
    item: T,
}

impl<T> Ranking<T> {
    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.made.len() - self.gone.len() + self.came.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many items came or went since the line was made. Each further change costs a step for each of them.
    #[must_use]
    pub fn changes(&self) -> usize {
        self.gone.len() + self.came.len()
    }

    /// The item at a place, counted from 0.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&T> {
        let came = first(self.came.len(), |at| self.place_of(at) >= place);
        if let Some(found) = self.came.get(came).filter(|_| self.place_of(came) == place) {
            return Some(&found.item);
        }
        let of_those_left = place - came;
        let gone = first(self.gone.len(), |at| self.gone[at] - at > of_those_left);
        self.made.get(of_those_left + gone)
    }

    /// All items, first come first.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        let mut came = self.came.iter().peekable();
        let mut gone = self.gone.iter().copied().peekable();
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                if let Some(Came { item, .. }) = came.next_if(|came| came.before <= at) {
                    return Some(item);
                }
                at += 1;
                if gone.next_if_eq(&(at - 1)).is_none() {
                    return self.made.get(at - 1);
                }
            }
        })
    }

    /// The place of an item that came.
    fn place_of(&self, came: usize) -> usize {
        let before = self.came[came].before;
        before - self.gone.partition_point(|gone| *gone < before) + came
    }
}

impl<T: Ord> Ranking<T> {
    /// Takes an equal item out. Tells whether there was one.
    pub fn remove(&mut self, item: &T) -> bool {
        if let Ok(at) = self.came.binary_search_by(|came| came.item.cmp(item)) {
            self.came.remove(at);
            return true;
        }
        let Ok(place) = self.made.binary_search(item) else { return false };
        match self.gone.binary_search(&place) {
            Ok(_) => false,
            Err(at) => {
                self.gone.insert(at, place);
                true
            }
        }
    }

    /// Puts an item in, in the place of an equal one if there is one. Answers its place, counted from 0.
    pub fn insert(&mut self, item: T) -> usize {
        self.remove(&item);
        let before = self.made.partition_point(|made| *made < item);
        let at = self.came.partition_point(|came| came.item < item);
        self.came.insert(at, Came { before, item });
        self.place_of(at)
    }
}

impl<T> Default for Ranking<T> {
    fn default() -> Self {
        Self { made: Arc::default(), gone: Vec::new(), came: Vec::new() }
    }
}

impl<T: Ord> From<Vec<T>> for Ranking<T> {
    /// From items that are in order already, as [`super::ranked`] gives them.
    fn from(sorted: Vec<T>) -> Self {
        debug_assert!(sorted.is_sorted_by(|one, other| one < other), "in order and no two equal");
        Self { made: Arc::new(sorted), ..Self::default() }
    }
}

/// The first number below `end` that passes; `end` when none does. All numbers after one that passes pass too.
fn first(end: usize, passes: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, end);
    while low < high {
        let middle = usize::midpoint(low, high);
        if passes(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
