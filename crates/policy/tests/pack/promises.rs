//! Entitlements, allowances, intake, scope and stages: what is wrong with them is named, and a user can change them.

use policy::pack::{Basis, EntitlementAnswer, Pack};

const GOOD: &str = include_str!("minimal.toml");
const PROMISES: &str = include_str!("promises.toml");

/// Name, text in the good rows, what it is replaced with, and the errors as `line:column code message`, with lines
/// counted from the first promise.
type Case = (&'static str, &'static str, &'static str, &'static [&'static str]);

const CASES: &[Case] = &[
    (
        "a question that is none",
        "questions = [\"phone\"]",
        "questions = [\"fone\"]",
        &[
            "3:14 unknown-word `fone` is no word for `questions`. Write one of `open-ticket`, `phone`, `portal`, `email`, `after-hours`, `emergency`, `remote-help`, `on-site`, `fix`, `updates`, `installation-help`, `feature-request`, `priority-handling`, `account-manager`.",
        ],
    ),
    (
        "no question",
        "questions = [\"phone\"]",
        "questions = []",
        &[
            "3:13 empty-rule The row `calls` answers no question. Name at least one in `questions`.",
            "14:9 bad-needs No row answers the question that this row needs. Add a row for it, or leave `needs` out.",
        ],
    ),
    (
        "an answer that is none",
        "answer = \"yes\"",
        "answer = \"maybe\"",
        &[
            "4:10 unknown-word `maybe` is no word for `answer`. Write one of `yes`, `limited`, `no`, `unpublished`.",
        ],
    ),
    (
        "silence with a basis",
        "answer = \"yes\"",
        "answer = \"unpublished\"",
        &[
            "4:10 bad-answer The row `calls` is `unpublished` without the basis `none`, or the other way round. Use both or neither.",
        ],
    ),
    (
        "an answer where the document is silent",
        "text = \"They may call.\"\nclause = \"E\"\nbasis = \"stated\"",
        "text = \"They may call.\"\nclause = \"E\"\nbasis = \"none\"",
        &[
            "4:10 bad-answer The row `calls` is `unpublished` without the basis `none`, or the other way round. Use both or neither.",
        ],
    ),
    (
        "days without a number",
        "within:90",
        "within:",
        &[
            "5:70 unknown-name `within:` is no word of this fact. Write `within:90` or `over:90`, with the number of days.",
        ],
    ),
    (
        "no days at all",
        "within:90",
        "within:0",
        &[
            "5:70 unknown-name `within:0` is no word of this fact. Write `within:90` or `over:90`, with the number of days.",
        ],
    ),
    (
        "a word without days",
        "within:90",
        "ninety",
        &[
            "5:70 unknown-name `ninety` is no word of this fact. Write `within:90` or `over:90`, with the number of days.",
        ],
    ),
    (
        "a plan that is not there",
        "is = [\"gold\"]",
        "is = [\"golden\"]",
        &["5:32 unknown-name `golden` is no word of this fact. Write one of `gold`, `none`."],
    ),
    (
        "a row below one that needs the same",
        "[[allowances]]",
        "[[entitlements]]\nid = \"late\"\nquestions = [\"after-hours\"]\nanswer = \"no\"\nneeds = \"phone\"\ntext = \"No.\"\nclause = \"E\"\nbasis = \"stated\"\n\n[[allowances]]",
        &[
            "20:6 unreachable-row The row `late` never decides: rows above it take all its tickets. Move it up, or take it out.",
        ],
    ),
    (
        "a row below one that takes everything",
        "when = [{ fact = \"plan\", is = [\"gold\"] }, { fact = \"purchase\", is = [\"within:90\"] }]\ntext = \"They may call.\"\nclause = \"E\"\nbasis = \"stated\"\n",
        "text = \"They may call.\"\nclause = \"E\"\nbasis = \"stated\"\n\n[[entitlements]]\nid = \"later\"\nquestions = [\"phone\"]\nanswer = \"no\"\ntext = \"No.\"\nclause = \"E\"\nbasis = \"stated\"\n",
        &[
            "10:6 unreachable-row The row `later` never decides: rows above it take all its tickets. Move it up, or take it out.",
        ],
    ),
    (
        "a need that nothing answers",
        "needs = \"phone\"",
        "needs = \"email\"",
        &[
            "14:9 bad-needs No row answers the question that this row needs. Add a row for it, or leave `needs` out.",
        ],
    ),
    (
        "a need that has a need",
        "needs = \"phone\"",
        "needs = \"after-hours\"",
        &[
            "14:9 bad-needs The question that this row needs itself needs another one. Write the tests out in `when` instead.",
        ],
    ),
    (
        "a row without a sentence",
        "text = \"They may call.\"",
        "text = \"\"",
        &["2:6 empty-text This row has no sentence for the user. Say in one sentence what it means."],
    ),
    (
        "an amount and no limit",
        "amount = 40",
        "amount = 40, unlimited = true",
        &[
            "22:38 bad-amount The plan `gold` has no amount that can be counted. Write `amount` with a whole number from 0, or `unlimited = true`, and not both.",
        ],
    ),
    (
        "no amount",
        ", amount = 40",
        "",
        &[
            "22:21 bad-amount The plan `gold` has no amount that can be counted. Write `amount` with a whole number from 0, or `unlimited = true`, and not both.",
        ],
    ),
    (
        "an amount below 0",
        "amount = 40",
        "amount = -1",
        &[
            "22:38 bad-amount The plan `gold` has no amount that can be counted. Write `amount` with a whole number from 0, or `unlimited = true`, and not both.",
        ],
    ),
    (
        "an amount of a plan that is not there",
        "plan = \"gold\", amount",
        "plan = \"gild\", amount",
        &["22:21 unknown-name There is no plan `gild` in this pack. Did you mean `gold`?"],
    ),
    (
        "no plan at all",
        "amounts = [{ plan = \"gold\", amount = 40 }]",
        "amounts = []",
        &["20:6 empty-rule The allowance `quota` names no plan. Give an amount for at least one plan."],
    ),
    (
        "an allowance that waits for itself",
        "what = \"tickets\"",
        "what = \"tickets\"\nwhen = [{ fact = \"tickets\", is = [\"left\"] }]",
        &["22:18 bad-test An allowance cannot depend on what is left of allowances. Take this test out."],
    ),
    (
        "a period that is none",
        "every = \"contract-year\"",
        "every = \"year\"",
        &["26:20 unknown-word `year` is no word for `every`. Write one of `contract-year`, `contract`."],
    ),
    (
        "a period without a clause",
        "text = \"A year.\", clause = \"A\"",
        "text = \"A year.\", clause = \"\"",
        &[
            "26:20 empty-clause The clause of this row is empty. Name the section of the document, also where the document is silent.",
        ],
    ),
    (
        "a checklist row that asks for nothing",
        "items = [{ ask = \"your number\" }]",
        "items = []",
        &["29:6 empty-rule The row `number` asks for nothing. Name at least one thing in `items`."],
    ),
    (
        "an empty entry",
        "ask = \"your number\"",
        "ask = \" \"",
        &["32:18 empty-text This entry is empty. Write a few words."],
    ),
    (
        "a field that does not exist",
        "ask = \"your number\"",
        "ask = \"your number\", shown-by = \"numbers\"",
        &[
            "32:44 unknown-word `numbers` is no word for `shown-by`. Write one of `product`, `product-version`, `severity`, `classification`, `customer`, `contact`, `plan`, `contract-dates`.",
        ],
    ),
    (
        "a classification where the pack has none",
        "ask = \"your number\"",
        "ask = \"the kind\", shown-by = \"classification\"",
        &["32:18 unknown-name This pack has no classifications, so none can show it. Leave `shown-by` out."],
    ),
    (
        "a scope that is neither",
        "covered = \"no\"",
        "covered = \"never\"",
        &["38:11 unknown-word `never` is no word for `covered`. Write one of `yes`, `partly`, `paid`, `no`."],
    ),
    (
        "an empty item of the scope",
        "items = [\"courses\"]",
        "items = [\"\"]",
        &["40:10 empty-text This entry is empty. Write a few words."],
    ),
    (
        "a step that is never seen",
        "text = \"Nobody has answered.\"\nclause = \"W\"\nbasis = \"stated\"",
        "text = \"Nobody has answered.\"\nclause = \"W\"\nbasis = \"stated\"\n\n[[stages.steps]]\nid = \"second\"\nname = \"Second\"\nseen-when = [{ fact = \"response\", is = [\"none\"] }]\ntext = \"Never.\"\nclause = \"W\"\nbasis = \"stated\"",
        &[
            "59:6 unreachable-row The step `second` is never seen: a step above it takes all its tickets. Move it up, or take its tests out.",
        ],
    ),
    (
        "a step twice",
        "text = \"Nobody has answered.\"\nclause = \"W\"\nbasis = \"stated\"",
        "text = \"Nobody has answered.\"\nclause = \"W\"\nbasis = \"stated\"\n\n[[stages.steps]]\nid = \"first\"\nname = \"Second\"\ntext = \"Never.\"\nclause = \"W\"\nbasis = \"stated\"",
        &["59:6 duplicate-id `first` is there already. Give each row an identifier of its own."],
    ),
    (
        "a way without steps",
        "[[stages.steps]]\nid = \"first\"\nname = \"First\"\nseen-when = [{ fact = \"response\", is = [\"none\"] }]\ntext = \"Nobody has answered.\"\nclause = \"W\"\nbasis = \"stated\"",
        "steps = []",
        &["45:6 empty-rule `way` has no step. Give at least one in `steps`."],
    ),
    (
        "a status that is none",
        "fact = \"response\", is = [\"none\"]",
        "fact = \"status\", is = [\"opened\"]",
        &[
            "53:39 unknown-name `opened` is no word of this fact. Write one of `new`, `open`, `waiting-on-customer`, `waiting-on-vendor`, `on-hold`, `solved`, `closed`.",
        ],
    ),
];

fn errors(promises: &str) -> Vec<String> {
    let text = format!("{GOOD}\n{promises}");
    let before = GOOD.lines().count() + 1;
    let errors = Pack::parse(&text, "acme.toml").err().unwrap_or_default();
    let line = |line: usize| line.checked_sub(before).unwrap();
    errors
        .iter()
        .map(|error| {
            format!("{}:{} {} {} {}", line(error.line), error.column, error.code, error.message, error.hint)
        })
        .collect()
}

#[test]
fn the_promises_are_good() {
    assert_eq!(errors(PROMISES), Vec::<String>::new());
}

#[test]
fn each_mistake_is_named_with_its_place() {
    let mut differences = Vec::new();
    for (name, good, bad, expected) in CASES {
        assert!(PROMISES.contains(good), "{name}: nothing to replace");
        let found = errors(&PROMISES.replacen(good, bad, 1));
        if found != *expected {
            differences.push(format!("{name}\n  expected {expected:#?}\n  found {found:#?}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn with(on_top: &str) -> Pack {
    let text = format!("{GOOD}\n{PROMISES}");
    let on_top = format!("format = 1\nid = \"acme\"\n{on_top}");
    Pack::parse_with_override(&text, "acme.toml", &on_top, "mine.toml").unwrap()
}

#[test]
fn an_override_changes_an_answer_and_puts_a_new_row_first() {
    let pack = with(
        "[[entitlements]]\nid = \"calls\"\nanswer = \"no\"\ntext = \"Not any more.\"\n\
         [[entitlements]]\nid = \"agreed\"\nquestions = [\"phone\"]\nanswer = \"yes\"\n\
         when = [{ fact = \"plan\", is = [\"none\"] }]\ntext = \"Agreed.\"\nclause = \"Letter\"\n",
    );
    let ids: Vec<&str> = pack.entitlements.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["agreed", "calls", "night"]);
    assert_eq!(pack.entitlements[1].answer, EntitlementAnswer::No);
    assert!(pack.entitlements[..2].iter().all(|row| row.source.basis == Basis::Override));
    assert_eq!(pack.entitlements[2].source.basis, Basis::Stated);
}

#[test]
fn an_override_changes_amount_and_period_each_for_itself() {
    let amount = with("[[allowances]]\nid = \"quota\"\namounts = [{ plan = \"gold\", amount = 60 }]\n");
    assert_eq!(amount.allowances[0].amounts, [(0, Some(60))]);
    assert_eq!(amount.allowances[0].source.basis, Basis::Override);
    assert_eq!(amount.allowances[0].period.as_ref().unwrap().source.basis, Basis::Stated);
    let period = with("[[allowances]]\nid = \"quota\"\nperiod = { every = \"contract\" }\n");
    assert_eq!(period.allowances[0].source.basis, Basis::Stated);
    assert_eq!(period.allowances[0].period.as_ref().unwrap().source.basis, Basis::Override);
}

#[test]
fn an_override_changes_checklist_scope_and_stages() {
    let pack = with(
        "[[intake]]\nid = \"number\"\nneed = \"on-request\"\n\
         [[scope]]\nid = \"training\"\ncovered = \"paid\"\n\
         [[stages]]\nid = \"way\"\n[[stages.steps]]\nid = \"last\"\nname = \"Last\"\n\
         text = \"It is over.\"\nclause = \"Ours\"\n",
    );
    assert_eq!(pack.intake[0].source.basis, Basis::Override);
    assert_eq!(pack.scope[0].source.basis, Basis::Override);
    let steps: Vec<&str> = pack.stages[0].steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(steps, ["first", "last"]);
    assert_eq!(pack.stages[0].steps[1].source.basis, Basis::Override);
}

/// The example of the guide for authors, on the small pack.
#[test]
fn the_example_of_the_guide_is_good() {
    let guide = include_str!("../../../../packs/README.md");
    let example = guide.split("```toml\n").nth(1).unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let pack = Pack::parse(&format!("{GOOD}\n{example}"), "guide.toml").unwrap();
    assert_eq!((pack.entitlements.len(), pack.allowances.len()), (2, 1));
}
