//! The new order after one changed ticket, while the order before is kept.

use std::sync::Arc;
use std::time::Duration;

use calendar::Moment;
use policy::engine::{Entry, Rank, Ranking, Standing, assess, order, ranked};
use policy::facts::{Event, EventKind, Facts};
use policy::pack::Pack;
use policy::ticket::Party;

use crate::timing::{median, once};

/// One after the other, each on top of those before: a console makes a new order anew after about as many.
const CHANGES: usize = 500;

/// A ticket in line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    rank: Rank,
    created: Moment,
    id: Arc<str>,
}

/// How long one change takes: the ticket's events are read, it is taken out of the line and put in again. In the end the
/// line is compared with one made anew.
pub fn measure(pack: &Pack, facts: &[Facts], standings: &mut [Standing], now: Moment) -> Duration {
    let row = |id: &str, standing: &Standing| {
        standing.rank(pack, now).map(|rank| Row { rank, created: standing.created(), id: id.into() })
    };
    let rows = ranked(&entries(pack, facts, standings, now)).into_iter();
    let rows = rows.map(|(rank, place)| Row {
        rank,
        created: standings[place].created(),
        id: facts[place].id.as_str().into(),
    });
    let mut line = Ranking::from(rows.collect::<Vec<_>>());
    let mut before = line.clone();
    let mut times = Vec::with_capacity(CHANGES);
    for number in 0..CHANGES {
        let place = number * 7_919 % facts.len();
        let changed = answered(&facts[place], now);
        let (id, standing) = (&facts[place].id, &mut standings[place]);
        times.push(once(|| {
            let mut next = line.clone();
            next.remove(&row(id, standing).expect("an open ticket"));
            *standing = assess(pack, &changed, now).expect("a good ticket");
            let at = next.insert(row(id, standing).expect("an open ticket"));
            before = std::mem::replace(&mut line, next);
            at
        }));
        assert_eq!(before.len(), line.len());
    }
    let all = entries(pack, facts, standings, now);
    let anew = order(&all).into_iter().map(|place| all[place].id);
    assert!(line.iter().map(|row| &*row.id).eq(anew), "the line is the one that is made anew");
    median(times)
}

/// The same ticket with an answer that came a minute ago.
fn answered(facts: &Facts, now: Moment) -> Facts {
    let mut facts = facts.clone();
    let kind = EventKind::Message { public: true, auto: false };
    facts.events.push(Event { at: now.plus(-60), by: Some(Party::Agent), kind });
    facts
}

fn entries<'a>(pack: &'a Pack, facts: &'a [Facts], standings: &'a [Standing], now: Moment) -> Vec<Entry<'a>> {
    let entry = |(facts, standing): (&'a Facts, &'a Standing)| Entry { id: &facts.id, pack, standing, now };
    facts.iter().zip(standings).map(entry).collect()
}
