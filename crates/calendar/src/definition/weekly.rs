//! The windows of a week.

use chrono::Weekday;

use super::window::DAY_S;
use super::{DefinitionError, Window};

/// Windows for each weekday; a window belongs to the day on which it opens. Unsorted, touching and
/// overlapping windows are tolerated: an instant is open once or not at all.
///
/// ```
/// use calendar::{Weekly, Window};
/// use chrono::Weekday;
/// let weekly = Weekly::default()
///     .on(&Weekly::WORKDAYS, "08:00-12:00".parse()?)
///     .on(&Weekly::WORKDAYS, "13:00-17:30".parse()?)
///     .on(&[Weekday::Sat], "22:00-02:00".parse()?);
/// assert_eq!(weekly.windows(Weekday::Mon).len(), 2);
/// assert!(weekly.windows(Weekday::Sun).is_empty());
/// # Ok::<(), calendar::DefinitionError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weekly {
    days: [Vec<Window>; 7],
}

impl Weekly {
    /// Monday to Friday.
    pub const WORKDAYS: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    /// Monday to Sunday.
    pub const ALL_DAYS: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

    /// 00:00 to 24:00 on all seven days.
    #[must_use]
    pub fn always() -> Self {
        Self::default().on(&Self::ALL_DAYS, Window::ALL_DAY)
    }

    /// The same week with one more window on each of these days.
    #[must_use]
    pub fn on(mut self, days: &[Weekday], window: Window) -> Self {
        for &day in days {
            self.add(day, window);
        }
        self
    }

    /// Adds a window to one day.
    pub fn add(&mut self, day: Weekday, window: Window) {
        self.days[index(day)].push(window);
    }

    /// The windows that open on this day, as given.
    #[must_use]
    pub fn windows(&self, day: Weekday) -> &[Window] {
        &self.days[index(day)]
    }

    /// What is open on each local date, Monday first, in seconds since 00:00: own windows up to 24:00 and the
    /// tails of the evening before, sorted and merged.
    pub(crate) fn by_date(&self) -> [Vec<(u32, u32)>; 7] {
        let mut dates: [Vec<(u32, u32)>; 7] = Default::default();
        for (day, window) in
            self.days.iter().enumerate().flat_map(|(day, all)| all.iter().map(move |w| (day, w)))
        {
            if window.crosses_midnight() {
                dates[day].push((window.from_s(), DAY_S));
                dates[(day + 1) % 7].push((0, window.to_s()));
            } else {
                dates[day].push((window.from_s(), window.to_s()));
            }
        }
        dates.map(merge)
    }
}

/// Reads `mon` to `sun`.
///
/// # Errors
/// [`DefinitionError::UnknownWeekday`] for every other text.
pub fn weekday(text: &str) -> Result<Weekday, DefinitionError> {
    match text {
        "mon" => Ok(Weekday::Mon),
        "tue" => Ok(Weekday::Tue),
        "wed" => Ok(Weekday::Wed),
        "thu" => Ok(Weekday::Thu),
        "fri" => Ok(Weekday::Fri),
        "sat" => Ok(Weekday::Sat),
        "sun" => Ok(Weekday::Sun),
        _ => Err(DefinitionError::UnknownWeekday { text: text.to_owned() }),
    }
}

fn index(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

fn merge(mut spans: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    spans.sort_unstable();
    let mut merged: Vec<(u32, u32)> = Vec::with_capacity(spans.len());
    for (from, to) in spans.into_iter().filter(|(from, to)| from < to) {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            Some(_) | None => merged.push((from, to)),
        }
    }
    merged
}
