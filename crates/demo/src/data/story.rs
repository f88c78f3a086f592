//! What happened in a ticket up to the origin, and the turns that people take in one.

use calendar::Moment;
use portal::open::wire::{Gone, Side, What};

use super::cast::{Cast, Wanted};
use super::draw::Draw;
use super::fate::{End, Fate};
use super::promise::Promise;
use super::thread::Thread;
use super::{Dataset, stream, voice};

const DAY: i64 = 86_400;

impl Dataset {
    /// A ticket's cast: of one that was there at the origin, or of a newcomer.
    #[must_use]
    pub fn cast(&self, index: u32) -> Cast<'_> {
        let like = self.like(index);
        let wanted = if index < self.size { self.wanted(like, self.fate(like)) } else { Wanted::default() };
        self.cast_wanted(index, like, wanted)
    }

    /// A ticket as it was at the origin, with its whole story.
    #[must_use]
    pub fn story(&self, index: u32) -> Thread {
        let cast = self.cast(index);
        let mut draw = Draw::of(&[self.seed, stream::STORY, index.into()]);
        let promise =
            Promise::of(&cast.contract, cast.severity.as_deref(), cast.topic.classification.as_deref());
        match self.fate(index) {
            Fate::Urgent(left) => {
                self.unanswered(&cast, filed_with(promise, left, self.origin, &mut draw), &mut draw)
            }
            Fate::Fresh(share) => {
                let filed = promise.filed(self.origin, share);
                let created = filed.unwrap_or_else(|| self.origin.plus(-draw.between(300, 16 * 3600)));
                self.unanswered(&cast, created, &mut draw)
            }
            Fate::Talk(age, end) => self.talk(&cast, promise, age, end, &mut draw),
        }
    }

    /// A ticket that is filed after the origin.
    #[must_use]
    pub fn newcomer(&self, index: u32, at: Moment) -> Thread {
        let mut draw = Draw::of(&[self.seed, stream::STORY, index.into()]);
        Thread::filed(&self.cast(index), at, &mut draw)
    }

    fn unanswered(&self, cast: &Cast<'_>, created: Moment, draw: &mut Draw) -> Thread {
        let mut thread = Thread::filed(cast, created, draw);
        let age = self.origin.since(created);
        if draw.chance(45) {
            assign(&mut thread, cast, created.plus(age / 5));
        }
        if age > 5 * 3600 && draw.chance(20) {
            let at = self.origin.plus(-age / 4);
            thread.write(at, Side::Customer, &cast.contact.name, true, voice::chaser_text(cast, draw));
        }
        thread
    }

    fn talk(&self, cast: &Cast<'_>, promise: Promise, age: i64, end: End, draw: &mut Draw) -> Thread {
        let created = self.origin.plus(-age);
        let mut thread = Thread::filed(cast, created, draw);
        let last = self.last_turn(age, end, draw);
        let share = if draw.chance(5) { 1.2 } else { 0.05 + draw.share() * 0.75 };
        let first = promise.answered(created, share).min(created.plus(last.since(created) / 2));
        for (turn, at) in turns(first, last, end, draw).into_iter().enumerate() {
            match turn % 2 {
                0 => agent_turn(&mut thread, cast, at, draw),
                _ => customer_turn(&mut thread, cast, at, draw),
            }
            if turn == 1 && draw.chance(14) {
                other_severity(&mut thread, cast, at, draw);
            }
        }
        self.finish(&mut thread, cast, last, end, draw);
        thread
    }

    /// When the last turn was taken.
    fn last_turn(&self, age: i64, end: End, draw: &mut Draw) -> Moment {
        let ago = match end {
            End::OurTurn | End::Reopened => draw.between(300, (age / 3).min(3 * DAY)),
            End::TheirTurn => draw.between(1800, (age / 2).min(6 * DAY)),
            End::OnHold | End::WithVendor => age / 3,
            End::Solved | End::Merged | End::Deleted => draw.between(age / 4, age / 2),
            End::Closed => age * 2 / 3,
        };
        self.origin.plus(-ago)
    }

    fn finish(&self, thread: &mut Thread, cast: &Cast<'_>, last: Moment, end: End, draw: &mut Draw) {
        let ago = self.origin.since(last);
        match end {
            End::OurTurn => {}
            End::TheirTurn if ago > 2 * DAY => {
                let at = last.plus(ago / 2);
                thread.write(at, Side::Agent, cast.agent, false, voice::note_text(cast, draw));
            }
            End::TheirTurn => {}
            End::OnHold => park(thread, cast, last, "on-hold", draw),
            End::WithVendor => park(thread, cast, last, "waiting-on-vendor", draw),
            End::Solved => solve(thread, cast, last.plus(ago / 20), draw),
            End::Reopened => {
                let solved = last.plus(-last.since(thread.ticket.updated) / 2);
                solve(thread, cast, solved, draw);
                reopen(thread, cast, last, draw);
            }
            End::Closed => {
                solve(thread, cast, last.plus(ago / 20), draw);
                thread.set(last.plus(ago / 2), Side::System, "", "status", Some("closed"));
            }
            End::Merged => {
                thread.set(last, Side::Agent, cast.agent, "status", Some("closed"));
                thread.end(last, Gone::Merged { into: Self::ticket_id(cast.index + 1) });
            }
            End::Deleted => thread.end(last, Gone::Deleted),
        }
        let like = self.like(cast.index);
        if like != cast.index {
            let ticket = Self::ticket_id(like);
            thread.happen(thread.ticket.updated, Side::Agent, cast.agent, What::Merged { ticket });
        }
    }
}

