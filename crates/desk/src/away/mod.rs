//! A time away: what comes due meanwhile, what to do before, what to hand to whom. Asking changes nothing; only
//! [`Desk::post_away`] writes, and what it writes goes through the outbox.

mod colleague;
mod instant;
mod note;
mod outlook;
mod plan;
mod post;
mod reason;
mod stays;
#[cfg(test)]
mod tests;
mod times;

use calendar::Moment;

use crate::console::Console;
use crate::freshness::{Freshness, synced_at};
use crate::view::{
    AwayHandOver, AwayNotes, AwayPosted, AwayRequest, AwayRow, AwaySource, AwayView, AwayWhose,
};
use crate::{Desk, DeskError, show};

use colleague::{Colleagues, Proposal};
pub(crate) use times::own_zone;

use outlook::Away;
use plan::Planned;

impl Desk {
    /// The plan for a time away.
    ///
    /// # Errors
    /// Nothing is open, a time that cannot be read, a landing that is not after the departure, or the data file cannot
    /// be read.
    pub async fn away(&self, request: AwayRequest) -> Result<AwayView, DeskError> {
        let console = self.console()?;
        // While tickets are still being read, a plan would leave out what it has not seen.
        self.loaded().await;
        self.off_thread(move || view(&console, &request)).await
    }

    /// The hand-over as plain text, one note a colleague. Nothing is sent.
    ///
    /// # Errors
    /// Nothing is open, or the data file cannot be read. A ticket that is gone is told in the answer.
    pub async fn away_notes(&self, hand_over: AwayHandOver) -> Result<AwayNotes, DeskError> {
        let console = self.console()?;
        self.off_thread(move || note::notes(&console, &hand_over, own_zone())).await
    }

    /// Writes the hand-over to each ticket as a note for the team, and assigns the tickets if `assign`. All of it waits
    /// in the outbox first, where it can be undone.
    ///
    /// # Errors
    /// Nothing is open, or the data file cannot be read. What could not be written down is told in the answer.
    pub async fn post_away(&self, hand_over: AwayHandOver, assign: bool) -> Result<AwayPosted, DeskError> {
        let console = self.console()?;
        self.off_thread(move || post::post(&console, &hand_over, assign, own_zone())).await
    }
}

fn view(console: &Console, request: &AwayRequest) -> Result<AwayView, DeskError> {
    let now = console.clock.now();
    let zone = own_zone();
    let (from, to) = times::read(&request.from, &request.to, now, zone)?;
    let away = Away { now, from, to };
    let revision = console.line().newest().clone();
    let all = plan::plan(&revision, &away);
    let asked = plan::asked(&all, request.everyone);
    let unlisted = all.iter().filter(|planned| planned.whose == AwayWhose::Others && planned.is_at_stake());
    let each_min = request.each_min.filter(|minutes| *minutes > 0);
    let mut colleagues = Colleagues::of(&all);
    let freshness = Freshness::of(console);
    Ok(AwayView {
        as_of: now.0,
        from: from.0,
        to: to.0,
        until: away.until().0,
        zone: zone.name().to_owned(),
        rule: plan::RULE.to_owned(),
        counts: plan::counts(&asked),
        overdue_on_landing: number(asked.iter().filter(|p| p.outlook.overdue_s.is_some()).count()),
        of_others: if request.everyone { 0 } else { number(unlisted.count()) },
        fit: each_min.map(|each_min| plan::fit(&asked, &away, each_min)),
        colleagues: colleagues.views(),
        rows: Rows { freshness: &freshness, away: &away, each_min }.of(&asked, &mut colleagues),
        stays: staying(console, from)?,
        sources: sources(console, &freshness),
    })
}

/// The tickets of a plan that have a place in it, in the order of work before leaving, and the landing.
pub(crate) fn planned(console: &Console, request: &AwayRequest) -> Result<(Vec<String>, Moment), DeskError> {
    let now = console.clock.now();
    let (from, to) = times::read(&request.from, &request.to, now, own_zone())?;
    let revision = console.line().newest().clone();
    let all = plan::plan(&revision, &Away { now, from, to });
    let asked = plan::asked(&all, request.everyone);
    let keys = plan::listed(&asked).into_iter().map(|(_, planned)| planned.ranked.entry.key().to_owned());
    Ok((keys.collect(), to))
}

/// What rows are made with.
struct Rows<'a> {
    freshness: &'a Freshness,
    away: &'a Away,
    each_min: Option<u32>,
}

impl Rows<'_> {
    fn of(&self, asked: &[Planned<'_>], colleagues: &mut Colleagues) -> Vec<AwayRow> {
        let listed = plan::listed(asked);
        let mut rows: Vec<(AwayRow, &Planned<'_>)> =
            listed.into_iter().map(|(place, planned)| (self.row(planned, place), planned)).collect();
        // What does not fit before the departure is handed over first, so that it goes to those with the fewest.
        for is_done in [false, true] {
            for (row, planned) in &mut rows {
                if planned.is_at_stake()
                    && planned.whose != AwayWhose::Others
                    && row.done_at.is_some() == is_done
                {
                    let Proposal { to, why } = colleagues.propose(planned);
                    (row.proposal, row.proposal_why) = (to, why);
                }
            }
        }
        rows.into_iter().map(|(row, _)| row).collect()
    }

    fn row(&self, planned: &Planned<'_>, place: Option<u32>) -> AwayRow {
        let Planned { position, ranked, whose, outlook } = planned;
        let at = ranked.at(self.away.now);
        let mut row = show::row(&ranked.entry, Some(ranked.lane), *position, at);
        self.freshness.date(std::slice::from_mut(&mut row));
        let done = place
            .zip(self.each_min)
            .and_then(|(place, each_min)| plan::done(planned, place, self.away, each_min));
        AwayRow {
            row,
            group: outlook.group,
            whose: *whose,
            place,
            reason: reason::reason(planned, self.away),
            clock: outlook.clock.clone(),
            due: outlook.due.map(|due| due.0),
            earliest: outlook.earliest.map(|due| due.0),
            overdue_s: outlook.overdue_s,
            also: outlook.also.iter().map(|(clock, _)| clock.clone()).collect(),
            done_at: done.map(|done| done.at.0),
            done_late: done.is_some_and(|done| done.late),
            proposal: String::new(),
            proposal_why: String::new(),
        }
    }
}

fn staying(console: &Console, from: Moment) -> Result<Vec<crate::view::AwayStays>, DeskError> {
    let open = crate::outbox::outbox(console)?.operations;
    let offline = |key: &str| {
        // The other Gnomon may well send it in time.
        if console.store.is_read_only() {
            return String::new();
        }
        let account = console.account(key.split('/').next().unwrap_or_default());
        account.map_or_else(String::new, |account| console.why_nothing_leaves(&account))
    };
    Ok(open.iter().filter_map(|operation| stays::stays(operation, &offline(&operation.key), from)).collect())
}

fn sources(console: &Console, freshness: &Freshness) -> Vec<AwaySource> {
    let source = |account: crate::console::Account| {
        let read_at = synced_at(console, &account.id);
        AwaySource {
            offline: console.why_nothing_leaves(&account),
            account: account.id,
            name: account.name,
            read_at: read_at.map(|at| at.0),
            stale: freshness.is_old(read_at),
        }
    };
    console.accounts().into_iter().map(source).collect()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
