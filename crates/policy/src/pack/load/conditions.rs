//! Conditions of rules: each fact has its own words.

use super::Loader;
use super::names::Vocabulary;
use crate::pack::file::{At, Condition};
use crate::pack::{Fact, Test, purchase_days, spelling};

impl Loader<'_, '_> {
    /// Tests of a rule that must all hold. A rule without a test would fit every ticket.
    pub(super) fn tests(&mut self, id: &At<String>, when: &[Condition], words: &Vocabulary) -> Vec<Test> {
        if when.is_empty() {
            self.problems.add(
                &id.span(),
                "empty-rule",
                format!("The rule `{}` has no condition, so it would fit every ticket.", id.get()),
                "Give at least one test in `when`.",
            );
        }
        self.optional_tests(id, when, words)
    }

    /// Tests of a row that fits every ticket when it has none.
    pub(super) fn optional_tests(
        &mut self,
        id: &At<String>,
        when: &[Condition],
        words: &Vocabulary,
    ) -> Vec<Test> {
        let before = self.problems.count();
        let tests: Vec<Test> = when.iter().filter_map(|condition| self.test(condition, words)).collect();
        if self.problems.count() == before {
            self.can_apply(id, &tests, words);
        }
        tests
    }

    fn test(&mut self, condition: &Condition, words: &Vocabulary) -> Option<Test> {
        let (list, negated) = match (&condition.is, &condition.is_not) {
            (Some(list), None) => (list, false),
            (None, Some(list)) => (list, true),
            (Some(_), Some(_)) | (None, None) => {
                self.problems.add(
                    &condition.fact.span(),
                    "bad-test",
                    "A test has exactly one of `is` and `is-not`.",
                    "Keep one of them.",
                );
                return None;
            }
        };
        if list.is_empty() {
            self.problems.add(
                &condition.fact.span(),
                "bad-test",
                "This test names no word.",
                "Name at least one.",
            );
        }
        if matches!(condition.fact.get(), Fact::Version | Fact::Release) && words.versions.is_none() {
            self.problems.add(
                &condition.fact.span(),
                "no-lifecycle",
                "A version is tested, but the pack does not say how long one is supported.",
                "Add `[lifecycle]` with its phases, or take the test out.",
            );
            return None;
        }
        if *condition.fact.get() == Fact::Purchase {
            self.purchase_words(list);
            return Some(taken(Fact::Purchase, list, negated));
        }
        let allowed = allowed_words(*condition.fact.get(), words);
        for word in list.iter().filter(|word| !allowed.contains(word.get())) {
            self.problems.add(
                &word.span(),
                "unknown-name",
                format!("`{}` is no word of this fact.", word.get()),
                spelling::hint(word.get(), allowed.iter().map(String::as_str)),
            );
        }
        Some(taken(*condition.fact.get(), list, negated))
    }

    /// The number of days is a part of the word.
    fn purchase_words(&mut self, list: &[At<String>]) {
        for word in list.iter().filter(|word| purchase_days(word.get()).is_none()) {
            self.problems.add(
                &word.span(),
                "unknown-name",
                format!("`{}` is no word of this fact.", word.get()),
                "Write `within:90` or `over:90`, with the number of days.",
            );
        }
    }
}

fn taken(fact: Fact, list: &[At<String>], negated: bool) -> Test {
    Test { fact, any_of: list.iter().map(|word| word.get().clone()).collect(), negated }
}

/// The words of its fact with which a test holds.
pub(super) fn passing(test: &Test, words: &Vocabulary) -> Vec<String> {
    let mut passed = allowed_words(test.fact, words);
    passed.retain(|word| test.any_of.contains(word) != test.negated);
    passed
}

fn allowed_words(fact: Fact, words: &Vocabulary) -> Vec<String> {
    let fixed: &[&str] = match fact {
        Fact::Plan => return words.plans.ids().to_vec(),
        Fact::Severity => return words.severities.ids().to_vec(),
        Fact::Classification => return words.classifications.ids().to_vec(),
        Fact::HoursAtSeverity | Fact::HoursNow => {
            let both = |id: &String| [format!("{id}:open"), format!("{id}:closed")];
            return words.calendars.ids().iter().flat_map(both).collect();
        }
        Fact::Channel => &["portal", "email", "phone", "chat", "api"],
        Fact::Contract => &["none", "current", "ended", "not-started"],
        Fact::Payments => &["current", "overdue"],
        Fact::RemoteAccess => &["given", "impossible"],
        Fact::Contact => &["named", "other"],
        Fact::Standing => &["good", "deprioritized", "suspended", "terminated"],
        Fact::Licenses => &["all", "some"],
        Fact::Version => words.versions.as_deref().unwrap_or_default(),
        Fact::Release => return words.kinds.clone(),
        Fact::Appointment => &["now", "none"],
        Fact::Response => &["none", "answered"],
        Fact::Status => {
            &["new", "open", "waiting-on-customer", "waiting-on-vendor", "on-hold", "solved", "closed"]
        }
        Fact::Tickets | Fact::Credits => &["left", "used-up", "not-granted"],
        // Its words hold a number and are read one by one.
        Fact::Purchase => &[],
    };
    fixed.iter().map(|word| (*word).to_owned()).collect()
}
