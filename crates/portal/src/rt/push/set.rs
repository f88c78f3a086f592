//! Setting a field: the portal's words, then the ticket itself.

use calendar::Moment;
use policy::ticket::{Change, Ticket};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::wire::{self, List};
use super::super::{NOBODY, date, row};
use super::field::{self, Field, Kind, SUBJECT};
use super::{CHANGED, GONE, Turn, awaited, refused, words};
use crate::{Fault, PushNext, Receipt, Response, read};

/// What the answer is to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) enum Stage {
    #[default]
    Begin,
    /// Who has this name.
    Who,
    /// The ticket with its custom fields.
    Fields,
    /// How many values the custom field of this number takes.
    Kind(String),
    /// The change.
    Sent,
    /// The ticket after it, with what was said and when.
    Back(String, Option<Moment>),
}

pub(super) fn step(
    turn: &Turn<'_>,
    stage: Stage,
    answer: Option<&Response>,
) -> Result<(PushNext, Stage), Fault> {
    let url = turn.url();
    let Change::Set { name, to } = &turn.operation.change else {
        return Err(refused(&url, "this is no field"));
    };
    let Some(field) = field::known(name) else {
        return Err(refused(&url, &format!("the portal lets nobody set `{name}`")));
    };
    let nobody = |to: &str| field == Field::Owner && to == NOBODY;
    let to = to.as_deref().filter(|to| !to.is_empty() && !nobody(to));
    match stage {
        Stage::Begin => begin(turn, field, to),
        Stage::Who => {
            let owner = login(turn, to.unwrap_or(NOBODY), awaited(&url, answer)?)?;
            Ok(send(turn, &json!({"Owner": owner})))
        }
        Stage::Fields => custom(turn, field, to, awaited(&url, answer)?),
        Stage::Kind(id) => {
            let kind = CustomKind::read(awaited(&url, answer)?);
            if kind.is_instant && to.is_some() {
                let why =
                    "the portal reads this date in the zone of the token's user, which it does not tell";
                return Err(refused(&url, why));
            }
            Ok(send(turn, &custom_body(&id, to, kind.takes_several)))
        }
        Stage::Sent => {
            let answer = awaited(&url, answer)?;
            if [CHANGED, 404].contains(&answer.status) {
                return Ok((PushNext::Changed, Stage::Begin));
            }
            let said = words(&url, answer)?;
            Ok((PushNext::Ask(turn.api.now(turn.id)), Stage::Back(said, read::date(answer))))
        }
        Stage::Back(said, at) => {
            look_back(turn, field, (name, to), &said, awaited(&url, answer)?)?;
            let receipt = Receipt { at, ..Receipt::default() };
            Ok((PushNext::Done(receipt), Stage::Back(said, at)))
        }
    }
}

fn begin(turn: &Turn<'_>, field: Field<'_>, to: Option<&str>) -> Result<(PushNext, Stage), Fault> {
    match (field, to) {
        (Field::Plain(name, kind), to) => {
            let value =
                field::value(kind, to).map_err(|why| refused(&turn.url(), &format!("{name} {why}")))?;
            Ok(send(turn, &json!({name: value})))
        }
        (Field::Owner, None) => Ok(send(turn, &json!({"Owner": NOBODY}))),
        (Field::Owner, Some(name)) => Ok((PushNext::Ask(turn.api.named(name)), Stage::Who)),
        (Field::Custom(_), _) => Ok((PushNext::Ask(turn.api.now(turn.id)), Stage::Fields)),
    }
}

fn send(turn: &Turn<'_>, body: &Value) -> (PushNext, Stage) {
    (PushNext::Send(turn.api.change(turn.id, turn.version(), body)), Stage::Sent)
}

/// The login name behind a name as it is shown. Where nobody has that real name, it is taken for a login name itself, and
/// the portal says if it is none.
fn login(turn: &Turn<'_>, shown: &str, answer: &Response) -> Result<String, Fault> {
    let url = turn.api.named(shown).url;
    let found = match answer.status {
        status if GONE.contains(&status) => Vec::new(),
        _ => read::shape::<List>(&url, read::json(&url, answer)?)?.items,
    };
    let found = found.iter().filter_map(|json| {
        let text = |key: &str| json.get(key).and_then(wire::scalar).unwrap_or_default();
        (text("RealName") == shown).then(|| text("Name")).filter(|login| !login.is_empty())
    });
    let logins: Vec<String> = found.collect();
    match logins.as_slice() {
        [] => Ok(shown.to_owned()),
        [login] => Ok(login.clone()),
        several if several.iter().any(|login| login == shown) => Ok(shown.to_owned()),
        several => {
            let why = format!("`{shown}` is the name of several users; name one of {}", several.join(", "));
            Err(refused(&turn.url(), &why))
        }
    }
}

