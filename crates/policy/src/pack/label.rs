//! Names by index, for screens.

use super::{CalendarIx, ClassificationIx, Clock, Pack, PlanIx, SeverityIx, Statement, Target, Term};

impl Pack {
    /// Vendor and product in a few words; the vendor's name only once where the product begins with it.
    #[must_use]
    pub fn title_words(&self) -> String {
        let (vendor, product) = (&self.vendor, &self.product);
        if product.starts_with(vendor.as_str()) { product.clone() } else { format!("{vendor} {product}") }
    }

    /// The title of the document, and its date as printed where it has one.
    #[must_use]
    pub fn dated_title(&self) -> String {
        let (title, dated) = (&self.title, &self.dated);
        if dated.is_empty() { title.clone() } else { format!("{title}, {dated}") }
    }

    /// Name of a severity; `not known` past the end.
    #[must_use]
    pub fn severity_name(&self, index: SeverityIx) -> &str {
        name(&self.severities, index)
    }

    /// Name of a plan; `not known` past the end.
    #[must_use]
    pub fn plan_name(&self, index: PlanIx) -> &str {
        name(&self.plans, index)
    }

    /// Name of a classification; `not known` past the end.
    #[must_use]
    pub fn classification_name(&self, index: ClassificationIx) -> &str {
        name(&self.classifications, index)
    }

    /// Label of a calendar; empty past the end.
    #[must_use]
    pub fn calendar_label(&self, index: CalendarIx) -> &str {
        self.calendars.get(index).map_or("", |calendar| &calendar.label)
    }

    /// Index of the severity with this identifier.
    #[must_use]
    pub fn severity(&self, id: &str) -> Option<SeverityIx> {
        index(&self.severities, id)
    }

    /// Index of the plan with this identifier.
    #[must_use]
    pub fn plan(&self, id: &str) -> Option<PlanIx> {
        index(&self.plans, id)
    }

    /// Index of the classification with this identifier.
    #[must_use]
    pub fn classification(&self, id: &str) -> Option<ClassificationIx> {
        index(&self.classifications, id)
    }

    /// Index of the calendar with this identifier.
    #[must_use]
    pub fn calendar(&self, id: &str) -> Option<CalendarIx> {
        self.calendars.iter().position(|calendar| calendar.id == id)
    }

    /// The clock with this name.
    #[must_use]
    pub fn clock(&self, name: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.name == name)
    }

    /// The statement with this identifier.
    #[must_use]
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.id == id)
    }
}

impl Clock {
    /// The target of a case; `None` for what is not known. An index past the end counts as not known.
    #[must_use]
    pub fn target(
        &self,
        plan: Option<PlanIx>,
        severity: Option<SeverityIx>,
        classification: Option<ClassificationIx>,
    ) -> Option<&Target> {
        let row = known_or_last(&self.table, plan)?;
        let row = known_or_last(row, severity)?;
        self.targets.get(*known_or_last(row, classification)?)
    }
}

fn known_or_last<T>(rows: &[T], index: Option<usize>) -> Option<&T> {
    index.and_then(|index| rows.get(index)).or_else(|| rows.last())
}

fn name(terms: &[Term], index: usize) -> &str {
    terms.get(index).map_or("not known", |term| &term.name)
}

fn index(terms: &[Term], id: &str) -> Option<usize> {
    terms.iter().position(|term| term.id == id)
}

/// The days of a word such as `within:90` or `over:90` and whether it is `within`; `None` for other words.
pub(crate) fn purchase_days(word: &str) -> Option<(bool, u32)> {
    let (side, days) = word.split_once(':')?;
    let within = match side {
        "within" => true,
        "over" => false,
        _ => return None,
    };
    days.parse().ok().filter(|days| *days > 0).map(|days| (within, days))
}
