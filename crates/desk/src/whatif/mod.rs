//! What would be, if other rules held: a dry run over the real queue and over stored history. It changes nothing.

mod attainment;
mod effect;
mod world;

use calendar::Moment;

use crate::console::Console;
use crate::policies::tried;
use crate::view::{PolicyChange, WhatIf, WhatIfView};
use crate::{Desk, DeskError};

pub(crate) use effect::effect;
pub(crate) use world::World;

impl Desk {
    /// What would be under other rules, beside what is.
    ///
    /// # Errors
    /// Nothing is open, a rule that the policy cannot have, or the data file cannot be read.
    pub async fn what_if(&self, ask: WhatIf) -> Result<WhatIfView, DeskError> {
        let (console, policies) = (self.console()?, self.inner().policies.clone());
        self.off_thread(move || {
            let world = world(&console, &policies, &ask)?;
            let period = (ask.from.map(Moment), ask.to.map(Moment));
            let (attainment, unread) = attainment::attainment(&console, &world, period)?;
            Ok(WhatIfView { effect: effect(&console, &world)?, attainment, unread })
        })
        .await
    }
}

/// The rules that are asked for.
fn world(console: &Console, policies: &crate::policies::Policies, ask: &WhatIf) -> Result<World, DeskError> {
    let mut world = World::under(console.packs());
    world.policy.clone_from(&ask.policy);
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    world.other_policy = given(&ask.other_policy);
    world.plan = given(&ask.plan);
    world.severity = given(&ask.severity);
    let holds = if ask.other_policy.is_empty() { &ask.policy } else { &ask.other_policy };
    let mut changes = ask.changes.clone();
    if !ask.calendar.is_empty() {
        changes.extend(on_calendar(&world, holds, &ask.calendar)?);
    }
    if !changes.is_empty() {
        let (packs, _) = tried(policies, holds, &changes).map_err(|mut errors| errors.swap_remove(0))?;
        world.packs = std::sync::Arc::new(packs);
    }
    world.check(holds)?;
    Ok(world)
}

/// Every published target of a policy, counted on another calendar of it.
fn on_calendar(world: &World, id: &str, calendar: &str) -> Result<Vec<PolicyChange>, DeskError> {
    let pack = world.pack(id)?;
    world::known("calendar", calendar, pack.calendars.iter().map(|named| named.id.as_str()))?;
    let targets = pack.rows.iter().filter(|row| row.path.contains(".targets."));
    let published = targets.filter(|row| row.source.basis != policy::pack::Basis::None);
    let change = |row: &policy::pack::Row| PolicyChange {
        path: row.path.clone(),
        key: "calendar".to_owned(),
        value: Some(calendar.to_owned()),
    };
    Ok(published.map(change).collect())
}
