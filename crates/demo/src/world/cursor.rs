//! Where a client goes on. Opaque to it.

use std::fmt;

/// A place in the feed of one data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Which data set.
    pub fingerprint: u32,
    /// Where in it.
    pub at: At,
}

/// Full read or increment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// In a full read that began when `last` was the last place: what stands before `before` comes next.
    Full {
        /// Increments begin behind it.
        last: u64,
        /// Not read yet.
        before: u64,
    },
    /// What stands behind this place comes next.
    Since(u64),
}

impl Cursor {
    /// Reads a cursor; `None` when it is none of ours.
    pub fn read(text: &str) -> Option<Self> {
        let number = |text: &str| u64::from_str_radix(text, 16).ok();
        let parts: Vec<_> = text.split('-').collect();
        let (fingerprint, at) = match parts[..] {
            ["c1", fingerprint, "f", last, before] => {
                (fingerprint, At::Full { last: number(last)?, before: number(before)? })
            }
            ["c1", fingerprint, "i", since] => (fingerprint, At::Since(number(since)?)),
            _ => return None,
        };
        Some(Self { fingerprint: u32::from_str_radix(fingerprint, 16).ok()?, at })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fingerprint = self.fingerprint;
        match self.at {
            At::Full { last, before } => write!(f, "c1-{fingerprint:08x}-f-{last:x}-{before:x}"),
            At::Since(since) => write!(f, "c1-{fingerprint:08x}-i-{since:x}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        for at in [At::Full { last: 77, before: u64::MAX }, At::Since(1 << 40)] {
            let cursor = Cursor { fingerprint: 0x00ab_cdef, at };
            assert_eq!(Cursor::read(&cursor.to_string()), Some(cursor));
        }
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        for text in [
            "",
            "c1",
            "c1-zz-i-1",
            "c2-00abcdef-i-1",
            "c1-00abcdef-f-1",
            "c1-00abcdef-i-",
            "c1-00abcdef-i-1-2",
        ] {
            assert_eq!(Cursor::read(text), None, "{text}");
        }
    }
}
