//! Connected portals at run time.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use policy::ticket::Mapping;
use portal::{Adapter, Cursor};
use sync::Input;
use url::Url;

use super::Console;
use crate::DeskError;
use crate::events::DeskEvent;
use crate::wire::Wire;

/// A connected portal.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub id: String,
    pub kind: String,
    pub name: String,
    pub user: String,
    pub mapping: Mapping,
    /// The stored mapping cannot be read, so that none of the portal's words means anything until a new one is chosen.
    pub mapping_lost: bool,
    /// Why it cannot be synced; `None` when it can.
    pub problem: Option<DeskError>,
    pub synced_at: Option<calendar::Moment>,
    /// When the round began that a restart broke off.
    begun: Option<calendar::Moment>,
    /// File of the company's authority that is trusted for it; empty when there is none.
    pub company_ca: String,
    /// The portal's start page, as it was stored.
    pub address: String,
    route: Option<Route>,
    adapter: Option<Arc<dyn Adapter>>,
    cursor: Option<Cursor>,
}

/// Where the requests of an account go, and what proves who we are there.
#[derive(Clone)]
pub(crate) struct Route {
    pub base: Url,
    pub authorization: String,
    pub wire: Wire,
}

impl std::fmt::Debug for Route {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Route").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

impl Account {
    /// From what the store keeps, and the account's token, or what is wrong with it. `wire` trusts what all accounts
    /// trust.
    pub(crate) fn new(stored: store::Account, token: Result<&str, DeskError>, wire: &Wire) -> Self {
        let made = portal::base_address(&stored.address)
            .map_err(|error| DeskError::new(error.code(), error.to_string(), error.hint()))
            .and_then(|base| make_adapter(&stored.kind, &base).map(|adapter| (base, adapter)))
            .and_then(|(base, adapter)| {
                let pem = stored.company_ca.as_ref().map(|ca| ca.pem.as_str());
                Ok((base, adapter, wire.trusting(pem)?))
            });
        let (route, adapter, problem) = match (made, token) {
            (Ok((base, adapter, wire)), Ok(token)) => {
                let authorization = adapter.authorization(token);
                (Some(Route { base, authorization, wire }), Some(adapter), None)
            }
            (Ok(_), Err(error)) | (Err(error), _) => (None, None, Some(error)),
        };
        Self {
            id: stored.id,
            kind: stored.kind,
            name: stored.name,
            user: stored.user.unwrap_or_default(),
            mapping: stored.mapping,
            mapping_lost: false,
            problem,
            synced_at: stored.synced_at,
            begun: stored.progress.begun.filter(|_| stored.progress.running),
            company_ca: stored.company_ca.map_or_else(String::new, |ca| ca.file),
            address: stored.address,
            route,
            adapter,
            cursor: stored.cursor.map(Cursor),
        }
    }
}

impl Account {
    /// One whose stored form cannot be read: it is shown with what is wrong and what to do, and is not synced.
    pub(crate) fn broken(stored: store::BrokenAccount) -> Self {
        Self {
            problem: Some(unreadable(&stored)),
            mapping_lost: stored.mapping_only,
            id: stored.id,
            kind: stored.kind,
            name: stored.name,
            user: String::new(),
            mapping: Mapping::default(),
            synced_at: stored.synced_at,
            begun: None,
            company_ca: String::new(),
            address: stored.address,
            route: None,
            adapter: None,
            cursor: None,
        }
    }

