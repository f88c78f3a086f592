//! What was promised for a ticket: the answers of its policy besides clocks and remote sessions.

use policy::engine::assess;

use crate::console::Console;
use crate::show;
use crate::view::PromisedView;
use crate::{Desk, DeskError};

impl Desk {
    /// What the policy promises for a ticket now, a solved one included. Without a policy there are no answers.
    ///
    /// # Errors
    /// No such ticket, or the data file cannot be read.
    pub async fn promised(&self, key: &str) -> Result<PromisedView, DeskError> {
        let (console, key) = (self.console()?, key.to_owned());
        self.off_thread(move || promised(&console, &key)).await
    }
}

fn promised(console: &Console, key: &str) -> Result<PromisedView, DeskError> {
    let (account, ticket) = console.ticket(key)?;
    let known = console.account(&account).ok_or_else(|| {
        DeskError::new("unknown-account", "The ticket's account is gone.", "Go back to the queue.")
    })?;
    let contract = console.contract(&account, &ticket, &known.mapping);
    let packs = console.packs();
    let now = console.at(&account).portal_now();
    let nothing = PromisedView { key: key.to_owned(), as_of: now.0, ..PromisedView::default() };
    let (facts, _) = known.mapping.facts(&ticket, key, contract.as_ref(), &*packs);
    let Some((facts, pack)) = facts.and_then(|facts| packs.get(&facts.policy).map(|pack| (facts, pack)))
    else {
        return Ok(nothing);
    };
    // The queue leaves a ticket without a usable event without a policy, so does this.
    let Ok(standing) = assess(pack, &facts, console.judging_at(&account)) else { return Ok(nothing) };
    Ok(show::promised(show::Promise { key, facts: &facts, standing: &standing, pack, now }))
}
