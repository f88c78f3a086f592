//! Ways in which a data folder is damaged.

use std::fs;
use std::path::Path;

use super::original::Original;
use crate::world::new_account;

const PAGE: usize = 4096;

/// Numbers from a seed (SplitMix64).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }
}

#[derive(Clone, Copy, Debug)]
pub enum Harm {
    FlippedBits,
    Truncated,
    ZeroedPages,
    SwappedPages,
    ForeignFile,
    LogCut,
    LogFlipped,
    NewerLayout,
    Keys,
    OtherKeys,
}

impl Harm {
    pub const ALL: [Self; 10] = [
        Self::FlippedBits,
        Self::Truncated,
        Self::ZeroedPages,
        Self::SwappedPages,
        Self::ForeignFile,
        Self::LogCut,
        Self::LogFlipped,
        Self::NewerLayout,
        Self::Keys,
        Self::OtherKeys,
    ];

    pub fn on(self, dir: &Path, original: &Original, random: &mut Random) {
        let [main, log, keys] = ["gnomon.db", "gnomon.db-wal", "keys.json"].map(|name| dir.join(name));
        match self {
            Self::FlippedBits => flip(&main, random),
            Self::LogFlipped => flip(&log, random),
            Self::Truncated => cut(&main, random),
            Self::LogCut => cut(&log, random),
            Self::ZeroedPages => edit(&main, |bytes| {
                let from = random.below(bytes.len());
                let to = (from + PAGE * (1 + random.below(4))).min(bytes.len());
                bytes[from..to].fill(0);
            }),
            Self::SwappedPages => edit(&main, |bytes| {
                let pages = bytes.len() / PAGE;
                let one = random.below(pages);
                let other = (one + 1 + random.below(pages - 1)) % pages;
                for at in 0..PAGE {
                    bytes.swap(one * PAGE + at, other * PAGE + at);
                }
            }),
            Self::ForeignFile => foreign(&main, random),
            Self::NewerLayout => original.make_newer(dir, random.below(2) == 0),
            Self::Keys => harm_keys(&keys, random),
            Self::OtherKeys => fs::write(keys, &original.other_keys).unwrap(),
        }
    }
}

fn edit(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

fn flip(path: &Path, random: &mut Random) {
    edit(path, |bytes| {
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
        }
    });
}

fn cut(path: &Path, random: &mut Random) {
    edit(path, |bytes| {
        let length = random.below(bytes.len());
        bytes.truncate(length);
    });
}

/// With and without the log of the right file beside it.
fn foreign(main: &Path, random: &mut Random) {
    if random.below(2) == 0 {
        fs::remove_file(main.with_file_name("gnomon.db-wal")).unwrap();
    }
    match random.below(6) {
        0 => fs::write(main, "").unwrap(),
        1 => fs::write(main, "Dear diary, ".repeat(1 + random.below(2000))).unwrap(),
        2 => {
            fs::remove_file(main).unwrap();
            let other = rusqlite::Connection::open(main).unwrap();
            other
                .execute_batch("CREATE TABLE accounts (id TEXT); INSERT INTO accounts VALUES ('x')")
                .unwrap();
        }
        3 => fs::write(main, vec![0; 10 * PAGE]).unwrap(),
        4 => {
            let noise: Vec<u8> = (0..10 * PAGE).map(|_| random.next().to_le_bytes()[0]).collect();
            fs::write(main, noise).unwrap();
        }
        // Somebody else's database, encrypted as ours.
        _ => {
            let world = crate::world::world();
            world.store.add_account(&new_account("stranger"), "token", crate::world::NOON).unwrap();
            let path = world.path().join("gnomon.db");
            drop(world.store);
            fs::copy(path, main).unwrap();
        }
    }
}

fn harm_keys(keys: &Path, random: &mut Random) {
    match random.below(5) {
        0 => fs::remove_file(keys).unwrap(),
        1 => cut(keys, random),
        2 => fs::write(keys, "not JSON at all").unwrap(),
        _ => flip(keys, random),
    }
}
