//! Questions about a version: is it supported, is it fixed, may one call.

use chrono::NaiveDate;

use super::Version;
use super::answer::Question;
use super::find::rows;
use super::timeline::{PhaseEnd, Stage, timeline};
use crate::answer::Lane;
use crate::entitlement::{each_once, joined};
use crate::pack::{Fact, Fixes, Lifecycle, Pack, Phase, PhaseIx, Provision, Release, Support, VersionWord};
use crate::ruling::{Ground, Ruling, Yes};

/// A version of which enough is known.
pub(super) struct Case<'a> {
    pack: &'a Pack,
    lifecycle: &'a Lifecycle,
    question: &'a Question<'a>,
    version: &'a Version,
    release: Option<&'a Release>,
    /// `None` before the release.
    phase: Option<PhaseIx>,
    /// How long the phase lasts at least, where it may last longer.
    at_least: Option<AtLeast>,
    /// Phase of the platform; `None` where it is not known.
    platform: Option<PhaseIx>,
}

impl<'a> Case<'a> {
    /// Puts together what is known. `at` is the release with its present phase.
    pub(super) fn new(
        pack: &'a Pack,
        lifecycle: &'a Lifecycle,
        question: &'a Question<'a>,
        version: &'a Version,
        at: Option<(&'a Release, Option<&Stage<'a>>)>,
        today: NaiveDate,
    ) -> Self {
        let platform = platform_phase(pack, lifecycle, question, version, today);
        let (release, stage) = at.map_or((None, None), |(release, stage)| (Some(release), stage));
        let phase = stage.map(|stage| stage.phase);
        let at_least = stage.and_then(|stage| AtLeast::of(lifecycle, stage, today));
        Self { pack, lifecycle, question, version, release, phase, at_least, platform }
    }

    fn phase(&self) -> Option<&'a Phase> {
        self.lifecycle.phases.get(self.phase?)
    }

    fn word(&self) -> VersionWord {
        self.phase().map_or(VersionWord::PreRelease, |phase| phase.word)
    }

    /// Provisions about a question that are for this release. One that hangs on something that is not known is among
    /// them, but does not decide.
    fn provisions(&self, about: &str) -> Vec<(&'a Provision, Fit)> {
        let of = self.lifecycle.provisions.iter().filter(|provision| provision.about == about);
        of.map(|provision| (provision, self.fit(provision))).filter(|(_, fit)| *fit != Fit::No).collect()
    }

    fn fit(&self, provision: &Provision) -> Fit {
        let kind = self.release.and_then(|release| release.kind.as_ref());
        [
            among(provision.kinds.as_deref(), kind),
            // Before the release no phase has begun.
            match (&provision.phases, &self.phase) {
                (Some(_), None) => Fit::No,
                (phases, phase) => among(phases.as_deref(), phase.as_ref()),
            },
            among(provision.platform_phases.as_deref(), self.platform.as_ref()),
            among(provision.severities.as_deref(), self.question.severity.as_ref()),
        ]
        .into_iter()
        .min()
        .unwrap_or(Fit::Yes)
    }
}

/// The shortest that a phase lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AtLeast {
    /// It lasts at least until a day to come.
    Until(NaiveDate),
    /// It was to last until a day that has passed, and its end was not announced.
    Was(NaiveDate),
}

impl AtLeast {
    fn of(lifecycle: &Lifecycle, stage: &Stage<'_>, today: NaiveDate) -> Option<Self> {
        let announced = lifecycle.phases.get(stage.phase).is_some_and(|phase| phase.until_announced);
        match stage.end {
            PhaseEnd::On(day) if stage.at_least => Some(Self::Until(day)),
            PhaseEnd::Open(Some(day)) if announced && today < day => Some(Self::Until(day)),
            PhaseEnd::Open(Some(day)) if announced => Some(Self::Was(day)),
            PhaseEnd::On(_) | PhaseEnd::Open(_) | PhaseEnd::Never | PhaseEnd::Unknown(..) => None,
        }
    }

