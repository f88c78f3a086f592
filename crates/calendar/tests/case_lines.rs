//! The line format: what is read, what is answered, what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use calendar::case::answer;

const WEEK: &str = r#""zone":"Europe/Berlin","weekly":{"wed":[["08:00","18:00"]]}"#;

fn line(rest: &str) -> String {
    format!(r#"{{"id":"x",{WEEK},{rest}}}"#)
}

#[test]
fn each_kind_of_case_is_answered() {
    let cases = [
        (
            "a deadline",
            line(r#""start":"2026-11-18T09:00:00Z","duration_s":3600,"holidays":[],"pauses":[]"#),
            r#"{"id":"x","due":"2026-11-18T10:00:00Z"}"#,
        ),
        (
            "holidays and pauses left out, other fields, an offset, a fraction",
            line(
                r#""start":"2026-11-18T10:00:00.999+01:00","duration_s":1,"why":"anything","expected":null"#,
            ),
            r#"{"id":"x","due":"2026-11-18T09:00:01Z"}"#,
        ),
        (
            "an open pause",
            line(
                r#""start":"2026-11-18T09:00:00Z","duration_s":3600,"pauses":[["2026-11-18T09:30:00Z",null]]"#,
            ),
            r#"{"id":"x","never":true}"#,
        ),
        (
            "elapsed time",
            line(r#""mode":"elapsed","start":"2026-11-18T09:00:00Z","end":"2026-11-25T09:00:00Z""#),
            r#"{"id":"x","elapsed_s":36000}"#,
        ),
        (
            "elapsed time with an open pause",
            line(
                r#""mode":"elapsed","start":"2026-11-18T09:00:00Z","end":"2026-11-25T09:00:00Z","pauses":[["2026-11-18T09:00:05Z",null]]"#,
            ),
            r#"{"id":"x","elapsed_s":5}"#,
        ),
        (
            "a week without windows",
            r#"{"id":"x","zone":"UTC","weekly":{},"start":"2026-11-18T09:00:00Z","duration_s":1}"#.to_owned(),
            r#"{"id":"x","never":true}"#,
        ),
        (
            "a week without windows and a zero duration",
            r#"{"id":"x","zone":"UTC","weekly":{},"start":"2026-11-18T09:00:00Z","duration_s":0}"#.to_owned(),
            r#"{"id":"x","due":"2026-11-18T09:00:00Z"}"#,
        ),
        (
            "a duration beyond all time",
            line(r#""start":"2026-11-18T09:00:00Z","duration_s":9223372036854775807"#),
            r#"{"id":"x","never":true}"#,
        ),
    ];
    for (name, line, expected) in cases {
        assert_eq!(answer(&line).as_deref(), Ok(expected), "{name}");
    }
}

#[test]
fn each_mistake_is_named_with_its_place() {
    let start = r#""start":"2026-11-18T09:00:00Z""#;
    let with = |rest: &str| line(&format!("{start},{rest}"));
    let zoned = |zone: &str, windows: &str| {
        format!(r#"{{"id":"x","zone":"{zone}","weekly":{windows},{start},"duration_s":1}}"#)
    };
    let cases = [
        ("nonsense".to_owned(), "not-json", "the line is no JSON object: it does not begin with `{`"),
        (
            r#"{"id":"#.to_owned(),
            "not-json",
            "the line is no JSON object: EOF while parsing a value at line 1 column 6",
        ),
        (
            format!("{} {{}}", with(r#""duration_s":1"#)),
            "not-json",
            "the line is no JSON object: trailing characters",
        ),
        ("[1]".to_owned(), "not-json", "the line is no JSON object: it does not begin with `{`"),
        (with(r#""duration_s":1"#).replace(r#""id":"x","#, ""), "bad-value", "missing field `id`"),
        (with(r#""pauses":[]"#), "missing-field", "duration_s is missing"),
        (with(r#""duration_s":-1"#), "bad-value", "duration_s: a duration cannot be negative"),
        (
            with(r#""duration_s":1.5"#),
            "bad-value",
            "duration_s: invalid type: floating point `1.5`, expected i64",
        ),
        (with(r#""mode":"elapsed""#), "missing-field", "end is missing"),
        (
            with(r#""mode":"late","duration_s":1"#),
            "bad-value",
            "mode: unknown variant `late`, expected `due` or `elapsed`",
        ),
        (
            line(r#""start":"yesterday","duration_s":1"#),
            "bad-value",
            "start: `yesterday` is no instant; write it as 2026-11-21T12:00:00Z",
        ),
        (
            with(r#""duration_s":1,"pauses":[["2026-11-18T10:00:00Z","2026-11-18T09:00:00Z"]]"#),
            "bad-value",
            "pauses: the pause from 2026-11-18T10:00:00Z ends before it begins, at 2026-11-18T09:00:00Z",
        ),
        (
            with(r#""duration_s":1,"pauses":[["2026-11-18T10:00:00Z","soon"]]"#),
            "bad-value",
            "pauses[0][1]: `soon` is no instant; write it as 2026-11-21T12:00:00Z",
        ),
        (
            with(r#""duration_s":1,"holidays":["2026-02-30"]"#),
            "bad-value",
            "holidays: `2026-02-30` is no date",
        ),
        (zoned("Berlin", "{}"), "bad-calendar", "`Berlin` is no time zone"),
        (zoned("UTC", r#"{"monday":[]}"#), "bad-calendar", "`monday` is no weekday"),
        (zoned("UTC", r#"{"mon":[["08:00","25:00"]]}"#), "bad-calendar", "`25:00` is no time of day"),
        (
            zoned("UTC", r#"{"mon":[["08:00","08:00"]]}"#),
            "bad-calendar",
            "the window `08:00-08:00` has no length",
        ),
    ];
    for (line, code, message) in cases {
        let error = answer(&line).unwrap_err();
        assert_eq!(error.code, code, "{line}: {error}");
        assert!(error.message.starts_with(message), "{line}: {}", error.message);
        assert!(!error.hint.is_empty(), "{line}");
    }
}

#[test]
fn an_error_is_data_for_the_output() {
    let error = answer(&line(r#""start":"2026-11-18T09:00:00Z""#)).unwrap_err();
    assert_eq!(
        serde_json::to_string(&error).unwrap(),
        r#"{"code":"missing-field","message":"duration_s is missing","hint":"the mode due needs it"}"#
    );
}

#[test]
fn every_field_has_advice_of_its_own() {
    let good = r#"{"id":"x","zone":"UTC","weekly":{},"start":"2026-11-18T09:00:00Z","duration_s":1"#;
    let hints = [
        (r#"{"id":5}"#.to_owned(), "give a text in quotes"),
        (r#"{"id":"x","zone":5}"#.to_owned(), "give a text in quotes"),
        (r#"{"id":"x","weekly":5}"#.to_owned(), r#"write windows as {"mon":[["08:00","18:00"]]}"#),
        (format!(r#"{good},"holidays":5}}"#), "write a list of dates such as 2026-12-25"),
        (
            format!(r#"{good},"pauses":5}}"#),
            "write a list of pairs of instants; the end of an open pause is null",
        ),
        (r#"{"id":"x","duration_s":"1"}"#.to_owned(), "give whole seconds, zero or more"),
        (format!(r#"{good},"mode":"late"}}"#), "write due or elapsed, or leave it out for due"),
        (r#"{"id":"x","start":"noon"}"#.to_owned(), "write instants as 2026-11-21T12:00:00Z"),
    ];
    for (line, hint) in hints {
        assert_eq!(answer(&line).unwrap_err().hint, hint, "{line}");
    }
}
