//! Answers of a portal as a text, and the loops that carry an adapter's requests to them.
//!
//! A line of three digits, a blank and a piece of an address begins an answer: its status, and to which requests it
//! belongs. What follows until the next such line is its body.

use policy::engine::assess;
use policy::pack::Packs;
use policy::ticket::QueueMap;
use portal::{Adapter, Fault, Inquiry, Membership, Next, Page, Pull, Request, Response};
use serde_json::Value;
use std::sync::OnceLock;
use url::Url;

use crate::harmless;

/// The portal's clock in every answer, noon of the day of all targets.
const DATE: &str = "Sat, 21 Nov 2026 12:00:00 GMT";
const NOON: calendar::Moment = calendar::Moment(1_795_262_400);
/// Steps of one page; a list, the parts of its tickets, and a search by halves take some dozens.
const STEPS: usize = 300;
/// Pages that are read after the first one.
const PAGES: usize = 6;
/// Rounds of requests for the groups of the user, and requests of one round.
const ROUNDS: usize = 10;
const BASE: &str = "https://portal.example/desk/";

/// Answers by a piece of the address; the first that fits is given.
#[derive(Clone, Debug, Default)]
pub struct Script {
    answers: Vec<(u16, String, Vec<u8>)>,
}

impl Script {
    /// Reads answers. What stands before the first is left out.
    #[must_use]
    pub fn read(text: &[u8]) -> Self {
        let mut answers: Vec<(u16, String, Vec<u8>)> = Vec::new();
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            match head(line) {
                Some((status, piece)) => answers.push((status, piece, Vec::new())),
                None => answers
                    .iter_mut()
                    .next_back()
                    .into_iter()
                    .for_each(|(_, _, body)| body.extend_from_slice(line)),
            }
        }
        Self { answers }
    }

    /// These answers before the others.
    #[must_use]
    pub fn after(mut self, first: &Self) -> Self {
        self.answers.splice(0..0, first.answers.iter().cloned());
        self
    }

    /// What is not written is answered as the first of these: with a list of tickets.
    #[must_use]
    pub fn with_a_list_for_all(mut self) -> Self {
        let list = self.answers.first().map(|(_, _, body)| (200, "/".to_owned(), body.clone()));
        self.answers.extend(list);
        self
    }

    /// The answer to a request; what is not written is not found.
    #[must_use]
    pub fn carry(&self, request: &Request) -> Response {
        let address = plain(&request.url);
        let found = self.answers.iter().find(|(_, piece, _)| address.contains(piece.as_str()));
        let (status, body) = found.map_or((404, b"{}".to_vec()), |(status, _, body)| (*status, body.clone()));
        Response { status, headers: vec![("date".to_owned(), DATE.to_owned())], body }
    }

    /// The answer that has this piece, as JSON.
    fn json(&self, piece: &str) -> Option<Value> {
        let (_, _, body) = self.answers.iter().find(|(status, known, _)| *status == 200 && known == piece)?;
        serde_json::from_slice(body).ok()
    }

    fn with(mut self, piece: &str, json: &Value) -> Self {
        if let Some((_, _, body)) =
            self.answers.iter_mut().find(|(status, known, _)| *status == 200 && known == piece)
        {
            *body = json.to_string().into_bytes();
        }
        self
    }
}

fn head(line: &[u8]) -> Option<(u16, String)> {
    let text = std::str::from_utf8(line).ok()?.trim_end();
    let (status, piece) = text.split_at_checked(3)?;
    let piece = piece.strip_prefix(' ').filter(|piece| piece.starts_with('/'))?;
    Some((status.parse().ok().filter(|status| (100..600).contains(status))?, piece.to_owned()))
}

