//! CSV as spreadsheets read and write it (RFC 4180), with commas, semicolons or tabs, and cells that never become
//! formulas.
//!
//! A spreadsheet computes a cell that begins with `=`, `+`, `-` or `@`. Such a cell is written with an apostrophe
//! before it, and read without. A cell with a semicolon can fall apart in a spreadsheet that separates by semicolons,
//! so the same is done after each of them.

use csv::{ByteRecord, QuoteStyle, ReaderBuilder, Terminator, WriterBuilder};

use crate::DeskError;

/// Longer files are none that a person checks.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// A file with a row of names at its top.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Names of the columns, as they are written.
    pub columns: Vec<String>,
    pub lines: Vec<Line>,
}

/// A row.
#[derive(Debug)]
pub(super) struct Line {
    /// Its number in the file; the first line is 1.
    pub number: u32,
    pub cells: Vec<String>,
}

/// Reads a file. `is_known` tells whether a name is one of a column: what separates the cells is what makes most
/// names of the first line known.
pub(super) fn read(text: &str, is_known: impl Fn(&str) -> bool) -> Result<Sheet, DeskError> {
    if text.len() > MOST_BYTES {
        let message = format!("The file has more than {} MiB.", MOST_BYTES / 1024 / 1024);
        return Err(DeskError::new("large-file", message, "Import it in parts."));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let known = |separator: u8| {
        let columns = records(text, separator).next().map(|line| line.cells).unwrap_or_default();
        columns.iter().filter(|name| is_known(&plain_name(name))).count()
    };
    let separators = [b',', b';', b'\t'];
    let best = separators.into_iter().map(|separator| (known(separator), separator));
    // The first of equals: a comma.
    let (found, separator) = best.rev().max_by_key(|(count, _)| *count).unwrap_or((0, b','));
    if found == 0 {
        let hint = "The first line has to name the columns, as in customer,policy,plan,ends.";
        return Err(DeskError::new("no-columns", "The first line names no column of contracts.", hint));
    }
    let mut lines = records(text, separator);
    let columns = lines.next().map(|line| line.cells).unwrap_or_default();
    let is_blank = |line: &Line| line.cells.iter().all(|cell| cell.trim().is_empty());
    Ok(Sheet { columns, lines: lines.filter(|line| !is_blank(line)).collect() })
}

/// Writes a file with CRLF at the line ends.
pub(crate) fn write(columns: &[&str], lines: impl Iterator<Item = Vec<String>>) -> Result<String, DeskError> {
    let failed = |error: String| {
        DeskError::new("not-written", format!("The file cannot be written: {error}."), "Please report this.")
    };
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    writer.write_record(columns).map_err(|error| failed(error.to_string()))?;
    for cells in lines {
        let cells = cells.iter().map(|cell| harmless(cell));
        writer.write_record(cells).map_err(|error| failed(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

/// `Named contacts` and `named-contacts` are the column `named_contacts`.
pub(super) fn plain_name(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = Line> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    std::iter::from_fn(move || {
        let mut record = ByteRecord::new();
        // Reading from memory without a fixed number of cells cannot fail.
        if !reader.read_byte_record(&mut record).unwrap_or(false) {
            return None;
        }
        let number = record.position().map_or(0, |at| u32::try_from(at.line()).unwrap_or(u32::MAX));
        let cells = record.iter().map(|cell| as_meant(&String::from_utf8_lossy(cell))).collect();
        Some(Line { number, cells })
    })
}

/// A cell that no spreadsheet computes.
pub(super) fn harmless(cell: &str) -> String {
    rewrite(cell, |rest| (is_formula(rest.trim_start_matches('\''))).then(|| format!("'{rest}")))
}

/// The reverse of [`harmless`].
pub(super) fn as_meant(cell: &str) -> String {
    rewrite(cell, |rest| {
        let bare = rest.strip_prefix('\'')?;
        is_formula(bare.trim_start_matches('\'')).then(|| bare.to_owned())
    })
}

/// Rewrites what begins a cell and what follows each semicolon.
fn rewrite(cell: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let mut parts = Vec::new();
    for part in cell.split(';') {
        let bare = part.trim_start_matches(' ');
        let blanks = &part[..part.len() - bare.len()];
        parts.push(change(bare).map_or_else(|| part.to_owned(), |changed| format!("{blanks}{changed}")));
    }
    parts.join(";")
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known(name: &str) -> bool {
        ["customer", "policy", "named_contacts"].contains(&name)
    }

    #[test]
    fn what_separates_the_cells_is_found() {
        for (name, text) in [
            ("commas", "customer,policy\r\nc1,sep\r\n"),
            ("semicolons", "customer;policy\nc1;sep\n"),
            ("tabs", "customer\tpolicy\nc1\tsep"),
            ("a byte order mark", "\u{feff}customer,policy\nc1,sep\n"),
            ("a byte order mark before quotes", "\u{feff}\"customer\";\"policy\"\n\"c1\";\"sep\"\n"),
            ("names in another form", "\nCustomer;Policy\n;\nc1;sep\n"),
            ("one column that is known", "what;policy\nc1;sep\n"),
        ] {
            let sheet = read(text, known).unwrap();
            assert_eq!(sheet.columns.len(), 2, "{name}");
            assert_eq!(sheet.lines.len(), 1, "{name}");
            assert_eq!(sheet.lines[0].cells, ["c1", "sep"], "{name}");
        }
    }

    #[test]
    fn lines_have_the_numbers_that_an_editor_shows() {
        let text = "customer,policy\n\"two\nlines\",x\n\n,\nc2,y\n";
        let sheet = read(text, known).unwrap();
        let lines: Vec<_> = sheet.lines.iter().map(|line| (line.number, line.cells[0].as_str())).collect();
        assert_eq!(lines, [(2, "two\nlines"), (6, "c2")]);
    }

    #[test]
    fn a_file_without_names_of_columns_is_refused() {
        for text in ["", "\u{feff}", "c1,sep-sesam\n", "PK\u{3}\u{4}"] {
            assert_eq!(read(text, known).unwrap_err().code, "no-columns", "{text:?}");
        }
    }

    #[test]
    fn case_211_a_cell_that_would_be_computed_is_written_as_text() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-", "'-"),
            ("@x", "'@x"),
            ("'=x", "''=x"),
            ("jo@x.test; =cmd()", "jo@x.test; '=cmd()"),
            ("a;=b", "a;'=b"),
            ("  =x", "  '=x"),
            ("'tis", "'tis"),
            ("2026-12-31", "2026-12-31"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), written);
            assert_eq!(as_meant(written), cell);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_again(
            rows in prop::collection::vec(prop::collection::vec("[ -~äß'=+@\t\r\n\"-]{0,12}", 2), 1..6)
        ) {
            prop_assume!(rows.iter().all(|row| row.iter().any(|cell| !cell.trim().is_empty())));
            let text = write(&["customer", "policy"], rows.iter().cloned()).unwrap();
            let sheet = read(&text, known).unwrap();
            let read: Vec<Vec<String>> = sheet.lines.into_iter().map(|line| line.cells).collect();
            prop_assert_eq!(read, rows);
        }

        #[test]
        fn no_part_of_a_written_cell_begins_like_a_formula(cell in "[ ;'=+@a\t-]{0,10}") {
            for part in harmless(&cell).split(';') {
                prop_assert!(!is_formula(part.trim_start_matches(' ')), "{cell:?}");
            }
        }
    }
}
