//! Promises kept and broken, by group, as they are and as they would be.

use std::collections::BTreeMap;

use calendar::Moment;
use chrono::Datelike;
use policy::answer::ClockState;
use store::StoredTicket;

use super::World;
use crate::DeskError;
use crate::console::Console;
use crate::live::Entry;
use crate::view::{Attained, AttainmentView};

/// Attained and would-be-attained promises of a group.
type Groups = BTreeMap<(usize, String), (Attained, Attained)>;

/// What tickets are grouped by, in the order in which groups are shown.
const BY: [&str; 5] = ["all", "vendor", "customer", "severity", "week"];

/// Counts the clocks of all tickets filed in `[from, to)`, solved ones included; also how many could not be read.
pub(super) fn attainment(
    console: &Console,
    world: &World,
    (from, to): (Option<Moment>, Option<Moment>),
) -> Result<(Vec<AttainmentView>, u32), DeskError> {
    let mut groups = Groups::new();
    let mut unread = 0;
    for stored in console.store.history(from, to) {
        let Ok(StoredTicket { account, ticket, .. }) = stored else {
            unread += 1;
            continue;
        };
        let Some(is) = console.judge(&account, &ticket) else { continue };
        if !world.covers(is.judged.as_ref().map(|judged| judged.pack.id.as_str())) {
            continue;
        }
        let Some(would) = world.judge(console, &account, &ticket) else { continue };
        let now = console.at(&account).portal_now();
        let (before, after) = (attained(&is, now), attained(&would, now));
        for group in groups_of(&is) {
            let (was, will) = groups.entry(group).or_default();
            add(was, before);
            add(will, after);
        }
    }
    let views = groups.into_iter().map(|((by, group), (before, after))| AttainmentView {
        by: BY[by].to_owned(),
        group,
        before,
        after,
    });
    Ok((views.collect(), unread))
}

/// The groups of a ticket, each with its place in [`BY`]. Weeks are ISO weeks of the filing, in UTC.
fn groups_of(entry: &Entry) -> Vec<(usize, String)> {
    let judged = entry.judged.as_ref();
    let vendor = judged.map_or("no policy", |judged| &judged.pack.vendor);
    let severity = judged.and_then(|judged| Some((judged, judged.standing.severity()?)));
    let severity = severity.map_or_else(
        || format!("{vendor}: not known"),
        |(judged, ix)| format!("{vendor}: {}", judged.pack.severity_name(ix)),
    );
    let customer = if entry.names.customer.is_empty() { "not known" } else { &*entry.names.customer };
    let week = chrono::DateTime::from_timestamp(entry.created.0, 0).map_or_else(String::new, |at| {
        let week = at.iso_week();
        format!("{}-W{:02}", week.year(), week.week())
    });
    let names = ["all".to_owned(), vendor.to_owned(), customer.to_owned(), severity, week];
    names.into_iter().enumerate().collect()
}

fn attained(entry: &Entry, now: Moment) -> Attained {
    let mut sum = Attained::default();
    let Some(judged) = &entry.judged else { return sum };
    for clock in judged.standing.clocks(&judged.pack, now) {
        match clock.state() {
            ClockState::Met => sum.met += 1,
            ClockState::Breached => sum.breached += 1,
            ClockState::Running | ClockState::Paused => sum.open += 1,
            ClockState::NoTarget => sum.no_target += 1,
            ClockState::NotStarted => {}
        }
    }
    sum
}

fn add(sum: &mut Attained, one: Attained) {
    sum.met += one.met;
    sum.breached += one.breached;
    sum.open += one.open;
    sum.no_target += one.no_target;
}
