//! A target as a test.

use crate::corpus;
use crate::dice::Dice;
use crate::mutate::mutate;

/// Gives a target its corpus, what once broke it, and so many inputs made from both.
///
/// # Panics
/// The promise of the target is broken, or it has no corpus.
pub fn run(target: &str, inputs: u32, holds: fn(&[u8])) {
    let mut seeds = corpus::seeds(target);
    assert!(!seeds.is_empty(), "there is nothing in corpus/{target}");
    seeds.extend(corpus::crashes(target));
    for (name, input) in &seeds {
        give(&format!("{target}/{name}"), input, holds);
    }
    let mut dice = Dice::of(target);
    for number in 0..inputs {
        give(&format!("{target}, made input {number}"), &mutate(&seeds, &mut dice), holds);
    }
}

fn give(name: &str, input: &[u8], holds: fn(&[u8])) {
    let told = Told { name, input };
    holds(input);
    drop(told);
}

/// Tells which input broke a target, as text that can be pasted into a file below `crashes`.
struct Told<'a> {
    name: &'a str,
    input: &'a [u8],
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}, {} bytes:\n{}", self.name, self.input.len(), self.input.escape_ascii());
        }
    }
}
