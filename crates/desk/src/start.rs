//! From nothing to an open queue: the demo, the stored data file, a passphrase.

use std::path::Path;
use std::sync::Arc;

use calendar::Moment;
use store::{
    Access, Created, DataKey, KeyringState, Keys, Lease, NewAccount, Passphrase, Protection, RecoveryCode,
    Store, Unlock,
};

use crate::connect::new_account;
use crate::console::{Console, Parts, Succession};
use crate::rescue::way_out;
use crate::view::{ConnectForm, StartView, WayOut};
use crate::{Clock, Desk, DeskError, demo_folder};

impl Desk {
    /// Opens what can be opened without asking. Called again, it says where things stand.
    pub async fn start(&self) -> StartView {
        let _one = self.inner().opening.lock().await;
        if let Some(console) = self.try_console() {
            let is_connected = !console.is_demo && !console.accounts().is_empty();
            return match self.unseen_recovery().filter(|_| is_connected) {
                Some(code) => StartView::Recovery { code },
                None => StartView::Ready { demo: console.is_demo },
            };
        }
        let opened =
            if self.inner().options.demo { self.make_demo().await } else { self.open_stored().await };
        opened.unwrap_or_else(|error| broken(&error))
    }

    /// Opens the embedded demo portal in a data folder that is gone with the process.
    ///
    /// # Errors
    /// The demo cannot listen on loopback, or no temporary folder can be made.
    pub async fn open_demo(&self) -> Result<StartView, DeskError> {
        let _one = self.inner().opening.lock().await;
        self.make_demo().await
    }

    /// Opens the data file with its passphrase or its recovery code.
    ///
    /// A data file that they open and that is of no use is no error: the answer says what can be done.
    ///
    /// # Errors
    /// Neither fits, or the data file cannot be used now.
    pub async fn unlock(&self, secret: String) -> Result<StartView, DeskError> {
        let _one = self.inner().opening.lock().await;
        if self.try_console().is_some_and(|console| !console.is_demo) {
            return Ok(StartView::Ready { demo: false });
        }
        let folder = self.inner().options.folder()?;
        let key = self.off_thread(move || unlock_with(&folder, secret)).await?;
        match self.open_with(Arc::new(key)).await {
            Err(error) if way_out(&error) != WayOut::None => Ok(broken(&error)),
            opened => opened,
        }
    }

    /// Opens the stored data file, and syncs unless it is to stay offline.
    pub(crate) async fn open_with(&self, key: Arc<DataKey>) -> Result<StartView, DeskError> {
        let folder = self.inner().options.folder()?;
        self.until_closed(&folder).await;
        let opening = key.clone();
        // What opens a damaged file also rescues it.
        self.hold(key.clone());
        let succession =
            Succession { folder: folder.clone(), key: key.clone(), syncs: !self.inner().options.offline };
        let opened = self.parts_for(move || open_store(&folder, &opening), false).await?;
        let parts = Parts { succession: Some(succession), ..opened };
        self.put_on_desk(Console::open(parts)?).await?;
        Ok(StartView::Ready { demo: false })
    }

    /// Makes a console the one of this desk.
    pub(crate) async fn put_on_desk(&self, console: Arc<Console>) -> Result<(), DeskError> {
        if !self.inner().options.offline && !console.store.is_read_only() {
            console.go_online()?;
        }
        if !console.is_demo {
            self.set_demo(None).await;
        }
        self.set_console(Some(console.clone()));
        console.announce(crate::DeskEvent::StatusChanged);
        Ok(())
    }

    async fn open_stored(&self) -> Result<StartView, DeskError> {
        let folder = self.inner().options.folder()?;
        let found = self.off_thread(move || look(&folder)).await?;
        match found {
            Found::Nothing { keyring } => Ok(match keyring {
                KeyringState::Healthy => StartView::Welcome { keyring: true, keyring_problem: String::new() },
                KeyringState::Unusable { why } => StartView::Welcome { keyring: false, keyring_problem: why },
            }),
            Found::Key(key) => self.open_with(Arc::new(key)).await,
            Found::Locked { reason, keyring } => Ok(StartView::Locked { reason, keyring }),
        }
    }

    async fn make_demo(&self) -> Result<StartView, DeskError> {
        let options = &self.inner().options;
        let size = if options.demo_size == 0 { 300 } else { options.demo_size };
        let demo = serve_demo(0, size, options.demo_seed, self.inner().clock.clone())?;
        let form = ConnectForm {
            kind: "open".to_owned(),
            name: "Demo portal".to_owned(),
            address: demo.address(),
            token: demo.token().to_owned(),
            passphrase: String::new(),
            company_ca: String::new(),
        };
        let probed = self.probe(&form).await?;
        let account = new_account(&self.inner().policies.packs(), "demo".to_owned(), &form, probed);
        let (token, now) = (form.token, self.inner().clock.now());
        let parts = self.parts_for(move || demo_store(&account, &token, now), true).await?;
        let console = Console::open(parts)?;
        self.set_demo(Some(demo)).await;
        // The demo is there to be looked at: it syncs even where a stored file would stay offline.
        console.go_online()?;
        self.put_on_desk(console).await?;
        Ok(StartView::Ready { demo: true })
    }

