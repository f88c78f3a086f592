//! How many requests are allowed in a time.

use std::collections::BTreeMap;

/// A limit that has its own counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit {
    pub(crate) total: u32,
    /// Seconds.
    pub(crate) interval: i64,
}

/// What a counter says after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) total: u32,
    pub(crate) remaining: u32,
    /// Seconds until the counter starts anew.
    pub(crate) resets: i64,
    /// Whether the request is within the limit.
    pub(crate) allowed: bool,
}

/// Counters by name: each starts with its first request and starts anew when its interval is over.
#[derive(Debug, Default)]
pub(crate) struct Counters(BTreeMap<String, (i64, u32)>);

impl Counters {
    /// Counts a request that costs so much. One that is refused costs nothing.
    pub(crate) fn count(&mut self, name: &str, limit: Limit, cost: u32, now: i64) -> Left {
        let (start, used) = self.0.entry(name.to_owned()).or_insert((now, 0));
        if now >= *start + limit.interval || now < *start {
            (*start, *used) = (now, 0);
        }
        let allowed = *used + cost <= limit.total;
        if allowed {
            *used += cost;
        }
        Left {
            total: limit.total,
            remaining: limit.total.saturating_sub(*used),
            resets: *start + limit.interval - now,
            allowed,
        }
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_starts_anew_after_its_interval() {
        let (limit, mut counters) = (Limit { total: 3, interval: 60 }, Counters::default());
        let steps =
            [(0, 1, 2, true), (10, 2, 0, true), (59, 1, 0, false), (60, 3, 0, true), (61, 1, 0, false)];
        for (now, cost, remaining, allowed) in steps {
            let left = counters.count("x", limit, cost, now);
            assert_eq!((left.remaining, left.allowed), (remaining, allowed), "at {now}");
        }
        assert_eq!(counters.count("x", limit, 1, 70).resets, 50);
        assert!(counters.count("y", limit, 1, 70).allowed);
    }
}
