//! New inputs from known ones.

use crate::corpus::Named;
use crate::dice::Dice;

/// What parsers stumble over.
const WORDS: &[&str] = &[
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\0",
    "\u{1b}[2J",
    "\r\n",
    "\"",
    "'",
    "`",
    "\\",
    "<",
    ">",
    "</",
    "<!--",
    "&#x202e;",
    "&amp;",
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "-1",
    "0",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "1e309",
    "0.1",
    "2026-02-30T25:61:61Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2026-03-29T02:30:00+01:00",
    "=",
    "+",
    "-",
    "@",
    ";",
    "|",
    "%",
    "$(",
    "--",
    "*",
    "ä",
    "аpple",
    "xn--",
    "\u{fffd}",
];
/// The longest input that is made.
const LONGEST: usize = 64 * 1024;

/// A seed with one to four changes.
#[must_use]
pub fn mutate(seeds: &[Named], dice: &mut Dice) -> Vec<u8> {
    let mut input = dice.pick(seeds).1.clone();
    for _ in 0..=dice.roll(4) {
        change(&mut input, seeds, dice);
    }
    input.truncate(LONGEST);
    input
}

fn change(input: &mut Vec<u8>, seeds: &[Named], dice: &mut Dice) {
    let at = dice.roll(input.len() + 1);
    let end = (at + dice.roll(24)).min(input.len());
    match dice.roll(8) {
        0 if at < input.len() => input[at] ^= 1 << dice.roll(8),
        1 => drop(input.drain(at..end)),
        2 => drop(input.splice(at..at, input[at..end].to_vec())),
        3 => drop(input.splice(at..end, dice.pick(WORDS).bytes())),
        4 => number(input, at, dice),
        5 => value(input, at, dice),
        6 => {
            let other = &dice.pick(seeds).1;
            let from = dice.roll(other.len() + 1);
            input.truncate(at);
            input.extend_from_slice(&other[from..]);
        }
        _ => drop(input.splice(at..at, dice.pick(WORDS).bytes())),
    }
}

/// Another number in the place of the next one.
fn number(input: &mut Vec<u8>, at: usize, dice: &mut Dice) {
    let Some(first) = input[at..].iter().position(u8::is_ascii_digit).map(|more| at + more) else { return };
    let last = input[first..]
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .map_or(input.len(), |more| first + more);
    let numbers = [
        "0",
        "1",
        "9",
        "61",
        "65536",
        "4294967296",
        "9223372036854775807",
        "18446744073709551615",
        "99999999999999999999",
    ];
    input.splice(first..last, dice.pick(&numbers).bytes());
}

/// Another value in the place of the next quoted one.
fn value(input: &mut Vec<u8>, at: usize, dice: &mut Dice) {
    let quote = |from: usize| input[from..].iter().position(|byte| *byte == b'"').map(|more| from + more);
    let Some((first, last)) = quote(at).and_then(|first| Some((first, quote(first + 1)?))) else { return };
    let values = [
        "null",
        "true",
        "0",
        "-7",
        "1e300",
        "[]",
        "{}",
        "\"\"",
        "[[[[[[]]]]]]",
        "{\"id\":{\"id\":[]}}",
        "\"\\ud800\"",
        "\"\\u202e\\u0000\"",
    ];
    input.splice(first..=last, dice.pick(&values).bytes());
}