    async fn parts_for(
        &self,
        open: impl FnOnce() -> Result<Store, DeskError> + Send + 'static,
        is_demo: bool,
    ) -> Result<Parts, DeskError> {
        let store = self.off_thread(open).await?;
        let inner = self.inner();
        Ok(Parts {
            store,
            clock: inner.clock.clone(),
            policies: inner.policies.clone(),
            wire: inner.wire.clone(),
            is_demo,
            events: inner.events.clone(),
            sessions: inner.sessions.clone(),
            succession: None,
        })
    }
}

/// Starts a demo portal on loopback; port 0 means any.
///
/// # Errors
/// The port is taken, or loopback cannot be used.
pub fn serve_demo(port: u16, size: u32, seed: u64, clock: Arc<Clock>) -> Result<demo::Running, DeskError> {
    let options = demo::Options { port, ..demo::Options::new(seed, size, Arc::new(move || clock.now())) };
    demo::Server::start(options).map_err(|error| {
        let message = format!("The demo portal cannot start: {error}");
        DeskError::new("no-demo", message, "Choose another port, or end what uses it.")
    })
}

/// The key for a new data file, and the code that opens it when all else is lost.
pub(crate) fn create_keys(folder: &Path, passphrase: String) -> Result<Created, DeskError> {
    let keys = Keys::in_dir(folder);
    let protection = protection(&keys, passphrase)?;
    Ok(keys.create(protection)?)
}

/// What keeps a data key: the passphrase, or without one the keyring.
pub(crate) fn protection(keys: &Keys, passphrase: String) -> Result<Protection, DeskError> {
    if !passphrase.is_empty() {
        return Ok(Protection::Passphrase(Passphrase::new(passphrase)));
    }
    match keys.probe_keyring() {
        KeyringState::Healthy => Ok(Protection::Keyring),
        KeyringState::Unusable { why } => {
            let message = format!("This system keeps no keys for Gnomon: {why}");
            Err(DeskError::new("passphrase-needed", message, "Choose a passphrase for the data file."))
        }
    }
}

fn broken(error: &DeskError) -> StartView {
    StartView::Broken { error: error.view(), way_out: way_out(error) }
}

/// What is in the data folder.
pub(crate) enum Found {
    /// No data file yet.
    Nothing { keyring: KeyringState },
    /// The keyring opened it.
    Key(DataKey),
    /// The user has to.
    Locked { reason: String, keyring: bool },
}

pub(crate) fn look(folder: &Path) -> Result<Found, DeskError> {
    let keys = Keys::in_dir(folder);
    if !keys.exist() {
        keys.refuse_lost()?;
        return Ok(Found::Nothing { keyring: keys.probe_keyring() });
    }
    if !keys.ways()?.contains(&"keyring") {
        let reason = "The data file is protected by a passphrase.".to_owned();
        return Ok(Found::Locked { reason, keyring: false });
    }
    Ok(match keys.open(Unlock::Keyring) {
        Ok(key) => Found::Key(key),
        Err(error) => Found::Locked { reason: error.to_string(), keyring: true },
    })
}

/// What was typed is a passphrase, or else the recovery code.
pub(crate) fn unlock_with(folder: &Path, secret: String) -> Result<DataKey, DeskError> {
    let keys = Keys::in_dir(folder);
    if let Ok(code) = secret.parse::<RecoveryCode>() {
        return Ok(keys.open(Unlock::Recovery(code))?);
    }
    Ok(keys.open(Unlock::Passphrase(Passphrase::new(secret)))?)
}

/// Opens as the holder, or, when another process is, to read only.
fn open_store(folder: &Path, key: &DataKey) -> Result<Store, DeskError> {
    match Lease::take(folder) {
        Ok(lease) => Ok(Store::open(folder, key, Access::Holder(&lease))?),
        Err(store::Held::ByAnother { .. }) => Ok(Store::open(folder, key, Access::Reader)?),
        Err(held) => Err(DeskError::new(held.code(), held.to_string(), held.hint())),
    }
}

/// A store that nothing can open a second time: its key is in memory only.
fn demo_store(account: &NewAccount, token: &str, now: Moment) -> Result<Store, DeskError> {
    let refused = |error: std::io::Error| {
        let message = format!("There is no room for the demo's data: {error}.");
        DeskError::new("no-temporary-folder", message, "Free some space in the system's temporary folder.")
    };
    let folder = demo_folder::create(&std::env::temp_dir()).map_err(refused)?;
    let key = Keys::in_dir(&folder).create(Protection::Ephemeral)?.key;
    let lease =
        Lease::take(&folder).map_err(|held| DeskError::new(held.code(), held.to_string(), held.hint()))?;
    let store = Store::open(&folder, &key, Access::Holder(&lease))?;
    store.add_account(account, token, now)?;
    Ok(store)
}
