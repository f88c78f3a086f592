//! What a calendar is made from: zone, weekly windows, holidays and extra openings.

mod error;
mod weekly;
mod window;

use chrono_tz::Tz;

pub use error::DefinitionError;
pub use weekly::{Weekly, weekday};
pub use window::Window;

use crate::{HolidaySet, Span};

/// Business hours as written down. [`crate::Calendar::new`] checks and compiles it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// A few words for screens, as in `Mon-Fri 08:00-18:00 Berlin`; may be empty.
    pub label: String,
    /// Zone whose wall clock the windows and the holidays follow.
    pub zone: Tz,
    /// Windows for each weekday.
    pub weekly: Weekly,
    /// Local dates that are closed from 00:00 to 24:00.
    pub holidays: HolidaySet,
    /// Openings beside the weekly windows, as appointments. They are open on a holiday too. Unsorted and
    /// overlapping ones are tolerated.
    pub extra: Vec<Span>,
}

impl Definition {
    /// A calendar with weekly windows only; add holidays and extra openings as fields.
    #[must_use]
    pub fn new(zone: Tz, weekly: Weekly) -> Self {
        Self { label: String::new(), zone, weekly, holidays: HolidaySet::none(), extra: Vec::new() }
    }

    /// Around the clock, every day.
    #[must_use]
    pub fn always() -> Self {
        Self { label: "around the clock".to_owned(), ..Self::new(Tz::UTC, Weekly::always()) }
    }
}

/// Reads the name of a zone of the IANA data base, as in `Europe/Berlin`.
///
/// # Errors
/// [`DefinitionError::UnknownZone`] for every other text.
///
/// ```
/// assert_eq!(calendar::zone("Europe/Berlin")?, chrono_tz::Europe::Berlin);
/// assert!(calendar::zone("Berlin").is_err());
/// # Ok::<(), calendar::DefinitionError>(())
/// ```
pub fn zone(name: &str) -> Result<Tz, DefinitionError> {
    name.parse().map_err(|_| DefinitionError::UnknownZone { name: name.to_owned() })
}
