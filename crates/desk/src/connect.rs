//! Connecting a portal, and removing one.

use std::sync::Arc;

use policy::pack::{Pack, Packs};
use policy::ticket::Mapping;
use portal::Probe;
use store::NewAccount;
use url::Url;

use crate::console::{Console, make_adapter};
use crate::start::create_keys;
use crate::view::{ConnectForm, ConnectReport, ConnectedView, StartView};
use crate::{Desk, DeskError};

impl Desk {
    /// Tries address and token. Never fails: what is wrong is in the report.
    pub async fn test_connection(&self, form: &ConnectForm) -> ConnectReport {
        match self.probe(form).await {
            Ok(Probed { probe, .. }) => ConnectReport {
                ok: true,
                portal: probe.portal,
                user: probe.user.unwrap_or_default(),
                queues: probe.queues,
                warnings: probe.warnings,
                error: None,
            },
            Err(error) => ConnectReport {
                ok: false,
                portal: String::new(),
                user: String::new(),
                queues: Vec::new(),
                warnings: Vec::new(),
                error: Some(error.view()),
            },
        }
    }

    /// Connects a portal and begins to sync it. The first one makes the data file.
    ///
    /// # Errors
    /// What a test of the connection would say, and everything that can keep a data file from being made.
    pub async fn connect(&self, form: ConnectForm) -> Result<ConnectedView, DeskError> {
        let probed = self.probe(&form).await?;
        let _one = self.inner().opening.lock().await;
        let recovery_code = match self.try_console() {
            Some(console) if !console.is_demo => None,
            Some(_) | None => self.make_data_file(form.passphrase.clone()).await?,
        };
        let console = self.console()?;
        let account = new_account(&console.packs(), free_id(&console, &probed.base), &form, probed);
        let (id, now) = (account.id.clone(), self.inner().clock.now());
        self.off_thread(move || {
            console.store.add_account(&account, &form.token, now)?;
            let stored = console.store.account(&account.id)?;
            stored.map_or(Ok(()), |stored| console.take_in(stored))
        })
        .await?;
        Ok(ConnectedView { account: id, recovery_code })
    }

    /// Wipes an account from this computer; the portal is not touched.
    ///
    /// # Errors
    /// The data file cannot be written.
    pub async fn remove_account(&self, account: &str) -> Result<StartView, DeskError> {
        let (console, account) = (self.console()?, account.to_owned());
        self.off_thread(move || console.forget(&account)).await?;
        Ok(StartView::Ready { demo: self.console()?.is_demo })
    }

    /// Asks the portal who we are there.
    pub(crate) async fn probe(&self, form: &ConnectForm) -> Result<Probed, DeskError> {
        let base = portal::base_address(&form.address)
            .map_err(|error| DeskError::new(error.code(), error.to_string(), error.hint()))?;
        let adapter = make_adapter(&form.kind, &base)?;
        if form.token.trim().is_empty() {
            return Err(DeskError::new(
                "no-token",
                "No token is given.",
                "Make one in the portal and paste it here.",
            ));
        }
        let authorization = adapter.authorization(form.token.trim());
        let mut answers = Vec::new();
        for request in adapter.probes() {
            answers.push(self.inner().wire.send(&base, &authorization, &request).await?);
        }
        let probe = adapter.read_probes(&answers)?;
        Ok(Probed { mapping: adapter.read_mapping(&answers), base, probe })
    }

    /// Makes the keys and the data file, and puts its console in place of the demo's. Answers the recovery code.
    async fn make_data_file(&self, passphrase: String) -> Result<Option<String>, DeskError> {
        let folder = self.inner().options.folder()?;
        let created = self.off_thread(move || create_keys(&folder, passphrase)).await?;
        let code = created.recovery.map(|code| code.text().to_string());
        self.open_with(created.key).await?;
        Ok(code)
    }
}

/// What a portal said when it was asked who we are there.
pub(crate) struct Probed {
    pub base: Url,
    pub probe: Probe,
    pub mapping: Mapping,
}

/// An account as it is stored at first: with what the portal told of its queues, and a guess where it told nothing.
pub(crate) fn new_account(packs: &Packs, id: String, form: &ConnectForm, probed: Probed) -> NewAccount {
    let Probed { base, probe, mut mapping } = probed;
    for row in mapping.queues.iter_mut().filter(|row| row.policy.is_none()) {
        row.policy = guess_policy(packs, &row.queue);
    }
    let host = base.host_str().unwrap_or("portal");
    NewAccount {
        id,
        kind: form.kind.clone(),
        name: if form.name.trim().is_empty() { host.to_owned() } else { form.name.trim().to_owned() },
        address: base.to_string(),
        user: probe.user,
        mapping,
    }
}

/// A queue that is called like a vendor or product is most likely for it; the user sees and changes it. The longest
/// name that fits wins: a queue called Sepasoft is not for SEP.
fn guess_policy(packs: &Packs, queue: &str) -> Option<String> {
    let plain = |text: &str| text.to_lowercase().replace([' ', '-', '_'], "");
    let queue = plain(queue);
    let fit = |pack: &Arc<Pack>| {
        let names = [plain(&pack.vendor), plain(&pack.id), plain(&pack.product)];
        names.into_iter().filter(|name| queue.contains(name)).map(|name| name.len()).max()
    };
    let fitting = packs.iter().filter_map(|pack| Some((fit(pack)?, pack)));
    fitting.max_by_key(|(length, _)| *length).map(|(_, pack)| pack.id.clone())
}

/// A short name that no other account has; keys of tickets begin with it.
fn free_id(console: &Console, base: &Url) -> String {
    let host = base.host_str().unwrap_or("portal");
    let letters: String = host.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
    let taken: Vec<String> = console.accounts().into_iter().map(|account| account.id).collect();
    let mut candidates = std::iter::once(letters.clone()).chain((2..).map(|n| format!("{letters}-{n}")));
    candidates.find(|id| !taken.contains(id)).unwrap_or(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_is_for_the_vendor_whose_name_fits_best() {
        let packs = Packs::embedded().unwrap();
        let cases = [
            ("SEP", Some("sep-sesam")),
            ("SEP sesam Support", Some("sep-sesam")),
            ("Sepasoft", Some("sepasoft")),
            ("expecco-testing", Some("expecco")),
            ("General", None),
        ];
        for (queue, policy) in cases {
            assert_eq!(guess_policy(&packs, queue).as_deref(), policy, "{queue}");
        }
    }
}
