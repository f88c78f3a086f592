//! The log beside the database, looked at before SQLite does.
//!
//! SQLite reads the log up to the first frame that does not fit and takes what follows for the rest of a write that a
//! power cut tore, so it would lose it without a word and write over it. But only the last transaction can be torn: each
//! is on the disk before the next one begins (`synchronous=FULL`). A transaction that still fits after one that does not
//! shows that the log was damaged. File format: sqlite.org/walformat.html.

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;

use crate::StoreError;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
const PAGE: usize = 4096;
const MAGIC: u32 = 0x377f_0682;

/// Two running sums, as the format defines them.
type Sums = (u32, u32);

/// Refuses a log in which transactions are lost before others that are whole.
pub(super) fn refuse_damaged(database: &Path) -> Result<(), StoreError> {
    let log = database.with_file_name("gnomon.db-wal");
    // Twice: another process may have begun the log anew while it was read.
    for _ in 0..2 {
        match is_damaged(&log) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(StoreError::NotWritable { detail: error.to_string() }),
        }
    }
    let detail = "its log gnomon.db-wal is not as it was written".to_owned();
    Err(StoreError::DamagedDatabase { path: database.to_owned(), detail })
}

struct Frame {
    salts: [u8; 8],
    /// It ends a transaction.
    commits: bool,
    stored: Sums,
    /// The bytes that its sums are made of.
    summed: Vec<u8>,
}

fn is_damaged(log: &Path) -> std::io::Result<bool> {
    let mut reader = BufReader::with_capacity(64 * 1024, File::open(log)?);
    let mut header = [0; HEADER];
    if !filled(&mut reader, &mut header)? || header == [0; HEADER] {
        return Ok(false);
    }
    let big = number(&header, 0) & 1 == 1;
    let begun = sums((0, 0), &header[..24], big);
    let mut fits = number(&header, 0) & !1 == MAGIC
        && number(&header, 8) == u32::try_from(PAGE).unwrap_or(0)
        && begun == (number(&header, 24), number(&header, 28));
    // A header that does not fit leaves open in which order the sums go.
    let orders: &[bool] = if fits { &[big] } else { &[false, true] };
    let mut running = begun;
    let mut last_unfit: Option<Frame> = None;
    while let Some(frame) = next(&mut reader)? {
        fits &= frame.salts == header[16..24];
        if fits {
            running = sums(running, &frame.summed, big);
            fits = running == frame.stored;
        }
        if fits {
            continue;
        }
        if let Some(before) = last_unfit
            && before.commits
            && before.salts == frame.salts
            && orders.iter().any(|big| sums(before.stored, &frame.summed, *big) == frame.stored)
            && (orders.len() > 1 || frame.salts == header[16..24])
        {
            return Ok(true);
        }
        last_unfit = Some(frame);
    }
    Ok(false)
}

fn next(reader: &mut impl Read) -> std::io::Result<Option<Frame>> {
    let mut bytes = vec![0; FRAME_HEADER + PAGE];
    if !filled(reader, &mut bytes)? {
        return Ok(None);
    }
    let mut salts = [0; 8];
    salts.copy_from_slice(&bytes[8..16]);
    let stored = (number(&bytes, 16), number(&bytes, 20));
    let commits = number(&bytes, 4) != 0;
    bytes.drain(8..FRAME_HEADER);
    Ok(Some(Frame { salts, commits, stored, summed: bytes }))
}

/// Whether there was enough left.
fn filled(reader: &mut impl Read, bytes: &mut [u8]) -> std::io::Result<bool> {
    match reader.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn sums((mut first, mut second): Sums, bytes: &[u8], big: bool) -> Sums {
    let (words, _) = bytes.as_chunks::<4>();
    let (pairs, _) = words.as_chunks::<2>();
    let word = |bytes: [u8; 4]| if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) };
    for [one, other] in pairs {
        first = first.wrapping_add(word(*one)).wrapping_add(second);
        second = second.wrapping_add(word(*other)).wrapping_add(first);
    }
    (first, second)
}

fn number(bytes: &[u8], at: usize) -> u32 {
    let mut word = [0; 4];
    word.copy_from_slice(&bytes[at..at + 4]);
    u32::from_be_bytes(word)
}
