//! One contract, changed by hand.

use crate::world::{World, edit, queue};

#[tokio::test(flavor = "multi_thread")]
async fn a_value_is_entered_shown_with_its_source_and_taken_back() {
    let w = World::new().await;
    let line = w.line_of("expecco").await;
    let before = w.field(&line, "ends").await;
    assert_eq!(before.origin.as_ref().unwrap().kind, "portal");
    assert!(before.origin.unwrap().at.is_some() && !before.given);

    let saved = w.set(&line, &[("ends", "31.12.2031")], &[]).await;
    assert_eq!(saved.mistakes, []);
    assert_eq!(saved.contract.line.ends, "2031-12-31");
    let given = w.field(&line, "ends").await;
    assert_eq!((given.value.as_str(), given.told), ("2031-12-31", Some(before.value.clone())));
    assert_eq!(given.origin.unwrap().kind, "user");
    assert_eq!(w.lines().await.iter().find(|one| **one == saved.contract.line).unwrap().given, 1);

    w.set(&line, &[], &["ends"]).await;
    let back = w.field(&line, "ends").await;
    assert_eq!((back.value, back.given, back.told), (before.value, false, None));
}

/// Before the first ticket nobody knows the portal's identifier, so a contract may stand under the name.
#[tokio::test(flavor = "multi_thread")]
async fn a_contract_of_a_customer_without_a_ticket_is_entered_and_counts_by_name() {
    let w = World::new().await;
    let line = w.line_of("expecco").await;
    let nobody = desk::view::ContractLine {
        customer: "Never Seen GmbH".to_owned(),
        customer_name: "Never Seen GmbH".to_owned(),
        ..line.clone()
    };
    assert!(w.lines().await.iter().all(|one| one.customer != nobody.customer));
    let saved = w.set(&nobody, &[("plan", "premium"), ("ends", "2031-12-31")], &[]).await;
    assert_eq!((saved.mistakes, saved.contract.line.customer_name.as_str()), (Vec::new(), "Never Seen GmbH"));
    assert!(w.lines().await.iter().any(|one| one.customer == "Never Seen GmbH" && one.plan == "Premium"));
}

