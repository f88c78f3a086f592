//! A console that is killed with -9 at any moment of a sync or of a delivery, and started again.

mod delivery;
mod pull;

use std::path::Path;
use std::time::Duration;

use store::{Cost, DataKey, Keys, Passphrase, Protection, Unlock};

use crate::console::{Console, PASSPHRASE};
use crate::faulty::FaultyPortal;

/// Kills of each kind in a test run; `GNOMON_KILLS` names another number.
fn kills() -> u64 {
    std::env::var("GNOMON_KILLS").map_or(15, |kills| kills.parse().expect("a number of kills"))
}

/// A console that is connected and has not synced. Its passphrase is stretched at the least cost, so that each start is
/// quick and most of its life is work.
fn connected(folder: &Path, portal: &FaultyPortal) -> Console {
    let console = Console::new(folder);
    let keys = Keys::in_dir(&console.folder).with_cost(Cost::LEAST);
    keys.create(Protection::Passphrase(passphrase())).expect("keys");
    console.connect("open", &portal.address(), portal.token());
    console
}

fn key(console: &Console) -> DataKey {
    Keys::in_dir(&console.folder).open(Unlock::Passphrase(passphrase())).expect("the passphrase opens it")
}

fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE.to_owned())
}

/// Starts a sync and kills it after a time; answers whether it was still at work.
fn killed_sync(console: &Console, after: Duration) -> bool {
    let mut child = console.start(&["sync"]);
    std::thread::sleep(after);
    let works = child.try_wait().expect("a state").is_none();
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    works
}

/// Delays that fall everywhere into the life of a process (SplitMix64).
struct Delays(u64);

impl Delays {
    fn below(&mut self, most: Duration) -> Duration {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        most.mul_f64((mixed % 10_000) as f64 / 10_000.0)
    }
}
