//! What is promised for tickets of the demo.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

use std::path::Path;

use desk::view::{
    AllowanceStanding, ChargeKnown, GroundView, IntakeState, PromisedView, QueueRequest, QueueRow,
    RulingView, StartView, Verdict,
};
use desk::{Desk, Options};

/// A demo whose time stands still: ten in the morning of a Wednesday in Europe, deep night in California.
async fn demo(folder: &Path) -> Desk {
    let now = Some("2026-11-18T10:00:00Z".parse().unwrap());
    let data = Some(folder.to_owned());
    let desk =
        Desk::new(Options { demo: true, demo_size: 300, demo_seed: 7, now, data, ..Options::default() })
            .unwrap();
    assert_eq!(desk.start().await, StartView::Ready { demo: true });
    desk.first_sync().await;
    desk
}

async fn rows(desk: &Desk, search: &str) -> Vec<QueueRow> {
    let request = QueueRequest { limit: 500, search: search.to_owned(), ..QueueRequest::default() };
    desk.queue(request).await.unwrap().rows
}

/// A solved ticket; they are found once the index is filled, and each event is worth another look.
async fn solved(desk: &Desk) -> QueueRow {
    let mut events = desk.events();
    loop {
        if let Some(row) = rows(desk, "the").await.into_iter().find(|row| row.solved) {
            return row;
        }
        events.next().await.unwrap();
    }
}

/// What is promised for the first ticket of a vendor and plan.
async fn of(desk: &Desk, vendor: &str, plan: &str) -> PromisedView {
    let rows = rows(desk, "").await;
    let row = rows.iter().find(|row| row.vendor == vendor && row.plan == plan);
    let promised = desk.promised(&row.expect(plan).key).await.unwrap();
    assert!(!promised.policy_title.is_empty());
    every_answer_has_its_clause(&promised);
    promised
}

fn every_answer_has_its_clause(promised: &PromisedView) {
    let sourced = |ground: &GroundView| !ground.clause.is_empty() && !ground.basis.is_empty();
    for ruling in promised.rulings.iter().chain(&promised.version.rulings) {
        let silent = matches!(ruling.answer, Verdict::Unpublished | Verdict::Unknown);
        assert!(silent || !ruling.because.is_empty(), "{ruling:?}");
        assert!(ruling.because.iter().all(sourced), "{ruling:?}");
        assert_eq!(ruling.answer == Verdict::Unknown, !ruling.ask.is_empty(), "{ruling:?}");
    }
    assert!(promised.allowances.iter().all(|row| row.because.iter().all(sourced)));
    assert!(promised.intake.iter().all(|row| sourced(&row.ground)));
    assert!(promised.stages.iter().flat_map(|way| &way.steps).all(|step| sourced(&step.ground)));
    assert!(promised.charges.iter().flat_map(|row| &row.lines).all(|line| sourced(&line.ground)));
    assert!(promised.scope.iter().all(|row| sourced(&row.ground)));
}

fn ruling<'a>(promised: &'a PromisedView, question: &str) -> &'a RulingView {
    promised.rulings.iter().find(|ruling| ruling.question == question).expect(question)
}

fn answers<'a>(promised: &'a PromisedView, questions: &[&str]) -> Vec<(Verdict, &'a str)> {
    let each = questions.iter().map(|question| ruling(promised, question));
    each.map(|ruling| (ruling.answer, ruling.because.first().map_or("", |row| row.basis.as_str()))).collect()
}

fn price<'a>(promised: &'a PromisedView, service: &str) -> (ChargeKnown, Option<&'a str>, bool) {
    let row = promised.charges.iter().find(|row| row.service == service).expect(service);
    (row.known, row.total.as_deref(), row.for_an_hour)
}

#[tokio::test(flavor = "multi_thread")]
async fn sepasoft_tells_the_rate_of_the_present_hour_and_asks_for_the_life_cycle() {
    let folder = tempfile::tempdir().unwrap();
    let promised = of(&demo(folder.path()).await, "Sepasoft", "PriorityCare").await;
    assert_eq!(
        answers(&promised, &["phone", "after-hours"]),
        [(Verdict::Yes, "stated"), (Verdict::Limited, "stated")]
    );
    let fix = ruling(&promised, "fix");
    assert_eq!(
        (fix.answer, fix.ask.as_slice()),
        (Verdict::Unknown, &["the life cycle of the product's version".to_owned()][..])
    );
    assert_eq!(price(&promised, "after-hours"), (ChargeKnown::Known, Some("350.00 USD"), true));
    assert_eq!(price(&promised, "upgrade"), (ChargeKnown::Known, Some("free"), false));
    assert_eq!(price(&promised, "plan"), (ChargeKnown::Unknown, None, false));
    assert!(!promised.version.has_releases && promised.version.phase.is_empty());
    assert_eq!(promised.version.rulings[0].answer, Verdict::Unknown);
    assert_eq!(promised.allowances[0].standing, AllowanceStanding::Unlimited);
}

