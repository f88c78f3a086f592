//! `simulation seeds FROM COUNT`, `simulation bugs MOST [NAME]`, `simulation tell SEED`, `simulation replay FILE`.
#![allow(clippy::print_stdout, reason = "a developer's tool: it talks to the terminal")]

use std::process::ExitCode;

use simulation::plan::Plan;
use simulation::{bugs, many, regress, world};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize| args.get(at).map(String::as_str);
    let number = |at: usize, otherwise| word(at).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let good = match word(0) {
        Some("seeds") => seeds(number(1, 0), number(2, 2_000)),
        Some("bugs") => find_bugs(number(1, 10_000), word(2)),
        Some("tell") => tell(&Plan::draw(number(1, 0)), word(2).unwrap_or_default()),
        Some("replay") => replay(word(1).unwrap_or_default()),
        _ => {
            println!("seeds FROM COUNT | bugs MOST [NAME] | tell SEED [BUG] | replay FILE");
            false
        }
    };
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn seeds(from: u64, count: u64) -> bool {
    match many::run(from, count, "") {
        Ok(sum) => {
            let [done, waiting, other] = sum.operations;
            println!("{} runs, {} of them twice; {} rounds at most", sum.runs, sum.twice, sum.rounds);
            println!(
                "{done} operations done, {waiting} wait for the user, {other} taken back or behind those"
            );
            println!("{}", sum.struck.table());
            true
        }
        Err((seed, broken)) => {
            println!("{}", many::explain(seed, &broken));
            false
        }
    }
}

fn find_bugs(most: u64, name: Option<&str>) -> bool {
    if !cfg!(feature = "planted") {
        println!("this build has no planted faults: build it with the feature `planted`");
        return false;
    }
    let mut all_found = true;
    for bug in bugs::ALL.iter().filter(|bug| name.is_none_or(|name| name == **bug)) {
        match many::run(0, most, bug) {
            Ok(_) => {
                all_found = false;
                println!("{bug:<28} NOT found in {most} seeds");
            }
            Err((seed, (which, what))) => {
                println!("{bug:<28} found by {which} after {:>5} seeds: {what}", seed + 1);
            }
        }
    }
    all_found
}

fn tell(plan: &Plan, bug: &str) -> bool {
    let outcome = world::run(plan, 0, bug, true);
    outcome.story.iter().for_each(|line| println!("{line}"));
    if let Some((which, what)) = &outcome.broken {
        println!("{which}: {what}");
    }
    outcome.broken.is_none()
}

fn replay(name: &str) -> bool {
    let plans = regress::all().unwrap_or_default();
    plans.iter().find(|(kept, _)| kept == name).is_some_and(|(_, plan)| tell(plan, ""))
}
