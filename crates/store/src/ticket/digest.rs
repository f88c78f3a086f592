//! Whether a ticket is the one that is stored.

use policy::ticket::Ticket;
use sha2::{Digest, Sha256};

use crate::StoreError;

/// 16 bytes that are equal for equal tickets, and for no others that anybody could make.
pub(super) fn digest(ticket: &Ticket) -> Result<[u8; 16], StoreError> {
    let mut hash = Sha256::new();
    serde_json::to_writer(Sink(&mut hash), ticket)
        .map_err(|error| StoreError::BadRecord { detail: error.to_string() })?;
    let whole = hash.finalize();
    Ok(std::array::from_fn(|i| whole[i]))
}

struct Sink<'a>(&'a mut Sha256);

impl std::io::Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
