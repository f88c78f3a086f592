//! The fields of a contract: those that this program knows by name, and any that the format has besides.

use std::sync::OnceLock;

use serde_json::{Map, Value};

/// How a value is written and checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Plan of the pack, by identifier or name.
    Plan,
    /// `2026-12-31`.
    Date,
    /// `current` or `overdue`.
    Payments,
    /// `given` or `impossible`.
    RemoteAccess,
    /// A whole number from 0.
    Count,
    /// Mail addresses.
    Mails,
    /// `FROM/TO`, instants.
    Appointments,
    /// `CLOCK SEVERITY HOURS CALENDAR`.
    Targets,
    /// `MAIL=WORD`.
    Standing,
    /// Words.
    Text,
    /// Anything else, as JSON.
    Json,
}

/// One field.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Name in the JSON of the contract, and of the column.
    pub name: String,
    pub label: String,
    pub kind: Kind,
}

const KNOWN: &[(&str, &str, Kind)] = &[
    ("plan", "Plan", Kind::Plan),
    ("starts", "Starts", Kind::Date),
    ("ends", "Ends", Kind::Date),
    ("payments", "Payments", Kind::Payments),
    ("remote_access", "Remote access", Kind::RemoteAccess),
    ("purchased", "Purchased", Kind::Date),
    ("named_contacts", "Named contacts", Kind::Mails),
    ("licenses", "Licences", Kind::Count),
    ("licenses_covered", "Licences covered", Kind::Count),
    ("tickets_used", "Tickets used", Kind::Count),
    ("credits_used", "Credits used", Kind::Count),
    ("appointments", "Appointments", Kind::Appointments),
    ("targets", "Own targets", Kind::Targets),
    ("standing", "Standing of people", Kind::Standing),
];

impl Kind {
    pub(crate) const fn is_list(self) -> bool {
        matches!(self, Self::Mails | Self::Appointments | Self::Targets | Self::Standing)
    }

    /// How it is written, for people.
    pub(crate) const fn hint(self) -> &'static str {
        match self {
            Self::Plan => "A plan of the policy",
            Self::Date => "As in 2026-12-31",
            Self::Payments => "Current or overdue",
            Self::RemoteAccess => "Given or impossible",
            Self::Count => "A whole number",
            Self::Mails => "Mail addresses, as in jo@acme.example; (empty) when nobody is named",
            Self::Appointments => "Each as FROM/TO, as in 2026-11-22T08:00:00Z/2026-11-22T12:00:00Z",
            Self::Targets => {
                "Each as CLOCK SEVERITY HOURS CALENDAR, as in first-response critical 4h always; * for every severity"
            }
            Self::Standing => "Each as MAIL=WORD, with good, deprioritized, suspended or terminated",
            Self::Text => "Words",
            Self::Json => "JSON",
        }
    }
}

/// Every field of the contract format. One that it has and the table above does not is shown under its own name.
pub(crate) fn fields() -> &'static [Field] {
    static FIELDS: OnceLock<Vec<Field>> = OnceLock::new();
    FIELDS.get_or_init(|| {
        let schema = policy::reckon::input_schema();
        let none = Map::new();
        let format = schema.pointer("/$defs/Contract/properties").and_then(Value::as_object).unwrap_or(&none);
        let known = KNOWN.iter().filter(|(name, ..)| format.contains_key(*name));
        let known = known.map(|(name, label, kind)| field(name, label, *kind));
        let others = format.iter().filter(|(name, _)| !KNOWN.iter().any(|(known, ..)| known == name));
        known.chain(others.map(|(name, schema)| field(name, &words(name), guess(schema)))).collect()
    })
}

/// A field by its name.
pub(crate) fn find(name: &str) -> Option<&'static Field> {
    fields().iter().find(|field| field.name == name)
}

fn field(name: &str, label: &str, kind: Kind) -> Field {
    Field { name: name.to_owned(), label: label.to_owned(), kind }
}

/// `remote_hours` becomes `Remote hours`.
fn words(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// From the type in the schema, which names `null` beside it when the value may be missing.
fn guess(schema: &Value) -> Kind {
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
    };
    match types.iter().find(|name| **name != "null") {
        Some(&"string") => Kind::Text,
        Some(&"integer") => Kind::Count,
        Some(_) | None => Kind::Json,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_field_of_the_format_is_there_in_order() {
        let names: Vec<&str> = fields().iter().map(|field| field.name.as_str()).collect();
        let known: Vec<&str> = KNOWN.iter().map(|(name, ..)| *name).collect();
        assert_eq!(names[..known.len()], known, "a field of the table is no longer in the format");
        assert!(fields().iter().all(|field| !field.label.is_empty()));
    }

    #[test]
    fn a_field_of_a_newer_format_is_written_by_its_type() {
        for (schema, kind) in [
            (json!({"type": ["string", "null"]}), Kind::Text),
            (json!({"type": ["integer", "null"], "minimum": 0}), Kind::Count),
            (json!({"type": "boolean"}), Kind::Json),
            (json!({"$ref": "#/$defs/Other"}), Kind::Json),
        ] {
            assert_eq!(guess(&schema), kind, "{schema}");
        }
        assert_eq!(words("remote_hours"), "Remote hours");
    }
}
