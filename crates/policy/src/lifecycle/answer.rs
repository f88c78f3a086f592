//! The whole answer about one version.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Version;
use super::day::months_before;
use super::find::{Found, find};
use super::rulings::{Case, rulings, unanswered};
use super::timeline::{PhaseEnd, Stage, timeline};
use crate::facts::Product;
use crate::pack::{Known, Lifecycle, Pack, PhaseIx, PlanIx, Release, ReleaseDate, SeverityIx, VersionWord};
use crate::ruling::{Ground, Ruling, Yes};

/// What is asked about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Question<'a> {
    /// Product and version.
    pub product: Option<&'a Product>,
    /// The customer's plan; `None` where it is not known.
    pub plan: Option<PlanIx>,
    /// The ticket's severity; `None` where it is not known.
    pub severity: Option<SeverityIx>,
}

/// Where a version is in its life cycle. Dates are local dates `YYYY-MM-DD`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LifecycleAnswer {
    /// Row of the release in the pack or override; absent where none was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// Kind of the release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Phase as of today; null where it is not known.
    pub phase: Option<PhaseAnswer>,
    /// First day of the phase.
    #[schemars(with = "Option<String>")]
    pub since: Option<NaiveDate>,
    /// First day after the phase; null where it has no date.
    #[schemars(with = "Option<String>")]
    pub until: Option<NaiveDate>,
    /// Whether the phase may last longer: the policy gives its shortest period, and no other day was announced.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
    /// The phase does not end before this day, though its end has no date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub not_before: Option<NaiveDate>,
    /// What comes next and has a date.
    pub next: Option<Milestone>,
    /// All phases of the release that have dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schedule: Vec<Stretch>,
    /// The questions and their answers: `version-supported`, `version-fixes`, and `version-phone` where the policy
    /// has something to say of it.
    pub rulings: Vec<Ruling>,
    /// The rows that the dates follow from.
    pub because: Vec<Ground>,
}

/// A phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PhaseAnswer {
    /// Row of the pack; empty before the release.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// What conditions of the pack see.
    pub word: VersionWord,
}

/// A date that comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Milestone {
    /// Row of the phase that begins, or `released`, `end-of-sale`, `next-major`.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// The day.
    #[schemars(with = "String")]
    pub on: NaiveDate,
    /// The day by which the vendor has to announce it; absent where the policy does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub announced_by: Option<NaiveDate>,
    /// The rows that it follows from.
    pub because: Vec<Ground>,
}

/// A phase with its days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stretch {
    /// Row of the phase.
    pub phase: String,
    /// Name to show.
    pub name: String,
    /// First day.
    #[schemars(with = "String")]
    pub since: NaiveDate,
    /// First day after it; null where it has no date.
    #[schemars(with = "Option<String>")]
    pub until: Option<NaiveDate>,
}

/// Answers for a version on a local day of the pack, see [`super::local_date`].
#[must_use]
pub fn answer(pack: &Pack, question: &Question<'_>, today: NaiveDate) -> LifecycleAnswer {
    let Some(lifecycle) = &pack.lifecycle else {
        let text = "This policy says nothing about the life of a version.";
        return only(unanswered(None, Yes::Unpublished, text, &[]));
    };
    match find(pack, lifecycle, question.product) {
        Found::NotListed => {
            let text = "No releases of this product are entered, and no policy names them.";
            let ask =
                "the releases of the product with their dates, as rows of `[[releases]]` in an override";
            only(unanswered(Some(lifecycle), Yes::Unknown, text, &[ask.to_owned()]))
        }
        Found::Missing { ask, why } => only(unanswered(Some(lifecycle), Yes::Unknown, &why, &[ask])),
        Found::PreRelease(version) => {
            let case = Case::new(pack, lifecycle, question, &version, None, today);
            LifecycleAnswer { phase: Some(pre_release()), ..only(rulings(&case)) }
        }
        Found::Release(release, version) => of_release(pack, lifecycle, question, (release, &version), today),
    }
}

