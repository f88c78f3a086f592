//! Version numbers as customers write them.

use crate::pack::Numbering;

/// Marks of a version that is not generally available yet, as in `2.9.0-beta2` or `4.0rc1`.
const PRE_RELEASE: [&str; 9] = ["alpha", "beta", "dev", "ea", "nightly", "pre", "preview", "rc", "snapshot"];
/// More numbers than this no vendor writes.
const LONGEST: usize = 8;

/// A version number that could be read: `3.81.2`, or the beginning of one, `3.81.x`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// The numbers before the first `x`.
    pub numbers: Vec<u32>,
    /// Whether it has a mark such as `beta`.
    pub pre_release: bool,
}

impl Version {
    /// Reads a version number.
    ///
    /// Blanks around it, a `v` before it and a build after a `+` do not count. `x` or `*` stands for any number and
    /// ends what is compared.
    ///
    /// # Errors
    /// What to write instead, one sentence.
    pub fn parse(text: &str, numbering: &Numbering) -> Result<Self, String> {
        let text = text.trim();
        let plain = text.split('+').next().unwrap_or_default().to_ascii_lowercase();
        let plain = plain.strip_prefix('v').unwrap_or(&plain);
        let (plain, pre_release) = without_mark(plain);
        let numbers = numbers(plain).ok_or_else(|| advice(numbering))?;
        if numbers.is_empty() || (numbering.exact && plain.split('.').count() > numbering.parts.len()) {
            return Err(advice(numbering));
        }
        Ok(Self { numbers, pre_release })
    }

    /// The numbers that make its major version; fewer where the version itself has fewer.
    #[must_use]
    pub fn major(&self, numbering: &Numbering) -> &[u32] {
        let year = numbering.year_alone && self.numbers.first().is_some_and(|first| is_year(*first));
        let count = if year { 1 } else { numbering.major_parts };
        self.numbers.get(..count).unwrap_or(&self.numbers)
    }

    /// Whether `other` is this version or begins with it.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.numbers.starts_with(&self.numbers)
    }

    /// The version of the platform that stands at a place: 81 is 8.1.
    #[must_use]
    pub fn platform(&self, part: usize) -> Option<Self> {
        let digits = self.numbers.get(part)?.to_string();
        let (first, rest) = digits.split_at_checked(1)?;
        let numbers = [first, rest].iter().filter_map(|number| number.parse().ok()).collect();
        Some(Self { numbers, pre_release: false })
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let numbers: Vec<String> = self.numbers.iter().map(u32::to_string).collect();
        f.write_str(&numbers.join("."))
    }
}

fn is_year(number: u32) -> bool {
    (1000..=9999).contains(&number)
}

/// The text without a mark of a version that is not out yet, and whether it had one.
fn without_mark(text: &str) -> (&str, bool) {
    let Some(start) = text.find(|c: char| c.is_ascii_alphabetic() && c != 'x') else { return (text, false) };
    let (before, mark) = text.split_at(start);
    let before = before.trim_end_matches(['-', '.', '_', ' ']);
    let word = mark.trim_end_matches(|c: char| c.is_ascii_digit() || ".-_ ".contains(c));
    if PRE_RELEASE.contains(&word) { (before, true) } else { (text, false) }
}

/// The numbers between the dots; nothing where something else stands there. `x` may only stand at the end.
fn numbers(text: &str) -> Option<Vec<u32>> {
    let parts: Vec<&str> = text.split('.').collect();
    let any = |part: &&str| matches!(*part, "x" | "*");
    let known = parts.iter().take_while(|part| !any(part)).count();
    if parts.len() > LONGEST || !parts.iter().skip(known).all(any) {
        return None;
    }
    let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    parts.iter().take(known).map(|part| Some(part).filter(|part| digits(part))?.parse().ok()).collect()
}

fn advice(numbering: &Numbering) -> String {
    if numbering.parts.is_empty() {
        return "Write numbers with dots and nothing else, as in 2.9.1.".to_owned();
    }
    let parts: Vec<String> = numbering.parts.iter().map(|part| part.to_uppercase()).collect();
    format!("Write numbers with dots and nothing else: {}.", parts.join("."))
}