    fn words(self) -> String {
        match self {
            Self::Until(day) => format!(" at least until {day}"),
            Self::Was(day) => {
                format!("; its shortest period was over on {day}, and no end is announced here")
            }
        }
    }
}

/// Whether a provision is for a release; the worst of several counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    Unknown,
    Yes,
}

fn among<T: PartialEq>(list: Option<&[T]>, value: Option<&T>) -> Fit {
    match (list, value) {
        (None, _) => Fit::Yes,
        (Some(_), None) => Fit::Unknown,
        (Some(list), Some(value)) if list.contains(value) => Fit::Yes,
        (Some(_), Some(_)) => Fit::No,
    }
}

/// The answers for a version whose phase is known.
pub(super) fn rulings(case: &Case<'_>) -> Vec<Ruling> {
    let phase = case.phase();
    let supported = match (phase.map(|phase| phase.support), refusal(case)) {
        (Some(Some(Support::Full)), None) => Yes::Yes,
        (Some(Some(Support::BestEffort)), None) => Yes::Limited,
        (Some(Some(Support::None)), _) | (_, Some(_)) => Yes::No,
        (Some(None) | None, None) => Yes::Unpublished,
    };
    let fixed = match phase.map(|phase| phase.fixes) {
        Some(Some(Fixes::All)) => Yes::Yes,
        Some(Some(Fixes::Critical)) => Yes::Limited,
        Some(Some(Fixes::None)) => Yes::No,
        Some(None) | None => Yes::Unpublished,
    };
    let mut rulings = vec![ruling(case, "support", supported), ruling(case, "fixes", fixed)];
    if !case.provisions("phone").is_empty() {
        rulings.push(ruling(case, "phone", Yes::Unpublished));
    }
    rulings
}

/// The same answer to every question, for a version of which too little is known. What the policy says of versions in
/// general is told all the same.
pub(super) fn unanswered(
    lifecycle: Option<&Lifecycle>,
    answer: Yes,
    text: &str,
    ask: &[String],
) -> Vec<Ruling> {
    let rules = lifecycle.into_iter().flat_map(|lifecycle| &lifecycle.rules);
    let because: Vec<Ground> = rules.map(|rule| rule.said.ground()).collect();
    ["version-supported", "version-fixes"]
        .map(|question| Ruling {
            question: question.to_owned(),
            answer,
            text: text.to_owned(),
            ask: ask.to_vec(),
            because: because.clone(),
        })
        .into()
}

/// The first provision with an answer decides, else the phase does. Where a fact is missing, every provision that could
/// decide is looked at: when all of them answer the same, that is the answer, else it is `unknown`.
fn ruling(case: &Case<'_>, about: &str, by_phase: Yes) -> Ruling {
    let provisions = case.provisions(about);
    let deciding =
        provisions.iter().position(|(provision, fit)| *fit == Fit::Yes && provision.answer.is_some());
    let (mut answer, mut ask) =
        deciding.map_or((by_phase, Vec::new()), |place| by_plan(case, provisions[place].0));
    let before = provisions.iter().take(deciding.unwrap_or(provisions.len()));
    let open: Vec<&Provision> =
        before.filter(|(provision, _)| provision.answer.is_some()).map(|(provision, _)| *provision).collect();
    let wanted = asks(case, open.iter().copied().filter(|open| by_plan(case, open).0 != answer));
    if !wanted.is_empty() {
        (answer, ask) = (Yes::Unknown, each_once(wanted.into_iter().chain(ask).collect()));
    }
    let deciding = deciding.map(|place| provisions[place].0);
    // What could decide comes first where nothing does.
    let first: Vec<&Provision> = if answer == Yes::Unknown {
        open.into_iter().chain(deciding).collect()
    } else {
        deciding.into_iter().collect()
    };
    let others = provisions.iter().map(|(provision, _)| *provision);
    let others = others.filter(|other| !first.iter().any(|first| std::ptr::eq(*other, *first)));
    let phase = case.phase().map(|phase| phase.said.ground());
    let refused = refusal(case).filter(|_| about == "support");
    let because: Vec<Ground> = first
        .iter()
        .map(|provision| provision.said.ground())
        .chain(refused)
        .chain(phase)
        .chain(others.map(|provision| provision.said.ground()))
        .collect();
    Ruling {
        question: match about {
            "support" => "version-supported".to_owned(),
            other => format!("version-{other}"),
        },
        text: if answer == Yes::Unknown { not_known(case, about, &ask) } else { sentence(case, &because) },
        answer,
        ask,
        because,
    }
}

