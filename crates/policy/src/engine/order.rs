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
    line(entries).into_iter().map(|it| it.place).collect()
}

/// As [`order`], with the rank of each ticket.
#[must_use]
pub fn ranked(entries: &[Entry<'_>]) -> Vec<(Rank, usize)> {
    line(entries).into_iter().map(|it| (it.rank, it.place)).collect()
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
        let rank = standing.rank_on(&scales[scale], *now);
        line.extend(rank.map(|rank| InLine { rank, created: standing.created(), place }));
    }
    // Numbers that lie side by side are sorted several times faster than tickets that are looked up, and few tickets
    // have the same two.
    line.sort_unstable_by_key(InLine::numbers);
    for equal in line.chunk_by_mut(|one, other| one.numbers() == other.numbers()) {
        if equal.len() > 1 {
            equal.sort_unstable_by_key(|it| entries[it.place].id.as_bytes());
        }
    }
    line
}

/// What a ticket is sorted by, and its place among the entries.
#[derive(Clone, Copy)]
struct InLine {
    rank: Rank,
    created: Moment,
    place: usize,
}

impl InLine {
    const fn numbers(&self) -> (Rank, Moment) {
        (self.rank, self.created)
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
