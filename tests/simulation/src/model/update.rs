//! Changes that consoles send.

use portal::Response;
use portal::open::wire::{NewMessage, NewTicket, Side, Update, What};

use super::{Call, Done, Model, USER, json, problem};
use crate::plan::Class;
use crate::speaks::key_life_s;

impl Model {
    pub(super) fn update(&mut self, now_ms: u64, id: &str, call: &Call) -> Response {
        if let Some(answer) = self.repeated(now_ms, call) {
            return answer;
        }
        let Some(version) = self.last(id).filter(|version| !version.hidden) else {
            return problem(now_ms, 404, &[]);
        };
        if version.ticket.gone.is_some() {
            return problem(now_ms, 410, &[]);
        }
        let known = format!("\"{}\"", version.ticket.version);
        if self.setting.checks_version
            && header(call, "If-Match").is_some_and(|asked| asked != "*" && asked != known)
        {
            return problem(now_ms, 412, &[]);
        }
        let update = call.request.body.as_deref().and_then(|body| serde_json::from_str::<Update>(body).ok());
        let Some(update) = update else { return problem(now_ms, 400, &[]) };
        if update.set.as_ref().and_then(|set| set.status.as_deref()) == Some("nonsense") {
            return problem(now_ms, 422, &[]);
        }
        let key = header(call, "Idempotency-Key").map(str::to_owned);
        self.apply(now_ms, id, update, key.as_deref());
        self.note(now_ms, id, call);
        match self.last(id) {
            Some(version) => json(now_ms, 200, &version.ticket),
            None => problem(now_ms, 500, &[]),
        }
    }

    pub(super) fn create(&mut self, now_ms: u64, call: &Call) -> Response {
        if let Some(answer) = self.repeated(now_ms, call) {
            return answer;
        }
        let new = call.request.body.as_deref().and_then(|body| serde_json::from_str::<NewTicket>(body).ok());
        let Some(NewTicket { body, .. }) = new else { return problem(now_ms, 400, &[]) };
        let key = header(call, "Idempotency-Key").map(str::to_owned);
        let id = self.file(now_ms, &body, key.filter(|_| self.is_marked()).as_deref());
        self.note(now_ms, &id, call);
        match self.last(&id) {
            Some(version) => json(now_ms, 201, &version.ticket),
            None => problem(now_ms, 500, &[]),
        }
    }

    /// Whether what an operation did can be told from what is read.
    fn is_marked(&self) -> bool {
        matches!(self.setting.class, Class::Key | Class::Marker)
    }

    /// What was answered to this key before, while it lives.
    fn repeated(&self, now_ms: u64, call: &Call) -> Option<Response> {
        if !matches!(self.setting.class, Class::Key | Class::BareKey) {
            return None;
        }
        let (first, ticket) = self.keys.get(header(call, "Idempotency-Key")?)?;
        let life_ms = u64::from(key_life_s(self.setting.class)) * 1000;
        if first + life_ms <= now_ms {
            return None;
        }
        let version = self.last(ticket).filter(|version| !version.hidden);
        Some(version.map_or_else(|| problem(now_ms, 404, &[]), |version| json(now_ms, 200, &version.ticket)))
    }

    fn note(&mut self, now_ms: u64, ticket: &str, call: &Call) {
        if let Some(key) = header(call, "Idempotency-Key") {
            self.keys.insert(key.to_owned(), (now_ms, ticket.to_owned()));
        }
        if let Some(operation) = &call.operation {
            self.done.push(Done { operation: operation.clone(), ticket: ticket.to_owned() });
        }
    }

    fn apply(&mut self, now_ms: u64, id: &str, update: Update, key: Option<&str>) {
        let operation = key.filter(|_| self.is_marked());
        let mut events = Vec::new();
        let mut opens = false;
        if let Some(NewMessage { public, body, mime, .. }) = update.message {
            opens = public && self.setting.opens;
            let what = What::Message { public, auto: false, body, mime };
            events.push(self.event(now_ms, Side::Agent, USER, operation, what));
        }
        let set = update.set.unwrap_or_default();
        let changes = [("status", set.status), ("severity", set.severity), ("assignee", set.assignee)];
        for (name, to) in changes {
            if let Some(to) = to {
                self.set(now_ms, id, (Side::Agent, USER), name, &to, operation);
            }
        }
        if !events.is_empty() {
            self.change(now_ms, id, |ticket| ticket.events.extend(events));
        }
        if opens && self.last(id).is_some_and(|version| version.ticket.status == "new") {
            self.set(now_ms, id, (Side::System, "portal"), "status", "open", None);
        }
    }

    pub(super) fn set(
        &mut self,
        now_ms: u64,
        id: &str,
        by: (Side, &str),
        name: &str,
        to: &str,
        operation: Option<&str>,
    ) {
        let Some(version) = self.last(id) else { return };
        let to = Some(to.to_owned()).filter(|to| !to.is_empty());
        let from = match name {
            "status" => Some(version.ticket.status.clone()),
            "assignee" => version.ticket.assignee.clone(),
            _ => version.ticket.severity.clone(),
        };
        let what = What::Field { name: name.to_owned(), from, to: to.clone() };
        let event = self.event(now_ms, by.0, by.1, operation, what);
        self.change(now_ms, id, |ticket| {
            match name {
                "status" => ticket.status = to.unwrap_or_default(),
                "assignee" => ticket.assignee = to,
                _ => ticket.severity = to,
            }
            ticket.events.push(event);
        });
    }
}

fn header<'a>(call: &'a Call, name: &str) -> Option<&'a str> {
    call.request.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
}