/// An agent answers.
pub fn agent_turn(thread: &mut Thread, cast: &Cast<'_>, at: Moment, draw: &mut Draw) {
    assign(thread, cast, at);
    if draw.chance(15) {
        thread.write(at, Side::Agent, cast.agent, false, voice::note_text(cast, draw));
    }
    let already = thread.messages_by(Side::Agent);
    thread.write(at, Side::Agent, cast.agent, true, voice::agent_text(cast, already, draw));
    thread.set(at, Side::Agent, cast.agent, "status", Some("waiting-on-customer"));
}

/// The customer answers, or asks where the answer is.
pub fn customer_turn(thread: &mut Thread, cast: &Cast<'_>, at: Moment, draw: &mut Draw) {
    let name = cast.contact.name.as_str();
    let text = if thread.customer_waits() {
        voice::chaser_text(cast, draw)
    } else {
        voice::customer_text(cast, thread.messages_by(Side::Customer), draw)
    };
    thread.write(at, Side::Customer, name, true, text);
    if thread.ticket.status != "new" {
        thread.set(at, Side::System, "", "status", Some("open"));
    }
}

/// The customer says thanks, the agent closes the case.
pub fn solve(thread: &mut Thread, cast: &Cast<'_>, at: Moment, draw: &mut Draw) {
    if draw.chance(70) {
        thread.write(at, Side::Customer, &cast.contact.name, true, voice::thanks_text(cast, draw));
    }
    thread.set(at, Side::Agent, cast.agent, "status", Some("solved"));
}

/// The customer writes again after the case was closed.
pub fn reopen(thread: &mut Thread, cast: &Cast<'_>, at: Moment, draw: &mut Draw) {
    let text = voice::customer_text(cast, 2, draw);
    thread.write(at, Side::Customer, &cast.contact.name, true, text);
    thread.set(at, Side::System, "", "status", Some("open"));
}

/// The agent finds it more or less severe than the customer did.
pub fn other_severity(thread: &mut Thread, cast: &Cast<'_>, at: Moment, draw: &mut Draw) {
    let words = cast.vendor.severities;
    let rank = words.iter().position(|word| thread.ticket.severity.as_deref() == Some(*word));
    let Some(rank) = rank else { return };
    let next = if draw.chance(50) { rank.saturating_sub(1) } else { (rank + 1).min(words.len() - 1) };
    if words[next] != "feature-request" && words[rank] != "feature-request" {
        thread.set(at, Side::Agent, cast.agent, "severity", Some(words[next]));
    }
}

/// The agent puts it aside and says why, inside.
pub fn park(thread: &mut Thread, cast: &Cast<'_>, at: Moment, status: &str, draw: &mut Draw) {
    thread.write(at, Side::Agent, cast.agent, false, voice::note_text(cast, draw));
    thread.set(at, Side::Agent, cast.agent, "status", Some(status));
}

/// Somebody takes the ticket.
pub fn assign(thread: &mut Thread, cast: &Cast<'_>, at: Moment) {
    if thread.ticket.assignee.is_none() {
        thread.set(at, Side::Agent, cast.agent, "assignee", Some(cast.agent));
    }
    if thread.ticket.status == "new" {
        thread.set(at, Side::Agent, cast.agent, "status", Some("open"));
    }
}

/// When a ticket was filed of whose promise `left` seconds remain. Where nothing was promised, or less than
/// that, it was filed some time ago.
fn filed_with(promise: Promise, left: i64, now: Moment, draw: &mut Draw) -> Moment {
    match promise {
        Promise::Always(target) if left < target => now.plus(left - target),
        Promise::Always(target) => now.plus(-target / 10),
        Promise::Office(_) | Promise::None => now.plus(-draw.between(600, 4 * 3600)),
    }
}

/// The instants of the turns, ours first: the first answer, the last word, and some between them.
fn turns(first: Moment, last: Moment, end: End, draw: &mut Draw) -> Vec<Moment> {
    let is_solved = matches!(end, End::Solved | End::Closed | End::Reopened);
    let ours_is_last = is_solved || matches!(end, End::TheirTurn | End::OnHold | End::WithVendor);
    // Nothing is solved before the customer has told more and was told what to do.
    let rounds = match draw.below(10) {
        0..4 if !is_solved => 1,
        0..7 => 2,
        7..9 => 3,
        _ => 5,
    };
    let count = 2 * rounds - usize::from(ours_is_last);
    // A reopened ticket needs room behind its last turn for the solution and the customer's last word.
    let last = if end == End::Reopened { first.plus(last.since(first) / 2) } else { last };
    let mut at: Vec<_> = (2..count).map(|_| first.plus(draw.between(0, last.since(first)))).collect();
    at.push(first);
    if count > 1 {
        at.push(last);
    }
    at.sort_unstable();
    at
}
