//! Migrations are only ever added: a database in the field has run the old ones as they were.

use super::Finding;

/// The published migrations.
pub(super) const LEDGER: &str = include_str!("migrations.txt");
const HERE: &str = "xtask/src/tidy/migrations.txt";

/// Every migration stands in the ledger with the mark of its text, and every one of the ledger is still there.
pub(super) fn unchanged(ledger: &str, files: &[(String, String)]) -> Vec<Finding> {
    let published: Vec<(&str, &str)> = ledger
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .collect();
    let mut findings = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| is_migration(path)) {
        let mark = mark(text);
        match published.iter().find(|(name, _)| name == path) {
            None => findings.push(Finding::new(path, 0, format!("add the line `{path} {mark}` to {HERE}"))),
            Some((_, old)) if *old != mark => {
                findings.push(Finding::new(
                    path,
                    0,
                    "a published migration was changed: put it back and write a new one",
                ));
            }
            Some(_) => {}
        }
    }
    let gone = published.iter().filter(|(name, _)| !files.iter().any(|(path, _)| path == name));
    findings
        .extend(gone.map(|(name, _)| Finding::new(name, 0, "a published migration is gone: put it back")));
    findings
}

fn is_migration(path: &str) -> bool {
    path.starts_with("crates/store/") && path.contains("/migrations/") && path.ends_with(".sql")
}

/// FNV-1a, 64 bits: enough to notice a change that nobody tries to hide, and the same on every system.
fn mark(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "crates/store/migrations/001_first.sql";

    fn files(text: &str) -> Vec<(String, String)> {
        vec![(PATH.to_owned(), text.to_owned())]
    }

    #[test]
    fn a_published_migration_stays_as_it_is() {
        let ledger = format!("# note\n{PATH} {}\n", mark("CREATE"));
        assert_eq!(unchanged(&ledger, &files("CREATE")), []);
        assert!(unchanged(&ledger, &files("CREATE MORE"))[0].message.contains("was changed"));
        assert!(unchanged(&ledger, &[])[0].message.contains("is gone"));
    }

    #[test]
    fn a_new_migration_has_to_be_published() {
        let found = unchanged("", &files("CREATE"));
        assert!(found[0].message.contains(&format!("`{PATH} {}`", mark("CREATE"))), "{found:?}");
    }

    #[test]
    fn the_mark_is_the_same_on_every_system() {
        assert_eq!(mark(""), "cbf29ce484222325");
        assert_eq!(mark("a\r\nb"), mark("a\nb"));
    }
}
