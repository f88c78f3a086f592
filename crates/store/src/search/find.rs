//! Finding tickets by words.

use rusqlite::{Connection, params};

use crate::{Store, StoreError, TicketKey};

/// Words of a search that count; the rest of a pasted page is left out.
const MOST_WORDS: usize = 32;
/// Characters of one word that count.
const MOST_CHARACTERS: usize = 100;

/// A ticket that a search found, to be read with [`Store::hits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hit(pub(crate) i64);

/// What a search found, last changed first. Solved ones are named by a number only, because a list shows some dozens of
/// them and reads those.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Tickets that are not solved.
    pub unsolved: Vec<(TicketKey, Hit)>,
    /// Solved tickets.
    pub solved: Vec<Hit>,
    /// There are more than these.
    pub more: bool,
}

impl Store {
    /// The tickets that have every word of `text`, each as the beginning of a word, last changed first. Of more than
    /// `most`, those that have the words as they stand come first. Case and accents do not matter. Any text can be
    /// searched for: quotes and operators are only signs between words. A text without any word finds nothing.
    ///
    /// A word that is in every ticket costs hardly more than a rare one: whole words are read from the newest document
    /// on and no further than needed. Beginnings cost more, because the index has to put the lists of all their words
    /// together first.
    ///
    /// # Errors
    /// Those of any read.
    pub fn search(&self, text: &str, most: u32) -> Result<Hits, StoreError> {
        let Some(whole) = query(text, "") else { return Ok(Hits::default()) };
        let beginnings = query(text, "*").unwrap_or_default();
        self.read(|connection| {
            let hits = hits_of(connection, &whole, most)?;
            if hits.more { Ok(hits) } else { hits_of(connection, &beginnings, most) }
        })
    }
}

fn hits_of(connection: &Connection, query: &str, most: u32) -> Result<Hits, StoreError> {
    // The index has `document`, `solved` and the row: the ticket itself is only touched for its key.
    let mut statement = connection.prepare_cached(
        "SELECT t.row, t.solved, CASE WHEN t.solved THEN NULL ELSE t.account END,
           CASE WHEN t.solved THEN NULL ELSE t.id END
         FROM search CROSS JOIN tickets AS t INDEXED BY tickets_hit ON t.document = search.rowid
         WHERE search MATCH ? ORDER BY search.rowid DESC LIMIT ?",
    )?;
    let mut rows = statement.query(params![query, i64::from(most) + 1])?;
    let (mut hits, mut found) = (Hits::default(), 0);
    while let Some(row) = rows.next()? {
        found += 1;
        if found > most {
            hits.more = true;
            break;
        }
        let hit = Hit(row.get(0)?);
        if row.get(1)? {
            hits.solved.push(hit);
        } else {
            hits.unsolved.push((TicketKey { account: row.get(2)?, id: row.get(3)? }, hit));
        }
    }
    Ok(hits)
}

/// The query in FTS5's language: every word quoted and followed by `after`, which is `*` for the beginning of a word.
/// `None` when there is no word.
fn query(text: &str, after: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || c.is_control() || c == '"')
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MOST_WORDS)
        .map(|word| format!("\"{}\"{after}", word.chars().take(MOST_CHARACTERS).collect::<String>()))
        .collect();
    if words.is_empty() { None } else { Some(words.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_209_operators_and_quotes_are_only_signs() {
        for (text, expected) in [
            ("printer fire", Some(r#""printer"* "fire"*"#)),
            ("NOT \"a b\" OR", Some(r#""NOT"* "a"* "b"* "OR"*"#)),
            ("subject:x* NEAR(a,2)", Some(r#""subject:x*"* "NEAR(a,2)"*"#)),
            ("SEP-4711", Some(r#""SEP-4711"*"#)),
            (" - \" * ^ ", None),
            ("", None),
            ("a\0b", Some(r#""a"* "b"*"#)),
        ] {
            assert_eq!(query(text, "*").as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_pasted_page_is_cut() {
        let page = format!("{} {}", "x".repeat(1000), "word ".repeat(1000));
        let query = query(&page, "*").unwrap();
        assert_eq!(query.split(' ').count(), MOST_WORDS);
        assert!(query.len() < 1000);
    }
}