    /// What it takes to ask its portal; `None` when it cannot be asked.
    pub(crate) fn reach(&self) -> Option<(Arc<dyn Adapter>, Route)> {
        self.adapter.clone().zip(self.route.clone())
    }
}

/// The adapter for a kind of portal.
pub(crate) fn make_adapter(kind: &str, base: &Url) -> Result<Arc<dyn Adapter>, DeskError> {
    let made = portal::adapter(kind, base.clone());
    made.map(Arc::from).map_err(|error| DeskError::new(error.code(), error.to_string(), error.hint()))
}

impl Console {
    /// The accounts in the order in which they were connected.
    pub(crate) fn accounts(&self) -> Vec<Account> {
        self.accounts.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    pub(crate) fn account(&self, id: &str) -> Option<Account> {
        self.accounts.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    pub(crate) fn route(&self, account: &str) -> Option<Route> {
        self.accounts.read().unwrap_or_else(PoisonError::into_inner).get(account)?.route.clone()
    }

    /// Address of an account's portal.
    pub(crate) fn address(&self, account: &str) -> Option<String> {
        self.route(account).map(|route| route.base.to_string())
    }

    /// Takes a stored account in; syncs it when the console is online.
    pub(crate) fn take_in(&self, stored: store::Account) -> Result<(), DeskError> {
        let token = match self.store.token(&stored.id) {
            Ok(token) => token.ok_or_else(|| no_token(&stored.name, "is missing")),
            Err(error) if error.is_of_one_record() => Err(no_token(&stored.name, "cannot be read")),
            Err(error) => return Err(error.into()),
        };
        let token = token.as_ref().map(|token| token.as_str()).map_err(DeskError::clone);
        self.put_account(&Account::new(stored, token, &self.wire));
        Ok(())
    }

    /// Takes in what can be told of a stored account that cannot be read.
    pub(crate) fn take_in_broken(&self, stored: store::BrokenAccount) {
        // The user is told in the status; this is for whoever looks for the cause.
        tracing::info!("a stored account cannot be read: {}", stored.error.code());
        self.put_account(&Account::broken(stored));
    }

    fn put_account(&self, account: &Account) {
        self.accounts
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(account.id.clone(), account.clone());
        // The engine asks for its first page at once, so the way to the portal has to be known before.
        if self.is_online() {
            self.add_to_engine(account);
            if let Err(error) = self.offer_operations() {
                tracing::error!("the outbox could not be read: {error}");
            }
        }
        self.announce(DeskEvent::StatusChanged);
    }

    /// Reads the words of an account in another way from now on; its sync goes on undisturbed.
    pub(crate) fn remap(&self, id: &str, mapping: Mapping) {
        let mut accounts = self.accounts.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(account) = accounts.get_mut(id) {
            account.mapping = mapping;
        }
    }

    /// Begins to sync all accounts; takes the data folder over when the process that held it has ended.
    ///
    /// # Errors
    /// Another process holds the data folder.
    pub(crate) fn go_online(self: &Arc<Self>) -> Result<(), DeskError> {
        if self.store.is_read_only() && !self.take_over() {
            let hint = "Use the other one to sync: what it reads appears here too. When it has ended, this one syncs.";
            return Err(DeskError::new("folder-in-use", "Another Gnomon syncs this data folder.", hint));
        }
        if !self.is_online.swap(true, Ordering::SeqCst) {
            self.accounts().iter().for_each(|account| self.add_to_engine(account));
        }
        self.offer_operations()
    }

    /// Wipes an account: rows, index and token.
    pub(crate) fn forget(&self, account: &str) -> Result<(), DeskError> {
        self.tell(Input::Remove { account: account.to_owned() });
        let _filling = super::lock(&self.filling);
        self.store.remove_account(account)?;
        self.accounts.write().unwrap_or_else(PoisonError::into_inner).remove(account);
        super::lock(&self.progress).remove(account);
        self.clock.forget(account);
        self.forget_operations(account);
        self.line.write().unwrap_or_else(PoisonError::into_inner).remove_account(account);
        self.contracts
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|(owner, ..), _| owner != account);
        self.reorder();
        self.announce(DeskEvent::StatusChanged);
        Ok(())
    }

    fn add_to_engine(&self, account: &Account) {
        if let Some(adapter) = &account.adapter {
            self.forget_operations(&account.id);
            self.tell(Input::Add {
                account: account.id.clone(),
                adapter: adapter.clone(),
                cursor: account.cursor.clone(),
                synced_at: account.synced_at,
                begun: account.begun,
            });
        }
    }
}

fn unreadable(stored: &store::BrokenAccount) -> DeskError {
    let name = &stored.name;
    if stored.mapping_only {
        let message =
            format!("What the words of {name} mean cannot be read from the data file, so it is not synced.");
        let hint = "Choose it anew under Policies and words in the settings, or remove the account; its tickets are kept \
                    until then.";
        return DeskError::new("bad-mapping", message, hint);
    }
    let message = format!("The account {name} cannot be read from the data file, so it is not synced.");
    let hint = "Remove the account and connect it again; its tickets are kept until then.";
    DeskError::new("bad-account", message, hint)
}

fn no_token(name: &str, what: &str) -> DeskError {
    let message = format!("The token of {name} {what}.");
    DeskError::new("no-token", message, "Remove the account and connect it again with a new token.")
}
