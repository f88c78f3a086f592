//! Finding tickets by words.

use rusqlite::params;

use crate::{Store, StoreError, TicketKey};

/// Words of a search that count; the rest of a pasted page is left out.
const MOST_WORDS: usize = 32;
/// Characters of one word that count.
const MOST_CHARACTERS: usize = 100;

impl Store {
    /// Tickets that have every word of `text`, each as the beginning of a word; last changed first, at most `limit`.
    /// Case and accents do not matter. Any text can be searched for: quotes and operators are only signs between
    /// words. A text without any word finds nothing.
    ///
    /// # Errors
    /// Those of any read.
    pub fn search(&self, text: &str, limit: u32) -> Result<Vec<TicketKey>, StoreError> {
        let Some(query) = query(text) else { return Ok(Vec::new()) };
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT account, id FROM search JOIN tickets ON tickets.document = search.rowid
                 WHERE search MATCH ? ORDER BY search.rowid DESC LIMIT ?",
            )?;
            let rows = statement.query_map(params![query, limit], |row| {
                Ok(TicketKey { account: row.get(0)?, id: row.get(1)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
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
