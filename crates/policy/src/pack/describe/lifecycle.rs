//! Versions and releases as text.

use super::{Page, word};
use crate::pack::{CountFrom, End, EndWhen, Known, Lifecycle, Pack, Release, ReleaseDate, Said};

impl Page {
    pub(super) fn lifecycle(&mut self, pack: &Pack) {
        if let Some(lifecycle) = &pack.lifecycle {
            self.heading("Life cycle");
            let numbering = lifecycle.numbering.said.iter();
            let platform = lifecycle.platform.iter().map(|platform| &platform.said);
            numbering.chain(platform).for_each(|said| self.said(said));
            self.phases(lifecycle);
            for rule in &lifecycle.rules {
                self.said(&rule.said);
                let ends: Vec<String> = rule.ends.iter().map(|end| end_text(lifecycle, end)).collect();
                let kinds = rule.kinds.as_ref().map(|kinds| format!("{}: ", kinds.join(", ")));
                let least = if rule.at_least { "; the shortest periods" } else { "" };
                self.line(format_args!("      {}{}{least}", kinds.unwrap_or_default(), ends.join("; ")));
            }
            lifecycle.notices.iter().for_each(|notice| self.said(&notice.said));
            lifecycle.provisions.iter().for_each(|provision| self.said(&provision.said));
        }
        if !pack.releases.is_empty() {
            self.heading("Releases");
        }
        for release in &pack.releases {
            self.value(
                &format!("{}: {}", release.said.id, release_text(pack, release)),
                &release.said.source,
            );
        }
    }

    fn phases(&mut self, lifecycle: &Lifecycle) {
        for phase in &lifecycle.phases {
            let words = [
                Some(word(phase.word)),
                phase.support.map(|support| format!("support {}", word(support))),
                phase.fixes.map(|fixes| format!("fixes {}", word(fixes))),
                phase.until_announced.then(|| "until an end is announced".to_owned()),
            ];
            let words: Vec<String> = words.into_iter().flatten().collect();
            let name = format!("{} ({}; {})", phase.name, phase.said.id, words.join(", "));
            self.value(&format!("{name}: {}", phase.said.text), &phase.said.source);
        }
    }

    /// A row with its sentence.
    pub(super) fn said(&mut self, said: &Said) {
        self.value(&format!("{}: {}", said.id, said.text), &said.source);
    }
}

fn end_text(lifecycle: &Lifecycle, end: &End) -> String {
    let id = |phase: usize| lifecycle.phases.get(phase).map_or("", |phase| phase.said.id.as_str());
    let when = match end.when {
        EndWhen::NewerMajors(count) => format!("when {count} newer major versions are out"),
        EndWhen::Months(months, from) => {
            let from = match from {
                CountFrom::Date(date) => date_word(date).to_owned(),
                CountFrom::EndOf(phase) => format!("the end of {}", id(phase)),
            };
            format!("{months} months after {from}")
        }
    };
    format!("{} ends {when}", id(end.phase))
}

fn release_text(pack: &Pack, release: &Release) -> String {
    let dates = ReleaseDate::ALL.iter().filter_map(|(date, word)| match release.date(*date) {
        Known::On(day) => Some(format!("{word} {day}")),
        Known::NotYet => Some(format!("{word} not yet")),
        Known::No => None,
    });
    let phases = pack.lifecycle.iter().flat_map(|lifecycle| &lifecycle.phases);
    let ends = phases.zip(&release.ends).map(|(phase, day)| format!("{} ends {day}", phase.said.id));
    let days: Vec<String> = dates.chain(ends).collect();
    let product = release.product.as_deref().unwrap_or("every product");
    let kind = release.kind.as_ref().map(|kind| format!(", {kind}")).unwrap_or_default();
    format!("{product} {}{kind}: {}", release.version, days.join(", "))
}

fn date_word(date: ReleaseDate) -> &'static str {
    ReleaseDate::ALL.iter().find(|(known, _)| *known == date).map_or("", |(_, word)| *word)
}
