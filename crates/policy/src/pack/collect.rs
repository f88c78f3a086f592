//! The packs that are in force: those that come with the program, the user's own, and overrides on top.

use std::collections::BTreeMap;

use super::{Pack, PackError, Packs};

/// A text file of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackText {
    /// Its name, for errors.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// What came of the user's files.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    /// Every pack that can be used. A pack whose override is broken is used without it.
    pub packs: Packs,
    /// Text of each pack and of its override, by the pack's identifier.
    pub texts: BTreeMap<String, (PackText, Option<PackText>)>,
    /// Every mistake in the user's files.
    pub errors: Vec<PackError>,
}

impl Packs {
    /// The embedded packs with the user's: a pack of the same identifier takes the place of an embedded one, and an
    /// override goes on top of the pack that it names. A file with a mistake is left out; the others are used.
    #[must_use]
    pub fn collect(packs: &[PackText], overrides: &[PackText]) -> Collected {
        let mut collected = Collected::default();
        for (name, text) in super::embedded::texts() {
            collected.take(PackText { name: name.to_owned(), text: text.to_owned() });
        }
        for pack in packs {
            collected.take(pack.clone());
        }
        for over in overrides {
            collected.put_on_top(over);
        }
        collected
    }
}

impl Collected {
    /// The same with another text as the override of a pack, or with none: a try that changes nothing.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn with_override(&self, id: &str, text: Option<&PackText>) -> Result<Packs, Vec<PackError>> {
        let Some((pack, _)) = self.texts.get(id) else { return Ok(self.packs.clone()) };
        let parsed = match text {
            Some(over) => Pack::parse_with_override(&pack.text, &pack.name, &over.text, &over.name),
            None => Pack::parse(&pack.text, &pack.name),
        };
        Ok(self.packs.clone().with([parsed?]))
    }

    fn take(&mut self, text: PackText) {
        match Pack::parse(&text.text, &text.name) {
            Ok(pack) => {
                self.texts.insert(pack.id.clone(), (text, None));
                self.packs = std::mem::take(&mut self.packs).with([pack]);
            }
            Err(errors) => self.errors.extend(errors),
        }
    }

    fn put_on_top(&mut self, over: &PackText) {
        let Some(id) = named(&over.text).filter(|id| self.texts.contains_key(id)) else {
            let known = self.packs.ids().join(", ");
            self.errors.push(whole_file(
                over,
                "other-pack",
                "The override has to name the pack it changes.".to_owned(),
                format!("Write `id = \"…\"` with one of: {known}."),
            ));
            return;
        };
        if let Some((_, Some(first))) = self.texts.get(&id) {
            let message = format!("`{id}` has an override already, in {}.", first.name);
            let hint = "Put all changes of a pack into one file.".to_owned();
            self.errors.push(whole_file(over, "second-override", message, hint));
            return;
        }
        match self.with_override(&id, Some(over)) {
            Ok(packs) => {
                self.packs = packs;
                if let Some((_, on_top)) = self.texts.get_mut(&id) {
                    *on_top = Some(over.clone());
                }
            }
            Err(errors) => self.errors.extend(errors),
        }
    }
}

/// The pack that an override names.
fn named(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    Some(table.get("id")?.as_str()?.to_owned())
}

fn whole_file(text: &PackText, code: &'static str, message: String, hint: String) -> PackError {
    PackError { file: text.name.clone(), line: 1, column: 1, code, message, hint }
}