#[tokio::test(flavor = "multi_thread")]
async fn entering_what_the_portal_tells_takes_the_other_value_back() {
    let w = World::new().await;
    let line = w.line_of("expecco").await;
    let told = w.field(&line, "licenses").await.value;
    w.set(&line, &[("licenses", "9999")], &[]).await;
    w.set(&line, &[("licenses", &told)], &[]).await;
    assert!(!w.field(&line, "licenses").await.given);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cleared_field_has_no_value_whatever_the_portal_tells() {
    let w = World::new().await;
    let line = w.line_of("ensim").await;
    assert!(!line.ends.is_empty());
    assert_eq!(w.set(&line, &[("ends", "")], &[]).await.contract.line.ends, "");
    let field = w.field(&line, "ends").await;
    assert!(field.given && field.value.is_empty() && field.told.is_some());
    assert_eq!(field.origin.unwrap().kind, "user");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mistake_is_told_in_a_sentence_and_nothing_is_changed() {
    let w = World::new().await;
    let line = w.line_of("infotecs").await;
    let before = serde_json::to_value(w.contract(&line).await).unwrap();
    for (field, text, message) in [
        ("plan", "gold", "no plan \u{201c}gold\u{201d}"),
        ("starts", "1.13.2026", "is no date"),
        ("payments", "maybe", "current or overdue"),
        ("remote_access", "sometimes", "given or impossible"),
        ("licenses", "-3", "no whole number"),
        ("licenses", "99999999999", "no whole number"),
        ("named_contacts", "jo@acme.test; jo", "\u{201c}jo\u{201d} is no mail address"),
        ("named_contacts", "{\"a\": 1}", "no list"),
        ("appointments", "tomorrow", "is no appointment"),
        ("appointments", "2026-11-22T12:00:00Z/2026-11-22T08:00:00Z", "not after its start"),
        ("targets", "first-response critical", "is no target"),
        ("targets", "first-reply critical 4h always", "no clock \u{201c}first-reply\u{201d}"),
        ("targets", "first-response urgent 4h always", "no severity \u{201c}urgent\u{201d}"),
        ("targets", "first-response critical 4h nights", "no calendar \u{201c}nights\u{201d}"),
        ("targets", "first-response critical -4h always", "hours"),
        ("standing", "jo@acme.test", "does not say who stands how"),
        ("standing", "jo@acme.test=angry", "no standing"),
        ("colour", "red", "no field \u{201c}colour\u{201d}"),
    ] {
        let saved = w.set(&line, &[("tickets_used", "39"), (field, text)], &[]).await;
        assert_eq!(saved.mistakes.len(), 1, "{field} {text}: {:?}", saved.mistakes);
        let mistake = &saved.mistakes[0];
        assert!(mistake.message.contains(message), "{field} {text}: {}", mistake.message);
        assert!(!mistake.hint.is_empty() && mistake.hint.ends_with('.') || mistake.hint.contains(": "));
        assert_eq!(serde_json::to_value(w.contract(&line).await).unwrap(), before, "{field} {text}");
    }
    let saved = w.set(&line, &[("starts", "2031-01-01"), ("ends", "2030-12-31")], &[]).await;
    assert_eq!(saved.mistakes[0].field, "ends");
    let saved = w.set(&line, &[("starts", "x"), ("ends", "y")], &[]).await;
    assert_eq!(saved.mistakes.len(), 2, "each mistake is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_contract_changes_the_deadlines_at_once() {
    let w = World::new().await;
    let line = w.line_of("infotecs").await;
    let targets = "first-response critical 7h always; first-response minor 7h always";
    assert_eq!(w.set(&line, &[("targets", targets)], &[]).await.mistakes, []);
    let page = queue(&w.desk).await;
    let row = page
        .rows
        .iter()
        .find(|row| row.customer == line.customer_name && row.clock.target_s == Some(7 * 3600));
    let key = row.expect("a ticket under the new target").key.clone();
    let ticket = w.desk.ticket(&key).await.unwrap();
    let fact = ticket.facts.iter().find(|fact| fact.label == "Own targets").unwrap();
    assert_eq!((fact.value.as_str(), fact.origin.as_ref().unwrap().kind.as_str()), (targets, "user"));
    let until = ticket.facts.iter().find(|fact| fact.label == "Contract until").unwrap();
    assert_eq!(until.origin.as_ref().unwrap().kind, "portal");
}

#[tokio::test(flavor = "multi_thread")]
async fn remote_access_that_is_impossible_is_flagged_until_it_is_given() {
    let w = World::new().await;
    let line = w.line_of("sep-sesam").await;
    let flagged = async || {
        let mut rows = queue(&w.desk).await.rows.into_iter();
        rows.any(|row| {
            row.customer == line.customer_name && row.flags.iter().any(|flag| flag == "response-may-suffer")
        })
    };
    let saved = w.set(&line, &[("remote_access", "Impossible")], &[]).await;
    assert_eq!((saved.mistakes, saved.contract.line.remote_access.as_str()), (Vec::new(), "impossible"));
    assert!(flagged().await);
    let choices = w.field(&line, "remote_access").await.choices;
    assert_eq!(choices.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(), ["given", "impossible"]);
    w.set(&line, &[("remote_access", "given")], &[]).await;
    assert!(!flagged().await);
    w.set(&line, &[("remote_access", "")], &[]).await;
    assert!(!flagged().await, "not known");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_console_follows_and_cannot_change_contracts_itself() {
    let w = World::new().await;
    let second = w.second().await;
    let line = w.line_of("infotecs").await;
    let wish = edit(&line, &[("targets", "first-response * 9h always")], &[]);
    assert_eq!(second.edit_contract(wish.clone()).await.unwrap_err().code, "no-lease");
    let mut events = second.events();
    w.desk.edit_contract(wish).await.unwrap();
    let is_there = |page: &desk::view::QueuePage| {
        page.rows.iter().any(|row| row.customer == line.customer_name && row.clock.target_s == Some(9 * 3600))
    };
    while !is_there(&queue(&second).await) {
        events.next().await.unwrap();
    }
    let seen = second.contract(&line.account, &line.customer, &line.policy).await.unwrap();
    assert_eq!(seen.line.given, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_never_overwrites_what_was_entered() {
    let w = World::with_portal().await;
    let line = w.line_of("sep-sesam").await;
    w.set(&line, &[("plan", "none"), ("licenses", "777")], &[]).await;
    let mut events = w.desk.events();
    let synced = w.desk.status().await.accounts[0].synced_at;
    w.desk.sync_now().unwrap();
    while w.desk.status().await.accounts[0].synced_at == synced {
        events.next().await.unwrap();
    }
    assert_eq!(w.field(&line, "licenses").await.value, "777");
    assert_eq!(w.field(&line, "plan").await.value, "none");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_that_nobody_knows_gets_a_contract() {
    let w = World::new().await;
    let mut line = w.line_of("sepasoft").await;
    line.customer = "c-new".to_owned();
    let saved = w.set(&line, &[("plan", "totalcare"), ("standing", "jo@acme.test = Suspended")], &[]).await;
    assert_eq!(saved.mistakes, []);
    assert_eq!((saved.contract.line.plan.as_str(), saved.contract.line.told), ("TotalCare", false));
    assert!(w.lines().await.iter().any(|line| line.customer == "c-new"));
    line.account = "nobody".to_owned();
    let error = w.desk.edit_contract(edit(&line, &[("plan", "total-care")], &[])).await.unwrap_err();
    assert_eq!(error.code, "unknown-account");
    line.policy = "acme".to_owned();
    let error = w.desk.edit_contract(edit(&line, &[], &[])).await.unwrap_err();
    assert_eq!(error.code, "unknown-policy");
}
