//! The packs that come with the program, and those that a user adds.

use std::sync::Arc;

use super::{Pack, PackError};

const EMBEDDED: [(&str, &str); 5] = [
    ("packs/sepasoft.toml", include_str!("../../../../packs/sepasoft.toml")),
    ("packs/sep-sesam.toml", include_str!("../../../../packs/sep-sesam.toml")),
    ("packs/ensim.toml", include_str!("../../../../packs/ensim.toml")),
    ("packs/expecco.toml", include_str!("../../../../packs/expecco.toml")),
    ("packs/infotecs.toml", include_str!("../../../../packs/infotecs.toml")),
];

/// Name and text of every embedded pack.
pub(super) const fn texts() -> [(&'static str, &'static str); 5] {
    EMBEDDED
}

/// Packs by their identifier.
///
/// ```
/// use policy::pack::{Packs, Promise};
/// let packs = Packs::embedded().unwrap();
/// let sep = packs.get("sep-sesam").unwrap();
/// let first_response = sep.clock("first-response").unwrap();
/// let target = first_response.target(sep.plan("business-support"), sep.severity("critical"), None).unwrap();
/// assert_eq!(target.promise, Promise::Seconds(4 * 3600));
/// assert_eq!(target.source.clause, "Severity Level, Response time: Critical");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Packs {
    packs: Vec<Arc<Pack>>,
}

impl Packs {
    /// The packs that come with the program.
    ///
    /// # Errors
    /// None in a released program: a test loads all of them. They are returned rather than hidden.
    pub fn embedded() -> Result<Self, Vec<PackError>> {
        let mut packs = Vec::new();
        let mut errors = Vec::new();
        for (name, text) in EMBEDDED {
            match Pack::parse(text, name) {
                Ok(pack) => packs.push(pack),
                Err(found) => errors.extend(found),
            }
        }
        if errors.is_empty() { Ok(Self::default().with(packs)) } else { Err(errors) }
    }

    /// Text of an embedded pack, for an override on top of it and for `pack show --toml`.
    #[must_use]
    pub fn embedded_text(id: &str) -> Option<(&'static str, &'static str)> {
        EMBEDDED.into_iter().find(|(name, _)| {
            name.strip_prefix("packs/").and_then(|file| file.strip_suffix(".toml")) == Some(id)
        })
    }

    /// The same registry with more packs. A pack takes the place of one with the same identifier.
    #[must_use]
    pub fn with(mut self, more: impl IntoIterator<Item = Pack>) -> Self {
        for pack in more {
            self.packs.retain(|known| known.id != pack.id);
            self.packs.push(Arc::new(pack));
        }
        self.packs.sort_by(|a, b| a.id.cmp(&b.id));
        self
    }

    /// The pack with this identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Arc<Pack>> {
        self.packs.iter().find(|pack| pack.id == id)
    }

    /// All identifiers, sorted.
    #[must_use]
    pub fn ids(&self) -> Vec<&str> {
        self.packs.iter().map(|pack| pack.id.as_str()).collect()
    }

    /// All packs, sorted by identifier.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Pack>> {
        self.packs.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.packs.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.packs.is_empty()
    }
}
