//! Requests on their way to a portal, and answers on their way back.

use portal::{Fault as Lost, Request, Response};
use sync::{FetchId, Input};

use super::{Event, World};
use crate::check::{self, Broken};
use crate::dice::Dice;
use crate::fault::{Fault, Phase};
use crate::model::Call;
use crate::net::{self, Fate};
use crate::plan::Class;

/// A request that will arrive.
#[derive(Debug)]
pub(super) struct Exchange {
    device: usize,
    process: u64,
    portal: usize,
    fetch: FetchId,
    sent_ms: u64,
    call: Call,
    back_ms: u64,
    spoilt: Option<Fault>,
    twice: bool,
    given_up: bool,
    dice: Dice,
}

impl World<'_> {
    pub(super) fn fetch(
        &mut self,
        device: usize,
        fetch: FetchId,
        account: &str,
        mut request: Request,
    ) -> Result<(), Broken> {
        self.requests += 1;
        let mut dice = Dice::new(self.plan.seed, self.requests << 2);
        let phase = net::phase(&request);
        self.note(request.url.path(), fetch.0);
        self.tell(|| {
            format!("device {device} asks {account} {} {} #{}", request.url, header(&request), fetch.0)
        });
        let now_ms = self.now_ms;
        let mono = self.devices[device].clock.mono(now_ms);
        if let Some(until) = self.devices[device].known.quiet.get(account).filter(|until| mono < **until) {
            return Err(("I12", format!("device {device} asks {account} {} ms too early", until - mono)));
        }
        let operation =
            request.headers.iter().find(|(name, _)| *name == "Idempotency-Key").map(|(_, key)| key.clone());
        if let Some(id) = &operation {
            let is_once = self.plan.setting.class == Class::Once;
            check::before_send(&mut self.devices[device], id, is_once, self.plan.setting.lag_ms)?;
            self.devices[device].known.sent_at.insert(id.clone(), now_ms);
        }
        if self.bug == "key-for-each-attempt" {
            request.headers.iter_mut().filter(|(name, _)| *name == "Idempotency-Key").for_each(|(_, key)| {
                key.push_str(&fetch.0.to_string());
            });
        }
        let has_keys = matches!(self.plan.setting.class, Class::Key | Class::BareKey);
        let process = self.devices[device].process;
        let portal = self.models.iter().position(|model| model.account == account).unwrap_or(0);
        let slow = self.strikes(Fault::Slow, phase, &mut dice);
        let most = if slow { 12_000 } else { 200 };
        let (out_ms, back_ms) = (dice.between(2, most), dice.between(2, most));
        let (_, fate) = net::fate(phase, has_keys, now_ms + out_ms, &mut dice, |fault, dice| {
            self.strikes(fault, phase, dice)
        });
        let fate = if self.devices[device].online {
            fate
        } else {
            Fate::Fails(Lost::Unreachable { host: account.to_owned(), detail: "offline".to_owned() })
        };
        let account = account.to_owned();
        let answer = |result| Event::Answer {
            device,
            process,
            account: account.clone(),
            fetch,
            sent_ms: mono,
            result: Box::new(result),
        };
        match fate {
            Fate::Fails(fault) => self.at(out_ms, answer(Err(fault))),
            Fate::Answered(response) => self.at(out_ms + back_ms, answer(Ok(response))),
            Fate::Arrives { spoilt, twice, given_up } => {
                let arrives_ms = if given_up { dice.between(out_ms, 30_000) } else { out_ms };
                if given_up {
                    let lost = Lost::Lost { host: account.clone(), detail: "no answer in time".to_owned() };
                    self.at(dice.between(1, out_ms), answer(Err(lost)));
                }
                let call = Call { request, operation };
                let exchange = Exchange {
                    device,
                    process,
                    portal,
                    fetch,
                    sent_ms: mono,
                    call,
                    back_ms,
                    spoilt,
                    twice,
                    given_up,
                    dice,
                };
                self.at(arrives_ms, Event::Arrive(Box::new(exchange)));
            }
        }
        Ok(())
    }

    pub(super) fn arrive(&mut self, mut exchange: Exchange) {
        let now_ms = self.now_ms;
        let Some(model) = self.models.get_mut(exchange.portal) else { return };
        let answer = net::answer(model, &exchange.call, exchange.twice, now_ms);
        let account = model.account.clone();
        if net::phase(&exchange.call.request) == Phase::Ticket
            && let Some(id) =
                exchange.call.request.url.path_segments().and_then(|mut parts| parts.next_back())
        {
            let key = store::TicketKey::new(&account, id);
            self.devices[exchange.device].known.read_ms.insert(key, now_ms);
        }
        self.note("status", u64::from(answer.status));
        self.tell(|| {
            format!(
                "{account} answers {} to #{} of device {}",
                answer.status, exchange.fetch.0, exchange.device
            )
        });
        if exchange.given_up {
            return;
        }
        let result = match exchange.spoilt {
            Some(fault) if (200..300).contains(&answer.status) => {
                net::spoil(answer, fault, now_ms, &mut exchange.dice)
            }
            Some(_) | None => Ok(answer),
        };
        let Exchange { device, process, fetch, sent_ms, back_ms, .. } = exchange;
        self.at(
            back_ms,
            Event::Answer { device, process, account, fetch, sent_ms, result: Box::new(result) },
        );
    }

    pub(super) fn answered(
        &mut self,
        device: usize,
        process: u64,
        account: &str,
        fetch: FetchId,
        sent_ms: u64,
        result: Result<Response, Lost>,
    ) -> Result<(), Broken> {
        let now_ms = self.now_ms;
        let to = &mut self.devices[device];
        if to.process != process || !to.is_up {
            return Ok(());
        }
        if let Ok(response) = &result {
            if let Some(date) = response.header("date") {
                to.clock.portal_said(account, date, sent_ms, now_ms);
            }
            if let Some(wait_s) = response.header("retry-after").and_then(|text| text.parse::<u64>().ok()) {
                let until = to.clock.mono(now_ms) + wait_s * 1000;
                let quiet = to.known.quiet.entry(account.to_owned()).or_default();
                *quiet = until.max(*quiet);
            }
        }
        let effects = to.step(Input::Answered { fetch, result }, now_ms);
        self.carry_out(device, effects)
    }
}

fn header(request: &Request) -> &str {
    request.headers.iter().find(|(name, _)| *name == "Idempotency-Key").map_or("", |(_, key)| key)
}
