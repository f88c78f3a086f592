//! Releases and their dates.

use chrono::NaiveDate;

use super::Loader;
use super::names::unique;
use crate::lifecycle::Version;
use crate::pack::file::{At, PackFile, ReleaseRow};
use crate::pack::{Known, Lifecycle, Release, Said, spelling};

/// The word for a date that has not come.
const NOT_YET: &str = "not-yet";

impl Loader<'_, '_> {
    pub(super) fn releases(&mut self, file: &PackFile, lifecycle: Option<&Lifecycle>) -> Vec<Release> {
        unique(file.releases.iter().map(|row| &row.id), self.problems);
        let Some(lifecycle) = lifecycle else {
            if let Some(row) = file.releases.first() {
                self.problems.add(
                    &row.id.span(),
                    "no-lifecycle",
                    "Releases are listed, but the pack does not say how long one is supported.",
                    "Add `[lifecycle]` with its phases, or take the releases out.",
                );
            }
            return Vec::new();
        };
        let mut releases: Vec<Release> = Vec::new();
        for row in &file.releases {
            let Some(release) = self.release(row, lifecycle) else { continue };
            let twice = |known: &&Release| {
                known.product == release.product && known.version.numbers == release.version.numbers
            };
            if let Some(known) = releases.iter().find(twice) {
                self.problems.add(
                    &row.version.span(),
                    "duplicate-release",
                    format!("`{}` has the same product and version.", known.said.id),
                    "Keep one of the two rows.",
                );
            }
            releases.push(release);
        }
        releases
    }

    fn release(&mut self, row: &ReleaseRow, lifecycle: &Lifecycle) -> Option<Release> {
        self.identifier(row.id.get(), &row.id.span());
        let source = self.source(format!("releases.{}", row.id.get()), &row.id.span(), &row.source);
        let product = row.product.as_ref().map(|product| product.get().trim().to_owned());
        if let Some(empty) = row.product.as_ref().filter(|product| product.get().trim().is_empty()) {
            self.problems.add(
                &empty.span(),
                "empty-text",
                "`product` is empty.",
                "Write its name as in tickets, or leave the key out for every product.",
            );
        }
        let version = self.version_of(row, product.as_deref(), lifecycle);
        let kind = self.kind(row, lifecycle);
        let released = self.day(&row.released);
        let end_of_sale = self.known(row.end_of_sale.as_ref());
        let next_major = self.known(row.next_major.as_ref());
        let (version, released) = (version?, released?);
        let ends = self.announced_ends(row, released, lifecycle);
        let text = sentence(product.as_deref(), &version, released);
        let said = Said { id: row.id.get().clone(), text, source };
        Some(Release { said, product, version, kind, released, end_of_sale, next_major, ends })
    }

    /// The platform's versions have numbers with dots, whatever those of the product look like.
    fn version_of(
        &mut self,
        row: &ReleaseRow,
        product: Option<&str>,
        lifecycle: &Lifecycle,
    ) -> Option<Version> {
        let numbering = crate::lifecycle::numbering(lifecycle, product);
        match Version::parse(row.version.get(), &numbering) {
            Ok(version) if !version.pre_release => Some(version),
            Ok(_) => {
                self.problems.add(
                    &row.version.span(),
                    "bad-version",
                    format!("`{}` is not generally available, so it is no release.", row.version.get()),
                    "Write the version without its mark, with the day of its release.",
                );
                None
            }
            Err(advice) => {
                let message = format!("`{}` is no version.", row.version.get());
                self.problems.add(&row.version.span(), "bad-version", message, advice);
                None
            }
        }
    }

    /// Where rules differ by kind, a kind has to be one of theirs.
    fn kind(&mut self, row: &ReleaseRow, lifecycle: &Lifecycle) -> Option<String> {
        let kind = row.kind.as_ref()?;
        let mut known: Vec<&str> = lifecycle
            .rules
            .iter()
            .filter_map(|rule| rule.kinds.as_deref())
            .flatten()
            .map(String::as_str)
            .collect();
        known.sort_unstable();
        known.dedup();
        if known.contains(&kind.get().as_str()) {
            return Some(kind.get().clone());
        }
        let hint = if known.is_empty() {
            "No rule of this pack asks for a kind: leave it out.".to_owned()
        } else {
            spelling::hint(kind.get(), known)
        };
        let message = format!("No rule is for releases of the kind `{}`.", kind.get());
        self.problems.add(&kind.span(), "unknown-name", message, hint);
        None
    }

    fn day(&mut self, written: &At<String>) -> Option<NaiveDate> {
        let day = date(written.get());
        if day.is_none() {
            self.problems.add(
                &written.span(),
                "bad-date",
                format!("`{}` is no date.", written.get()),
                "Write year, month and day, as in `2026-11-21`.",
            );
        }
        day
    }

    fn known(&mut self, written: Option<&At<String>>) -> Known {
        let Some(written) = written else { return Known::No };
        if written.get() == NOT_YET {
            return Known::NotYet;
        }
        let day = date(written.get());
        if day.is_none() {
            self.problems.add(
                &written.span(),
                "bad-date",
                format!("`{}` is no date.", written.get()),
                "Write year, month and day, as in `2026-11-21`, or `not-yet`.",
            );
        }
        day.map_or(Known::No, Known::On)
    }

    /// The announced ends in the order of the phases. They begin with the first phase, leave none out, and go up.
    fn announced_ends(
        &mut self,
        row: &ReleaseRow,
        released: NaiveDate,
        lifecycle: &Lifecycle,
    ) -> Vec<NaiveDate> {
        let ending = lifecycle.phases.len().saturating_sub(1);
        let ids: Vec<&str> =
            lifecycle.phases.iter().take(ending).map(|phase| phase.said.id.as_str()).collect();
        for (name, written) in row.ends.iter().filter(|(name, _)| !ids.contains(&name.as_str())) {
            self.problems.add(
                &written.span(),
                "unknown-name",
                format!("`{name}` is no phase that ends."),
                spelling::hint(name, ids.iter().copied()),
            );
        }
        let (mut ends, mut before, mut missing) = (Vec::new(), released, None);
        for id in ids {
            let Some(written) = row.ends.get(id) else {
                missing = missing.or(Some(id));
                continue;
            };
            let Some(day) = self.day(written) else { continue };
            if let Some(missing) = missing {
                self.problems.add(
                    &written.span(),
                    "bad-release",
                    format!("`{id}` has an end, but `{missing}` before it has none."),
                    "Give the ends of the phases before it too.",
                );
            } else if day < before {
                self.problems.add(
                    &written.span(),
                    "bad-release",
                    format!("`{id}` ends on {day}, before it begins on {before}."),
                    "Mend one of the dates.",
                );
            }
            before = day;
            ends.push(day);
        }
        ends
    }
}

/// A local date, written in full: `2026-11-21`.
fn date(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    // Years of other lengths would be read too; such dates are slips of the finger.
    (text.len() == 10).then_some(day)
}

fn sentence(product: Option<&str>, version: &Version, released: NaiveDate) -> String {
    match product {
        Some(product) => format!("{product} {version} was released on {released}."),
        None => format!("Version {version} was released on {released}."),
    }
}
