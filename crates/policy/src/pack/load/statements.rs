//! Statements: everything else that the document says.

use serde_json::Value;

use super::Loader;
use super::names::{Names, Vocabulary, unique};
use crate::pack::file::{At, PackFile};
use crate::pack::{Statement, spelling};

impl Loader<'_, '_> {
    pub(super) fn statements(&mut self, file: &PackFile, words: &Vocabulary) -> Vec<Statement> {
        unique(file.statements.iter().map(|row| &row.id), self.problems);
        let mut statements = Vec::new();
        for row in &file.statements {
            self.identifier(row.id.get(), &row.id.span());
            self.reason(&row.text, &row.id.span());
            if let Some(value) = &row.value {
                self.value_names(value, words);
            }
            let source = self.source(format!("statements.{}", row.id.get()), &row.id.span(), &row.source);
            statements.push(Statement {
                id: row.id.get().clone(),
                topic: row.topic.word().to_owned(),
                text: row.text.clone(),
                value: row.value.as_ref().map_or(Value::Null, |value| value.get().clone()),
                source,
            });
        }
        statements
    }

    /// The names in a value must be names of the pack.
    fn value_names(&mut self, value: &At<Value>, words: &Vocabulary) {
        let lists: [(&str, &Names); 4] = [
            ("plans", &words.plans),
            ("severities", &words.severities),
            ("classifications", &words.classifications),
            ("calendar", &words.calendars),
        ];
        for (key, names) in lists {
            for name in named(value.get().get(key)) {
                if !names.ids().iter().any(|id| id == name) {
                    self.problems.add(
                        &value.span(),
                        "unknown-name",
                        format!("`{name}` in `{key}` is no name of this pack."),
                        spelling::hint(name, names.ids().iter().map(String::as_str)),
                    );
                }
            }
        }
    }
}

/// The names of a value: one text, a list of texts, or the keys of a table.
fn named(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        Some(Value::Object(by_name)) => by_name.keys().map(String::as_str).collect(),
        Some(Value::Null | Value::Bool(_) | Value::Number(_)) | None => Vec::new(),
    }
}
