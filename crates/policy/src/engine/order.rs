//! One total order over the tickets of all packs.

use calendar::Moment;

use super::{Key, Standing};
use crate::pack::{FactorKind, Pack};

/// A ticket in line.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Identifier; orders equal tickets by its bytes. Unique in the queue.
    pub id: &'a str,
    /// The pack it was assessed with.
    pub pack: &'a Pack,
    /// Where it stands.
    pub standing: &'a Standing,
    /// The present instant by the clock of its portal. Clocks of portals may differ; the order is at one instant all
    /// the same.
    pub now: Moment,
}

/// The places in `entries` of all tickets that have a lane, first come first: lane, score descending, due (none
/// last), created, id. Solved, closed and merged tickets are left out.
#[must_use]
pub fn order(entries: &[Entry<'_>]) -> Vec<usize> {
    let keyed: Vec<(Key, usize)> = entries
        .iter()
        .enumerate()
        .filter_map(|(place, entry)| Some((entry.standing.key(entry.pack, entry.now)?, place)))
        .collect();
    // Nearly every pair is told apart by one number; the whole key is looked at where that is equal.
    let mut heads: Vec<(u64, usize)> =
        keyed.iter().enumerate().map(|(at, (key, _))| (key.head(), at)).collect();
    heads.sort_unstable_by(|(head, at), (other, other_at)| {
        head.cmp(other).then_with(|| {
            let ((one, place), (two, second)) = (keyed[*at], keyed[*other_at]);
            one.cmp(&two).then_with(|| entries[place].id.as_bytes().cmp(entries[second].id.as_bytes()))
        })
    });
    heads.into_iter().map(|(_, at)| keyed[at].1).collect()
}

/// Why `first` stands before `second`, in one sentence. Both have a lane.
#[must_use]
pub fn why_before(first: &Entry<'_>, second: &Entry<'_>) -> String {
    let (Some(one), Some(other)) =
        (first.standing.key(first.pack, first.now), second.standing.key(second.pack, second.now))
    else {
        return format!("{} or {} has no place in line.", first.id, second.id);
    };
    let before = format!("It stands before {}", second.id);
    if one.lane != other.lane {
        format!("{before} because the lane {} is served before {}.", one.lane.word(), other.lane.word())
    } else if one.score != other.score {
        let (word, gain) = deciding_factor(first, second);
        let (mine, theirs) = (one.score.0.to_f64(), other.score.0.to_f64());
        format!("{before} because it scores {mine} against {theirs}, most of all by its {word} ({gain:+.6}).")
    } else if one.due != other.due {
        match other.due {
            Moment::FOREVER => format!("{before} at the same score because that one has no due time."),
            due => format!("{before} at the same score because it is due at {}, not at {due}.", one.due),
        }
    } else if one.created != other.created {
        format!("{before} at the same score and due time because it was filed earlier, at {}.", one.created)
    } else {
        format!("{before} because all else is equal and its id comes first.")
    }
}

/// The factor by which `first` gains most on `second`, and how much.
fn deciding_factor(first: &Entry<'_>, second: &Entry<'_>) -> (&'static str, f64) {
    let share = |entry: &Entry<'_>, kind: FactorKind| -> f64 {
        let factors = entry.pack.order.iter().filter(|factor| factor.kind == kind);
        factors.map(|factor| factor.weight * entry.standing.factor(kind, entry.pack, entry.now)).sum()
    };
    let mut best = ("score", f64::MIN);
    for kind in FactorKind::ALL {
        let gain = share(first, kind) - share(second, kind);
        if gain > best.1 {
            best = (kind.word(), gain);
        }
    }
    best
}
