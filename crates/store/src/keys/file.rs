//! `keys.json`: the wrapped copies of a data key, beside the database. No secret is in it in clear.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::passphrase::Stretch;
use super::seal::Sealed;
use super::{DataKey, KeyError};

/// The format that this version writes and reads.
const FORMAT: u64 = 1;
/// Far above what the file ever has; a larger one is not ours.
const MOST_BYTES: u64 = 64 * 1024;

/// The content of the file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeyFile {
    /// Version of this format.
    pub(super) format: u64,
    /// Name of the data key.
    pub(super) id: String,
    /// Its copies, at most one of each kind.
    pub(super) copies: Vec<Copy>,
}

/// One wrapped copy of the data key.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub(super) enum Copy {
    /// The wrapping key lies in the system's keyring.
    Keyring(Sealed),
    /// The wrapping key is made from a passphrase.
    Passphrase(Stretched),
    /// The wrapping key is made from the recovery code.
    RecoveryCode(Stretched),
}

/// A copy whose wrapping key is made from something that a person keeps.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Stretched {
    /// How the key is made.
    pub(super) kdf: Stretch,
    /// The copy.
    #[serde(flatten)]
    pub(super) sealed: Sealed,
}

impl Copy {
    pub(super) const fn way(&self) -> &'static str {
        match self {
            Self::Keyring(_) => "keyring",
            Self::Passphrase(_) => "passphrase",
            Self::RecoveryCode(_) => "recovery-code",
        }
    }

    fn flaw(&self) -> Option<&'static str> {
        match self {
            Self::Keyring(sealed) => sealed.flaw(),
            Self::Passphrase(copy) | Self::RecoveryCode(copy) => copy.sealed.flaw().or(copy.kdf.flaw()),
        }
    }
}

impl KeyFile {
    pub(super) fn path(dir: &Path) -> PathBuf {
        dir.join("keys.json")
    }

    pub(super) fn new(key: &DataKey) -> Self {
        Self { format: FORMAT, id: key.id(), copies: Vec::new() }
    }

    /// Adds a copy in the place of the one of its kind.
    pub(super) fn put(&mut self, copy: Copy) {
        self.copies.retain(|old| old.way() != copy.way());
        self.copies.push(copy);
    }

    pub(super) fn read(dir: &Path) -> Result<Self, KeyError> {
        let path = Self::path(dir);
        let text = match read_capped(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(KeyError::Missing { path });
            }
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                return Err(KeyError::Damaged { path, detail: error.to_string() });
            }
            Err(error) => return Err(KeyError::Io { path, verb: "read", detail: error.to_string() }),
        };
        parse(&text).map_err(|flaw| match flaw {
            Flaw::Newer(format) => KeyError::Newer { path, format },
            Flaw::Damaged(detail) => KeyError::Damaged { path, detail },
        })
    }

    /// Writes the whole file or leaves the old one: a new file is written out and then takes its place.
    pub(super) fn write(&self, dir: &Path) -> Result<(), KeyError> {
        let path = Self::path(dir);
        let io = |error: std::io::Error| KeyError::Io {
            path: path.clone(),
            verb: "written",
            detail: error.to_string(),
        };
        let text = serde_json::to_string_pretty(self).map_err(|error| io(error.into()))?;
        crate::folder::create(dir).map_err(io)?;
        let new = dir.join("keys.json.new");
        let mut file = crate::folder::create_file(&new).map_err(io)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(io)?;
        drop(file);
        fs::rename(&new, &path).and_then(|()| crate::folder::sync(dir)).map_err(io)
    }
}

enum Flaw {
    Newer(u64),
    Damaged(String),
}

fn parse(text: &str) -> Result<KeyFile, Flaw> {
    #[derive(Deserialize)]
    struct Format {
        format: u64,
    }
    let damaged = |error: serde_json::Error| Flaw::Damaged(error.to_string());
    let Format { format } = serde_json::from_str(text).map_err(damaged)?;
    if format > FORMAT {
        return Err(Flaw::Newer(format));
    }
    let file: KeyFile = serde_json::from_str(text).map_err(damaged)?;
    match file.copies.iter().find_map(Copy::flaw) {
        Some(flaw) => Err(Flaw::Damaged(flaw.to_owned())),
        None => Ok(file),
    }
}

fn read_capped(path: &Path) -> std::io::Result<String> {
    if fs::metadata(path)?.len() > MOST_BYTES {
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "it is far too long"));
    }
    fs::read_to_string(path)
}
