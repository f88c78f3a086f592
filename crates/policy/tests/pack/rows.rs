//! No row of a policy is missing in its pack.

use policy::pack::{Basis, Packs};

use crate::vendors::pack;

#[path = "rows/ensim.rs"]
mod ensim;
#[path = "rows/expecco.rs"]
mod expecco;
#[path = "rows/infotecs.rs"]
mod infotecs;
#[path = "rows/sep_sesam.rs"]
mod sep_sesam;
#[path = "rows/sepasoft.rs"]
mod sepasoft;

/// The rows of every pack that comes with the program.
const ALL: [(&str, &[(&str, Basis)]); 5] = [
    ("ensim", ensim::ROWS),
    ("expecco", expecco::ROWS),
    ("infotecs", infotecs::ROWS),
    ("sep-sesam", sep_sesam::ROWS),
    ("sepasoft", sepasoft::ROWS),
];

/// Parts of a pack whose rows do something, by the start of their path.
const ACTING: [&str; 12] = [
    "clocks.",
    "lanes.",
    "flags.",
    "remote.refuse.",
    "entitlements.",
    "allowances.",
    "intake.",
    "scope.",
    "stages.",
    "lifecycle.",
    "charges.",
    "terms.",
];

#[test]
fn no_row_of_a_policy_is_missing() {
    assert_eq!(Packs::embedded().unwrap().ids(), ALL.map(|(id, _)| id));
    for (id, rows) in ALL {
        let pack = pack(id);
        let of = |path: &str| pack.rows.iter().find(|row| row.path == path).map(|row| row.source.basis);
        let wrong: Vec<_> = rows
            .iter()
            .filter(|(path, basis)| of(path) != Some(*basis))
            .map(|(path, basis)| format!("{path}: expected {basis:?}, found {:?}", of(path)))
            .collect();
        assert!(wrong.is_empty(), "{id}:\n{}", wrong.join("\n"));
    }
}

/// Lanes, flags, refusals and typed promises act; one that is not in the list above was not read against the document.
#[test]
fn no_pack_has_a_rule_that_its_document_does_not_have() {
    for (id, rows) in ALL {
        let acts = |path: &str| ACTING.iter().any(|part| path.starts_with(part));
        let pack = pack(id);
        let extra: Vec<_> = pack
            .rows
            .iter()
            .filter(|row| acts(&row.path) && !rows.iter().any(|(path, _)| *path == row.path))
            .map(|row| row.path.as_str())
            .collect();
        assert!(extra.is_empty(), "{id}: {}", extra.join(", "));
    }
}
