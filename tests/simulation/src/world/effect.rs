//! What the engines want done, and what the disks do with it.

use sync::{Effect, Input};

use super::{Event, World, or_store};
use crate::check::{self, Broken};
use crate::dice::Dice;
use crate::fault::{Fault, Phase};

impl World<'_> {
    /// Carries out effects, each of which may be the last before a crash.
    pub(super) fn carry_out(&mut self, device: usize, effects: Vec<Effect>) -> Result<(), Broken> {
        for effect in effects {
            self.effects += 1;
            let mut dice = Dice::new(self.plan.seed, (self.effects << 2) | 1);
            if self.strikes(Fault::Crash, phase_of(&effect), &mut dice) {
                self.crash(device, &mut dice);
                return Ok(());
            }
            match effect {
                Effect::Fetch { fetch, account, request } => self.fetch(device, fetch, &account, request)?,
                Effect::Store { .. } | Effect::Record { .. } | Effect::Keep { .. } => {
                    let process = self.devices[device].process;
                    self.devices[device].writes.push_back(effect);
                    if !std::mem::replace(&mut self.devices[device].is_writing, true) {
                        self.at(dice.under(30), Event::Write { device, process });
                    }
                }
                Effect::Membership { .. } | Effect::Delayed { .. } => {}
                Effect::WakeAt(at) => {
                    let steps = self.devices[device].steps;
                    let after_ms = self.devices[device].wakes_in(at, self.now_ms);
                    // Also an alarm that will not ring any more rings: the engine must not mind.
                    if after_ms < 1_000_000_000_000 {
                        self.at(after_ms, Event::Wake { device, steps });
                    }
                }
                Effect::Progress(progress) => {
                    let exact = self.plan.rate(Fault::DateSkew) == 0;
                    let lag_ms = self.plan.setting.lag_ms;
                    check::progress(&mut self.devices[device], &progress, &self.models, lag_ms, exact)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn crash(&mut self, device: usize, dice: &mut Dice) {
        self.note("crash", device as u64);
        self.tell(|| format!("device {device} crashes"));
        self.devices[device].kill();
        self.at(dice.between(100, 60_000), Event::Start { device });
    }

    pub(super) fn write(&mut self, device: usize, process: u64) -> Result<(), Broken> {
        if self.devices[device].process != process || !self.devices[device].is_up {
            return Ok(());
        }
        let Some(effect) = self.devices[device].writes.pop_front() else { return Ok(()) };
        self.effects += 1;
        let mut dice = Dice::new(self.plan.seed, (self.effects << 2) | 2);
        let dies = self.strikes(Fault::CrashInWrite, Phase::Write, &mut dice);
        let fails = !dies && self.strikes(Fault::Disk, Phase::Write, &mut dice);
        let steps = i32::try_from(dice.between(8, 400)).unwrap_or(1);
        let now_ms = self.now_ms;
        let is_page = matches!(effect, Effect::Store { .. });
        let said = if self.story.is_some() { said(&effect) } else { String::new() };
        let written =
            self.devices[device].write(effect, (dies || fails).then_some(steps), now_ms).map_err(or_store)?;
        self.tell(|| {
            format!(
                "device {device} wrote {} {}",
                if written.done { "and it is done:" } else { "in vain:" },
                said
            )
        });
        self.note(written.operation.as_deref().unwrap_or("page"), u64::from(written.done));
        if let Some((account, local, made)) = &written.named {
            self.devices[device].known.renamed(account, local, made);
        }
        check::after_write(&mut self.devices[device], &self.models, written.operation.as_deref())?;
        if dies {
            self.crash(device, &mut dice);
            return Ok(());
        }
        if is_page && dice.happens(300) {
            self.devices[device].store.index_slice(20).map_err(or_store)?;
        }
        if self.devices[device].process == process && self.devices[device].is_up {
            if self.devices[device].writes.is_empty() {
                self.devices[device].is_writing = false;
            } else {
                self.at(dice.under(30), Event::Write { device, process });
            }
            if let Some(input) = written.input {
                let was_late = matches!(input, Input::Recorded { result: Ok(false), .. });
                let mut effects = self.devices[device].step(input, now_ms);
                if was_late {
                    effects.extend(self.devices[device].offer(now_ms).map_err(or_store)?);
                }
                self.carry_out(device, effects)?;
            }
        }
        Ok(())
    }
}

/// An effect in a line of the story.
fn said(effect: &Effect) -> String {
    match effect {
        Effect::Store { account, page, .. } => {
            let tickets: Vec<String> = page
                .tickets
                .iter()
                .map(|t| format!("{}@{}", t.id, t.version.as_deref().unwrap_or_default()))
                .collect();
            let cursor = page.cursor.as_ref().map_or("", |cursor| &cursor.0);
            format!("page of {account} {tickets:?} {cursor} end {} afresh {}", page.end, page.afresh)
        }
        Effect::Keep { account, ticket } => {
            format!("ticket {account}/{}@{}", ticket.id, ticket.version.as_deref().unwrap_or_default())
        }
        other => {
            let text = format!("{other:?}");
            text.chars().take(300).collect()
        }
    }
}

const fn phase_of(effect: &Effect) -> Phase {
    match effect {
        Effect::Fetch { .. } => Phase::Send,
        Effect::Store { .. } | Effect::Record { .. } | Effect::Keep { .. } => Phase::Write,
        Effect::Membership { .. } | Effect::Delayed { .. } | Effect::WakeAt(_) | Effect::Progress(_) => {
            Phase::Other
        }
    }
}