fn of_release(
    pack: &Pack,
    lifecycle: &Lifecycle,
    question: &Question<'_>,
    (release, version): (&Release, &Version),
    today: NaiveDate,
) -> LifecycleAnswer {
    let stages = timeline(pack, lifecycle, release);
    let current = stages.iter().rev().find(|stage| stage.since <= today);
    let mut answer = LifecycleAnswer {
        release: Some(release.said.id.clone()),
        kind: release.kind.clone(),
        next: next(lifecycle, release, &stages, today),
        schedule: stages.iter().filter_map(|stage| stretch(lifecycle, stage)).collect(),
        because: dates_because(lifecycle, release, &stages, current),
        ..LifecycleAnswer::default()
    };
    let case = |stage| Case::new(pack, lifecycle, question, version, Some((release, stage)), today);
    let Some(stage) = current else {
        answer.phase = Some(pre_release());
        answer.until = Some(release.released);
        answer.rulings = rulings(&case(None));
        return answer;
    };
    match &stage.end {
        PhaseEnd::Unknown(day, asks) if day.is_none_or(|day| day <= today) => {
            let text =
                format!("Where version {version} is in its life cycle depends on a date that is not known.");
            answer.rulings = unanswered(Some(lifecycle), Yes::Unknown, &text, asks);
            return answer;
        }
        PhaseEnd::On(day) => (answer.until, answer.at_least) = (Some(*day), stage.at_least),
        PhaseEnd::Open(day) | PhaseEnd::Unknown(day, _) => {
            answer.not_before = day.filter(|day| *day > today);
        }
        PhaseEnd::Never => {}
    }
    answer.phase = phase_answer(lifecycle, stage.phase);
    answer.since = Some(stage.since);
    answer.rulings = rulings(&case(Some(stage)));
    answer
}

fn only(rulings: Vec<Ruling>) -> LifecycleAnswer {
    LifecycleAnswer { rulings, ..LifecycleAnswer::default() }
}

fn pre_release() -> PhaseAnswer {
    PhaseAnswer { id: String::new(), name: "Pre-release".to_owned(), word: VersionWord::PreRelease }
}

fn phase_answer(lifecycle: &Lifecycle, phase: PhaseIx) -> Option<PhaseAnswer> {
    let phase = lifecycle.phases.get(phase)?;
    Some(PhaseAnswer { id: phase.said.id.clone(), name: phase.name.clone(), word: phase.word })
}

fn stretch(lifecycle: &Lifecycle, stage: &Stage<'_>) -> Option<Stretch> {
    let phase = lifecycle.phases.get(stage.phase)?;
    let until = match stage.end {
        PhaseEnd::On(day) => Some(day),
        PhaseEnd::Never | PhaseEnd::Open(_) | PhaseEnd::Unknown(..) => None,
    };
    Some(Stretch { phase: phase.said.id.clone(), name: phase.name.clone(), since: stage.since, until })
}

/// The rules behind the end of the present phase and behind its beginning, how its end is announced, the release, and the
/// numbering.
fn dates_because(
    lifecycle: &Lifecycle,
    release: &Release,
    stages: &[Stage<'_>],
    current: Option<&Stage<'_>>,
) -> Vec<Ground> {
    let phase = current.map(|stage| stage.phase);
    let before = stages.iter().rev().find(|stage| phase.is_some_and(|phase| stage.phase < phase));
    let rules = [current, before].into_iter().flatten().flat_map(|stage| stage.rules.iter().copied());
    let announced = current.filter(|stage| {
        lifecycle.phases.get(stage.phase).is_some_and(|phase| phase.until_announced)
            && !matches!(stage.end, PhaseEnd::On(_))
    });
    let notice = announced
        .and_then(|stage| lifecycle.notices.iter().find(|notice| notice.phases.contains(&(stage.phase + 1))));
    let said = rules
        .chain(notice.map(|notice| &notice.said))
        .chain([&release.said])
        .chain(lifecycle.numbering.said.as_ref());
    let mut grounds: Vec<Ground> = Vec::new();
    for ground in said.map(crate::pack::Said::ground) {
        if !grounds.contains(&ground) {
            grounds.push(ground);
        }
    }
    grounds
}

/// The next date after today: a phase that begins, or a date of the release.
fn next(
    lifecycle: &Lifecycle,
    release: &Release,
    stages: &[Stage<'_>],
    today: NaiveDate,
) -> Option<Milestone> {
    let dates = ReleaseDate::ALL.iter().filter_map(|(date, word)| match release.date(*date) {
        Known::On(on) => Some((on, None, Some(*date), (*word).to_owned(), vec![release.said.ground()])),
        Known::NotYet | Known::No => None,
    });
    let phases = stages.iter().zip(stages.iter().skip(1)).filter_map(|(before, stage)| {
        let phase = lifecycle.phases.get(stage.phase)?;
        let because = before.rules.iter().map(|said| said.ground()).collect();
        Some((stage.since, Some(stage.phase), None, phase.said.id.clone(), because))
    });
    let (on, phase, date, id, mut because) =
        dates.chain(phases).filter(|(on, ..)| *on > today).min_by_key(|(on, ..)| *on)?;
    let name = phase.and_then(|phase| lifecycle.phases.get(phase)).map(|phase| phase.name.clone());
    let notice = lifecycle.notices.iter().find(|notice| {
        phase.is_some_and(|phase| notice.phases.contains(&phase))
            || date.is_some_and(|date| notice.dates.contains(&date))
    });
    because.extend(notice.map(|notice| notice.said.ground()));
    let announced_by = notice.and_then(|notice| months_before(on, notice.months?));
    Some(Milestone { name: name.unwrap_or_else(|| id.replace('-', " ")), id, on, announced_by, because })
}
