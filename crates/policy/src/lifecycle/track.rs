//! Where a ticket's version is in its life cycle over time, small enough to keep for every ticket.

use calendar::Moment;

use super::day::midnight;
use super::find::{Found, find};
use super::timeline::{PhaseEnd, timeline};
use crate::facts::Product;
use crate::pack::{Pack, VersionWord};

/// The words of a version over time; nothing where the pack has no releases of the product. A single pointer, since
/// hardly any ticket has one and every ticket holds it.
#[derive(Clone, Debug, Default)]
pub(crate) struct VersionTrack(Option<Box<Words>>);

#[derive(Clone, Debug)]
struct Words {
    /// Words with their first instants, in time order; `None` where the word is not known from then on.
    over_time: Box<[(Moment, Option<VersionWord>)]>,
    /// The release, by its place in the pack.
    release: Option<usize>,
}

impl VersionTrack {
    /// The track of a ticket's product.
    pub(crate) fn of(pack: &Pack, product: Option<&Product>) -> Self {
        let Some(lifecycle) = pack.lifecycle.as_ref().filter(|_| !pack.releases.is_empty()) else {
            return Self::default();
        };
        let ever = Moment(i64::MIN);
        let mut place = None;
        let words = match find(pack, lifecycle, product) {
            Found::NotListed => return Self::default(),
            Found::Missing { .. } => Vec::new(),
            Found::PreRelease(_) => vec![(ever, Some(VersionWord::PreRelease))],
            Found::Release(release, _) => {
                place = pack.releases.iter().position(|listed| std::ptr::eq(listed, release));
                let mut words = vec![(ever, Some(VersionWord::PreRelease))];
                for stage in timeline(pack, lifecycle, release) {
                    let word = lifecycle.phases.get(stage.phase).map(|phase| phase.word);
                    words.extend(midnight(pack, stage.since).map(|at| (at, word)));
                    if let PhaseEnd::Unknown(day, _) = stage.end {
                        let from = day.unwrap_or(stage.since).max(stage.since);
                        words.extend(midnight(pack, from).map(|at| (at, None)));
                    }
                }
                words
            }
        };
        Self(Some(Box::new(Words { over_time: words.into(), release: place })))
    }

    /// Whether the pack has releases of the product.
    pub(crate) const fn is_listed(&self) -> bool {
        self.0.is_some()
    }

    /// The word at an instant.
    pub(crate) fn word(&self, now: Moment) -> Option<VersionWord> {
        self.words().iter().rev().find(|(from, _)| *from <= now)?.1
    }

    /// The kind of the release; `None` where release or kind is not known.
    pub(crate) fn kind<'p>(&self, pack: &'p Pack) -> Option<&'p str> {
        pack.releases.get(self.0.as_ref()?.release?)?.kind.as_deref()
    }

    /// The next instant at which the word changes.
    pub(crate) fn next(&self, now: Moment) -> Option<Moment> {
        self.words().iter().map(|(from, _)| *from).find(|from| *from > now)
    }

    /// Bytes that it points to.
    pub(crate) fn heap_size(&self) -> usize {
        self.0.as_ref().map_or(0, |words| size_of::<Words>() + size_of_val(&*words.over_time))
    }

    fn words(&self) -> &[(Moment, Option<VersionWord>)] {
        self.0.as_ref().map_or(&[], |words| &words.over_time)
    }
}
