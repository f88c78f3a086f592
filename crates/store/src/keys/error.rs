//! What can go wrong with the keys of a data folder.

use std::path::PathBuf;

/// Why a data folder cannot be opened or protected. `Display` is one sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The keyring is absent, locked, or does not keep what it is given.
    #[error("The keyring of this computer cannot be used: {why}.")]
    KeyringUnusable {
        /// What the system said.
        why: String,
    },
    /// The keyring works but has no entry for this folder.
    #[error("The keyring no longer has the key of this data folder.")]
    KeyringEntryGone,
    /// The keyring's entry does not open the copy.
    #[error("The key in the keyring does not open this data folder.")]
    KeyringEntryWrong,
    /// The passphrase does not open the copy.
    #[error("The passphrase is wrong.")]
    WrongPassphrase,
    /// Too short to be made.
    #[error("The passphrase has fewer than {least} characters.")]
    ShortPassphrase {
        /// The least that is taken.
        least: usize,
    },
    /// The recovery code has a wrong length, sign or check character.
    #[error("The recovery code is mistyped: {what}.")]
    MistypedRecoveryCode {
        /// What is wrong with it.
        what: String,
    },
    /// A well-formed recovery code that opens nothing.
    #[error("The recovery code does not belong to this data folder.")]
    WrongRecoveryCode,
    /// The folder has no copy of this kind.
    #[error("This data folder is not protected by a {way}.")]
    NoSuchProtection {
        /// `keyring`, `passphrase` or `recovery code`.
        way: &'static str,
    },
    /// There is no `keys.json`.
    #[error("The key file {} is missing.", path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// A folder that has keys was to get new ones.
    #[error("The key file {} exists already.", path.display())]
    Exist {
        /// The file.
        path: PathBuf,
    },
    /// `keys.json` cannot be understood.
    #[error("The key file {} is damaged: {detail}.", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// `keys.json` is of a newer version of Gnomon.
    #[error("The key file {} was written by a newer Gnomon (format {format}).", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        format: u64,
    },
    /// A key of another folder.
    #[error("The key does not belong to the key file {}.", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// An ephemeral key has no file.
    #[error("A temporary key cannot protect a data folder that stays.")]
    Ephemeral,
    /// The file system refused.
    #[error("{} cannot be {verb}: {detail}.", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// `read` or `written`.
        verb: &'static str,
        /// What the system said.
        detail: String,
    },
    /// The system gives no random bytes.
    #[error("The system gives no random numbers for a key: {detail}.")]
    NoRandomness {
        /// What the system said.
        detail: String,
    },
    /// A passphrase could not be stretched.
    #[error("The passphrase could not be turned into a key: {detail}.")]
    Stretch {
        /// What the library said.
        detail: String,
    },
}

impl KeyError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::KeyringUnusable { .. } => "keyring-unusable",
            Self::KeyringEntryGone => "keyring-entry-gone",
            Self::KeyringEntryWrong => "keyring-entry-wrong",
            Self::WrongPassphrase => "wrong-passphrase",
            Self::ShortPassphrase { .. } => "short-passphrase",
            Self::MistypedRecoveryCode { .. } => "mistyped-recovery-code",
            Self::WrongRecoveryCode => "wrong-recovery-code",
            Self::NoSuchProtection { .. } => "no-such-protection",
            Self::Missing { .. } => "keys-missing",
            Self::Exist { .. } => "keys-exist",
            Self::Damaged { .. } => "damaged-keys",
            Self::Newer { .. } => "newer-keys",
            Self::Foreign { .. } => "foreign-key",
            Self::Ephemeral => "ephemeral-key",
            Self::Io { .. } => "keys-io",
            Self::NoRandomness { .. } => "no-randomness",
            Self::Stretch { .. } => "passphrase-failed",
        }
    }

    /// What the user can do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::KeyringUnusable { .. } => {
                "Start or unlock the keyring and try again, or protect the data with a passphrase; a folder that exists \
                 opens with its recovery code."
            }
            Self::KeyringEntryGone | Self::KeyringEntryWrong => {
                "Open the data with the recovery code; Gnomon then stores the key anew."
            }
            Self::WrongPassphrase => "Check the keyboard's layout and Caps Lock, or use the recovery code.",
            Self::ShortPassphrase { .. } => "Choose a longer one; four or five random words are good.",
            Self::MistypedRecoveryCode { .. } => {
                "Compare it with your note: eight groups of four characters."
            }
            Self::WrongRecoveryCode => "Look for the code that was shown last for this data folder.",
            Self::NoSuchProtection { .. } => "Open the data in the way that was chosen for them.",
            Self::Missing { .. } => {
                "Restore it from a backup, together with the database; without it the database cannot be read."
            }
            Self::Exist { .. } => "Open the data folder that is there, or choose an empty folder.",
            Self::Damaged { .. } => "Restore it from a backup; the database beside it was not changed.",
            Self::Newer { .. } => "Start the newer Gnomon; nothing was changed.",
            Self::Foreign { .. } => "Open the folder anew and try again; nothing was changed.",
            Self::Ephemeral => "Choose the keyring or a passphrase.",
            Self::Io { .. } => "Check the rights of the folder and the space on its disk.",
            Self::NoRandomness { .. } => "Restart the computer; if it stays so, its system needs repair.",
            Self::Stretch { .. } => "Close other programs to free memory, and try again.",
        }
    }
}
