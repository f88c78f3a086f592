//! What can go wrong, and how often it did.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// A request never leaves.
    Unreachable,
    /// A request is lost on its way.
    LostBefore,
    /// An answer is lost on its way.
    LostAfter,
    /// An answer is given up, and the request arrives afterwards.
    Late,
    /// A request or an answer takes long, so that others overtake it.
    Slow,
    /// A request arrives twice.
    Twice,
    /// The secure connection fails.
    Tls,
    /// 401.
    Unauthorized,
    /// 403.
    Forbidden,
    /// 404 where something is.
    NotFound,
    /// 409.
    Busy,
    /// 412 although nothing changed.
    Changed,
    /// 422.
    Unprocessable,
    /// 429 with a time to wait.
    TooMany,
    /// 500 before or after the request was carried out.
    Server,
    /// 503 from something in between.
    Unavailable,
    /// A redirect that leads nowhere.
    Redirect,
    /// Half a body.
    Truncated,
    /// A body that is no JSON.
    Garbage,
    /// A body without end, packed or not.
    Huge,
    /// The portal no longer knows the cursor.
    CursorExpired,
    /// A page that says it is not the last and does not go on.
    CursorStuck,
    /// A page whose cursor lies before the one that was asked for.
    CursorBack,
    /// Members and kinds that are not known.
    Drift,
    /// A record that cannot be read.
    BadRecord,
    /// A wrong `Date`.
    DateSkew,
    /// The process is killed between two effects.
    Crash,
    /// The process is killed in the middle of a transaction.
    CrashInWrite,
    /// The disk is full, fails or is busy.
    Disk,
    /// The clock of a device is set, by hours or by ten years.
    ClockJump,
    /// A device sleeps, for seconds or for days.
    Suspend,
}

impl Fault {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Unreachable,
        Self::LostBefore,
        Self::LostAfter,
        Self::Late,
        Self::Slow,
        Self::Twice,
        Self::Tls,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::Busy,
        Self::Changed,
        Self::Unprocessable,
        Self::TooMany,
        Self::Server,
        Self::Unavailable,
        Self::Redirect,
        Self::Truncated,
        Self::Garbage,
        Self::Huge,
        Self::CursorExpired,
        Self::CursorStuck,
        Self::CursorBack,
        Self::Drift,
        Self::BadRecord,
        Self::DateSkew,
        Self::Crash,
        Self::CrashInWrite,
        Self::Disk,
        Self::ClockJump,
        Self::Suspend,
    ];
}

/// What a device was doing when a fault struck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// It read the feed.
    Feed,
    /// It read one ticket.
    Ticket,
    /// It sent a change.
    Send,
    /// It wrote to its disk.
    Write,
    /// Anything else.
    Other,
}

/// How often each fault struck in each phase.
#[derive(Clone, Debug, Default)]
pub struct Struck(pub BTreeMap<(Fault, Phase), u64>);

impl Struck {
    /// Counts one.
    pub fn count(&mut self, fault: Fault, phase: Phase) {
        *self.0.entry((fault, phase)).or_default() += 1;
    }

    /// Adds those of another run.
    pub fn add(&mut self, other: &Self) {
        for (key, count) in &other.0 {
            *self.0.entry(*key).or_default() += count;
        }
    }

    /// As a table: one line a fault, one column a phase.
    #[must_use]
    pub fn table(&self) -> String {
        let phases = [Phase::Feed, Phase::Ticket, Phase::Send, Phase::Write, Phase::Other];
        let mut text = format!(
            "{:<15}{:>10}{:>10}{:>10}{:>10}{:>10}\n",
            "fault", "feed", "ticket", "send", "write", "other"
        );
        for fault in Fault::ALL {
            text.push_str(&format!("{:<15}", format!("{fault:?}")));
            for phase in phases {
                let count = self.0.get(&(*fault, phase)).copied().unwrap_or(0);
                text.push_str(&format!(
                    "{:>10}",
                    if count == 0 { "-".to_owned() } else { count.to_string() }
                ));
            }
            text.push('\n');
        }
        text
    }
}
