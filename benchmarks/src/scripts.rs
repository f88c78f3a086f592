//! Peers in other languages, where they are installed: Perl's Business::Hours (the one of Request Tracker) and pandas.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use chrono::NaiveDate;

use crate::deadlines::Case;
use crate::table::{Peer, Table};

/// Perl needs about a tenth of a second for a deadline some weeks away.
const PERL: usize = 2_000;
const PANDAS: usize = 4_000;

pub fn measure(table: &mut Table, cases: &[Case], answers: &[i64], holidays: &[NaiveDate]) {
    let perl = ("perl", include_str!("business_hours.pl"), "Business::Hours 0.13 (Perl)", PERL);
    let pandas = ("python3", include_str!("business_hour.py"), "pandas CustomBusinessHour (Python)", PANDAS);
    for (program, script, name, count) in [perl, pandas] {
        match run(program, script, &cases[..count], holidays) {
            Some((seconds, theirs)) => {
                let differ = differences(&theirs, &answers[..count]);
                table.deadline(Peer { name, count, rate: count as f64 / seconds, differ });
            }
            None => println!("{name} is not installed and is left out."),
        }
    }
}

/// CPU seconds and answers; `None` where the language or the library is not there.
fn run(program: &str, script: &str, cases: &[Case], holidays: &[NaiveDate]) -> Option<(f64, Vec<i64>)> {
    let mut input = String::new();
    let dates: Vec<String> = holidays.iter().map(ToString::to_string).collect();
    let _ = writeln!(input, "{}", dates.join(" "));
    for (start, target) in cases {
        let _ = writeln!(input, "{start} {target}");
    }
    let file = std::env::temp_dir().join(format!("gnomon-bench-{}", std::process::id()));
    std::fs::write(&file, script).ok()?;
    let mut child = Command::new(program)
        .arg(&file)
        .env("TZ", "Europe/Berlin")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut pipe = child.stdin.take()?;
    let writer = std::thread::spawn(move || pipe.write_all(input.as_bytes()));
    let output = child.wait_with_output().ok()?;
    let _ = writer.join();
    let _ = std::fs::remove_file(&file);
    let text = String::from_utf8(output.stdout).ok()?;
    let mut lines = text.lines();
    let seconds = lines.next()?.parse().ok()?;
    let answers: Vec<i64> = lines.filter_map(|line| line.parse().ok()).collect();
    (answers.len() == cases.len()).then_some((seconds, answers))
}

/// A target used up at closing time is due at the next opening there; that is another convention and no mistake.
fn differences(theirs: &[i64], ours: &[i64]) -> String {
    let other = theirs.iter().zip(ours).filter(|(theirs, ours)| theirs != ours).count();
    let gave_up = theirs.iter().filter(|answer| **answer < 0).count();
    match (other, gave_up) {
        (0, _) => "none".to_owned(),
        (_, 0) => format!("{other} of {}", ours.len()),
        (_, _) => format!("{other} of {}, of which {gave_up} no answer", ours.len()),
    }
}
