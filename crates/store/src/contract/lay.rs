//! Laying given values over told ones.

use std::collections::BTreeMap;

use policy::facts::Contract;
use serde_json::{Map, Value};

use super::{ContractRow, GivenValue, Key, ToldContract, unreadable, value_name};
use crate::{ContractRecord, StoreError, Unreadable};

/// What is stored, not yet laid together.
#[derive(Default)]
pub(super) struct Parts {
    pub rows: BTreeMap<Key, Part>,
    pub unreadable: Vec<Unreadable>,
}

#[derive(Default)]
pub(super) struct Part {
    pub told: Option<ToldContract>,
    pub given: BTreeMap<String, GivenValue>,
}

/// Every contract as it counts, then what could not be read.
pub(super) fn rows(parts: Parts, rows: &mut Vec<Result<ContractRow, Unreadable>>) {
    let mut refused = parts.unreadable;
    for (key, mut part) in parts.rows {
        let contract = lay(&key, &mut part, &mut refused);
        let (account, customer, policy) = key;
        let record = ContractRecord { customer, policy, contract };
        rows.push(Ok(ContractRow { account, record, told: part.told, given: part.given }));
    }
    rows.extend(refused.into_iter().map(Err));
}

/// A given value that fits no field is left out and told; the others count.
fn lay(key: &Key, part: &mut Part, refused: &mut Vec<Unreadable>) -> Contract {
    let base = part.told.as_ref().map_or_else(Contract::default, |told| told.contract.clone());
    if part.given.is_empty() {
        return base;
    }
    let fields = object(&base);
    let mut whole = fields.clone();
    part.given.iter().for_each(|(field, given)| set(&mut whole, field, &given.value));
    if let Ok(contract) = contract(whole) {
        return contract;
    }
    let mut good = fields;
    part.given.retain(|field, given| {
        let mut next = good.clone();
        set(&mut next, field, &given.value);
        match contract(next.clone()) {
            Ok(_) => {
                good = next;
                true
            }
            Err(error) => {
                let error = StoreError::BadRecord { detail: format!("contract_values.{field}: {error}") };
                refused.push(unreadable(key, &value_name(field, &key.1, &key.2), error));
                false
            }
        }
    });
    contract(good).unwrap_or(base)
}

/// A contract as JSON, with the fields that have a value.
fn object(contract: &Contract) -> Map<String, Value> {
    match serde_json::to_value(contract) {
        Ok(Value::Object(fields)) => fields,
        Ok(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) | Err(_) => {
            Map::new()
        }
    }
}

fn set(fields: &mut Map<String, Value>, field: &str, value: &Value) {
    if value.is_null() && fields.contains_key(field) {
        fields.remove(field);
    } else if !value.is_null() {
        fields.insert(field.to_owned(), value.clone());
    }
}

fn contract(fields: Map<String, Value>) -> Result<Contract, serde_json::Error> {
    serde_json::from_value(Value::Object(fields))
}
