//! Finding tickets by words.

use crate::{Store, StoreError, TicketKey};

/// Words of a search that count; the rest of a pasted page is left out.
const MOST_WORDS: usize = 32;
/// Characters of one word that count.
const MOST_CHARACTERS: usize = 100;

/// A ticket that a search found, to be read with [`Store::hits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hit(pub(crate) i64);

/// All tickets that a search found, last changed first. Solved ones are named by a number only, because there may be
/// hundreds of thousands of them and a list shows some dozens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Tickets that are not solved.
    pub unsolved: Vec<(TicketKey, Hit)>,
    /// Solved tickets.
    pub solved: Vec<Hit>,
}

impl Store {
    /// All tickets that have every word of `text`, each as the beginning of a word; last changed first. Case and
    /// accents do not matter. Any text can be searched for: quotes and operators are only signs between words. A
    /// text without any word finds nothing.
    ///
    /// # Errors
    /// Those of any read.
    pub fn search(&self, text: &str) -> Result<Hits, StoreError> {
        let Some(query) = query(text) else { return Ok(Hits::default()) };
        self.read(|connection| {
            // The index has `document`, `solved` and the row: the ticket itself is only touched for its key.
            let mut statement = connection.prepare_cached(
                "SELECT t.row, t.solved, CASE WHEN t.solved THEN NULL ELSE t.account END,
                   CASE WHEN t.solved THEN NULL ELSE t.id END
                 FROM search CROSS JOIN tickets AS t INDEXED BY tickets_hit ON t.document = search.rowid
                 WHERE search MATCH ? ORDER BY search.rowid DESC",
            )?;
            let mut rows = statement.query([query])?;
            let mut hits = Hits::default();
            while let Some(row) = rows.next()? {
                let hit = Hit(row.get(0)?);
                if row.get(1)? {
                    hits.solved.push(hit);
                } else {
                    hits.unsolved.push((TicketKey { account: row.get(2)?, id: row.get(3)? }, hit));
                }
            }
            Ok(hits)
        })
    }
}

/// The query in FTS5's language: every word quoted, as a prefix. `None` when there is no word.
fn query(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || c.is_control() || c == '"')
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MOST_WORDS)
        .map(|word| format!("\"{}\"*", word.chars().take(MOST_CHARACTERS).collect::<String>()))
        .collect();
    if words.is_empty() { None } else { Some(words.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_and_quotes_are_only_signs() {
        for (text, expected) in [
            ("printer fire", Some(r#""printer"* "fire"*"#)),
            ("NOT \"a b\" OR", Some(r#""NOT"* "a"* "b"* "OR"*"#)),
            ("subject:x* NEAR(a,2)", Some(r#""subject:x*"* "NEAR(a,2)"*"#)),
            ("SEP-4711", Some(r#""SEP-4711"*"#)),
            (" - \" * ^ ", None),
            ("", None),
            ("a\0b", Some(r#""a"* "b"*"#)),
        ] {
            assert_eq!(query(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_pasted_page_is_cut() {
        let page = format!("{} {}", "x".repeat(1000), "word ".repeat(1000));
        let query = query(&page).unwrap();
        assert_eq!(query.split(' ').count(), MOST_WORDS);
        assert!(query.len() < 1000);
    }
}
