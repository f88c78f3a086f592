//! What can go wrong with the database, in words that a user can act on.

use std::path::PathBuf;

/// A failed call of the store. `Display` is one sentence for the user. Unless a variant says otherwise, nothing was
/// changed: every change is one transaction.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is nothing to read yet.
    #[error("There is no database in {}.", dir.display())]
    NoDatabase {
        /// The data folder.
        dir: PathBuf,
    },
    /// A file of somebody else stands where the database should be.
    #[error("{} is not a database of Gnomon: {detail}.", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The file is encrypted with another key.
    #[error("The key does not open {}.", path.display())]
    WrongKey {
        /// The file.
        path: PathBuf,
    },
    /// The key is right and the content is not.
    #[error("{} is damaged: {detail}.", path.display())]
    DamagedDatabase {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// A newer Gnomon has changed the file's layout.
    #[error("{} was written by a newer Gnomon (layout {found}, this one knows {known}).", path.display())]
    NewerDatabase {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: i64,
        /// The newest layout this version knows.
        known: i64,
    },
    /// An older layout that only the holder of the lease may bring up to date.
    #[error("{} has an older layout ({found} of {known}) and another Gnomon uses it.", path.display())]
    OlderDatabase {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: i64,
        /// The layout that is needed.
        known: i64,
    },
    /// A change was asked of a store without the lease.
    #[error("Another Gnomon uses this data folder, so this one cannot change it.")]
    NoLease,
    /// A lease of another folder was given.
    #[error("The lease is for {}, not for {}.", held.display(), dir.display())]
    ForeignLease {
        /// What the lease is for.
        held: PathBuf,
        /// What was to be opened.
        dir: PathBuf,
    },
    /// No space is left.
    #[error("The disk is full.")]
    DiskFull,
    /// The disk, or the way to it, fails.
    #[error("The disk cannot be read or written: {detail}.")]
    Disk {
        /// What SQLite said.
        detail: String,
    },
    /// The file or folder may not be written or opened.
    #[error("The database cannot be opened or written: {detail}.")]
    NotWritable {
        /// What SQLite said.
        detail: String,
    },
    /// Another process kept the file locked for seconds.
    #[error("The database is busy.")]
    Busy,
    /// No such account.
    #[error("There is no account `{account}`.")]
    UnknownAccount {
        /// Its identifier.
        account: String,
    },
    /// An account with this identifier exists.
    #[error("There is an account `{account}` already.")]
    AccountExists {
        /// Its identifier.
        account: String,
    },
    /// An operation with this identifier was queued before.
    #[error("There is an operation `{operation}` already.")]
    OperationExists {
        /// Its identifier.
        operation: String,
    },
    /// A record that was stored cannot be read back.
    #[error("A stored record cannot be read: {detail}.")]
    BadRecord {
        /// Which, and why.
        detail: String,
    },
    /// SQLite refused for a reason that is none of the above: a fault in Gnomon.
    #[error("The database refused a call: {detail}.")]
    Refused {
        /// What SQLite said.
        detail: String,
    },
}

impl StoreError {
    /// Whether the fault is in one record, so that the others can be read all the same.
    #[must_use]
    pub const fn is_of_one_record(&self) -> bool {
        matches!(self, Self::BadRecord { .. } | Self::Refused { .. })
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoDatabase { .. } => "no-database",
            Self::NotADatabase { .. } => "not-a-database",
            Self::WrongKey { .. } => "wrong-key",
            Self::DamagedDatabase { .. } => "damaged-database",
            Self::NewerDatabase { .. } => "newer-database",
            Self::OlderDatabase { .. } => "older-database",
            Self::NoLease => "no-lease",
            Self::ForeignLease { .. } => "foreign-lease",
            Self::DiskFull => "disk-full",
            Self::Disk { .. } => "disk-error",
            Self::NotWritable { .. } => "not-writable",
            Self::Busy => "database-busy",
            Self::UnknownAccount { .. } => "unknown-account",
            Self::AccountExists { .. } => "account-exists",
            Self::OperationExists { .. } => "operation-exists",
            Self::BadRecord { .. } => "bad-record",
            Self::Refused { .. } => "database-refused",
        }
    }

    /// What the user can do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NoDatabase { .. } => "Connect a portal first, or choose another data folder.",
            Self::NotADatabase { .. } => {
                "Restore a backup, move that file away, or choose another data folder; it was not touched."
            }
            Self::WrongKey { .. } => {
                "Restore the keys.json that belongs to this database, or choose another data folder; nothing was \
                 changed."
            }
            Self::DamagedDatabase { .. } => {
                "Restore a backup of the data folder, or save what can be read and start anew: in the window, or with \
                 `gnomon rescue` and `gnomon start-anew`; nothing was overwritten."
            }
            Self::NewerDatabase { .. } => "Start the newer Gnomon; nothing was changed.",
            Self::OlderDatabase { .. } => "Close the other Gnomon, then start this one again.",
            Self::NoLease => "Use the other window, or close it: this one takes over a moment later.",
            Self::ForeignLease { .. } => {
                "Take the lease of the folder that is opened; this is a fault in Gnomon."
            }
            Self::DiskFull => "Free some space; nothing is lost and Gnomon goes on by itself.",
            Self::Disk { .. } => "Check the disk and its cable or share; nothing was half-written.",
            Self::NotWritable { .. } => "Check the rights of the data folder.",
            Self::Busy => "Wait a moment; if it stays so, close the other programs that use the data folder.",
            Self::UnknownAccount { .. } => "Open the list of accounts anew; it may have been removed.",
            Self::AccountExists { .. } => "Choose another identifier.",
            Self::OperationExists { .. } => {
                "Look into the outbox: it is queued already; nothing was changed."
            }
            Self::BadRecord { .. } => {
                "It comes back when the portal delivers it again; to have that at once, remove the account and \
                 connect it again."
            }
            Self::Refused { .. } => "Please report this with the text above.",
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::DiskFull,
            // The index of the log cannot grow: it is the first that a full disk has no room for when a file is opened.
            Some(Code::SystemIoFailure) if extended(&error) == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) => {
                Self::DiskFull
            }
            Some(Code::SystemIoFailure) => Self::Disk { detail },
            Some(Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied) => Self::NotWritable { detail },
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => {
                Self::DamagedDatabase { path: PathBuf::from(crate::database::FILE), detail }
            }
            _ => Self::Refused { detail },
        }
    }
}

/// What a failed call of the file system means.
impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        if matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded) {
            Self::DiskFull
        } else {
            Self::NotWritable { detail: error.to_string() }
        }
    }
}

fn extended(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|error| error.extended_code)
}
