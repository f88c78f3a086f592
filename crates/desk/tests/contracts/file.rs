//! Importing: what would change, line by line, then exactly that.

use desk::view::{ContractsRequest, ImportPreview};

use crate::world::{World, queue};

async fn preview(w: &World, text: &str) -> ImportPreview {
    w.desk.preview_contracts("contracts.csv", text.to_owned()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_tells_each_line_and_changes_nothing_until_it_is_applied() {
    let w = World::new().await;
    let (sep, infotecs) = (w.line_of("sep-sesam").await, w.line_of("infotecs").await);
    let before = w.desk.export_contracts().await.unwrap().text;
    let text = format!(
        "Customer;Policy;Own notes;Licenses;Payments;Targets\n\
         {};sep-sesam;x;4321;overdue;\n\
         {};infotecs;;5;maybe;\"first-response * 3h always\"\n\
         {};infotecs;;5;;\"first-response * 3h always\"\n\
         c-777;expecco;;1;;\n\
         {};ensim;;;;\n\
         ;ensim;;;;;;surplus\n",
        sep.customer, infotecs.customer, infotecs.customer, infotecs.customer,
    );
    let seen = preview(&w, &text).await;
    assert_eq!((seen.lines, seen.added, seen.changed, seen.unchanged, seen.refused), (6, 1, 1, 1, 3));
    let of_line = |line: u32| seen.rows.iter().find(|row| row.line == line).unwrap();
    assert_eq!(of_line(3).mistakes[0].field, "payments");
    assert!(of_line(4).mistakes[0].message.contains("Line 3 is about the same"), "{:?}", of_line(4));
    assert!(of_line(7).mistakes[0].message.contains("has 8 cells"), "{:?}", of_line(7));
    assert_eq!((of_line(5).what.as_str(), of_line(5).note.is_empty()), ("added", false));
    let change = of_line(2).changes.iter().find(|change| change.label == "Licences").unwrap();
    assert_eq!(change.after, "4321");
    assert_eq!(seen.notes.len(), 1);
    assert!(seen.notes[0].contains("Own notes"));
    assert_eq!(w.desk.export_contracts().await.unwrap().text, before, "a preview changes nothing");

    let done = w.desk.import_contracts("contracts.csv", text, &seen.mark).await.unwrap();
    assert_eq!((done.contracts, done.refused), (2, 3));
    let field = w.field(&sep, "licenses").await;
    let origin = field.origin.unwrap();
    assert_eq!(
        (field.value.as_str(), origin.kind.as_str(), origin.file.as_str()),
        ("4321", "file", "contracts.csv")
    );
    assert_eq!(w.field(&sep, "plan").await.origin.unwrap().kind, "portal", "an empty cell says nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_preview_that_was_seen_is_applied() {
    let w = World::new().await;
    let line = w.line_of("sep-sesam").await;
    let text = format!("customer,policy,licenses\n{},sep-sesam,4321\n", line.customer);
    let seen = preview(&w, &text).await;
    for (name, other) in
        [("another file", text.replace("4321", "4322")), ("no change", text.replace("4321", ""))]
    {
        let error = w.desk.import_contracts("contracts.csv", other, &seen.mark).await.unwrap_err();
        assert_eq!(error.code, "stale-preview", "{name}");
    }
    w.set(&line, &[("licenses", "4321")], &[]).await;
    let error = w.desk.import_contracts("contracts.csv", text, &seen.mark).await.unwrap_err();
    assert_eq!(error.code, "stale-preview", "changed by hand in between");
    assert_eq!(w.field(&line, "licenses").await.origin.unwrap().kind, "user");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_changes_the_deadlines_at_once() {
    let w = World::new().await;
    let line = w.line_of("infotecs").await;
    // By name, and with the only policy that the customer is under.
    let text = format!("customer_name,targets\n\"{}\",first-response * 5h always\n", line.customer_name);
    let seen = preview(&w, &text).await;
    assert_eq!((seen.changed, seen.refused), (1, 0), "{:?}", seen.rows);
    w.desk.import_contracts("contracts.csv", text, &seen.mark).await.unwrap();
    let page = queue(&w.desk).await;
    let is_changed = |row: &desk::view::QueueRow| {
        row.customer == line.customer_name && row.clock.target_s == Some(5 * 3600)
    };
    assert!(page.rows.iter().any(is_changed));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_list_of_contracts_is_refused_whole() {
    let w = World::new().await;
    for (text, code) in [
        ("", "no-columns"),
        ("a,b\n1,2\n", "no-columns"),
        ("policy,plan\nensim,16x5\n", "no-customer"),
        ("customer,plan,Plan\nc-1,a,b\n", "double-column"),
    ] {
        let error = w.desk.preview_contracts("x.csv", text.to_owned()).await.unwrap_err();
        assert_eq!(error.code, code, "{text:?}");
        assert!(!error.hint.is_empty());
    }
    let text = "customer,policy,plan\nc-1,acme,x\nc-1,,x\n,ensim,x\n";
    let seen = preview(&w, text).await;
    let told: Vec<_> = seen.rows.iter().map(|row| row.mistakes[0].message.clone()).collect();
    assert!(told[0].contains("no policy \u{201c}acme\u{201d}"), "{told:?}");
    assert_eq!((seen.refused, told.len()), (seen.lines, 3), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_of_two_accounts_is_not_guessed() {
    let w = World::new().await;
    let second = w.connect_another("Other").await;
    let line = w.line_of("ensim").await;
    let text = format!("customer,policy,licenses\n{},ensim,4321\n", line.customer);
    let seen = preview(&w, &text).await;
    assert_eq!((seen.refused, seen.rows[0].mistakes[0].field.as_str()), (1, "account"));
    let text = format!("account,customer,policy,licenses\nOTHER,{},ensim,4321\n", line.customer);
    let seen = preview(&w, &text).await;
    assert_eq!((seen.refused, seen.changed), (0, 1), "{:?}", seen.rows);
    w.desk.import_contracts("x.csv", text, &seen.mark).await.unwrap();
    let given: Vec<_> = w.lines().await.into_iter().filter(|line| line.given > 0).collect();
    assert_eq!((given.len(), &given[0].account), (1, &second));
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_lines_are_read_and_written() {
    let w = World::new().await;
    let mut text = "customer;policy;plan;ends;licenses;named_contacts\n".to_owned();
    for number in 0..10_000 {
        let line =
            format!("x-{number};expecco;premium;31.12.2030;{number};\"a{number}@acme.test; b@acme.test\"\n");
        text.push_str(&line);
    }
    let seen = preview(&w, &text).await;
    assert_eq!((seen.added, seen.refused, seen.rows.len(), seen.more), (10_000, 0, 1_000, 9_000));
    let done = w.desk.import_contracts("big.csv", text.clone(), &seen.mark).await.unwrap();
    assert_eq!((done.contracts, done.values), (10_000, 40_000));
    assert_eq!(preview(&w, &text).await.unchanged, 10_000);
    let filter = "x-9999 premium".to_owned();
    let page = w.desk.contracts(ContractsRequest { filter, offset: 0, limit: 10 }).await.unwrap();
    assert_eq!((page.total, page.rows[0].ends.as_str()), (1, "2030-12-31"));
}