/// An address below the base, decoded.
fn plain(url: &Url) -> String {
    let pairs: Vec<String> = url.query_pairs().map(|(name, value)| format!("{name}={value}")).collect();
    let path = url.path().strip_prefix("/desk").unwrap_or(url.path());
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// A kind of portal, and what is known to be good there.
#[derive(Debug)]
pub struct Kind {
    /// One of [`portal::KINDS`].
    pub name: &'static str,
    /// Where its first list of tickets is, as in a script.
    pub list: &'static str,
    /// The member of that answer that holds the tickets; empty where the answer itself is the list.
    pub member: &'static str,
    /// Answers in which the ticket 900001, the only one of the list, can be read.
    pub good: &'static str,
}

impl Kind {
    /// The adapter.
    #[must_use]
    pub fn adapter(&self) -> Box<dyn Adapter> {
        portal::adapter(self.name, Url::parse(BASE).unwrap()).unwrap()
    }

    /// All that is promised of a portal's answers.
    pub fn holds(&self, input: &[u8]) {
        let script = Script::read(input);
        let adapter = self.adapter();
        let first = pull(&*adapter, adapter.start(None), &script);
        assert_eq!(format!("{first:?}"), format!("{:?}", pull(&*adapter, adapter.start(None), &script)));
        self.goes_on(&script, first.ok().map(|(page, _)| page));
        let _ = pull(&*adapter, adapter.start_one("20"), &script);
        self.keeps_the_others(&script);
        probe(&*adapter, &script);
        membership(&*adapter, &script);
    }

    /// The pages after the first one: the increments and the search for what is gone.
    pub fn goes_on(&self, script: &Script, first: Option<Page>) {
        let (adapter, mut page) = (self.adapter(), first);
        for _ in 0..PAGES {
            let Some(before) = page else { return };
            assert!(before.cursor.is_some(), "a page without a cursor");
            page = pull(&*adapter, adapter.start(before.cursor.as_ref()), script).ok().map(|(page, _)| page);
        }
    }

    /// The good answers, with this text as a record of the list before the good one.
    #[must_use]
    pub fn beside(&self, record: &str) -> Script {
        const PLACE: &str = "the place of the record";
        let mut good = Script::read(self.good.as_bytes());
        let mut list = good.json(self.list).unwrap();
        member(&mut list, self.member).unwrap().insert(0, PLACE.into());
        let text = list.to_string().replacen(&format!("\"{PLACE}\""), record, 1);
        if let Some((_, _, body)) = good.answers.iter_mut().find(|(_, known, _)| known == self.list) {
            *body = text.into_bytes();
        }
        good
    }

    /// The record of the good ticket in its list.
    #[must_use]
    pub fn good_record(&self) -> Value {
        let mut list = Script::read(self.good.as_bytes()).json(self.list).unwrap();
        member(&mut list, self.member).unwrap()[0].take()
    }

    /// A good ticket in the same list comes, whatever else is there, and changes nothing of what else is there.
    fn keeps_the_others(&self, script: &Script) {
        let good = Script::read(self.good.as_bytes());
        let Some(mut list) = script.json(self.list) else { return };
        let alone = script.clone().with(self.list, &list);
        if list.to_string().contains("900001") {
            return;
        }
        let adapter = self.adapter();
        let Ok((before, _)) = pull(&*adapter, adapter.start(None), &alone) else { return };
        let Some(records) = member(&mut list, self.member) else { return };
        records.push(self.good_record());
        let answers = Script { answers: good.answers[1..].to_vec() };
        let with = |list: &Value| {
            let script = script.clone().with(self.list, list).after(&answers);
            pull(&*adapter, adapter.start(None), &script)
        };
        let after = match with(&list) {
            Ok((after, _)) => after,
            // What all tickets share, such as the names of fields, may be asked for only when there is a ticket.
            Err(fault) => {
                let only_good = good.json(self.list).unwrap();
                assert!(with(&only_good).is_err(), "a good ticket more is no fault: {fault:?}");
                return;
            }
        };
        let told = after.tickets.iter().any(|ticket| ticket.id == "900001");
        assert!(told, "the good ticket is not there: {:?}", after.aside);
        for ticket in &before.tickets {
            assert!(after.tickets.contains(ticket), "{ticket:?} was there without the good ticket");
        }
    }
}

fn member<'a>(json: &'a mut Value, name: &str) -> Option<&'a mut Vec<Value>> {
    let list = if name.is_empty() { json } else { json.get_mut(name)? };
    list.as_array_mut()
}

