//! About how long a first answer may take. It makes the queue look alive (some late, some nearly, most in time);
//! the deadlines that count are computed from the policy, elsewhere and exactly.

use calendar::Moment;
use portal::open::wire::Contract;

use super::hours;

/// Roughly what was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// Nothing.
    None,
    /// So many seconds around the clock.
    Always(i64),
    /// So many office seconds, an office day being eight hours here.
    Office(i64),
}

impl Promise {
    /// What the policy promises for a first answer, roughly.
    #[must_use]
    pub fn of(contract: &Contract, severity: Option<&str>, classification: Option<&str>) -> Self {
        let plan = contract.plan.as_deref().unwrap_or("none");
        match (contract.policy.as_str(), severity.unwrap_or(""), plan) {
            ("sepasoft", ..) if classification == Some("feature-request") => Self::Always(14 * 86_400),
            ("sep-sesam", _, "emergency-call") => Self::Always(5400),
            ("sep-sesam", _, "demo" | "none") => Self::None,
            ("sep-sesam", "critical", _) => Self::Always(4 * 3600),
            ("sep-sesam", "major", _) => Self::office_hours(8.0, 10.0),
            ("sep-sesam", ..) => Self::office_hours(12.0, 8.0),
            ("ensim", "critical", "24x7") => Self::Always(2 * 3600),
            ("ensim", "critical", "16x5") => Self::office_hours(4.0, 16.0),
            ("expecco", severity, plan) => match (severity, plan) {
                (_, "none") => Self::None,
                ("sev-1", "premium") => Self::office_hours(8.0, 10.0),
                ("sev-1", "advanced") | ("sev-2", "premium") => Self::office_hours(12.0, 10.0),
                ("sev-1", _) | ("sev-2", "advanced") | (_, "premium") => Self::office_hours(24.0, 10.0),
                _ => Self::office_hours(36.0, 10.0),
            },
            ("infotecs", severity, _) => contract
                .targets
                .iter()
                .find(|target| target.severity.as_deref() == Some(severity))
                .map_or(Self::None, |target| Self::Always(seconds(target.hours))),
            _ => Self::None,
        }
    }

    /// When a ticket was filed of which `share` of the promised time is used up at `now`.
    #[must_use]
    pub fn filed(self, now: Moment, share: f64) -> Option<Moment> {
        match self {
            Self::None => None,
            Self::Always(target) => Some(now.plus(-part(target, share))),
            Self::Office(target) => Some(hours::before(now, part(target, share))),
        }
    }

    /// When a ticket filed at `created` is answered, if `share` of the promised time is used.
    #[must_use]
    pub fn answered(self, created: Moment, share: f64) -> Moment {
        match self {
            Self::None => hours::after(created, part(8 * 3600, share)),
            Self::Always(target) => created.plus(part(target.min(3 * 86_400), share)),
            Self::Office(target) => hours::after(created, part(target, share)),
        }
    }

    /// Hours of a day that is open for `open_h` hours, in our office days of eight.
    fn office_hours(target_h: f64, open_h: f64) -> Self {
        Self::Office(seconds(target_h * 8.0 / open_h))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "made-up spans of a few weeks")]
fn seconds(hours: f64) -> i64 {
    (hours * 3600.0) as i64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "made-up spans of a few weeks"
)]
fn part(target: i64, share: f64) -> i64 {
    (target as f64 * share) as i64
}
