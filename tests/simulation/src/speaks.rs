//! The adapter: the real one of the open portal API, with what a seed draws about promises and intervals.

use policy::ticket::{Change, Mapping, Operation, Ticket};
use portal::{
    Adapter, Capability, Cursor, Delivery, Fault, Mark, Next, OpenPortal, Probe, Pull, Push, PushNext,
    Receipt, Request, Response,
};

use crate::plan::Class;

/// Seconds for which a portal keeps the keys of [`Class::Key`] and [`Class::BareKey`].
pub const fn key_life_s(class: Class) -> u32 {
    match class {
        Class::Key => 24 * 3600,
        Class::BareKey | Class::Marker | Class::Once => 1800,
    }
}

/// Seconds after which what was sent is there and seen, or never will be.
pub const SETTLE_S: u32 = 60;

/// The adapter.
#[derive(Debug)]
pub struct Speaks {
    open: OpenPortal,
    class: Class,
    interval_s: u64,
    /// A planted fault: it says that it can find what it cannot find.
    boasts: bool,
}

impl Speaks {
    /// For the portal below `base`.
    #[must_use]
    pub fn new(base: url::Url, class: Class, interval_s: u64, boasts: bool) -> Self {
        Self { open: OpenPortal::new(base), class, interval_s, boasts }
    }
}

impl Adapter for Speaks {
    fn kind(&self) -> &'static str {
        self.open.kind()
    }

    fn capability(&self) -> Capability {
        Capability { interval_s: [self.interval_s; 3], ..self.open.capability() }
    }

    fn authorization(&self, secret: &str) -> String {
        self.open.authorization(secret)
    }

    fn probe(&self) -> Request {
        self.open.probe()
    }

    fn read_probe(&self, response: &Response) -> Result<Probe, Fault> {
        self.open.read_probe(response)
    }

    fn start(&self, cursor: Option<&Cursor>) -> Pull {
        self.open.start(cursor)
    }

    fn start_one(&self, id: &str) -> Pull {
        self.open.start_one(id)
    }

    fn step(&self, pull: &mut Pull, answers: &[Response]) -> Result<Next, Fault> {
        self.open.step(pull, answers)
    }

    fn delivery(&self, change: &Change) -> Option<Delivery> {
        self.open.delivery(change)?;
        let is_new = matches!(change, Change::Create { .. });
        let life_s = key_life_s(self.class);
        Some(match self.class {
            // A new ticket cannot be found by reading it: its name is not known.
            Class::Key => Delivery::Key { life_s, marked: !is_new },
            Class::BareKey => Delivery::Key { life_s, marked: false },
            Class::Marker if !is_new => Delivery::Marker { settle_s: SETTLE_S },
            Class::Once if self.boasts => Delivery::Marker { settle_s: 0 },
            Class::Marker | Class::Once => Delivery::Once,
        })
    }

    fn push_step(&self, push: &mut Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
        self.open.push_step(push, answer)
    }

    fn find(&self, operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
        self.open.find(operation, mark, fresh)
    }

    fn suggested_mapping(&self) -> Mapping {
        self.open.suggested_mapping()
    }
}
