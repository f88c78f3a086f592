//! A value that knows where it was written.

use std::borrow::Cow;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// A value with its place in the text. In the schema it looks like the value alone.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub(in crate::pack) struct At<T>(toml::Spanned<T>);

impl<T> At<T> {
    /// The value.
    pub(in crate::pack) fn get(&self) -> &T {
        self.0.get_ref()
    }

    /// Its place.
    pub(in crate::pack) fn span(&self) -> Range<usize> {
        self.0.span()
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
