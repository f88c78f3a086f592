//! "Did you mean": the nearest of the words that would have been right.

/// A hint for a word that is none of `words`: the nearest one, or all of them.
pub(super) fn hint<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match nearest(word, &words) {
        Some(near) => format!("Did you mean `{near}`?"),
        None if words.is_empty() => "There is nothing to choose from here.".to_owned(),
        None => format!("Write one of {}.", list(&words)),
    }
}

/// Words in back quotes with commas, as in `` `a`, `b` ``.
pub(super) fn list<T: AsRef<str>>(words: &[T]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    quoted.join(", ")
}

/// The text with a capital letter first.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The word that a slip of the finger away would have been: at most a third of its letters differ.
fn nearest<'a>(word: &str, words: &[&'a str]) -> Option<&'a str> {
    words
        .iter()
        .map(|right| (strsim::damerau_levenshtein(word, right), *right))
        .filter(|(distance, right)| distance * 3 <= right.chars().count().max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, right)| right)
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn a_slip_is_named_and_a_foreign_word_lists_all() {
        assert_eq!(hint("critcal", ["critical", "major"]), "Did you mean `critical`?");
        assert_eq!(hint("urgent", ["critical", "major"]), "Write one of `critical`, `major`.");
        assert_eq!(hint("urgent", []), "There is nothing to choose from here.");
    }
}
