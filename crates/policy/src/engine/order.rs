//! One total order over the tickets of all packs.

use calendar::Moment;

use super::scale::Scale;
use super::{Rank, Standing};
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
    line(entries).into_iter().map(InLine::place).collect()
}

/// As [`order`], with the rank of each ticket.
#[must_use]
pub fn ranked(entries: &[Entry<'_>]) -> Vec<(Rank, usize)> {
    line(entries).into_iter().map(|it| (it.rank(), it.place())).collect()
}

fn line(entries: &[Entry<'_>]) -> Vec<InLine> {
    let mut line: Vec<InLine> = Vec::with_capacity(entries.len());
    // A queue is under a handful of packs, most often under one.
    let mut scales: Vec<Scale<'_>> = Vec::new();
    for (place, Entry { pack, standing, now, .. }) in entries.iter().enumerate() {
        let known = scales.iter().position(|scale| std::ptr::eq(scale.pack, *pack));
        let scale = known.unwrap_or_else(|| {
            scales.push(Scale::of(pack));
            scales.len() - 1
        });
        line.extend(standing.rank_on(&scales[scale], *now).map(|rank| InLine::new(rank, place)));
    }
    // Single numbers are sorted several times faster than tickets, and few tickets have the same rank.
    line.sort_unstable();
    for equal in line.chunk_by_mut(|one, other| one.rank() == other.rank()) {
        if equal.len() > 1 {
            equal.sort_unstable_by_key(|it| {
                let Entry { standing, id, .. } = &entries[it.place()];
                (standing.created(), id.as_bytes())
            });
        }
    }
    line
}

/// The rank of a ticket, and below it its place among the entries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct InLine(u128);

impl InLine {
    fn new(rank: Rank, place: usize) -> Self {
        Self((u128::from(rank.number()) << u64::BITS) | place as u128)
    }

    const fn rank(self) -> Rank {
        #[expect(clippy::cast_possible_truncation, reason = "the upper half is a rank")]
        Rank::from_number((self.0 >> u64::BITS) as u64)
    }

    const fn place(self) -> usize {
        #[expect(clippy::cast_possible_truncation, reason = "the lower half is a place")]
        let place = self.0 as usize;
        place
    }
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
