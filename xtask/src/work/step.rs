//! The list of steps, its report, and the one line that counts the tests.

use super::live;
use crate::Stop;
use crate::count::Tests;
use crate::house;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// What to do when a step fails: one sentence.
pub type Advice = &'static str;

/// Steps that were done, and how.
pub struct Steps {
    planned: usize,
    done: Vec<Done>,
    tests: Tests,
    started: Instant,
}

struct Done {
    name: &'static str,
    took: Duration,
    log: PathBuf,
    failure: Option<Failure>,
}

struct Failure {
    why: String,
    advice: Advice,
}

impl Steps {
    /// `planned` is how many steps there will be, for the progress line.
    pub fn new(planned: usize) -> Self {
        Self { planned, done: Vec::new(), tests: Tests::default(), started: Instant::now() }
    }

    /// Runs a command as a step. Returns whether it went well; a failure is kept for the report and stops
    /// nothing by itself.
    pub fn command(&mut self, name: &'static str, advice: Advice, command: &mut Command) -> bool {
        self.step(name, advice, |title, log| ended_well(command, title, log))
    }

    /// Runs a command that tests, and adds up what `count` reads from its output.
    pub fn tests(
        &mut self,
        name: &'static str,
        advice: Advice,
        command: &mut Command,
        count: impl FnOnce(&str) -> Option<Tests>,
    ) -> bool {
        let mut counted = None;
        let good = self.step(name, advice, |title, log| {
            let ended = ended_well(command, title, log);
            counted = count(&std::fs::read_to_string(log).unwrap_or_default());
            ended?;
            match counted {
                Some(tests) if tests.failed > 0 => Err(format!("{} tests failed", tests.failed)),
                Some(_) => Ok(()),
                None => Err("its output has no summary, so no test is known to have run".to_owned()),
            }
        });
        if let Some(tests) = counted {
            self.tests += tests;
            println!("        {tests}");
        }
        good
    }

    /// Runs any work as a step: it gets the title of the progress line and its log.
    pub fn step(
        &mut self,
        name: &'static str,
        advice: Advice,
        work: impl FnOnce(&str, &Path) -> Result<(), String>,
    ) -> bool {
        let number = self.done.len() + 1;
        let title = format!("[{number:2}/{}] {name}", self.planned);
        let log = house::scratch().join(format!("{number:02}-{}.log", name.replace(' ', "-")));
        // A log of an earlier run would be read as this one's.
        let _ = std::fs::remove_file(&log);
        println!("{title}");
        let started = Instant::now();
        let failure = work(&title, &log).err().map(|why| Failure { why, advice });
        let took = started.elapsed();
        let word = if failure.is_some() { "FAILED" } else { "ok" };
        println!("        {word} ({:.1} s)", took.as_secs_f64());
        let good = failure.is_none();
        self.done.push(Done { name, took, log, failure });
        good
    }

    /// Says that a step was left out and why, so that nobody takes its absence for a success.
    pub fn skip(&mut self, name: &'static str, why: &str) {
        self.planned -= 1;
        println!("[ skip] {name}: {why}");
    }

    /// The table of steps, the output of those that failed, and the count of tests alone on the last line.
    pub fn report(self) -> Result<(), Stop> {
        println!();
        for step in &self.done {
            let word = if step.failure.is_some() { "FAILED" } else { "ok" };
            println!("{word:>6}  {:>7.1} s  {}", step.took.as_secs_f64(), step.name);
        }
        println!("        {:>7.1} s  in all", self.started.elapsed().as_secs_f64());
        let failed: Vec<&Done> = self.done.iter().filter(|step| step.failure.is_some()).collect();
        for step in &failed {
            explain(step);
        }
        if !failed.is_empty() {
            let names: Vec<&str> = failed.iter().map(|step| step.name).collect();
            println!("\n{} of {} steps failed: {}.", failed.len(), self.done.len(), names.join(", "));
        }
        if self.tests != Tests::default() {
            println!("\n{}", self.tests);
        }
        if failed.is_empty() { Ok(()) } else { Err(Stop::Said) }
    }
}

fn ended_well(command: &mut Command, title: &str, log: &Path) -> Result<(), String> {
    let status = live::run(command, title, log)?;
    if status.success() {
        return Ok(());
    }
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words: Vec<_> =
        std::iter::once(program).chain(command.get_args()).map(|word| word.to_string_lossy()).collect();
    Err(format!("`{}` ended with {status}", words.join(" ")))
}

fn explain(step: &Done) {
    let Some(failure) = &step.failure else { return };
    println!("\n---- {} ----", step.name);
    println!("{}", live::tail(&step.log, 20_000).trim_end());
    println!("\nFailed: {}: {}.", step.name, failure.why);
    println!("What to do: {}", failure.advice);
    println!("Whole output: {}", step.log.display());
}
