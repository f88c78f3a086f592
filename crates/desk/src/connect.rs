//! Connecting a portal, and removing one.

use std::sync::Arc;

use policy::pack::{Pack, Packs};
use policy::ticket::Mapping;
use portal::{Adapter, Inquiry, Membership, Probe};
use store::{CompanyCa, NewAccount};
use url::Url;

use crate::authority::read_authority;
use crate::console::{Console, Route, make_adapter};
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

    /// Connects a portal and begins to sync it. The first one makes the data file, whose recovery code is in every
    /// answer until [`Desk::recovery_seen`], also when an attempt before failed.
    ///
    /// # Errors
    /// What a test of the connection would say, and everything that can keep a data file from being made.
    pub async fn connect(&self, form: ConnectForm) -> Result<ConnectedView, DeskError> {
        let probed = self.probe(&form).await?;
        let _one = self.inner().opening.lock().await;
        let console = match self.try_console() {
            Some(console) if !console.is_demo => console,
            Some(_) | None => self.make_data_file(form.passphrase.clone()).await?,
        };
        if console.accounts().is_empty() && !console.store.is_read_only() {
            self.renew_recovery().await?;
        }
        let (dates, membership) = (probed.dates.clone(), probed.membership.clone());
        let account = new_account(&console.packs(), free_id(&console, &probed.base), &form, probed);
        let (id, now) = (account.id.clone(), self.inner().clock.now());
        // Its clock is known before its first page is asked for.
        dates.iter().for_each(|(date, sent_ms)| self.inner().clock.portal_said(&id, date, *sent_ms));
        let added = self
            .off_thread(move || {
                console.store.add_account(&account, &form.token, now)?;
                if let Some(said) = membership {
                    console.keep_membership(&account.id, said);
                }
                let stored = console.store.account(&account.id)?;
                stored.map_or(Ok(()), |stored| console.take_in(stored))
            })
            .await;
        if let Err(error) = added {
            self.inner().clock.forget(&id);
            return Err(error);
        }
        Ok(ConnectedView { account: id, recovery_code: self.unseen_recovery() })
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
        let company_ca = match form.company_ca.trim() {
            "" => None,
            path => {
                let path = std::path::PathBuf::from(path);
                Some(self.off_thread(move || read_authority(&path)).await?)
            }
        };
        let wire = self.inner().wire.trusting(company_ca.as_ref().map(|ca| ca.pem.as_str()))?;
        let authorization = adapter.authorization(form.token.trim());
        let (mut answers, mut dates) = (Vec::new(), Vec::new());
        for request in adapter.probes() {
            let sent_ms = self.inner().clock.mono_ms();
            let answer = wire.send(&base, &authorization, &request).await?;
            dates.extend(answer.header("date").map(|date| (date.to_owned(), sent_ms)));
            answers.push(answer);
        }
        let mut probe = adapter.read_probes(&answers)?;
        let route = Route { base: base.clone(), authorization, wire };
        let membership = read_membership(&*adapter, &route).await;
        if let Some(Membership::Told { user, .. }) = &membership {
            probe.user = probe.user.or_else(|| user.clone());
        }
        Ok(Probed { mapping: adapter.read_mapping(&answers), base, probe, membership, company_ca, dates })
    }

    /// Opens the data file, or makes one with its keys, and puts its console in place of the demo's.
    pub(crate) async fn make_data_file(&self, passphrase: String) -> Result<Arc<Console>, DeskError> {
        let key = match self.key_of_stored_file(&passphrase).await? {
            Some(key) => key,
            None => self.key_for_new_file(passphrase).await?,
        };
        self.open_with(key).await?;
        self.console()
    }
}

/// The groups of the token's user; `None` when no answer came. The account is connected without them.
async fn read_membership(adapter: &dyn Adapter, route: &Route) -> Option<Membership> {
    let mut heard = Vec::new();
    for _ in 0..Inquiry::MOST_ROUNDS {
        match adapter.membership(&heard)? {
            Inquiry::Done(said) => return Some(said),
            Inquiry::Ask(requests) => {
                let mut answers = Vec::new();
                for request in requests {
                    let answer = route.wire.send(&route.base, &route.authorization, &request).await;
                    answers.push(answer.ok()?);
                }
                heard.push(answers);
            }
        }
    }
    None
}

/// What a portal said when it was asked who we are there.
pub(crate) struct Probed {
    pub base: Url,
    pub probe: Probe,
    /// Which groups it says that we are in.
    pub membership: Option<Membership>,
    pub mapping: Mapping,
    pub company_ca: Option<CompanyCa>,
    /// The `Date` of each answer, and when its request was sent.
    dates: Vec<(String, u64)>,
}

/// An account as it is stored at first: with what the portal told of its queues, and a guess where it told nothing.
pub(crate) fn new_account(packs: &Packs, id: String, form: &ConnectForm, probed: Probed) -> NewAccount {
    let Probed { base, probe, mut mapping, company_ca, .. } = probed;
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
        company_ca,
    }
}

/// A queue that is called like a vendor or product is most likely for it; the user sees and changes it. The longest
/// name that fits wins: a queue called Sepasoft is not for SEP.
pub(crate) fn guess_policy(packs: &Packs, queue: &str) -> Option<String> {
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
