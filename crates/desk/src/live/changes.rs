//! How much a list changed between two revisions.

use std::collections::HashMap;

/// Rows that are new, gone or moved. A row that only shifts because another one came or went has not moved: of the rows
/// that are in both, those outside the longest run that kept its order are counted.
pub(crate) fn changes_between(before: &[&str], after: &[&str]) -> u32 {
    let places: HashMap<&str, usize> = before.iter().enumerate().map(|(place, key)| (*key, place)).collect();
    let kept: Vec<usize> = after.iter().filter_map(|key| places.get(key).copied()).collect();
    let moved = kept.len() - longest_rising(&kept);
    let changes = (before.len() - kept.len()) + (after.len() - kept.len()) + moved;
    u32::try_from(changes).unwrap_or(u32::MAX)
}

/// Length of the longest rising subsequence, by patience sorting.
fn longest_rising(places: &[usize]) -> usize {
    let mut tails: Vec<usize> = Vec::new();
    for place in places {
        let pile = tails.partition_point(|tail| tail < place);
        match tails.get_mut(pile) {
            Some(tail) => *tail = *place,
            None => tails.push(*place),
        }
    }
    tails.len()
}

#[cfg(test)]
mod tests {
    use super::changes_between;

    #[test]
    fn each_kind_of_change_counts_once() {
        let cases: [(&str, &str, &str, u32); 6] = [
            ("nothing", "abc", "abc", 0),
            ("one new at the top shifts the rest", "abc", "xabc", 1),
            ("one gone", "abc", "bc", 1),
            ("one moved up", "abcd", "dabc", 1),
            ("two swapped", "abcd", "abdc", 1),
            ("all other", "ab", "xy", 4),
        ];
        for (name, before, after, expected) in cases {
            let split = |text: &'static str| text.split("").filter(|c| !c.is_empty()).collect::<Vec<_>>();
            assert_eq!(changes_between(&split(before), &split(after)), expected, "{name}");
        }
    }
}