/// What a pull brings, and what was asked for it.
///
/// # Errors
/// The fault of the adapter.
///
/// # Panics
/// A promise of the page is broken, or it does not end.
pub fn pull(adapter: &dyn Adapter, mut pull: Pull, script: &Script) -> Result<(Page, Vec<String>), Fault> {
    let (mut answers, mut asked) = (Vec::new(), Vec::new());
    // Each record of an answer may be asked for once or twice, all of a page at once.
    let bytes: usize = script.answers.iter().map(|(_, _, body)| body.len()).sum();
    for _ in 0..STEPS {
        match adapter.step(&mut pull, &answers) {
            Ok(Next::Page(page)) => {
                check(adapter, &page);
                return Ok((*page, asked));
            }
            Ok(Next::Fetch(requests)) => {
                assert!(!requests.is_empty(), "nothing is asked");
                for request in &requests {
                    assert!(request.url.as_str().starts_with(BASE), "{} leaves the portal", request.url);
                }
                asked.extend(requests.iter().map(|request| request.url.to_string()));
                assert!(asked.len() <= 1_000 + bytes, "{} requests for {bytes} bytes", asked.len());
                answers = requests.iter().map(|request| script.carry(request)).collect();
            }
            Err(fault) => {
                harmless::message(&fault.to_string());
                return Err(fault);
            }
        }
    }
    panic!("the page does not end: {:?}", asked.iter().rev().take(3).collect::<Vec<_>>());
}

/// What every page promises.
fn check(adapter: &dyn Adapter, page: &Page) {
    for ticket in &page.tickets {
        assert!(!ticket.id.is_empty(), "a ticket without identifier: {ticket:?}");
        let _ = (adapter.deadlines(ticket), adapter.tags(ticket));
        judge(adapter, ticket);
    }
    for aside in &page.aside {
        harmless::message(&aside.why);
        assert!(aside.why.ends_with('.') && aside.raw.len() <= 64 * 1024, "{aside:?}");
    }
}

/// Whatever a portal says of a ticket, the policy answers or says what is wrong.
fn judge(adapter: &dyn Adapter, ticket: &policy::ticket::Ticket) {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    let packs = PACKS.get_or_init(|| Packs::embedded().unwrap());
    let mut mapping = adapter.suggested_mapping();
    let policy = Some("sep-sesam".to_owned());
    mapping.queues = vec![QueueMap { queue: "*".to_owned(), policy, severity: None, plan: None }];
    let (facts, _) = mapping.facts(ticket, &ticket.id, None, packs);
    if let Some(facts) = facts {
        match assess(packs.get("sep-sesam").unwrap(), &facts, NOON) {
            Ok(standing) => drop(standing.answer(&facts.id, packs.get("sep-sesam").unwrap(), NOON, None)),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

/// Whatever a portal says of the groups of its user comes to an end, in few requests, and is short and plain.
fn membership(adapter: &dyn Adapter, script: &Script) {
    let mut heard = Vec::new();
    for _ in 0..ROUNDS {
        match adapter.membership(&heard) {
            Some(Inquiry::Ask(requests)) => {
                assert!((1..=ROUNDS).contains(&requests.len()), "{} requests at once", requests.len());
                for request in &requests {
                    assert!(request.url.as_str().starts_with(BASE), "{} leaves the portal", request.url);
                }
                heard.push(requests.iter().map(|request| script.carry(request)).collect());
            }
            Some(Inquiry::Done(Membership::Untold(why))) => return harmless::message(&why),
            Some(Inquiry::Done(Membership::Told { user, groups })) => {
                assert!(groups.len() <= 500, "{} groups", groups.len());
                assert!(
                    groups.is_sorted() && groups.iter().all(|name| !name.trim().is_empty()),
                    "{groups:?}"
                );
                return groups.iter().chain(&user).for_each(|name| harmless::message(name));
            }
            None => panic!("nobody is asked for groups"),
        }
    }
    panic!("the reading of the groups does not end");
}

fn probe(adapter: &dyn Adapter, script: &Script) {
    let answers: Vec<Response> = adapter.probes().iter().map(|request| script.carry(request)).collect();
    if let Err(fault) = adapter.read_probes(&answers) {
        harmless::message(&fault.to_string());
    }
    let _ = adapter.read_mapping(&answers);
}
