//! A user's small file on top of a pack.

use policy::pack::{Basis, Pack, Packs, Promise};

const GOOD: &str = include_str!("minimal.toml");

fn with(text: &str) -> Result<Pack, Vec<String>> {
    Pack::parse_with_override(GOOD, "acme.toml", text, "mine.toml")
        .map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

fn source_of(pack: &Pack, path: &str) -> (Basis, String) {
    let row = pack.rows.iter().find(|row| row.path == path).unwrap();
    (row.source.basis, row.source.note.clone())
}

#[test]
fn a_target_can_be_changed_by_its_id() {
    let pack = with(
        "format = 1\nid = \"acme\"\n[[clocks]]\nid = \"first-response\"\n\
         [[clocks.targets]]\nid = \"high\"\ntarget = \"2 h\"\nnote = \"Agreed in May.\"\n",
    )
    .unwrap();
    let clock = pack.clock("first-response").unwrap();
    let target = clock.target(Some(0), Some(0), None).unwrap();
    assert_eq!(target.promise, Promise::Seconds(7_200));
    assert_eq!(target.source.basis, Basis::Override);
    assert_eq!(target.source.clause, "T");
    assert_eq!(target.source.note, "Agreed in May.");
    assert_eq!(clock.source.basis, Basis::Stated, "the clock itself was not changed");
    assert_eq!(clock.target(Some(0), Some(1), None).unwrap().source.basis, Basis::None);
}

#[test]
fn a_new_target_row_goes_before_the_others() {
    let pack = with(
        "format = 1\nid = \"acme\"\n[[clocks]]\nid = \"first-response\"\n\
         [[clocks.targets]]\nid = \"low\"\nplans = [\"gold\"]\nseverities = [\"low\"]\ntarget = \"8 h\"\n\
         calendar = \"office\"\nclause = \"Letter of 3 May\"\n",
    )
    .unwrap();
    let target = pack.clock("first-response").unwrap().target(Some(0), Some(1), None).unwrap();
    assert_eq!(target.promise, Promise::Seconds(28_800));
    assert_eq!((target.source.basis, target.source.clause.as_str()), (Basis::Override, "Letter of 3 May"));
}

/// The hours of a week are one value: days that the override does not name are closed.
#[test]
fn a_week_is_replaced_whole() {
    let pack = with(
        "format = 1\nid = \"acme\"\n[[calendars]]\nid = \"office\"\nweekly = { sat = [\"07:00-19:00\"] }\n",
    )
    .unwrap();
    let office = &pack.calendars[pack.calendar("office").unwrap()].calendar;
    assert!(office.is_open("2026-11-21T12:00:00Z".parse().unwrap()), "Saturday");
    assert!(!office.is_open("2026-11-20T12:00:00Z".parse().unwrap()), "Friday");
}

/// Both files are read as one; a mistake is told with the file and the place where it was written.
#[test]
fn a_mistake_is_told_where_it_was_written() {
    let mine = "format = 1\nid = \"acme\"\n[order.waiting-limit]\nafter = \"48 h\"\n";
    let places = |pack: &str, mine: &str| {
        let errors = Pack::parse_with_override(pack, "acme.toml", mine, "mine.toml").unwrap_err();
        errors.iter().map(|e| format!("{}:{}:{} {}", e.file, e.line, e.column, e.code)).collect::<Vec<_>>()
    };
    let in_pack = GOOD.replace("target = \"4 h\"", "target = \"soon\"");
    let line = 1 + GOOD[..GOOD.find("target = \"4 h\"").unwrap()].matches('\n').count();
    assert_eq!(places(&in_pack, mine), [format!("acme.toml:{line}:10 bad-target")]);
    assert_eq!(places(GOOD, &mine.replace("48 h", "soon")), ["mine.toml:4:9 bad-duration"]);
    let end = format!("{}\n[unfinished", GOOD.trim_end());
    let last = 1 + end.matches('\n').count();
    assert_eq!(places(&end, mine), [format!("acme.toml:{last}:12 syntax")]);
    let twice = places(&in_pack, &mine.replace("48 h", "soon"));
    assert_eq!(twice, [format!("acme.toml:{line}:10 bad-target"), "mine.toml:4:9 bad-duration".to_owned()]);
}

#[test]
fn hours_weights_and_the_waiting_limit_can_be_changed() {
    let pack = with(
        "format = 1\nid = \"acme\"\n\
         [[calendars]]\nid = \"office\"\nlabel = \"Mon-Sat 07:00-19:00\"\n\
         weekly = { mon-fri = [\"07:00-19:00\"], sat = [\"07:00-19:00\"] }\n\
         [[order.factors]]\nid = \"severity\"\nweight = 0.5\n\
         [[order.factors]]\nid = \"waiting\"\nweight = 0.5\n\
         [order.waiting-limit]\nafter = \"48 h\"\n",
    )
    .unwrap();
    // Saturday 2026-11-21, 07:30 in Berlin.
    let saturday = "2026-11-21T06:30:00Z".parse().unwrap();
    assert!(pack.calendars[1].calendar.is_open(saturday));
    assert_eq!(source_of(&pack, "calendars.office"), (Basis::Override, "Changed by the user.".to_owned()));
    assert_eq!(source_of(&pack, "calendars.office.zone").0, Basis::Stated);
    assert_eq!(pack.order.iter().map(|factor| factor.weight).collect::<Vec<_>>(), [0.5, 0.5]);
    assert_eq!(pack.order[0].source.basis, Basis::Override);
    assert_eq!(pack.waiting_limit_s, 172_800);
    assert_eq!(pack.statement("order.waiting-limit").unwrap().source.basis, Basis::Override);
}

#[test]
fn a_new_calendar_needs_no_basis_in_any_part() {
    let pack = with(
        "format = 1\nid = \"acme\"\n\
         [[calendars]]\nid = \"saturday\"\nlabel = \"Sat\"\nweekly = { sat = [\"09:00-12:00\"] }\nclause = \"Letter\"\n\
         zone = { name = \"Europe/Berlin\", clause = \"Letter\" }\n\
         holidays = { lists = [\"own\"], clause = \"Letter\" }\n",
    )
    .unwrap();
    let saturday = &pack.calendars[pack.calendar("saturday").unwrap()];
    assert!(saturday.calendar.is_open("2026-11-21T09:00:00Z".parse().unwrap()));
    assert_eq!(source_of(&pack, "calendars.saturday.zone").0, Basis::Override);
    assert_eq!(source_of(&pack, "calendars.saturday.holidays").0, Basis::Override);
}

#[test]
fn a_holiday_list_is_replaced_whole() {
    let pack = with(
        "format = 1\nid = \"acme\"\n[[holidays]]\nid = \"own\"\ndays = [{ name = \"Closure\", on = \"2026-11-23\" }]\n",
    )
    .unwrap();
    let office = &pack.calendars[1].calendar;
    assert!(!office.is_open("2026-11-23T10:00:00Z".parse().unwrap()));
    assert!(office.is_open("2026-12-25T10:00:00Z".parse().unwrap()), "Christmas is no longer in the list");
    assert_eq!(source_of(&pack, "holidays.own").0, Basis::Override);
}

#[test]
fn mistakes_point_into_the_override() {
    let cases = [
        (
            "another pack",
            "format = 1\nid = \"akme\"\n",
            "mine.toml:2:6: other-pack: The override has to name the pack it changes, `acme`. Write `id = \"acme\"`.",
        ),
        (
            "a basis",
            "format = 1\nid = \"acme\"\n[remote]\nbasis = \"stated\"\n",
            "mine.toml:4:1: basis-in-override: An override always has the basis `override`. Leave `basis` out.",
        ),
        (
            "a misspelt key",
            "format = 1\nid = \"acme\"\n[remote]\ntoolz = []\n",
            "mine.toml:4:1: unknown-key: `toolz` is no key of `remote`. Did you mean `tools`?",
        ),
        (
            "a row without an identifier",
            "format = 1\nid = \"acme\"\n[[lanes]]\nreason = \"Late.\"\n",
            "mine.toml:3:1: missing-key: `lanes` has no `id`. Identifier.",
        ),
        (
            "a holiday that is not whole",
            "format = 1\nid = \"acme\"\n[[holidays]]\nid = \"own\"\ndays = [{ name = \"May Day\" }]\n",
            "mine.toml:5:9: missing-key: `days` has no `on`. When: `12-25` every year, `2026-12-24` once, \
             `easter-2` or `easter+39` in days from Easter Sunday, `3rd mon of jan`, `last mon of may`.",
        ),
        (
            "a new row that is not whole",
            "format = 1\nid = \"acme\"\n[[statements]]\nid = \"fees\"\ntext = \"It costs more.\"\n",
            "mine.toml:3:1: wrong-value: This row cannot be read: missing field `topic`. \
             Mend the value; in an override, mend the `id` to change a row, or complete a new row.",
        ),
        (
            "weights that no longer sum to 1",
            "format = 1\nid = \"acme\"\n[[order.factors]]\nid = \"waiting\"\nweight = 0.5\n",
            "mine.toml:5:10: weights: The weights sum to 1.25. Change them so that they sum to 1.",
        ),
        (
            "no TOML",
            "format = 1\nid = acme\n",
            "mine.toml:2:6: syntax: This is no TOML: string values must be quoted, expected literal string. \
             Mend the line, then check again.",
        ),
    ];
    for (name, text, expected) in cases {
        assert_eq!(with(text).err().unwrap(), [expected], "{name}");
    }
}

#[test]
fn a_users_pack_takes_the_place_of_an_embedded_one() {
    let mine = Pack::parse(&GOOD.replacen("\"acme\"", "\"sepasoft\"", 1), "mine.toml").unwrap();
    let packs = Packs::embedded().unwrap().with([mine]);
    assert_eq!(packs.get("sepasoft").unwrap().vendor, "Acme");
    assert_eq!(packs.len(), Packs::embedded().unwrap().len());
    assert!(packs.get("nobody").is_none());
}

/// A pack that comes with the program, with an override of the guide for authors on top.
fn with_guide(id: &str, place: usize) -> Pack {
    let guide = include_str!("../../../../packs/README.md");
    let (_, overrides) = guide.split_once("## Overrides").unwrap();
    let mine = overrides.split("```toml\n").nth(place + 1).unwrap();
    let (mine, _) = mine.split_once("```").unwrap();
    let (name, text) = Packs::embedded_text(id).unwrap();
    Pack::parse_with_override(text, name, mine, "mine.toml").unwrap()
}

fn is_open(pack: &Pack, calendar: &str, at: &str) -> bool {
    pack.calendars[pack.calendar(calendar).unwrap()].calendar.is_open(at.parse().unwrap())
}

#[test]
fn the_overrides_of_the_guide_work() {
    let hours = with_guide("sep-sesam", 0);
    assert!(is_open(&hours, "hours-10x5", "2026-11-23T06:30:00Z"), "Monday 07:30 in Berlin");

    let closed = with_guide("ensim", 1);
    let usual = Packs::embedded().unwrap();
    for id in ["hours-24x7", "hours-16x5"] {
        let noon = "2026-12-03T20:00:00Z";
        assert!(is_open(usual.get("ensim").unwrap(), id, noon) && !is_open(&closed, id, noon), "{id}");
        assert!(!is_open(&closed, id, "2026-11-26T20:00:00Z"), "{id} is still closed on Thanksgiving Day");
    }

    let own = with_guide("infotecs", 2);
    assert!(is_open(&own, "acme-hours", "2026-11-23T16:30:00Z"), "Monday 17:30 in Berlin");
    assert!(!is_open(&own, "acme-hours", "2026-11-23T17:30:00Z"), "Monday 18:30 in Berlin");

    let dated = with_guide("sepasoft", 3);
    assert_eq!(dated.releases.len(), 2);
    assert!(dated.releases.iter().all(|release| release.said.source.basis == Basis::Override));

    let priced = with_guide("sep-sesam", 4);
    let row = priced.rows.iter().find(|row| row.path == "charges.remote-support-article").unwrap();
    assert_eq!(row.source.basis, Basis::Override);
}

#[test]
fn an_override_fits_on_an_embedded_pack() {
    let (name, text) = Packs::embedded_text("sep-sesam").unwrap();
    let mine = "format = 1\nid = \"sep-sesam\"\n[[calendars]]\nid = \"hours-10x5\"\n\
        [calendars.holidays]\nlists = []\n";
    let pack = Pack::parse_with_override(text, name, mine, "mine.toml").unwrap();
    let hours = &pack.calendars[pack.calendar("hours-10x5").unwrap()];
    assert!(hours.calendar.is_open("2026-12-25T10:00:00Z".parse().unwrap()), "open on Christmas Day");
}
