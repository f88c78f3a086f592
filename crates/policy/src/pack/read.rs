//! From text to a checked pack.

use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, Deserializer};

use super::error::Problems;
use super::file::PackFile;
use super::place::Sources;
use super::schema::schema;
use super::shape::{self, Strictness};
use super::{Pack, PackError, load, merge};

impl Pack {
    /// Reads a pack and proves it whole.
    ///
    /// # Errors
    /// Every mistake of the file, in the order of the text. `file_name` is only used to name the file in them.
    pub fn parse(text: &str, file_name: &str) -> Result<Self, Vec<PackError>> {
        let sources = Sources::pack(file_name, text);
        let mut problems = Problems::new(&sources);
        let schema = schema().to_value();
        let table = read(text, 0, &schema, Strictness::Whole, &mut problems);
        finish(table, problems)
    }

    /// Reads a pack with a user's override on top of it. The override is a small pack file with `format`, the `id`
    /// of the pack, and only the rows and keys that it changes; what it changes has the basis `override`.
    ///
    /// # Errors
    /// Every mistake of both files, each with its file.
    pub fn parse_with_override(
        text: &str,
        file_name: &str,
        override_text: &str,
        override_name: &str,
    ) -> Result<Self, Vec<PackError>> {
        let sources = Sources::pack(file_name, text).with_override(override_name, override_text);
        let mut problems = Problems::new(&sources);
        let schema = schema().to_value();
        let mut table = read(text, 0, &schema, Strictness::Whole, &mut problems);
        let base = sources.override_base();
        let on_top = read(override_text, base, &schema, Strictness::Partial, &mut problems);
        if problems.is_empty() {
            merge::merge(table.get_mut(), on_top.into_inner(), &mut problems);
        }
        finish(table, problems)
    }
}

/// Identifier of the pack that an override names, to find the pack to put it on; `None` where it names none.
#[must_use]
pub fn override_id(text: &str) -> Option<String> {
    let (table, _) = DeTable::parse_recoverable(text.trim_start_matches('\u{feff}'));
    Some(table.get_ref().get("id")?.get_ref().as_str()?.to_owned())
}

/// Reads the syntax and checks the shape.
fn read<'i>(
    text: &'i str,
    base: usize,
    schema: &Value,
    strictness: Strictness,
    problems: &mut Problems<'_>,
) -> Spanned<DeTable<'i>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let span = table.span();
    let table = Spanned::new(span.start + base..span.end + base, merge::shift(table.into_inner(), base));
    for error in &errors {
        let at = error.span().unwrap_or_default();
        let message = format!("This is no TOML: {}.", error.message());
        problems.add(
            &(at.start + base..at.end + base),
            "syntax",
            message,
            "Mend the line, then check again.",
        );
    }
    // What follows a broken line is often read wrongly, so its shape says nothing.
    if errors.is_empty() {
        shape::check(&table, schema, strictness, problems);
    }
    table
}

fn finish(table: Spanned<DeTable<'_>>, mut problems: Problems<'_>) -> Result<Pack, Vec<PackError>> {
    if !problems.is_empty() {
        return Err(problems.into_errors());
    }
    let file = match PackFile::deserialize(Deserializer::from(table)) {
        Ok(file) => file,
        Err(error) => {
            let at = error.span().unwrap_or_default();
            // The shape check has passed, so this is a number out of range or a new row that is not whole.
            let message = format!("This row cannot be read: {}.", error.message());
            problems.add(
                &at,
                "wrong-value",
                message,
                "Mend the value; in an override, mend the `id` to change a row, or complete a new row.",
            );
            return Err(problems.into_errors());
        }
    };
    let pack = load::pack(&file, &mut problems);
    if problems.is_empty() { Ok(pack) } else { Err(problems.into_errors()) }
}
