//! Reading members that portals write in more than one form: identifiers as numbers or texts, empty values as null.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Between the values of a field with several.
const BETWEEN: &str = " ";

/// An identifier, a number or a text.
pub(crate) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    optional_id(deserializer)?.ok_or_else(|| serde::de::Error::custom("it is no identifier"))
}

/// As [`id`]; null and the empty text are none.
pub(crate) fn optional_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(id_of(&Value::deserialize(deserializer)?))
}

/// A text; null is the empty one.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.unwrap_or_default())
}

/// A value; null is the empty one of its type.
pub(crate) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// An identifier, where this is one.
pub(crate) fn id_of(json: &Value) -> Option<String> {
    match json {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// One value as a text; several are sorted and joined by spaces. Nothing, an empty text and an object are none.
pub(crate) fn value(json: &Value) -> Option<String> {
    let text = match json {
        Value::Null | Value::Object(_) => return None,
        Value::Bool(is) => is.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let mut values: Vec<String> = values.iter().filter_map(value).collect();
            values.sort();
            values.join(BETWEEN)
        }
    };
    (!text.is_empty()).then_some(text)
}

/// The text at a path of members; the empty text where there is none.
pub(crate) fn at<'a>(json: &'a Value, path: &[&str]) -> &'a str {
    path.iter().try_fold(json, |json, name| json.get(name)).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_of_every_form_become_one_text() {
        let cases = [
            (json!(null), None),
            (json!(""), None),
            (json!([]), None),
            (json!({"minutes": 1440}), None),
            (json!(true), Some("true")),
            (json!(42), Some("42")),
            (json!("745"), Some("745")),
            (json!(["b", "a", null]), Some("a b")),
        ];
        for (json, text) in cases {
            assert_eq!(value(&json).as_deref(), text, "{json}");
        }
    }

    #[test]
    fn an_identifier_is_a_number_or_a_text() {
        for (json, found) in
            [(json!(9_007_199_254_740_993_u64), Some("9007199254740993")), (json!("7"), Some("7"))]
        {
            assert_eq!(id_of(&json).as_deref(), found);
        }
        assert_eq!((id_of(&json!("")), id_of(&json!(null)), id_of(&json!(true))), (None, None, None));
    }
}
