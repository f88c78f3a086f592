//! A file of contracts from a spreadsheet: read, imported, written again and read back.

use std::sync::{Mutex, PoisonError};

use desk::view::ImportPreview;
use desk::{Desk, DeskError};
use fuzz::console::Console;
use fuzz::harmless::{deceives, message};

fuzz::target!("contracts", 12, holds);

/// Contracts after which a console is made anew, so that a long run stays quick.
const MOST: usize = 300;

fn holds(input: &[u8]) {
    static WORLD: Mutex<Option<Console>> = Mutex::new(None);
    let text = String::from_utf8_lossy(input).into_owned();
    let mut world = WORLD.lock().unwrap_or_else(PoisonError::into_inner);
    let console = world.get_or_insert_with(Console::offline);
    let lines = console.wait(round(&console.desk, text));
    if lines > MOST {
        *world = None;
    }
}

/// Imports a file and gives how many contracts there are then.
async fn round(desk: &Desk, text: String) -> usize {
    let seen = match preview(desk, &text).await {
        Ok(seen) => seen,
        Err(error) => {
            let known = ["no-columns", "no-customer", "double-column", "large-file"];
            assert!(known.contains(&error.code.as_str()), "{error:?}");
            message(&error.message);
            return 0;
        }
    };
    assert_eq!(
        format!("{seen:?}"),
        format!("{:?}", preview(desk, &text).await.unwrap()),
        "the same file twice"
    );
    points_into(&text, &seen);
    assert_eq!(seen.lines, seen.added + seen.changed + seen.unchanged + seen.refused, "{seen:?}");
    let done = desk.import_contracts("made.csv", text.clone(), &seen.mark).await.expect("what was seen");
    assert_eq!((done.contracts, done.refused), (seen.added + seen.changed, seen.refused));
    let again = preview(desk, &text).await.unwrap();
    assert_eq!(
        (again.added, again.changed, again.refused),
        (0, 0, seen.refused),
        "imported again: {again:?}"
    );

    let file = desk.export_contracts().await.unwrap().text;
    let written = preview(desk, &file).await.expect("what was written is read");
    assert_eq!(
        (written.added, written.changed, written.refused),
        (0, 0, 0),
        "written and read: {written:?}\n{file}"
    );
    let mut cells = csv::ReaderBuilder::new().has_headers(false).from_reader(file.as_bytes());
    let records: Vec<csv::StringRecord> =
        cells.records().map(|record| record.expect("a whole file")).collect();
    for part in records.iter().flat_map(|record| record.iter()).flat_map(|cell| cell.split(';')) {
        let part = part.trim_start_matches(' ');
        assert!(!part.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "a spreadsheet computes {part:?}");
    }
    records.len()
}

async fn preview(desk: &Desk, text: &str) -> Result<ImportPreview, DeskError> {
    desk.preview_contracts("made.csv", text.to_owned()).await
}

/// Each mistake names a line that the file has, and says what is wrong.
fn points_into(text: &str, seen: &ImportPreview) {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n").split('\n').count();
    for row in &seen.rows {
        let line = usize::try_from(row.line).unwrap();
        assert!(line >= 1 && line <= lines, "there is no line {line}");
        assert!(row.mistakes.iter().all(|mistake| !mistake.message.contains(deceives)), "{row:?}");
    }
}
