//! Shape check: keys, types and words of a file against the schema that is made from the file's types. Serde stops
//! at the first mistake; an author wants all of them, each with its place.

use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Problems;
use super::spelling;

/// The schema of a value that may be anything, such as the value of a statement.
static ANYTHING: Value = Value::Bool(true);

/// How strict a file is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// A pack: every needed key is there.
    Whole,
    /// An override: of a row only the `id` is needed. Rows without an `id` are replaced whole, so they are whole.
    Partial,
}

/// Notes every deviation of `table` from `schema`.
pub(super) fn check(
    table: &Spanned<DeTable<'_>>,
    schema: &Value,
    strictness: Strictness,
    problems: &mut Problems<'_>,
) {
    let mut checker = Checker { schema, strictness, problems };
    checker.table(table.get_ref(), &table.span(), schema, "the file");
}

struct Checker<'c, 'p> {
    schema: &'c Value,
    strictness: Strictness,
    problems: &'c mut Problems<'p>,
}

impl<'c> Checker<'c, '_> {
    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &'c Value, name: &str) {
        let schema = self.resolve(schema);
        if let Some(words) = words(schema) {
            return self.word(value, &words, name);
        }
        let span = value.span();
        match value.get_ref() {
            DeValue::Table(table) if allows(schema, "object") => self.table(table, &span, schema, name),
            DeValue::Array(items) if allows(schema, "array") => {
                let item_schema = self.resolve(schema.get("items").unwrap_or(&ANYTHING));
                let outside = self.strictness;
                if !required(item_schema).any(|key| key == "id") {
                    self.strictness = Strictness::Whole;
                }
                for item in items {
                    self.value(item, item_schema, name);
                }
                self.strictness = outside;
            }
            DeValue::Datetime(_) => self.problems.add(
                &span,
                "wrong-type",
                format!("`{name}` is a bare date."),
                "Put the date in quotes.",
            ),
            DeValue::Table(_) if allows(schema, "array") && !allows(schema, "object") => self.problems.add(
                &span,
                "wrong-type",
                format!("`{name}` is one table, but it has to be a list of them."),
                format!("Write `[[{name}]]`, with two brackets, above each row."),
            ),
            other if !allows(schema, json_type(other)) => self.problems.add(
                &span,
                "wrong-type",
                format!("`{name}` is {}, but it has to be {}.", noun(json_type(other)), expected(schema)),
                what_to_write(schema),
            ),
            DeValue::Table(_)
            | DeValue::Array(_)
            | DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_) => {}
        }
    }

    fn table(&mut self, table: &DeTable<'_>, span: &Range<usize>, schema: &'c Value, name: &str) {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            for (key, value) in table {
                self.value(value, &ANYTHING, key.get_ref());
            }
            return;
        };
        for (key, value) in table {
            match properties.get(key.get_ref().as_ref()) {
                Some(property) => self.value(value, property, key.get_ref()),
                None => self.problems.add(
                    &key.span(),
                    "unknown-key",
                    format!("`{}` is no key of {}.", key.get_ref(), place(name)),
                    spelling::hint(key.get_ref(), properties.keys().map(String::as_str)),
                ),
            }
        }
        let needed = |key: &&str| self.strictness == Strictness::Whole || *key == "id";
        let missing: Vec<&str> =
            required(schema).filter(needed).filter(|key| !table.contains_key(*key)).collect();
        for key in missing {
            let hint = properties.get(key).map(|property| what_to_write(self.resolve(property)));
            self.problems.add(
                span,
                "missing-key",
                format!("{} has no `{key}`.", spelling::capital(&place(name))),
                hint.unwrap_or_default(),
            );
        }
    }

    fn word(&mut self, value: &Spanned<DeValue<'_>>, words: &[&str], name: &str) {
        let span = value.span();
        match value.get_ref().as_str() {
            Some(word) if words.contains(&word) => {}
            Some(word) => self.problems.add(
                &span,
                "unknown-word",
                format!("`{word}` is no word for `{name}`."),
                spelling::hint(word, words.iter().copied()),
            ),
            None => self.problems.add(
                &span,
                "wrong-type",
                format!("`{name}` is {}, but it has to be text.", noun(json_type(value.get_ref()))),
                format!("Write one of {}.", spelling::list(words)),
            ),
        }
    }

    /// Follows references, and takes the part of an optional value that is not null. A description beside a
    /// reference is that of the key and is lost here; the one of the type is kept.
    fn resolve(&self, schema: &'c Value) -> &'c Value {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let pointer = name.trim_start_matches('#');
            return self.schema.pointer(pointer).map_or(schema, |target| self.resolve(target));
        }
        let optional = schema.get("anyOf").and_then(Value::as_array);
        match optional.and_then(|parts| parts.iter().find(|part| part.get("$ref").is_some())) {
            Some(part) => self.resolve(part),
            None => schema,
        }
    }
}

/// The keys that a table needs.
fn required(schema: &Value) -> impl Iterator<Item = &str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// The words of an enumeration.
fn words(schema: &Value) -> Option<Vec<&str>> {
    let variants = schema.get("oneOf").and_then(Value::as_array)?;
    let mut words = Vec::new();
    for variant in variants {
        words.extend(variant.get("const").and_then(Value::as_str));
        words.extend(
            variant.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str),
        );
    }
    Some(words)
}

/// Whether a value of this JSON type fits; a schema without a type fits everything.
fn allows(schema: &Value, json_type: &str) -> bool {
    let fits = |allowed: &str| allowed == json_type || (allowed == "number" && json_type == "integer");
    match schema.get("type") {
        Some(Value::String(allowed)) => fits(allowed),
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).any(fits),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => true,
    }
}

fn json_type(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) | DeValue::Datetime(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

fn noun(json_type: &str) -> &'static str {
    match json_type {
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "array" => "a list",
        _ => "a table",
    }
}

fn expected(schema: &Value) -> &'static str {
    let first = match schema.get("type") {
        Some(Value::String(only)) => Some(only.as_str()),
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).find(|name| *name != "null"),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => None,
    };
    first.map_or("another value", noun)
}

/// What the format says of a value, on one line; where it says nothing, which kind of value it is.
fn what_to_write(schema: &Value) -> String {
    match schema.get("description").and_then(Value::as_str) {
        Some(text) => text.replace('\n', " "),
        None => format!("Write {} here.", expected(schema)),
    }
}

/// How a table is called in a sentence.
fn place(name: &str) -> String {
    if name == "the file" { name.to_owned() } else { format!("`{name}`") }
}
