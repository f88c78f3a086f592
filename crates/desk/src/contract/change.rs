//! From what was written to the changes that it makes.

use policy::pack::Pack;
use serde_json::{Map, Value};
use store::{ContractChange, ContractRow};

use super::check::{self, Mistake};
use super::field::Field;
use super::text::{self, NONE};
use crate::view::{ImportChange, MistakeView};

/// The contract that is written about.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub account: &'a str,
    pub customer: &'a str,
    pub pack: &'a Pack,
    /// What is known; `None` when nobody told or gave anything.
    pub row: Option<&'a ContractRow>,
}

/// What an empty text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blank {
    /// There is no value: a form shows what there is, so the user has cleared it.
    NoValue,
    /// Nothing is said: a file may know only some of the values.
    Unsaid,
}

/// What follows from what was written.
#[derive(Debug, Default)]
pub(crate) struct Planned {
    /// None when there is a mistake.
    pub changes: Vec<ContractChange>,
    pub shown: Vec<ImportChange>,
    pub mistakes: Vec<MistakeView>,
}

/// The changes that texts of fields make, and those of taking back.
pub(crate) fn plan<'t>(
    place: Place<'_>,
    texts: impl IntoIterator<Item = (&'static Field, &'t str)>,
    take_back: &[&'static Field],
    blank: Blank,
) -> Planned {
    let now = place.row.map(|row| fields_of(&row.record.contract)).unwrap_or_default();
    let told = place.row.and_then(|row| row.told.as_ref()).map(|told| fields_of(&told.contract));
    let told = told.unwrap_or_default();
    let mut next = now.clone();
    let mut planned = Planned::default();
    let given = |field: &Field| place.row.is_some_and(|row| row.given.contains_key(&field.name));
    let wishes =
        texts.into_iter().map(|(field, text)| (field, wish(field, text, blank, &now, &told, place.pack)));
    let backs = take_back.iter().filter(|field| given(field)).map(|field| (*field, Ok(Some(Wish::Told))));
    for (field, wish) in wishes.chain(backs) {
        let value = match wish {
            Ok(None) => continue,
            Ok(Some(Wish::Told)) => None,
            Ok(Some(Wish::Given(value))) => Some(value),
            Err(mistake) => {
                planned.mistakes.push(mistake.view(&field.name));
                continue;
            }
        };
        let counts = value.as_ref().or_else(|| told.get(&field.name)).unwrap_or(&Value::Null);
        planned.shown.push(ImportChange {
            label: field.label.clone(),
            before: text::write(field.kind, now.get(&field.name).unwrap_or(&Value::Null)),
            after: text::write(field.kind, counts),
        });
        if counts.is_null() {
            next.remove(&field.name);
        } else {
            next.insert(field.name.clone(), counts.clone());
        }
        planned.changes.push(ContractChange {
            account: place.account.to_owned(),
            customer: place.customer.to_owned(),
            policy: place.pack.id.clone(),
            field: field.name.clone(),
            value,
        });
    }
    if planned.mistakes.is_empty()
        && !planned.changes.is_empty()
        && let Err(wrong) = check::whole(next, place.pack)
        // What the portal tells wrongly is no reason to refuse a change of something else.
        && check::whole(now, place.pack).err().as_ref() != Some(&wrong)
    {
        let (field, mistake) = wrong;
        planned.mistakes.push(mistake.view(&field));
    }
    if !planned.mistakes.is_empty() {
        planned.changes.clear();
    }
    planned
}

/// The values of a contract by field.
pub(crate) fn fields_of(contract: &policy::facts::Contract) -> Map<String, Value> {
    let value = serde_json::to_value(contract).unwrap_or_default();
    value.as_object().cloned().unwrap_or_default()
}

enum Wish {
    /// What the portal tells, or nothing.
    Told,
    /// This value; null for none.
    Given(Value),
}

/// What a text asks for; `None` when it changes nothing.
fn wish(
    field: &Field,
    text: &str,
    blank: Blank,
    now: &Map<String, Value>,
    told: &Map<String, Value>,
    pack: &Pack,
) -> Result<Option<Wish>, Mistake> {
    let text = text.trim();
    let (now, told) = (now.get(&field.name), told.get(&field.name));
    // Also what could not be written now, as in a contract that the portal tells with words of its own.
    let is_as_it_was = now.is_some_and(|now| text::write(field.kind, now).trim() == text);
    if is_as_it_was || text.is_empty() && blank == Blank::Unsaid {
        return Ok(None);
    }
    if text.is_empty() || text == NONE {
        return Ok(now.map(|_| if told.is_some() { Wish::Given(Value::Null) } else { Wish::Told }));
    }
    let value = check::read(field, text, pack)?;
    if now == Some(&value) {
        return Ok(None);
    }
    Ok(Some(if told == Some(&value) { Wish::Told } else { Wish::Given(value) }))
}

#[cfg(test)]
mod tests {
    use calendar::Moment;
    use policy::facts::Contract;
    use policy::pack::Packs;
    use store::{ContractRecord, ToldContract};

    use super::super::field::find;
    use super::*;

    #[test]
    fn what_the_portal_tells_wrongly_does_not_stop_a_change_of_something_else() {
        let packs = Packs::embedded().unwrap();
        let pack = packs.get("ensim").unwrap();
        let contract = Contract { plan: Some("gold".to_owned()), licenses: Some(3), ..Contract::default() };
        let record = ContractRecord {
            customer: "c-1".to_owned(),
            policy: "ensim".to_owned(),
            contract: contract.clone(),
        };
        let told = Some(ToldContract { contract, read_at: Some(Moment(0)) });
        let row = ContractRow { account: "a".to_owned(), record, told, given: Default::default() };
        let place = Place { account: "a", customer: "c-1", pack, row: Some(&row) };
        let set = |field: &str, text: &str| {
            plan(
                place,
                [(find(field).unwrap(), text.to_owned())].iter().map(|(f, t)| (*f, t.as_str())),
                &[],
                Blank::NoValue,
            )
        };
        assert_eq!(set("licenses", "4").mistakes, []);
        assert_eq!(set("licenses", "4").changes.len(), 1);
        assert_eq!(set("plan", "gold").changes, [], "it is as it was");
        assert_eq!(set("plan", "silver").mistakes.len(), 1);
    }
}
