//! Policies as a reader sees them: every row with its values, clause and basis.

use policy::pack::{Basis, Collected, Pack, PackValues, Row, RowValue};

use crate::show::basis_word;
use crate::view::{PolicyRow, PolicyValue, PolicyView};
use crate::{Desk, DeskError};

/// Keys whose value says in words what a row is, in order of preference.
const NAMES: [&str; 5] = ["label", "name", "title", "text", "reason"];

impl Desk {
    /// Every policy in force. The user's files are read again, so that one that was edited meanwhile holds from now on.
    ///
    /// # Errors
    /// Only when a thread of the desk fails.
    pub async fn policies(&self) -> Result<Vec<PolicyView>, DeskError> {
        let (policies, console) = (self.inner().policies.clone(), self.try_console());
        self.off_thread(move || {
            if policies.refresh()
                && let Some(console) = console
            {
                console.rejudge();
            }
            let in_force = policies.in_force();
            Ok(in_force.packs.iter().map(|pack| view(pack, &in_force.collected)).collect())
        })
        .await
    }

    /// What is wrong with the user's policy files; empty when nothing is.
    #[must_use]
    pub fn policy_problems(&self) -> Vec<DeskError> {
        self.inner().policies.in_force().problems
    }
}

pub(super) fn view(pack: &Pack, collected: &Collected) -> PolicyView {
    let (text, over) =
        collected.texts.get(&pack.id).map_or(("", None), |(pack, over)| (pack.text.as_str(), over.as_ref()));
    let values = PackValues::read(text, over.map(|over| over.text.as_str()));
    let before = over.and_then(|_| collected.with_override(&pack.id, None).ok());
    let before = before.as_ref().and_then(|packs| packs.get(&pack.id));
    let assumed = pack.rows.iter().filter(|row| row.source.basis == Basis::Assumed).count();
    PolicyView {
        id: pack.id.clone(),
        name: pack.title_words(),
        title: pack.dated_title(),
        document: pack.document.clone(),
        changed: over.is_some(),
        assumed: u32::try_from(assumed).unwrap_or(u32::MAX),
        rows: pack
            .rows
            .iter()
            .map(|row| row_view(row, values.row(&row.path), before.map(|pack| &**pack)))
            .collect(),
    }
}

fn row_view(row: &Row, values: Vec<RowValue>, before: Option<&Pack>) -> PolicyRow {
    let source = &row.source;
    let earlier = before
        .and_then(|pack| pack.rows.iter().find(|old| old.path == row.path))
        .filter(|old| old.source.basis != source.basis);
    PolicyRow {
        path: row.path.clone(),
        section: row.path.split('.').next().unwrap_or_default().to_owned(),
        name: name(row, &values),
        values: values
            .into_iter()
            .map(|RowValue { key, text, before }| PolicyValue { key, text, before })
            .collect(),
        basis: basis_word(source.basis).to_owned(),
        basis_before: earlier.map_or("", |old| basis_word(old.source.basis)).to_owned(),
        clause: source.clause.clone(),
        note: source.note.clone(),
    }
}

/// The row's own words, or else its identifier with blanks.
fn name(row: &Row, values: &[RowValue]) -> String {
    let named = NAMES.iter().find_map(|name| values.iter().find(|value| value.key == *name));
    named.map_or_else(
        || {
            let words: Vec<&str> = row.path.split('.').skip(1).filter(|word| *word != "targets").collect();
            words.join(", ").replace('-', " ")
        },
        |value| value.text.clone(),
    )
}