/// What is missing before it is certain that these provisions are for the release. A platform whose releases nobody has
/// entered counts as missing for nothing.
fn asks<'a>(case: &Case<'_>, open: impl Iterator<Item = &'a Provision>) -> Vec<String> {
    let mut asks = Vec::new();
    for provision in open {
        if provision.severities.is_some() && case.question.severity.is_none() {
            asks.push("the severity".to_owned());
        }
        if provision.kinds.is_some() && case.release.is_some_and(|release| release.kind.is_none()) {
            asks.push("the kind of the release".to_owned());
        }
    }
    each_once(asks)
}

fn not_known(case: &Case<'_>, about: &str, ask: &[String]) -> String {
    let what = match about {
        "support" => "is supported",
        "phone" => "has support by phone",
        _ => "gets fixes",
    };
    format!("Not known yet whether version {} {what}: ask for {}.", case.version, joined(ask))
}

/// What a provision answers for the customer's plan.
fn by_plan(case: &Case<'_>, provision: &Provision) -> (Yes, Vec<String>) {
    let answer = provision.answer.unwrap_or(Yes::Unpublished);
    match among(provision.plans.as_deref(), case.question.plan.as_ref()) {
        Fit::Yes => (answer, Vec::new()),
        Fit::No => (Yes::No, Vec::new()),
        Fit::Unknown => (Yes::Unknown, vec!["the customer's plan".to_owned()]),
    }
}

fn sentence(case: &Case<'_>, because: &[Ground]) -> String {
    let name = case.phase().map_or("not generally available yet", |phase| phase.name.as_str());
    let first = because.first().map_or("", |ground| ground.text.as_str());
    let except = case.phase().map(|phase| phase.except.join(", ")).unwrap_or_default();
    let rest = if except.is_empty() {
        String::new()
    } else {
        format!(" All the same there is help with: {except}.")
    };
    let span = case.at_least.map(AtLeast::words).unwrap_or_default();
    format!("Version {} is {name}{span}. {first}{rest}", case.version).trim_end().to_owned()
}

/// The lane rule that refuses tickets about a version like this one.
fn refusal(case: &Case<'_>) -> Option<Ground> {
    let word = case.word().word();
    let refuses = |test: &crate::pack::Test| {
        test.fact == Fact::Version && test.any_of.iter().any(|allowed| allowed == word) != test.negated
    };
    let mut rules = case.pack.lanes.iter().filter(|rule| rule.lane == Lane::Refused);
    let rule = rules.find(|rule| rule.when.len() == 1 && rule.when.iter().all(refuses))?;
    let row = case.pack.rows.iter().find(|row| row.path.starts_with("lanes.") && row.source == rule.source);
    let id = row.and_then(|row| row.path.strip_prefix("lanes.")).unwrap_or_default();
    Some(Ground::of(id, &rule.reason, &rule.source))
}

/// Phase of the platform that the version names, where its releases are listed.
fn platform_phase(
    pack: &Pack,
    lifecycle: &Lifecycle,
    question: &Question<'_>,
    version: &Version,
    today: NaiveDate,
) -> Option<PhaseIx> {
    let platform = lifecycle.platform.as_ref()?;
    let product = question.product.map(|product| product.name.trim());
    if product.is_some_and(|product| product.eq_ignore_ascii_case(&platform.product)) {
        return None;
    }
    let on = version.platform(platform.part)?;
    let listed = rows(pack, Some(&platform.product));
    let own = listed.into_iter().filter(|row| row.product.is_some() && row.version.covers(&on));
    let release = own.max_by_key(|row| row.version.numbers.len())?;
    let stages = timeline(pack, lifecycle, release);
    stages.iter().rev().find(|stage| stage.since <= today).map(|stage| stage.phase)
}