/// A custom field is set by its number: names are not unique, and one that does not exist is passed over in silence.
fn custom(
    turn: &Turn<'_>,
    field: Field<'_>,
    to: Option<&str>,
    answer: &Response,
) -> Result<(PushNext, Stage), Fault> {
    let (url, Field::Custom(name)) = (turn.url(), field) else {
        return Err(refused(&turn.url(), "this is no custom field"));
    };
    if GONE.contains(&answer.status) {
        return Ok((PushNext::Changed, Stage::Begin));
    }
    let json = read::json(&url, answer)?;
    if json.get("id").and_then(wire::id_of) != Some(turn.id) {
        return Ok((PushNext::Changed, Stage::Begin));
    }
    let fields = json.get("CustomFields").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let named = fields.iter().find(|field| field.get("name").and_then(Value::as_str) == Some(name));
    let Some(id) = named.and_then(|field| field.get("id")).and_then(wire::scalar) else {
        return Err(refused(&url, &format!("the ticket has no custom field `{name}`")));
    };
    let values = named.and_then(|field| field.get("values")?.as_array()).map_or(0, Vec::len);
    // For all others it makes no difference which kind of field it is.
    let is_plain = |to: &str| !to.contains(row::BETWEEN) && date::instant(to).is_err();
    if values > 1 || !to.is_some_and(is_plain) {
        return Ok((PushNext::Ask(turn.api.custom_field(&id)), Stage::Kind(id)));
    }
    Ok(send(turn, &custom_body(&id, to, false)))
}

/// What a custom field takes.
struct CustomKind {
    takes_several: bool,
    /// A date with a time.
    is_instant: bool,
}

impl CustomKind {
    /// A portal that does not show the field leaves it open; then it is taken for one of a single text, and the ticket
    /// tells afterwards if that was wrong.
    fn read(answer: &Response) -> Self {
        let json = serde_json::from_slice::<Value>(&answer.body).unwrap_or_default();
        let text = |key: &str| json.get(key).and_then(wire::scalar).unwrap_or_default();
        let takes_several = !["1", ""].contains(&text("MaxValues").as_str());
        Self { takes_several, is_instant: text("Type") == "DateTime" }
    }
}

fn custom_body(id: &str, to: Option<&str>, several: bool) -> Value {
    let value = match (to, several) {
        (to, false) => json!(to),
        (None, true) => json!([]),
        (Some(to), true) => json!(to.split(row::BETWEEN).collect::<Vec<_>>()),
    };
    json!({"CustomFields": {id: value}})
}

/// Whether the ticket has the value now.
fn look_back(
    turn: &Turn<'_>,
    field: Field<'_>,
    (name, to): (&str, Option<&str>),
    said: &str,
    answer: &Response,
) -> Result<(), Fault> {
    let url = turn.url();
    if GONE.contains(&answer.status) {
        return match field {
            // Who gives a ticket away may lose the right to see it.
            Field::Owner | Field::Plain("Queue", _) => Ok(()),
            Field::Plain(..) | Field::Custom(_) => Err(read::lost(&url, "the ticket went out of sight")),
        };
    }
    let json = read::json(&url, answer)?;
    let row = row::read(turn.api, &json).map_err(|aside| read::shape_fault(&url, &aside.why))?;
    if row.id != turn.id {
        return Err(read::lost(&url, "the ticket was merged into another one"));
    }
    let login = json.get("Owner").and_then(|owner| owner.get("id")).and_then(wire::scalar);
    let login = login.as_deref().filter(|login| field == Field::Owner && *login != NOBODY);
    let of = |ticket: &Ticket| match field {
        Field::Plain(SUBJECT, _) => Some(ticket.subject.clone()),
        Field::Owner | Field::Plain(..) | Field::Custom(_) => ticket.value(name).map(str::to_owned),
    };
    let (before, now) = (turn.fresh.and_then(of), of(&row.ticket));
    let is_there = match (field, now.as_deref(), to) {
        (Field::Custom(_), Some(now), Some(to)) => {
            field::same_values(now, to) || field::is_same(Some(now), Some(to), false)
        }
        (Field::Owner, now, Some(_)) => field::is_same(now, to, true) || field::is_same(login, to, true),
        (Field::Plain(_, kind), now, to) => field::is_same(now, to, kind == Kind::Word),
        (Field::Owner | Field::Custom(_), now, to) => field::is_same(now, to, false),
    };
    if is_there {
        return Ok(());
    }
    if now == before {
        return Err(refused(&url, said));
    }
    let now = now.map_or_else(|| "empty".to_owned(), |now| format!("`{now}`"));
    Err(read::shape_fault(&url, &format!("{name} is {now} now, which is not what was sent")))
}