#[tokio::test(flavor = "multi_thread")]
async fn sep_knows_what_a_request_still_lacks_and_publishes_no_prices() {
    let folder = tempfile::tempdir().unwrap();
    let promised = of(&demo(folder.path()).await, "SEP", "Business Support").await;
    assert_eq!(ruling(&promised, "on-site").answer, Verdict::Limited);
    let items: Vec<_> = promised.intake.iter().flat_map(|row| &row.items).collect();
    let plan = items.iter().find(|item| item.value == "Business Support").unwrap();
    assert_eq!(plan.state, IntakeState::Given);
    assert!(promised.request.contains("- the error message\n"), "{}", promised.request);
    assert!(!promised.request.contains(&plan.name), "what is given is not asked for");
    assert_eq!(price(&promised, "remote-help"), (ChargeKnown::Unpublished, None, true));
    assert_eq!(promised.version.rulings[0].answer, Verdict::Unpublished);
    assert!(promised.scope.iter().any(|row| row.items.len() > 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn ensim_has_a_table_that_cannot_be_read_and_stages() {
    let folder = tempfile::tempdir().unwrap();
    let promised = of(&demo(folder.path()).await, "Ensim", "24 Hrs x 7 Days").await;
    assert_eq!(
        answers(&promised, &["portal", "fix", "account-manager"]),
        [(Verdict::Yes, "stated"), (Verdict::Limited, "stated"), (Verdict::Unpublished, "none")]
    );
    assert_eq!(promised.stages[0].steps.len(), 4);
    assert!(promised.stages[0].steps.iter().filter(|step| step.here).count() <= 1);
    assert!(promised.intake[1].items.iter().all(|item| item.state == IntakeState::Given));
}

#[tokio::test(flavor = "multi_thread")]
async fn expecco_counts_credits_and_contradicts_itself_on_prices() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let promised = of(&desk, "eXept", "Premium").await;
    assert_eq!(answers(&promised, &["remote-help"]), [(Verdict::Yes, "reading")]);
    let credits = promised.allowances.iter().find(|row| row.what == "credits").unwrap();
    let (used, left, total) = (credits.used.unwrap(), credits.left.unwrap(), credits.total.unwrap());
    assert_eq!((credits.standing, used + left), (AllowanceStanding::Left, total));
    assert!(credits.period.as_ref().is_some_and(|(from, to)| from < to));
    assert_eq!(price(&promised, "plan"), (ChargeKnown::Conflict, None, false));
    assert_eq!(ruling(&of(&desk, "eXept", "Basic").await, "remote-help").answer, Verdict::No);
}

#[tokio::test(flavor = "multi_thread")]
async fn infotecs_counts_forty_tickets_a_year() {
    let folder = tempfile::tempdir().unwrap();
    let promised = of(&demo(folder.path()).await, "Infotecs", "Premium").await;
    assert_eq!(ruling(&promised, "updates").answer, Verdict::Limited);
    let tickets = promised.allowances.iter().find(|row| row.what == "tickets").unwrap();
    assert_eq!(tickets.total, Some(40));
    assert!(
        tickets.ask.contains(&"the tickets used up in the contract year before".to_owned()),
        "{tickets:?}"
    );
    assert_eq!(price(&promised, "update"), (ChargeKnown::Known, Some("free"), false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_that_the_user_has_entered_gives_phase_and_dates() {
    let folder = tempfile::tempdir().unwrap();
    let overrides = folder.path().join("policies/overrides");
    std::fs::create_dir_all(&overrides).unwrap();
    let release = |major: &str| {
        format!(
            "[[releases]]\nid = \"r-{}\"\nversion = \"{major}\"\nkind = \"module\"\n\
             released = \"2024-03-01\"\nnext-major = \"not-yet\"\nclause = \"Release notes\"\n",
            major.replace('.', "-")
        )
    };
    let text = format!("format = 1\nid = \"sepasoft\"\n{}{}", release("3.81"), release("2.79"));
    std::fs::write(overrides.join("releases.toml"), text).unwrap();
    let desk = demo(folder.path()).await;
    assert_eq!(desk.policy_problems(), []);
    let version = of(&desk, "Sepasoft", "PriorityCare").await.version;
    assert_eq!((version.phase.as_str(), version.since.as_deref()), ("Active", Some("2024-03-01")));
    assert_eq!((version.until, version.not_before.as_deref()), (None, Some("2029-03-01")));
    assert_eq!(version.rulings[0].answer, Verdict::Yes);
    assert!(version.because.iter().any(|row| row.basis == "override" && row.clause == "Release notes"));
}

#[tokio::test(flavor = "multi_thread")]
async fn solved_tickets_have_answers_too_and_those_without_a_policy_none() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let solved = solved(&desk).await;
    every_answer_has_its_clause(&desk.promised(&solved.key).await.unwrap());
    assert!(!desk.promised(&solved.key).await.unwrap().rulings.is_empty());

    let mut mapping = desk.mapping("demo").await.unwrap();
    mapping.queues.iter_mut().for_each(|row| row.policy = String::new());
    desk.save_mapping(mapping).await.unwrap();
    let nothing = desk.promised(&solved.key).await.unwrap();
    assert_eq!((nothing.policy_title.as_str(), nothing.rulings.len()), ("", 0));
    assert_eq!(desk.promised("demo/nobody").await.unwrap_err().code, "unknown-ticket");
}
